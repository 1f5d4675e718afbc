//! Properties of a search that hold for every text: what is found depends on the text of a region
//! and on nothing else.
//!
//! - [`mixture`]: random texts that are dense in values and in what looks like them.
//! - [`backends`]: every instruction set finds the same.
//! - [`chunks`]: every byte of a value may be the border of a chunk.
//! - [`regions`]: neighbours, gaps, order and number of the regions in a block.
//! - [`spellings`]: text against JSON.
//! - [`disguises`]: each way of disguise, and what only looks like one.
//! - [`builds`]: two builds of a detector are one.
//! - [`own`]: patterns and lists of a user's own.
//! - [`traces`]: what is told of a search is what it does.
//! - [`sentences`]: what is planted is found, and bytes that are no text do no harm.
//! - [`cases`]: texts by name. [`pairs`]: two values and one byte between them.

mod backends;
mod builds;
mod cases;
mod chunks;
mod disguises;
mod mixture;
pub(crate) mod named;
mod own;
mod pairs;
mod regions;
mod sentences;
mod spellings;
mod traces;

use std::{cell::RefCell, sync::LazyLock};

use proptest::{
    strategy::Strategy,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use pumice_detect::{
    Cache, Detector, DetectorBuilder, Encoding, EntityId, FieldId, Finding, Input, RecognizerId,
    Region, Score, Span,
};

/// The whole catalogue on the fastest backend, built once for all tests.
static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
    DetectorBuilder::new()
        .build()
        .expect("the catalogue compiles")
});

/// Whether an entity is looked for where nobody says so.
fn is_on(entity: &str) -> bool {
    static CATALOGUE: LazyLock<DetectorBuilder> = LazyLock::new(DetectorBuilder::new);
    CATALOGUE.is_default_on(entity)
}

/// A finding without its region; the span counts from the region's start.
type Hit = (Span, EntityId, RecognizerId, Score);

/// A text that is a record of its own.
fn region(start: usize, end: usize, encoding: Encoding) -> Region {
    Region {
        start: start as u32,
        end: end as u32,
        record: start as u32,
        field: FieldId(0),
        encoding,
    }
}

/// Findings in several regions of one buffer, checked for what every result must satisfy.
///
/// A thread's searches share a cache: what a search leaves there must not show in the next one.
fn find(detector: &Detector, text: &[u8], regions: &[Region]) -> Vec<Finding> {
    thread_local! {
        static CACHE: RefCell<Cache> = RefCell::default();
    }
    let fields = [detector.plain_field()];
    let input = Input {
        text,
        regions,
        fields: &fields,
    };
    let mut findings = vec![];
    CACHE.with_borrow_mut(|cache| detector.find(cache, input, &mut findings));
    check_spans(text, regions, &findings);
    findings
}

/// Spans are sorted and disjoint, lie in their regions, and cut no character of a region that is
/// UTF-8.
fn check_spans(text: &[u8], regions: &[Region], findings: &[Finding]) {
    let mut end = 0;
    for finding in findings {
        let region = regions[finding.region as usize];
        let span = finding.span;
        assert!(!span.is_empty() && end <= span.start, "overlap or disorder");
        end = span.end;
        assert!(region.start <= span.start && end <= region.end, "outside");
        let Ok(whole) = std::str::from_utf8(&text[region.span().range()]) else {
            continue;
        };
        let bounds = [span.start, end].map(|at| (at - region.start) as usize);
        let cuts = bounds.iter().any(|&at| !whole.is_char_boundary(at));
        assert!(!cuts, "cuts a character");
    }
}

/// The findings of each region.
fn find_each(detector: &Detector, text: &[u8], regions: &[Region]) -> Vec<Vec<Hit>> {
    let mut hits = vec![vec![]; regions.len()];
    for finding in find(detector, text, regions) {
        let base = regions[finding.region as usize].start;
        hits[finding.region as usize].push(hit(&finding, base));
    }
    hits
}

fn hit(finding: &Finding, base: u32) -> Hit {
    let span = Span::new(finding.span.start - base, finding.span.end - base);
    (span, finding.entity, finding.recognizer, finding.score)
}

/// Findings in a text that stands for itself, in a cache of its own.
fn find_alone(detector: &Detector, text: &str) -> Vec<Hit> {
    let regions = [Detector::whole(text.as_bytes())];
    let fields = [detector.plain_field()];
    let input = Input {
        text: text.as_bytes(),
        regions: &regions,
        fields: &fields,
    };
    let mut findings = vec![];
    detector.find(&mut Cache::default(), input, &mut findings);
    check_spans(text.as_bytes(), &regions, &findings);
    findings.iter().map(|finding| hit(finding, 0)).collect()
}

/// Several texts in one buffer.
#[derive(Clone, Debug, Default)]
struct Buffer {
    text: Vec<u8>,
    regions: Vec<Region>,
}

impl Buffer {
    /// Bytes that belong to no region: they are no value and no context.
    fn gap(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    fn push(&mut self, text: &str, encoding: Encoding) {
        let start = self.text.len();
        self.text.extend_from_slice(text.as_bytes());
        self.regions.push(region(start, self.text.len(), encoding));
    }

    fn find(&self, detector: &Detector) -> Vec<Vec<Hit>> {
        find_each(detector, &self.text, &self.regions)
    }
}

/// Checks `property` on `cases` values of `strategy`, the same ones in every run; a value that
/// refutes it is made smaller before it is shown.
#[track_caller]
fn holds<S: Strategy>(
    seed: u8,
    cases: usize,
    strategy: S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config {
        cases: cases as u32,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    if let Err(refuted) = runner.run(&strategy, property) {
        panic!("{refuted}");
    }
}
