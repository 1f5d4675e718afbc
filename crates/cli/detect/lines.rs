//! The lines of what `detect` and `eval` read.

use std::io::{self, BufRead, Read};

use super::record::Rejected;

/// Cuts lines; blank ones are passed over, and a line that is too long is not held in memory.
pub(crate) struct Lines<R> {
    input: R,
    max_bytes: usize,
    number: u64,
    line: Vec<u8>,
}

/// A line that is not blank.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// Counted from 1; blank lines count.
    pub(crate) number: u64,
    /// Without its end.
    pub(crate) bytes: Result<&'a [u8], Rejected>,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `max_bytes`, their end included.
    pub(crate) fn new(input: R, max_bytes: usize) -> Self {
        Self {
            input,
            max_bytes,
            number: 0,
            line: Vec::new(),
        }
    }

    /// The next line that is not blank.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        loop {
            self.line.clear();
            let mut limited = self.input.by_ref().take(self.max_bytes as u64);
            if limited.read_until(b'\n', &mut self.line)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if !self.line.ends_with(b"\n") && !self.input.fill_buf()?.is_empty() {
                self.input.skip_until(b'\n')?;
                return Ok(Some(Line {
                    number: self.number,
                    bytes: Err(Rejected::TooLong),
                }));
            }
            if !self.content().is_empty() {
                break;
            }
        }
        Ok(Some(Line {
            number: self.number,
            bytes: Ok(self.content()),
        }))
    }

    /// The line without its end and without the mark that some editors put before the first one.
    fn content(&self) -> &[u8] {
        let line = match self.number {
            1 => self.line.strip_prefix(BYTE_ORDER_MARK),
            _ => None,
        };
        line.unwrap_or(&self.line).trim_ascii()
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &str, max_bytes: usize) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines::new(input.as_bytes(), max_bytes);
        let mut all = Vec::new();
        while let Some(line) = lines.next().expect("memory can be read") {
            let text = line
                .bytes
                .ok()
                .map(|bytes| bytes.escape_ascii().to_string());
            all.push((line.number, text));
        }
        all
    }

    fn line(number: u64, text: &str) -> (u64, Option<String>) {
        (number, Some(text.into()))
    }

    #[test]
    fn ends_marks_and_blank_lines_are_no_content() {
        let input = "\u{feff}a\r\n\n  \r\nb\n\tc";
        assert_eq!(
            lines(input, 100),
            [line(1, "a"), line(4, "b"), line(5, "c")]
        );
        assert_eq!(lines("\u{feff}\n", 100), []);
        assert_eq!(lines("", 100), []);
    }

    #[test]
    fn a_line_that_is_too_long_does_not_hide_the_next_one() {
        let expected = [line(1, "12345"), (2, None), line(3, "123")];
        assert_eq!(lines("12345\n123456789\n123\n", 6), expected);
        assert_eq!(lines("123456", 6), [line(1, "123456")]);
        assert_eq!(lines("1234567", 6), [(1, None)]);
    }
}
