//! What `benches/README.md` says of each corpus.

use sha2::{Digest, Sha256};

/// A row of the table of corpora.
pub(crate) struct Measures<'a> {
    bytes: &'a [u8],
    bytes_a_value: f64,
    /// Length in bytes of each string that is searched.
    strings: &'a [usize],
}

impl<'a> Measures<'a> {
    /// The first two lines of the table.
    pub(crate) const HEAD: &'static str = "| corpus | bytes | bytes a value | strings | \
        mean length | capitals | digits | escapes | sha256 |\n|---|---|---|---|---|---|---|---|---|";

    pub(crate) fn new(bytes: &'a [u8], bytes_a_value: f64, strings: &'a [usize]) -> Self {
        Self {
            bytes,
            bytes_a_value,
            strings,
        }
    }

    pub(crate) fn row(&self, name: &str) -> String {
        let mean = self.strings.iter().sum::<usize>() as f64 / self.strings.len() as f64;
        format!(
            "| {name} | {} | {:.0} | {} | {mean:.1} | {:.2} % | {:.2} % | {:.2} % | `{}` |",
            self.bytes.len(),
            self.bytes_a_value,
            self.strings.len(),
            self.percent(u8::is_ascii_uppercase),
            self.percent(u8::is_ascii_digit),
            self.percent(|&byte| byte == b'\\'),
            self.sha256(),
        )
    }

    fn percent(&self, class: fn(&u8) -> bool) -> f64 {
        100.0 * self.bytes.iter().filter(|byte| class(byte)).count() as f64
            / self.bytes.len() as f64
    }

    fn sha256(&self) -> String {
        Sha256::digest(self.bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}
