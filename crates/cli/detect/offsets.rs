//! Offsets in the unit that the caller's language counts in.

use crate::args::Unit;

/// Turns byte offsets of one text into offsets of another unit, in one pass: the offsets must be
/// asked for in rising order.
pub(crate) struct Cursor<'a> {
    text: &'a [u8],
    unit: Unit,
    at: usize,
    count: u64,
}

impl<'a> Cursor<'a> {
    /// Begins at the start of `text`, which is UTF-8.
    pub(crate) fn new(text: &'a [u8], unit: Unit) -> Self {
        Self {
            text,
            unit,
            at: 0,
            count: 0,
        }
    }

    /// The offset of byte `to`; one within a character counts that character as passed.
    pub(crate) fn advance(&mut self, to: usize) -> u64 {
        let passed = self.text.get(self.at..to).unwrap_or_default();
        self.count += match self.unit {
            Unit::Bytes => passed.len() as u64,
            Unit::Chars => count(passed, begins_character),
            // Characters of four bytes take two units, a surrogate pair.
            Unit::Utf16 => {
                count(passed, begins_character) + count(passed, |byte| byte >= 0b1111_0000)
            }
        };
        self.at = self.at.max(to);
        self.count
    }
}

fn count(bytes: &[u8], is_counted: impl Fn(u8) -> bool) -> u64 {
    bytes.iter().filter(|&&byte| is_counted(byte)).count() as u64
}

/// Every byte of UTF-8 but those that continue a character (`10xxxxxx`).
fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\u{e9}\u{20ac}\u{1f600}z";

    #[test]
    fn every_boundary_counts_as_the_standard_library_counts() {
        let boundaries = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]);
        let mut cursors =
            [Unit::Bytes, Unit::Chars, Unit::Utf16].map(|unit| Cursor::new(TEXT.as_bytes(), unit));
        for at in boundaries {
            let before = &TEXT[..at];
            let counted = cursors.each_mut().map(|cursor| cursor.advance(at));
            let expected = [
                before.len(),
                before.chars().count(),
                before.encode_utf16().count(),
            ];
            assert_eq!(counted, expected.map(|count| count as u64), "byte {at}");
        }
    }

    #[test]
    fn spans_that_abut_and_empty_ones_are_fine() {
        let mut cursor = Cursor::new(TEXT.as_bytes(), Unit::Chars);
        assert_eq!(cursor.advance(3), 2);
        assert_eq!(cursor.advance(3), 2);
        assert_eq!(cursor.advance(TEXT.len()), 5);
    }
}
