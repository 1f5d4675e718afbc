//! Records with values in known places.
//!
//! A corpus of a seed begins with every shorter corpus of that seed, so that one hash of a prefix
//! pins them all. Lengths are asked for in bytes; a corpus ends with the record that reaches them.

pub mod adversarial;

mod cells;
mod chat;
mod logs;
mod prose;
mod strings;

use std::ops::Range;

use crate::json::Scribe;

pub use cells::{CELL_BYTES, Cells, cells};
pub use chat::{chat, disguised, multilingual};
pub use logs::{logs, logs_text};
pub use prose::prose;
pub use strings::{JsonText, strings};

/// Records, one a line, and what is in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// The lines; each ends with a newline.
    pub bytes: Vec<u8>,
    /// Number of lines.
    pub records: u32,
    /// Sorted by place.
    pub gold: Vec<Label>,
}

/// One value in a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Number of the record, from 0.
    pub record: u32,
    /// Keys and indices from the record's root, such as `messages[1].content`; the path goes on
    /// inside JSON that stands in a string. Empty in plain text.
    pub path: String,
    /// Name of the entity.
    pub entity: &'static str,
    /// The value, with escapes undone.
    pub value: String,
    /// Where it stands in the text of the innermost string, in bytes, with escapes undone.
    pub text: Range<usize>,
    /// Where it stands in [`Corpus::bytes`], escapes included.
    pub raw: Range<usize>,
}

impl Corpus {
    /// Appends a record and the end of its line.
    fn push(&mut self, scribe: Scribe) {
        let shift = self.bytes.len();
        self.bytes.extend_from_slice(&scribe.out);
        self.bytes.push(b'\n');
        self.records += 1;
        self.gold.extend(scribe.gold.into_iter().map(|label| Label {
            raw: label.raw.start + shift..label.raw.end + shift,
            ..label
        }));
    }

    /// Bytes for each value that patterns can find: names and addresses of people do not count.
    ///
    /// ```
    /// # use pumice_synth::corpus;
    /// let density = corpus::chat(1, 1 << 20).bytes_a_value();
    /// assert!((290.0..350.0).contains(&density));
    /// ```
    pub fn bytes_a_value(&self) -> f64 {
        let by_pattern = |label: &&Label| !["PERSON", "STREET_ADDRESS"].contains(&label.entity);
        let values = self.gold.iter().filter(by_pattern).count();
        self.bytes.len() as f64 / values.max(1) as f64
    }
}
