//! A detector with the memory of one thread.

use pumice_detect::{Cache, Detector, Field, Finding, Input, ProfileId};

use crate::blocks::{Block, Text};

/// Searches texts one after the other.
pub(crate) struct Search<'a> {
    detector: &'a Detector,
    fields: [Field; 1],
    cache: Cache,
    findings: Vec<Finding>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(detector: &'a Detector) -> Self {
        let path = "messages[].content".into();
        Self {
            detector,
            fields: [detector.field(path, b"content", None, ProfileId::DEFAULT)],
            cache: Cache::default(),
            findings: vec![],
        }
    }

    /// Number of findings in all blocks.
    pub(crate) fn count(&mut self, text: &Text) -> usize {
        let find = |Block { bytes, regions }: &Block| {
            let input = Input {
                text: &text.bytes[bytes.clone()],
                regions,
                fields: &self.fields,
            };
            self.detector
                .find(&mut self.cache, input, &mut self.findings);
            self.findings.len()
        };
        text.blocks.iter().map(find).sum()
    }
}
