//! Every instruction set finds the same.

use std::sync::LazyLock;

use proptest::prelude::*;
use pumice_detect::{Backend, Detector, DetectorBuilder, Encoding};
use pumice_synth::corpus;

use super::{Buffer, find, holds, mixture::mixtures};
use crate::util::scale;

/// One detector for each backend that this CPU has; the portable one, which the others must equal,
/// is the last.
pub(super) static DETECTORS: LazyLock<Vec<Detector>> = LazyLock::new(|| {
    Backend::available()
        .map(|backend| {
            let mut builder = DetectorBuilder::new();
            builder.backend(backend);
            builder.build().expect("the catalogue compiles")
        })
        .collect()
});

#[test]
fn a_detector_searches_with_the_backend_that_was_asked_for() {
    let names: Vec<_> = DETECTORS.iter().map(|d| d.backend().name()).collect();
    let wanted: Vec<_> = Backend::available().map(Backend::name).collect();
    assert_eq!(names, wanted);
}

#[test]
fn every_backend_finds_the_same_in_mixtures() {
    let texts = mixtures(20, 10);
    holds(
        21,
        scale(400, 40_000),
        (texts, any::<u64>()),
        |(texts, kinds)| {
            let mut buffer = Buffer::default();
            for (at, text) in texts.iter().enumerate() {
                buffer.gap(&b"5@-"[..at % 4]);
                let encoding = match kinds >> (at % 64) & 1 {
                    0 => Encoding::Plain,
                    _ => Encoding::JsonString,
                };
                buffer.push(text, encoding);
            }
            same_everywhere(&buffer)
        },
    );
}

#[test]
fn every_backend_finds_the_same_in_corpora() {
    let bytes = scale(1 << 18, 1 << 25);
    for corpus in [
        corpus::chat(22, bytes),
        corpus::logs(22, bytes),
        corpus::prose(22, bytes),
    ] {
        let mut buffer = Buffer {
            text: corpus.bytes,
            regions: vec![],
        };
        buffer.regions = corpus::strings(&buffer.text)
            .map(|string| super::region(string.raw.start, string.raw.end, Encoding::JsonString))
            .collect();
        same_everywhere(&buffer).expect("the same");
    }
}

fn same_everywhere(buffer: &Buffer) -> Result<(), TestCaseError> {
    let found = |detector| find(detector, &buffer.text, &buffer.regions);
    let (portable, others) = DETECTORS.split_last().expect("the portable one");
    let wanted = found(portable);
    for detector in others {
        prop_assert_eq!(&found(detector), &wanted, "{}", detector.backend().name());
    }
    Ok(())
}
