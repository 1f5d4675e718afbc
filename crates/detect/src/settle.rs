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
}

impl Candidate {
    /// Greater is better; total, so that the order of arrival does not matter.
    fn rank(&self) -> impl Ord + use<> {
        (
            !self.yields,
            self.evidence,
            self.specificity,
            self.span.len(),
            std::cmp::Reverse((self.span.start, self.recognizer)),
        )
    }
}

/// Sorts `candidates`, drops those that lose an overlap, and merges touching ones of one entity.
///
/// Hot: per block; linear in the number of candidates save within a cluster of overlapping ones,
/// which is sorted by rank.
pub(crate) fn settle<T: Trace>(candidates: &mut Vec<Candidate>, trace: &mut T) {
    candidates.sort_unstable_by_key(|candidate| (candidate.span, candidate.recognizer));
    let (mut from, mut kept) = (0, 0);
    while from < candidates.len() {
        let to = cluster_end(candidates, from);
        let winners = settle_cluster(&mut candidates[from..to], trace);
        for at in from..from + winners {
            kept = keep(candidates, kept, at);
        }
        from = to;
    }
    candidates.truncate(kept);
}

/// One past the last candidate that overlaps, through others, the one at `from`.
fn cluster_end(candidates: &[Candidate], from: usize) -> usize {
    let mut reach = candidates[from].span.end;
    let rest = &candidates[from + 1..];
    let more = rest.iter().take_while(|candidate| {
        let joins = candidate.span.start < reach;
        reach = reach.max(candidate.span.end);
        joins
    });
    from + 1 + more.count()
}

/// Moves the winners of a cluster to its front, sorted, and returns their number.
fn settle_cluster<T: Trace>(cluster: &mut [Candidate], trace: &mut T) -> usize {
    if cluster.len() == 1 {
        return 1;
    }
    cluster.sort_unstable_by_key(|candidate| std::cmp::Reverse(candidate.rank()));
    let mut winners = 0;
    for at in 0..cluster.len() {
        let candidate = cluster[at];
        let place = cluster[..winners].partition_point(|won| won.span.start < candidate.span.start);
        let neighbours = place.saturating_sub(1)..winners.min(place + 1);
        match cluster[neighbours]
            .iter()
            .find(|won| won.span.overlaps(candidate.span))
        {
            Some(winner) if T::LISTENS => trace.event(Event::Lost {
                span: candidate.span,
                recognizer: candidate.recognizer,
                winner: winner.recognizer,
            }),
            Some(_) => {}
            None => {
                // The winners stay sorted by place; the rest keeps its order by rank.
                cluster[place..=at].rotate_right(1);
                winners += 1;
            }
        }
    }
    winners
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
            specificity: 0,
            yields: false,
        }
    }

    fn settled(mut candidates: Vec<Candidate>) -> Vec<(u32, u32, u16)> {
        settle(&mut candidates, &mut ());
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
    fn the_order_of_arrival_does_not_matter() {
        let all: Vec<_> = (0..60)
            .map(|at| candidate(at * 3, at * 3 + 7, at as u16 % 5, at as i16 % 7))
            .collect();
        let mut reversed = all.clone();
        reversed.reverse();
        assert_eq!(settled(all), settled(reversed));
    }
}
