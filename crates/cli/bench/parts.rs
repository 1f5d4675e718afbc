//! Where the time of a search goes: by stage, by kind of anchor and by entity.
//!
//! An *anchor* is a place where a value may start, found by bit operations; a *candidate* is a text
//! that has the shape of an identifier, before its check and its surroundings are looked at.
//!
//! Parts are differences of times, and what disturbs a pass only ever adds to it: so the best pass
//! counts here, where the median would drown small parts.

use pumice_detect::{Backend, Cache, Event, Finding, Stage, Trace};
use serde::Serialize;

use super::{
    clock::{Enough, Timing, mb_s, rounded},
    corpus::Corpus,
    detectors::{Catalogue, Compiled},
    search::Search,
};

/// Candidates that a time is divided by, at least: of a handful it says nothing.
const LEAST_CANDIDATES: u64 = 100;

/// Bytes of a corpus that each entity is measured on, at least a block: there may be hundreds.
const PART_BYTES: usize = 4 << 20;

/// A stage, with all that comes before it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct StageRow {
    pub(super) stage: &'static str,
    pub(super) mb_s: f64,
    /// Of the whole search's time, without the stages before.
    pub(super) share_of_time: f64,
}

/// A kind of anchor.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AnchorRow {
    pub(super) anchor: String,
    pub(super) count: u64,
    /// In 1000 bytes of the corpus.
    pub(super) per_kb: f64,
}

/// An entity by itself: what a detector without any other does.
#[derive(Clone, Debug, Serialize)]
pub(super) struct EntityRow {
    pub(super) entity: String,
    pub(super) mb_s: f64,
    /// Time beyond that of a detector without rules, in 1000 bytes.
    pub(super) ns_per_kb: f64,
    pub(super) candidates_per_kb: f64,
    /// That time for each candidate; `None` where there is hardly any.
    pub(super) ns_per_candidate: Option<f64>,
}

/// How fast each stage is, given the seconds of the best whole search by the same detector.
pub(super) fn stages(compiled: &Compiled, corpus: &Corpus, whole: f64) -> Vec<StageRow> {
    let mut before = 0.0;
    let parts = [
        ("unescape", Some(Stage::Unescape)),
        ("classify", Some(Stage::Classify)),
        ("anchors", Some(Stage::Anchors)),
        ("everything", None),
    ];
    let row = |(name, stage): (_, Option<Stage>)| {
        let seconds = stage.map_or(whole, |stage| stage_seconds(compiled, corpus, stage));
        let own = (seconds - before).max(0.0);
        before = seconds;
        StageRow {
            stage: name,
            mb_s: rounded(mb_s(corpus.bytes.len(), seconds), 1),
            share_of_time: rounded(own / whole, 4),
        }
    };
    parts.into_iter().map(row).collect()
}

fn stage_seconds(compiled: &Compiled, corpus: &Corpus, stage: Stage) -> f64 {
    let (fields, mut cache) = ([compiled.field()], Cache::default());
    let mut pass = || {
        for block in &corpus.blocks {
            let input = block.input(corpus, &fields);
            compiled.detector.run_stage(&mut cache, input, stage);
        }
    };
    pass(); // warms up
    Timing::of(Enough::PART, pass).best()
}

/// How many anchors there are of each kind.
pub(super) fn anchors(compiled: &Compiled, corpus: &Corpus) -> Vec<AnchorRow> {
    let (fields, mut cache) = ([compiled.field()], Cache::default());
    let mut rows: Vec<AnchorRow> = Vec::new();
    for block in &corpus.blocks {
        let input = block.input(corpus, &fields);
        let counts = compiled
            .detector
            .run_stage(&mut cache, input, Stage::Anchors);
        for (at, (anchor, count)) in counts.iter().enumerate() {
            match rows.get_mut(at) {
                Some(row) => row.count += count,
                None => rows.push(AnchorRow {
                    anchor: snake_case(&format!("{anchor:?}")),
                    count,
                    per_kb: 0.0,
                }),
            }
        }
    }
    for row in &mut rows {
        row.per_kb = rounded(per_kb(row.count, corpus.bytes.len()), 3);
    }
    rows
}

