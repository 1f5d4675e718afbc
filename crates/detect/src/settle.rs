//! Overlaps, settled once: by score, then by how specific the rule is, then by length.

use crate::{
    finding::{EntityId, Evidence, RecognizerId},
    input::Span,
    trace::{Event, Trace},
};

/// A value above its threshold that may still lose to another one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    pub(crate) region: u32,
    pub(crate) entity: EntityId,
    pub(crate) recognizer: RecognizerId,
    pub(crate) evidence: Evidence,
    /// How much a rule asks: one that proves a check and needs a cue is more specific.
    pub(crate) specificity: u8,
    /// Its entity is only reported here and must not hide another one.
    pub(crate) yields: bool,
    /// Where it ended before it gave way to another one that reaches further; `None` where nobody
    /// makes it give way.
    pub(crate) open_end: Option<u32>,
    /// What a better one leaves of it is still its own.
    pub(crate) divisible: bool,
    /// Whether it was found as the text stands, or as it is read.
    pub(crate) spelling: Spelling,
}

/// How a value was found. Of equal candidates the first one counts: characters are best taken for what
/// they are read as, while escapes in ASCII are a proper part of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spelling {
    /// In disguise, with characters beyond ASCII.
    Wide,
    /// As it stands.
    Plain,
    /// In disguise, in ASCII.
    Escaped,
}

impl Candidate {
    /// Ascending; total, so that the order of arrival does not matter.
    #[inline]
    pub(crate) fn order(&self) -> impl Ord + use<> {
        let Span { start, end } = self.span;
        let place = u64::from(start) << 32 | u64::from(end);
        (place, self.recognizer, self.spelling)
    }

    /// Greater is better: whether it counts, how sure it is, how specific its rule, how long it is.
    fn rank(&self) -> u64 {
        let evidence = self.evidence.0.wrapping_sub(i16::MIN).cast_unsigned();
        let len = self.span.len().min(MAX_RANKED);
        u64::from(!self.yields) << 38
            | u64::from(evidence) << 22
            | u64::from(self.specificity) << 16
            | u64::from(len)
    }

    /// A part of it, which ends where it does.
    fn rest(self, span: Span) -> Candidate {
        Candidate {
            span,
            open_end: None,
            ..self
        }
    }
}

/// Longer values rank alike.
const MAX_RANKED: u32 = 0xFFFF;

/// Memory of one settlement.
#[derive(Debug, Default)]
pub(crate) struct Settler {
    /// Rank and place in the cluster, counted down: of equal ranks the first place is best.
    order: Vec<(u64, u32)>,
    /// The furthest end of the candidates up to each place.
    reach: Vec<u32>,
    fate: Vec<Fate>,
    /// What is left of candidates that lost a part of their text, in no order.
    rests: Vec<Candidate>,
    /// Those that can be divided and gave way to another one, as they were.
    shortened: Vec<Candidate>,
    /// Spans of one cluster that lie in a candidate and are taken.
    taken: Vec<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Won,
    Lost,
}

impl Settler {
    /// Sorts `candidates` of `text`, drops those that lose an overlap or what they lose of them, and
    /// merges touching ones of one entity.
    ///
    /// Hot: per block. Clusters of overlapping candidates are sorted by rank; a winner then looks
    /// only at those that it overlaps.
    pub(crate) fn settle<T: Trace>(
        &mut self,
        text: &[u8],
        candidates: &mut Vec<Candidate>,
        trace: &mut T,
    ) {
        sort(candidates);
        self.rests.clear();
        self.shortened.clear();
        self.shorten(text, candidates);
        let (mut from, mut kept) = (0, 0);
        while from < candidates.len() {
            let alone = candidates
                .get(from + 1)
                .is_none_or(|next| next.span.start >= candidates[from].span.end);
            if alone {
                kept = keep(candidates, kept, from);
                from += 1;
                continue;
            }
            let to = self.cluster_end(candidates, from);
            self.settle_cluster(&candidates[from..to], trace);
            for at in from..to {
                if self.fate[at - from] == Fate::Won {
                    kept = keep(candidates, kept, at);
                }
            }
            from = to;
        }
        candidates.truncate(kept);
        self.add_rests(candidates);
        lengthen(text, candidates);
        self.fill(text, candidates);
    }

