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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Won,
    Lost,
}

impl Settler {
    /// Sorts `candidates` of `text`, drops those that lose an overlap, and merges touching ones of
    /// one entity.
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
        shorten(text, candidates);
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
        lengthen(candidates);
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
        for &(_, place) in self.order.iter().rev() {
            let at = !place as usize;
            if self.fate[at] != Fate::Open {
                continue;
            }
            self.fate[at] = Fate::Won;
            let winner = cluster[at];
            let before = (0..at)
                .rev()
                .take_while(|&other| self.reach[other] > winner.span.start);
            let behind = (at + 1..cluster.len())
                .take_while(|&other| cluster[other].span.start < winner.span.end);
            for other in before.chain(behind) {
                let loser = cluster[other];
                if self.fate[other] == Fate::Open && loser.span.overlaps(winner.span) {
                    self.fate[other] = Fate::Lost;
                    if T::LISTENS {
                        trace.event(Event::Lost {
                            span: loser.span,
                            recognizer: loser.recognizer,
                            winner: winner.recognizer,
                        });
                    }
                }
            }
        }
    }
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

/// Ends open-ended candidates before the first one that begins in them and reaches further: a link
/// takes all up to a blank and a telephone number all groups that might be its own, so a value that
/// goes on behind them shows that they took too much. A mark between the two belongs to neither.
fn shorten(text: &[u8], candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let Candidate { span, open_end, .. } = candidates[at];
        if open_end.is_none() {
            continue;
        }
        let further = candidates[at + 1..]
            .iter()
            .take_while(|other| other.span.start < span.end)
            .find(|other| other.span.start > span.start + 1 && other.span.end > span.end);
        if let Some(other) = further {
            let mark = text[other.span.start as usize - 1];
            let end = other.span.start - u32::from(mark == b' ' || mark.is_ascii_punctuation());
            candidates[at].span.end = end;
        }
    }
}

/// Gives open-ended candidates back what they gave way for in vain: the other one has lost, and
/// nothing else may leave that text uncovered.
fn lengthen(candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let Candidate { span, open_end, .. } = candidates[at];
        let next = candidates
            .get(at + 1)
            .map_or(u32::MAX, |next| next.span.start);
        // A mark may stand between it and the one that it gave way to.
        if let Some(end) = open_end
            && next > span.end + 1
        {
            candidates[at].span.end = end.min(next).max(span.end);
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
        last.open_end = next.open_end;
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
