//! Cuts a corpus into blocks of whole lines with their regions, as a format would.

use std::{ops::Range, path::Path};

use memchr::{memchr, memchr2};
use pumice_detect::{Encoding, FieldId, Region};

/// About what a worker of a run takes at a time.
const BLOCK_BYTES: usize = 1 << 20;

/// What the lines of a corpus are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Every string that is no key is a region.
    Jsonl,
    /// Text: a block is one region.
    Text,
}

/// Whole lines; regions count from the block's first byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) bytes: Range<usize>,
    pub(super) regions: Vec<Region>,
}

impl Form {
    /// What a file of that name holds.
    pub(super) fn of(path: &Path) -> Form {
        let extension = path.extension().unwrap_or_default();
        if ["jsonl", "ndjson", "json"]
            .iter()
            .any(|known| extension == *known)
        {
            Form::Jsonl
        } else {
            Form::Text
        }
    }
}

/// Cuts `bytes`; a block ends behind the first newline at or after its size.
///
/// In JSONL, JSON inside a string is text with escapes: following it is the work of a format, and
/// not measured here. Lines are well formed.
pub(super) fn cut(bytes: &[u8], form: Form) -> Vec<Block> {
    let (mut blocks, mut start) = (vec![], 0);
    while start < bytes.len() {
        let full = (start + BLOCK_BYTES).min(bytes.len());
        let end = memchr(b'\n', &bytes[full..]).map_or(bytes.len(), |at| full + at + 1);
        let block = &bytes[start..end];
        blocks.push(Block {
            bytes: start..end,
            regions: match form {
                Form::Jsonl => strings(block),
                Form::Text => vec![region(0..block.len(), 0, Encoding::Plain)],
            },
        });
        start = end;
    }
    blocks
}

/// The strings that are no keys.
fn strings(block: &[u8]) -> Vec<Region> {
    let (mut regions, mut at, mut record) = (vec![], 0, 0);
    while let Some(found) = memchr2(b'"', b'\n', &block[at..]) {
        at += found + 1;
        if block[at - 1] == b'\n' {
            record += 1;
            continue;
        }
        let text = at..end_of_string(block, at);
        at = (text.end + 1).min(block.len());
        if !is_key(&block[at..]) {
            regions.push(region(text, record, Encoding::JsonString));
        }
    }
    regions
}

/// The place of the quote that ends the string whose inside begins at `at`.
fn end_of_string(block: &[u8], mut at: usize) -> usize {
    while let Some(found) = block.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        if block[at] == b'"' {
            return at;
        }
        at += 2;
    }
    block.len()
}

/// Whether what follows a string says that it is a key.
fn is_key(rest: &[u8]) -> bool {
    let next = rest
        .iter()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    next == Some(&b':')
}

fn region(bytes: Range<usize>, record: u32, encoding: Encoding) -> Region {
    Region {
        start: bytes.start as u32,
        end: bytes.end as u32,
        record,
        field: FieldId(0),
        encoding,
    }
}

#[cfg(test)]
mod tests {
    use pumice_synth::corpus;

    use super::*;

    fn texts(lines: &[u8]) -> Vec<(u32, &[u8])> {
        let blocks = cut(lines, Form::Jsonl);
        let regions = blocks.iter().flat_map(|block| {
            let text = &lines[block.bytes.clone()];
            block
                .regions
                .iter()
                .map(|region| (region.record, &text[region.span().range()]))
        });
        regions.collect()
    }

    #[test]
    fn values_are_texts_and_keys_are_none() {
        let lines = br#"{"a":"x\"y","b" : {"c":["\\",""]}}
"alone"
{"d":1}
"#;
        let expected: [(u32, &[u8]); 4] = [(0, br#"x\"y"#), (0, br"\\"), (0, b""), (1, b"alone")];
        assert_eq!(texts(lines), expected);
    }

    #[test]
    fn generated_lines_are_cut_as_their_maker_cuts_them() {
        let made = corpus::chat(3, 100_000);
        let expected: Vec<_> = corpus::strings(&made.bytes)
            .map(|text| (text.record, &made.bytes[text.raw]))
            .collect();
        assert_eq!(texts(&made.bytes), expected);
    }

    #[test]
    fn blocks_are_whole_lines_and_cover_everything() {
        let made = corpus::logs_text(1, 5 * BLOCK_BYTES / 2);
        let mut bytes = made.bytes;
        bytes.extend_from_slice(b"no newline at the end");
        for form in [Form::Text, Form::Jsonl] {
            let blocks = cut(&bytes, form);
            assert_eq!(blocks.len(), 3);
            let mut reached = 0;
            for block in &blocks {
                assert_eq!(block.bytes.start, reached);
                reached = block.bytes.end;
                assert!(reached == bytes.len() || bytes[reached - 1] == b'\n');
            }
            assert_eq!(reached, bytes.len());
        }
    }

    #[test]
    fn the_extension_tells_the_form() {
        assert_eq!(Form::of(Path::new("a/b.jsonl")), Form::Jsonl);
        assert_eq!(Form::of(Path::new("b.json.txt")), Form::Text);
        assert_eq!(Form::of(Path::new("jsonl")), Form::Text);
    }
}