/// How fast each of the wanted entities is by itself, over the first blocks of a corpus.
///
/// # Errors
/// When the catalogue contradicts itself.
pub(super) fn entities(
    catalogue: &Catalogue,
    backend: Backend,
    corpus: &Corpus,
) -> anyhow::Result<Vec<EntityRow>> {
    let part = corpus.first(PART_BYTES);
    let bytes = part.bytes.len();
    let nothing = catalogue.compile_only(&[], backend)?;
    let row = |entity: &String| {
        let compiled = catalogue.compile_only(std::slice::from_ref(entity), backend)?;
        let [floor, seconds] = seconds([&nothing, &compiled], &part);
        let candidates = candidates(&compiled, &part, entity);
        let own_ns = (seconds - floor).max(0.0) * 1e9;
        let is_many = candidates >= LEAST_CANDIDATES;
        Ok(EntityRow {
            entity: entity.clone(),
            mb_s: rounded(mb_s(bytes, seconds), 1),
            ns_per_kb: rounded(own_ns * 1e3 / bytes as f64, 1),
            candidates_per_kb: rounded(per_kb(candidates, bytes), 3),
            ns_per_candidate: is_many.then(|| rounded(own_ns / candidates as f64, 1)),
        })
    };
    catalogue.entities.iter().map(row).collect()
}

/// Seconds of the best pass of two detectors that take turns: their difference is small.
fn seconds(compiled: [&Compiled; 2], corpus: &Corpus) -> [f64; 2] {
    let [mut one, mut other] = compiled.map(|compiled| Search::new(compiled, 1));
    let pass = |search: &mut Search<'_>| {
        search.pass(corpus);
    };
    pass(&mut one); // warms up
    pass(&mut other);
    let timings = Timing::of_both(Enough::PART, || pass(&mut one), || pass(&mut other));
    timings.map(|timing| timing.best())
}

/// Texts with the shape of the entity.
fn candidates(compiled: &Compiled, corpus: &Corpus, entity: &str) -> u64 {
    let (fields, mut cache) = ([compiled.field()], Cache::default());
    let mut findings: Vec<Finding> = Vec::new();
    let mut count = Count {
        compiled,
        entity,
        candidates: 0,
    };
    for block in &corpus.blocks {
        let input = block.input(corpus, &fields);
        let detector = &compiled.detector;
        detector.find_traced(&mut cache, input, &mut findings, &mut count);
    }
    count.candidates
}

/// Counts candidates as a search meets them.
struct Count<'a> {
    compiled: &'a Compiled,
    entity: &'a str,
    candidates: u64,
}

impl Trace for Count<'_> {
    fn event(&mut self, event: Event) {
        if let Event::Refuted { recognizer, .. } | Event::Weighed { recognizer, .. } = event {
            let is_own = self.compiled.is_of(recognizer, self.entity);
            self.candidates += u64::from(is_own);
        }
    }
}

fn per_kb(count: u64, bytes: usize) -> f64 {
    count as f64 * 1e3 / bytes as f64
}

/// `HexColon` as `hex_colon`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::corpus::{Origin, Size};

    fn chat() -> Corpus {
        let size = Size {
            seed: 1,
            bytes: 200_000,
            cuts_files: None,
        };
        let origin = Origin::named("chat").expect("it is generated");
        origin.load(size).expect("it is made")
    }

    #[test]
    fn candidates_are_at_least_what_is_found() {
        let (corpus, names) = (
            chat(),
            ["EMAIL_ADDRESS".to_owned(), "DATE_OF_BIRTH".to_owned()],
        );
        let catalogue = Catalogue::new(&names).expect("they are entities");
        for entity in &names {
            let only = std::slice::from_ref(entity);
            let compiled = catalogue
                .compile_only(only, Backend::best())
                .expect("it compiles");
            let found = Search::new(&compiled, 1).pass(&corpus).findings as u64;
            let candidates = candidates(&compiled, &corpus, entity);
            assert!(
                found > 0 && candidates >= found,
                "{entity}: {found} of {candidates}"
            );
        }
    }

    #[test]
    fn anchors_are_as_many_as_bytes_that_begin_them() {
        let corpus = chat();
        let catalogue = Catalogue::new(&[]).expect("it compiles");
        let compiled = catalogue.compile(Backend::best()).expect("it compiles");
        let rows = anchors(&compiled, &corpus);
        let count = |name: &str| {
            rows.iter()
                .find(|row| row.anchor == name)
                .map(|row| row.count)
        };
        let signs = corpus.bytes.iter().filter(|&&byte| byte == b'@').count() as u64;
        assert!(count("at").is_some_and(|count| count > 0 && count <= signs));
        let total: u64 = rows.iter().map(|row| row.count).sum();
        assert!(count("at") < Some(total));
    }

    #[test]
    fn stages_take_all_of_the_time_together() {
        let corpus = chat();
        let catalogue = Catalogue::new(&[]).expect("it compiles");
        let compiled = catalogue.compile(Backend::best()).expect("it compiles");
        // Slower than any stage can be, so that nothing is clamped.
        let rows = stages(&compiled, &corpus, 1e6);
        let names: Vec<_> = rows.iter().map(|row| row.stage).collect();
        assert_eq!(names, ["unescape", "classify", "anchors", "everything"]);
        let sum: f64 = rows.iter().map(|row| row.share_of_time).sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
    }
}
