//! An explanation beside the block that it is about: spans become texts and offsets that people count.

use pumice_detect::{Encoding, OffsetMap, Recognizer, RecognizerId, Region, Span, escape};
use pumice_engine::{Batch, Explained, ExplainedField, Explanation, NearMiss, Scrubber};
use pumice_formats::jsonl::Block;

/// What is shown.
pub(super) struct View<'a> {
    pub(super) scrubber: &'a Scrubber,
    pub(super) block: &'a Block,
    pub(super) explanation: &'a Explanation,
    /// Whether hashes are those of the user's key.
    pub(super) has_key: bool,
    /// Near misses of a text, at most.
    pub(super) misses: usize,
}

/// Bytes of a text with its escapes undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'a> View<'a> {
    pub(super) fn recognizer(&self, id: RecognizerId) -> &'a Recognizer {
        self.scrubber.detector().recognizer(id)
    }

    /// A text as JSON means it.
    pub(super) fn text(&self, region: &Region) -> String {
        decoded(region, self.raw(region.span()))
    }

    /// Where in [`View::text`] a span of a region stands.
    pub(super) fn part(&self, region: &Region, span: Span) -> Part {
        let from_start = |end| decoded(region, self.raw(Span::new(region.start, end))).len();
        Part {
            start: from_start(span.start),
            end: from_start(span.end),
        }
    }

    /// What stands at a span of a region.
    pub(super) fn spelled(&self, region: &Region, span: Span) -> String {
        decoded(region, self.raw(span))
    }

    /// The near misses that are shown, and how many are not.
    pub(super) fn near(&self, field: &'a ExplainedField) -> (&'a [NearMiss], usize) {
        let shown = field.near.get(..self.misses).unwrap_or(&field.near);
        (shown, field.near.len() - shown.len())
    }

    /// What stands in the place of a finding afterwards, as far as it is known.
    pub(super) fn replacement(&self, found: &'a Explained) -> Option<String> {
        let text = found.replacement.as_deref()?;
        let is_known = self.has_key || found.transform != "hash";
        is_known.then(|| String::from_utf8_lossy(text).into_owned())
    }

    fn raw(&self, span: Span) -> &'a [u8] {
        self.block.text().get(span.range()).unwrap_or_default()
    }
}

fn decoded(region: &Region, raw: &[u8]) -> String {
    let bytes = match region.encoding {
        Encoding::Plain => raw.to_vec(),
        Encoding::JsonString => {
            let mut text = vec![];
            escape::decode(raw, &mut text, &mut OffsetMap::default());
            text
        }
    };
    String::from_utf8_lossy(&bytes).into_owned()
}
