//! Where the texts of a JSONL corpus stand, for whoever wants to search them without a reader of
//! JSON.

use std::ops::Range;

/// One string of a JSONL text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonText {
    /// Number of its line, from 0.
    pub record: u32,
    /// The bytes between its quotes.
    pub raw: Range<usize>,
}

/// The strings of `jsonl` that are no keys, in order. For well-formed lines without a blank between
/// a key and its colon, as the corpora here have them.
///
/// ```
/// use pumice_synth::corpus;
/// let line = br#"{"text":"say \"hi\""}"#;
/// let strings: Vec<_> = corpus::strings(line).collect();
/// assert_eq!(strings.len(), 1);
/// assert_eq!(&line[strings[0].raw.clone()], br#"say \"hi\""#);
/// ```
pub fn strings(jsonl: &[u8]) -> impl Iterator<Item = JsonText> {
    let (mut at, mut record) = (0, 0);
    std::iter::from_fn(move || {
        while let Some(&byte) = jsonl.get(at) {
            at += 1;
            if byte == b'\n' {
                record += 1;
            }
            if byte == b'"' {
                let raw = at..end(jsonl, at);
                at = raw.end + 1;
                if jsonl.get(at) != Some(&b':') {
                    return Some(JsonText { record, raw });
                }
            }
        }
        None
    })
}

/// The place of the quote that ends the string whose inside begins at `at`.
fn end(jsonl: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = jsonl.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    jsonl.len()
}