    /// One past the last candidate that overlaps, through others, the one at `from`; leaves the
    /// reach of each.
    fn cluster_end(&mut self, candidates: &[Candidate], from: usize) -> usize {
        self.reach.clear();
        let mut reach = candidates[from].span.end;
        for candidate in &candidates[from..] {
            if candidate.span.start >= reach && !self.reach.is_empty() {
                break;
            }
            reach = reach.max(candidate.span.end);
            self.reach.push(reach);
        }
        from + self.reach.len()
    }

    /// Decides the fate of each candidate of a cluster.
    fn settle_cluster<T: Trace>(&mut self, cluster: &[Candidate], trace: &mut T) {
        self.fate.clear();
        self.fate.resize(cluster.len(), Fate::Open);
        self.order.clear();
        let ranks = cluster.iter().zip(0..);
        self.order
            .extend(ranks.map(|(candidate, at): (_, u32)| (candidate.rank(), !at)));
        self.order.sort_unstable();
        let known = self.rests.len();
        for turn in (0..self.order.len()).rev() {
            let at = !self.order[turn].1 as usize;
            match self.fate[at] {
                Fate::Open => {
                    self.fate[at] = Fate::Won;
                    self.beat(cluster, at, cluster[at].span, trace);
                }
                Fate::Lost if cluster[at].divisible => self.divide(cluster, at, known, trace),
                Fate::Won | Fate::Lost => {}
            }
        }
    }

    /// Lets the candidate at `winner` have `span`: whatever overlaps it loses.
    fn beat<T: Trace>(&mut self, cluster: &[Candidate], winner: usize, span: Span, trace: &mut T) {
        for other in near(&self.reach, cluster, winner, span) {
            let loser = cluster[other];
            if self.fate[other] == Fate::Open && loser.span.overlaps(span) {
                self.fate[other] = Fate::Lost;
                if T::LISTENS {
                    trace.event(Event::Lost {
                        span: loser.span,
                        recognizer: loser.recognizer,
                        evidence: loser.evidence,
                        winner: cluster[winner].recognizer,
                    });
                }
            }
        }
    }

    /// Gives the candidate at `at` what better ones have left of it; the rests from `known` on are of
    /// this cluster.
    #[cold]
    fn divide<T: Trace>(&mut self, cluster: &[Candidate], at: usize, known: usize, trace: &mut T) {
        let whole = cluster[at];
        self.taken.clear();
        let won = near(&self.reach, cluster, at, whole.span)
            .filter(|&other| self.fate[other] == Fate::Won)
            .map(|other| cluster[other].span);
        let rests = self.rests[known..].iter().map(|rest| rest.span);
        let overlapping = won.chain(rests).filter(|span| span.overlaps(whole.span));
        self.taken.extend(overlapping);
        self.taken.sort_unstable();
        let mut start = whole.span.start;
        for next in 0..=self.taken.len() {
            let taken = self.taken.get(next).copied();
            let end = taken.map_or(whole.span.end, |taken| taken.start);
            if start < end {
                let span = Span::new(start, end);
                self.rests.push(whole.rest(span));
                self.beat(cluster, at, span, trace);
            }
            start = taken.map_or(end, |taken| taken.end.max(start));
        }
    }

    /// Puts what is left of candidates among the winners.
    fn add_rests(&mut self, candidates: &mut Vec<Candidate>) {
        if self.rests.is_empty() {
            return;
        }
        candidates.append(&mut self.rests);
        candidates.sort_unstable_by_key(Candidate::order);
        let mut kept = 0;
        for at in 0..candidates.len() {
            kept = keep(candidates, kept, at);
        }
        candidates.truncate(kept);
    }

