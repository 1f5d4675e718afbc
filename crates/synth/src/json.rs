//! Writes records as JSON and keeps account of where the values end up.

use std::ops::Range;

use crate::{corpus::Label, text::Sample};

/// How characters that could stand as they are get written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Only what RFC 8259 demands.
    Minimal,
    /// Everything beyond ASCII as `\u00e9`, as Python's `json.dumps` does by default.
    Ascii,
    /// As `Ascii`, and `/` as `\/`, as PHP's `json_encode` does by default.
    Php,
}

/// One JSON text in the making.
#[derive(Debug)]
pub(crate) struct Scribe {
    pub(crate) out: Vec<u8>,
    pub(crate) gold: Vec<Label>,
    pub(crate) record: u32,
    pub(crate) spelling: Spelling,
}

impl Scribe {
    pub(crate) fn new(record: u32, spelling: Spelling) -> Self {
        Self {
            out: vec![],
            gold: vec![],
            record,
            spelling,
        }
    }

    /// Appends JSON that is well formed already.
    pub(crate) fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }

    /// Appends a sample as a string, the value at `path`.
    pub(crate) fn string(&mut self, path: &str, sample: &Sample) {
        let texts: Vec<Range<usize>> = sample
            .spans
            .iter()
            .map(|gold| gold.start..gold.end)
            .collect();
        let raws = self.quote(&sample.text, &texts);
        for (gold, raw) in sample.spans.iter().zip(raws) {
            self.gold.push(Label {
                record: self.record,
                path: path.to_owned(),
                entity: gold.entity,
                value: sample.value(gold).to_owned(),
                text: gold.start..gold.end,
                raw,
            });
        }
    }

    /// Appends digits as a bare number, which is a value as a whole.
    pub(crate) fn number(&mut self, path: &str, entity: &'static str, digits: &str) {
        let start = self.out.len();
        self.raw(digits);
        self.gold.push(Label {
            record: self.record,
            path: path.to_owned(),
            entity,
            value: digits.to_owned(),
            text: 0..digits.len(),
            raw: start..self.out.len(),
        });
    }

    /// Appends a JSON text as a string; its labels keep their paths and places in the inner text.
    pub(crate) fn nested(&mut self, inner: Scribe) {
        let text = String::from_utf8(inner.out).expect("a scribe writes UTF-8");
        let inside: Vec<Range<usize>> = inner.gold.iter().map(|label| label.raw.clone()).collect();
        let raws = self.quote(&text, &inside);
        self.gold.extend(
            inner
                .gold
                .into_iter()
                .zip(raws)
                .map(|(label, raw)| Label { raw, ..label }),
        );
    }

    /// Writes `text` between quotes and gives back where `ranges` of it (sorted, disjoint) stand.
    fn quote(&mut self, text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
        self.out.push(b'"');
        let mut raws = Vec::with_capacity(ranges.len());
        let mut done = 0;
        for range in ranges {
            self.escape(&text[done..range.start]);
            let start = self.out.len();
            self.escape(&text[range.clone()]);
            raws.push(start..self.out.len());
            done = range.end;
        }
        self.escape(&text[done..]);
        self.out.push(b'"');
        raws
    }

    fn escape(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '"' => self.raw("\\\""),
                '\\' => self.raw("\\\\"),
                '\n' => self.raw("\\n"),
                '\t' => self.raw("\\t"),
                '/' if self.spelling == Spelling::Php => self.raw("\\/"),
                control if u32::from(control) < 0x20 => self.hexadecimal(control),
                beyond if !beyond.is_ascii() && self.spelling != Spelling::Minimal => {
                    self.hexadecimal(beyond);
                }
                plain => {
                    let mut utf8 = [0; 4];
                    self.raw(plain.encode_utf8(&mut utf8));
                }
            }
        }
    }

    /// One `\u` escape, or two for a character beyond the basic plane.
    fn hexadecimal(&mut self, character: char) {
        let mut units = [0; 2];
        for unit in character.encode_utf16(&mut units) {
            self.raw(&format!("\\u{unit:04x}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(spelling: Spelling, text: &str) -> (String, Vec<Label>) {
        let mut sample = Sample::default();
        sample.push_text("é\n");
        sample.push_value("URL", text);
        sample.push_text("😀");
        let mut scribe = Scribe::new(0, spelling);
        scribe.string("p", &sample);
        let out = String::from_utf8(scribe.out).expect("UTF-8");
        (out, scribe.gold)
    }

    #[test]
    fn each_spelling_escapes_what_it_promises() {
        assert_eq!(value(Spelling::Minimal, "a/\"b").0, r#""é\na/\"b😀""#);
        assert_eq!(
            value(Spelling::Ascii, "a/b").0,
            r#""\u00e9\na/b\ud83d\ude00""#
        );
        assert_eq!(
            value(Spelling::Php, "a/b").0,
            r#""\u00e9\na\/b\ud83d\ude00""#
        );
    }

    #[test]
    fn labels_point_into_the_raw_json_at_any_depth() {
        let (_, gold) = value(Spelling::Php, "a/b");
        assert_eq!((gold[0].raw.clone(), gold[0].text.clone()), (9..13, 3..6));

        let mut inner = Scribe::new(0, Spelling::Minimal);
        inner.raw("{\"u\":");
        let mut sample = Sample::default();
        sample.push_value("URL", "a\"b");
        inner.string("u", &sample);
        inner.raw("}");
        let mut outer = Scribe::new(0, Spelling::Minimal);
        outer.nested(inner);
        let raw = &outer.out[outer.gold[0].raw.clone()];
        assert_eq!(String::from_utf8_lossy(raw), r#"a\\\"b"#);
    }
}
