//! Whether results check out: a number next to a wrong result is worth nothing.

use super::{
    corpus::Planted,
    search::{Pass, Place},
};

/// How a corpus was searched, and what came of it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Such as `avx2, 2 threads`.
    pub(super) how: String,
    /// The timed passes.
    pub(super) passes: Vec<Pass>,
    /// What a pass that was not timed has found.
    pub(super) places: Vec<Place>,
}

/// What must come of every search of a corpus.
#[derive(Clone, Debug)]
pub(super) struct Expected<'a> {
    pub(super) corpus: &'a str,
    pub(super) bytes: usize,
    /// How the findings below were made.
    pub(super) how: String,
    pub(super) places: Vec<Place>,
}

/// How much of what a generator has planted was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Recall {
    /// Values of entities that were looked for.
    pub(super) planted: usize,
    /// Those that a finding of the same entity covers exactly.
    pub(super) found: usize,
}

/// Planted values of a thousand that may be missed. They are well formed and stand where their
/// sentences speak for them, so all should be found; but a generator that knows one entity at a
/// time makes values now and then that another entity explains better.
const MISSES_IN_A_THOUSAND: usize = 2;

/// So that a short corpus may have a miss at all.
const MISSES_AT_LEAST: usize = 2;

impl Recall {
    /// Compares with what was planted, given an entity's index by its name.
    pub(super) fn new(
        planted: &[Planted],
        places: &[Place],
        entity: impl Fn(&str) -> Option<u16>,
    ) -> Self {
        let wanted = planted
            .iter()
            .filter_map(|value| Some((value.start, value.end, entity(value.entity)?)));
        let mut recall = Self {
            planted: 0,
            found: 0,
        };
        for wanted in wanted {
            let found = places
                .binary_search_by_key(&wanted, |place| (place.start, place.end, place.entity));
            recall.planted += 1;
            recall.found += usize::from(found.is_ok());
        }
        recall
    }

    /// The share that was found; of nothing, everything.
    pub(super) fn share(self) -> f64 {
        if self.planted == 0 {
            1.0
        } else {
            self.found as f64 / self.planted as f64
        }
    }

    fn failure(self, corpus: &str) -> Option<String> {
        let Self { planted, found } = self;
        let allowed = (planted * MISSES_IN_A_THOUSAND / 1000).max(MISSES_AT_LEAST);
        (planted - found > allowed).then(|| {
            format!(
                "{corpus}: {found} of {planted} planted values were found, which is {allowed} \
                 misses at most"
            )
        })
    }
}

/// What is wrong with the searches of one corpus; nothing, if all is well.
pub(super) fn failures(
    expected: &Expected<'_>,
    seen: &[Seen],
    recall: Option<Recall>,
) -> Vec<String> {
    let recall = recall.and_then(|recall| recall.failure(expected.corpus));
    let each = seen.iter().filter_map(|seen| {
        let wrong = failure(expected, seen)?;
        Some(format!("{}: {}: {wrong}", expected.corpus, seen.how))
    });
    each.chain(recall).collect()
}

/// What is wrong with one search.
fn failure(expected: &Expected<'_>, seen: &Seen) -> Option<String> {
    let count = expected.places.len();
    if seen.places != expected.places {
        let same = seen.places.iter().zip(&expected.places);
        let same = same.take_while(|(one, other)| one == other).count();
        let at = [&seen.places, &expected.places]
            .into_iter()
            .filter_map(|places| places.get(same))
            .map(|place| place.start)
            .min()
            .unwrap_or_default();
        return Some(format!(
            "{} findings differ from the {count} of {}, first at byte {at}",
            seen.places.len(),
            expected.how
        ));
    }
    if let Some(pass) = seen.passes.iter().find(|pass| pass.findings != count) {
        let found = pass.findings;
        return Some(format!("a pass found {found} values, another {count}"));
    }
    let wrong = seen.passes.iter().find(|pass| pass.bytes != expected.bytes);
    wrong.map(|pass| {
        let (read, bytes) = (pass.bytes, expected.bytes);
        format!("a pass searched {read} bytes of {bytes}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(count: usize) -> Vec<Place> {
        let place = |at| Place {
            start: at * 100,
            end: at * 100 + 16,
            entity: (at % 3) as u16,
            recognizer: 1,
            score: 900,
        };
        (0..count).map(place).collect()
    }

    fn expected() -> Expected<'static> {
        Expected {
            corpus: "chat",
            bytes: 5000,
            how: "portable".into(),
            places: places(10),
        }
    }

    fn seen() -> Seen {
        let pass = Pass {
            bytes: 5000,
            findings: 10,
        };
        Seen {
            how: "avx2, 2 threads".into(),
            passes: vec![pass; 3],
            places: places(10),
        }
    }

    /// What is wrong once `change` has been made to a search that checks out.
    fn after(change: impl Fn(&mut Seen)) -> Vec<String> {
        let mut doctored = seen();
        change(&mut doctored);
        failures(&expected(), &[seen(), doctored], None)
    }

    #[test]
    fn equal_results_check_out() {
        assert!(after(|_| ()).is_empty());
    }

    #[test]
    fn one_pass_that_finds_less_or_reads_less_fails() {
        let found = after(|seen| seen.passes[1].findings = 9);
        assert_eq!(
            found,
            ["chat: avx2, 2 threads: a pass found 9 values, another 10"]
        );
        let read = after(|seen| seen.passes[2].bytes = 4096);
        assert_eq!(
            read,
            ["chat: avx2, 2 threads: a pass searched 4096 bytes of 5000"]
        );
    }

    #[test]
    fn findings_that_are_as_many_and_not_the_same_fail() {
        let changes: [fn(&mut Place); 5] = [
            |place| place.start += 1,
            |place| place.end += 1,
            |place| place.entity += 1,
            |place| place.recognizer += 1,
            |place| place.score -= 1,
        ];
        for change in changes {
            let failures = after(|seen| change(&mut seen.places[4]));
            let [failure] = failures.as_slice() else {
                panic!("{failures:?}");
            };
            assert!(
                failure.contains("differ from the 10 of portable"),
                "{failure}"
            );
            assert!(failure.ends_with("first at byte 400"), "{failure}");
        }
    }

    #[test]
    fn a_finding_that_is_missing_at_the_end_has_a_place() {
        let failures = after(|seen| seen.places.truncate(9));
        assert!(failures[0].ends_with("first at byte 900"), "{failures:?}");
    }

    #[test]
    fn planted_values_count_when_place_and_entity_are_right() {
        const NAMES: [&str; 3] = ["A", "B", "C"];
        let entity = |name: &str| {
            NAMES
                .iter()
                .position(|known| *known == name)
                .map(|at| at as u16)
        };
        let planted = |at: usize, entity| Planted {
            start: at * 100,
            end: at * 100 + 16,
            entity,
        };
        let planted = [
            planted(0, "A"),
            planted(1, "C"),
            planted(2, "C"),
            planted(3, "X"),
        ];
        let recall = Recall::new(&planted, &places(10), entity);
        assert_eq!(
            recall,
            Recall {
                planted: 3,
                found: 2
            }
        );
    }

    #[test]
    fn missing_more_than_a_few_planted_values_fails() {
        let failures = |planted, found| {
            let recall = Recall { planted, found };
            failures(&expected(), &[seen()], Some(recall)).len()
        };
        assert_eq!(failures(10_000, 9_980), 0);
        assert_eq!(failures(10_000, 9_979), 1);
        assert_eq!(failures(40, 38), 0);
        assert_eq!(failures(40, 37), 1);
        assert_eq!(failures(40, 0), 1);
    }
}