    /// Ends open-ended candidates before the first one that begins in them and reaches further: a link
    /// takes all up to a blank and a telephone number all groups that might be its own, so a value that
    /// goes on behind them shows that they took too much. A mark between the two belongs to neither.
    fn shorten(&mut self, text: &[u8], candidates: &mut [Candidate]) {
        for at in 0..candidates.len() {
            let whole = candidates[at];
            let span = whole.span;
            if whole.open_end.is_none() {
                continue;
            }
            let further = candidates[at + 1..]
                .iter()
                .take_while(|other| other.span.start < span.end)
                .find(|other| other.span.start > span.start + 1 && other.span.end > span.end);
            if let Some(other) = further {
                candidates[at].span.end = end_before(text, other.span.start);
                if whole.divisible {
                    self.shortened.push(whole);
                }
            }
        }
    }

    /// Gives those that can be divided whatever of them nothing has taken: what they gave way to has
    /// lost, perhaps to one that ends before they do.
    fn fill(&mut self, text: &[u8], candidates: &mut Vec<Candidate>) {
        let mut filled = 0;
        for whole in &self.shortened {
            let Span { start, end } = whole.span;
            let mut start = start.max(filled);
            let first = candidates.partition_point(|other| other.span.end <= start);
            let inside = candidates[first..].iter();
            for other in inside.take_while(|other| other.span.start < end) {
                let goes_on = other.span.end > end;
                let gap_end = if goes_on && other.span.start > start {
                    end_before(text, other.span.start)
                } else {
                    other.span.start
                };
                if start < gap_end {
                    self.rests.push(whole.rest(Span::new(start, gap_end)));
                }
                start = start.max(other.span.end);
            }
            if start < end {
                self.rests.push(whole.rest(Span::new(start, end)));
            }
            filled = filled.max(end);
        }
        self.add_rests(candidates);
    }
}

/// The others of a cluster that may overlap `span` of the candidate at `at`, given the reach of each.
fn near<'c>(
    reach: &'c [u32],
    cluster: &'c [Candidate],
    at: usize,
    span: Span,
) -> impl Iterator<Item = usize> + use<'c> {
    let before = (0..at)
        .rev()
        .take_while(move |&other| reach[other] > span.start);
    let behind =
        (at + 1..cluster.len()).take_while(move |&other| cluster[other].span.start < span.end);
    before.chain(behind)
}

/// Memory of sorting the candidates of one chunk.
#[derive(Debug, Default)]
pub(crate) struct Sorter {
    keys: Vec<u64>,
    sorted: Vec<Candidate>,
}

impl Sorter {
    /// Sorts the candidates from `from` on by where they start; which of two at one place comes first
    /// is left to [`Settler::settle`]. Small keys are sorted, and each candidate is moved once. Hot:
    /// per chunk.
    pub(crate) fn sort(&mut self, candidates: &mut Vec<Candidate>, from: usize) {
        let fresh = &candidates[from..];
        self.keys.clear();
        let keys = fresh
            .iter()
            .zip(0..)
            .map(|(candidate, at): (_, u64)| u64::from(candidate.span.start) << 32 | at);
        self.keys.extend(keys);
        self.keys.sort_unstable();
        self.sorted.clear();
        let moved = self.keys.iter().map(|&key| fresh[key as u32 as usize]);
        self.sorted.extend(moved);
        candidates.truncate(from);
        candidates.extend_from_slice(&self.sorted);
    }

    /// Puts the candidates from `from` on, which are in no order, among those before. Hot: per block.
    pub(crate) fn merge(&mut self, candidates: &mut [Candidate], from: usize) {
        let late = &mut candidates[from..];
        late.sort_unstable_by_key(Candidate::order);
        self.sorted.clear();
        self.sorted.extend_from_slice(late);
        let (mut known, mut end) = (from, candidates.len());
        while let Some(last) = self.sorted.last() {
            end -= 1;
            if known > 0 && candidates[known - 1].order() > last.order() {
                known -= 1;
                candidates[end] = candidates[known];
            } else {
                candidates[end] = *last;
                self.sorted.pop();
            }
        }
    }
}

/// Sorts what is nearly in order: each chunk's candidates were sorted when it was done, and only those
/// at its borders, and those that start together, can stand wrong.
fn sort(candidates: &mut [Candidate]) {
    for at in 1..candidates.len() {
        let mut here = at;
        while here > 0 && candidates[here].order() < candidates[here - 1].order() {
            candidates.swap(here, here - 1);
            here -= 1;
        }
    }
}

/// Where a candidate ends that gives way to one that begins at `start`.
fn end_before(text: &[u8], start: u32) -> u32 {
    let mark = text[start as usize - 1];
    start - u32::from(mark == b' ' || mark.is_ascii_punctuation())
}

/// Gives open-ended candidates back what they gave way for in vain: the other one has lost, and
/// nothing else may leave that text uncovered.
fn lengthen(text: &[u8], candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let Candidate { span, open_end, .. } = candidates[at];
        let next = candidates
            .get(at + 1)
            .map_or(u32::MAX, |next| next.span.start);
        if let Some(end) = open_end
            && next > span.end
        {
            let end = if next > end {
                end
            } else {
                end_before(text, next)
            };
            candidates[at].span.end = end.max(span.end);
        }
    }
}

/// Writes the candidate at `at` behind the first `kept` ones, or into the last of them when both
/// are one entity and touch.
fn keep(candidates: &mut [Candidate], kept: usize, at: usize) -> usize {
    let next = candidates[at];
    if let Some(last) = candidates[..kept].last_mut()
        && last.span.end == next.span.start
        && last.region == next.region
        && last.entity == next.entity
    {
        last.span.end = next.span.end;
        last.open_end = last.open_end.max(next.open_end);
        if next.spelling != Spelling::Plain {
            last.spelling = next.spelling;
        }
        last.evidence = last.evidence.max(next.evidence);
        return kept;
    }
    candidates[kept] = next;
    kept + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(start: u32, end: u32, entity: u16, decibans: i16) -> Candidate {
        Candidate {
            span: Span::new(start, end),
            region: 0,
            entity: EntityId(entity),
            recognizer: RecognizerId(entity),
            evidence: Evidence(decibans),
            spelling: Spelling::Plain,
            specificity: 0,
            yields: false,
            open_end: None,
            divisible: false,
        }
    }

    fn settled(mut candidates: Vec<Candidate>) -> Vec<(u32, u32, u16)> {
        Settler::default().settle(&[b' '; 200], &mut candidates, &mut ());
        candidates
            .iter()
            .map(|c| (c.span.start, c.span.end, c.entity.0))
            .collect()
    }

    #[test]
    fn the_better_score_wins_and_frees_the_rest() {
        let all = vec![
            candidate(0, 10, 1, 5),
            candidate(8, 20, 2, 9),
            candidate(18, 25, 3, 5),
        ];
        assert_eq!(settled(all), [(8, 20, 2)]);
        let all = vec![
            candidate(0, 10, 1, 9),
            candidate(8, 20, 2, 5),
            candidate(18, 25, 3, 9),
        ];
        assert_eq!(settled(all), [(0, 10, 1), (18, 25, 3)]);
    }

    #[test]
    fn length_decides_between_equals() {
        assert_eq!(
            settled(vec![candidate(0, 4, 1, 9), candidate(0, 9, 2, 9)]),
            [(0, 9, 2)]
        );
    }

    #[test]
    fn an_entity_that_yields_loses_to_a_weaker_one() {
        let mut link = candidate(0, 30, 1, 30);
        link.yields = true;
        assert_eq!(settled(vec![link, candidate(10, 20, 2, 1)]), [(10, 20, 2)]);
    }

    #[test]
    fn touching_findings_of_one_entity_merge() {
        let all = vec![
            candidate(0, 4, 1, 9),
            candidate(4, 9, 1, 3),
            candidate(9, 12, 2, 9),
        ];
        assert_eq!(settled(all), [(0, 9, 1), (9, 12, 2)]);
    }

    #[test]
    fn what_lost_to_a_loser_is_kept() {
        let all = vec![
            candidate(0, 9, 1, 5),
            candidate(8, 20, 2, 7),
            candidate(19, 30, 3, 9),
        ];
        assert_eq!(settled(all), [(0, 9, 1), (19, 30, 3)]);
    }

    #[test]
    fn an_open_end_gives_way_only_to_what_is_kept() {
        let mut link = candidate(0, 30, 1, 9);
        link.open_end = Some(30);
        let card = candidate(20, 40, 2, 7);
        assert_eq!(settled(vec![link, card]), [(0, 19, 1), (20, 40, 2)]);
        let better = candidate(35, 50, 3, 9);
        assert_eq!(settled(vec![link, card, better]), [(0, 30, 1), (35, 50, 3)]);
    }

    fn link(start: u32, end: u32) -> Candidate {
        Candidate {
            divisible: true,
            open_end: Some(end),
            ..candidate(start, end, 1, 27)
        }
    }

    #[test]
    fn what_is_left_of_a_link_with_secrets_is_still_of_the_link() {
        let secret = |start, end| candidate(start, end, 2, 30);
        assert_eq!(
            settled(vec![link(0, 40), secret(10, 20)]),
            [(0, 10, 1), (10, 20, 2), (20, 40, 1)]
        );
        assert_eq!(
            settled(vec![link(0, 40), secret(5, 10), secret(30, 40)]),
            [(0, 5, 1), (5, 10, 2), (10, 30, 1), (30, 40, 2)]
        );
        let weak = candidate(25, 30, 3, 13);
        assert_eq!(
            settled(vec![link(0, 40), secret(10, 20), weak]),
            [(0, 10, 1), (10, 20, 2), (20, 40, 1)]
        );
        assert_eq!(settled(vec![link(0, 40), secret(0, 40)]), [(0, 40, 2)]);
    }

    #[test]
    fn what_is_left_of_a_link_gives_way_as_it_would_have() {
        let secret = candidate(10, 19, 2, 30);
        let card = candidate(20, 40, 3, 7);
        assert_eq!(
            settled(vec![link(0, 30), secret, card]),
            [(0, 10, 1), (10, 19, 2), (20, 40, 3)]
        );
        let better = candidate(35, 50, 4, 9);
        assert_eq!(
            settled(vec![link(0, 30), secret, card, better]),
            [(0, 10, 1), (10, 19, 2), (19, 30, 1), (35, 50, 4)]
        );
        // What lost to the secret in the link, not to the link.
        let secret = candidate(10, 25, 2, 30);
        assert_eq!(
            settled(vec![link(0, 30), secret, card]),
            [(0, 10, 1), (10, 25, 2), (25, 30, 1)]
        );
    }

    #[test]
    fn no_byte_of_what_can_be_divided_is_lost() {
        let mut seed = 1_u64;
        let mut next = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % most
        };
        for _ in 0..20_000 {
            let mut all: Vec<_> = (0..2 + next(7))
                .map(|at| {
                    let start = next(40) as u32;
                    let mut one = candidate(start, start + 1 + next(20) as u32, 0, 0);
                    one.entity = EntityId(next(3) as u16);
                    one.recognizer = RecognizerId(at as u16);
                    one.evidence = Evidence(next(4) as i16);
                    one.divisible = next(2) == 0;
                    one.open_end = (next(2) == 0).then_some(one.span.end);
                    one
                })
                .collect();
            let mut found = all.clone();
            Settler::default().settle(&[b'a'; 80], &mut found, &mut ());
            let spans: Vec<_> = found.iter().map(|found| found.span).collect();
            assert!(spans.iter().all(|span| !span.is_empty()), "{all:?}");
            assert!(
                spans.windows(2).all(|pair| pair[0].end <= pair[1].start),
                "{all:?}"
            );
            for whole in all.iter().filter(|one| one.divisible) {
                let mut bytes = whole.span.start..whole.span.end;
                let covers = |at| {
                    spans
                        .iter()
                        .any(|span| (span.start..span.end).contains(&at))
                };
                assert!(bytes.all(covers), "{whole:?} of {all:?}: {spans:?}");
            }
            all.reverse();
            Settler::default().settle(&[b'a'; 80], &mut all, &mut ());
            assert!(all.iter().map(|found| found.span).eq(spans));
        }
    }

    #[test]
    fn the_order_of_arrival_does_not_matter() {
        let all: Vec<_> = (0..60)
            .map(|at| candidate(at * 3, at * 3 + 7, at as u16 % 5, at as i16 % 7))
            .collect();
        let mut reversed = all.clone();
        reversed.reverse();
        assert_eq!(settled(all), settled(reversed));
    }
}
