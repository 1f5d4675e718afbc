//! Lines that could not be scrubbed, put aside with the reason.
//!
//! ```text
//! {"file":"a.jsonl","line":7,"offset":812,"reason":"malformed","detail":"...","raw":"eyJh..."}
//! ```
//! `line` counts from 1, `offset` is the line's first byte in the file, `raw` is the line in base64
//! without its line feed. Only `raw` holds anything of the corpus. A value of a column has `row_group`, `row`
//! and `column`; where an entry stands for several values that are equal, `values` says in front for how many.

use std::{
    fmt,
    io::{self, Write},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use pumice_detect::escape;
use pumice_engine::Reason;

use super::block::{Part, Rejected};

/// What happens to lines that cannot be scrubbed. They are never passed through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quarantine<Q> {
    /// Written there.
    To(Q),
    /// Counted and forgotten.
    Count,
    /// The first one is an error.
    Refuse,
}

/// The error of [`Quarantine::Refuse`]. Names the line and the reason, nothing of the line.
#[derive(Debug)]
struct Refused {
    file: String,
    line: u64,
    detail: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, detail } = self;
        write!(
            f,
            "{file}, line {line}: {detail}; put such lines aside with `--quarantine PATH` or leave \
             them out with `--quarantine none`"
        )
    }
}

impl std::error::Error for Refused {}

/// A value of a column that goes to the quarantine.
#[derive(Clone, Copy)]
pub(crate) struct RejectedCell<'b> {
    /// Counted from 1; 0 for the footer.
    pub(crate) row_group: usize,
    /// Of the file, counted from 1; 0 for the footer.
    pub(crate) row: u64,
    pub(crate) column: &'b str,
    /// How many equal values near it the entry stands for.
    pub(crate) values: u32,
    pub(crate) reason: Reason,
    pub(crate) raw: &'b [u8],
}

/// Writes entries, also of lines that come in parts.
#[derive(Default)]
pub(crate) struct Entries {
    /// Bytes of a part that do not fill a group of three.
    odd: Vec<u8>,
    text: String,
}

impl<Q: Write> Quarantine<Q> {
    /// Puts a line aside; `part` says whether `line.raw` is all of it.
    pub(super) fn put(
        &mut self,
        entries: &mut Entries,
        file: &str,
        line: Rejected<'_>,
        part: Part,
    ) -> io::Result<()> {
        match self {
            Quarantine::To(out) => {
                entries.begin(file, line, out)?;
                entries.raw(line.raw, out)?;
                if part == Part::Lines {
                    entries.end(out)?;
                }
                Ok(())
            }
            Quarantine::Count => Ok(()),
            Quarantine::Refuse => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                Refused {
                    file: file.to_owned(),
                    line: line.line,
                    detail: Detail(line).to_string(),
                },
            )),
        }
    }

    /// Puts a value aside.
    pub(crate) fn put_cell(
        &mut self,
        entries: &mut Entries,
        file: &str,
        cell: RejectedCell<'_>,
    ) -> io::Result<()> {
        match self {
            Quarantine::To(out) => {
                entries.begin_cell(file, cell, out)?;
                entries.raw(cell.raw, out)?;
                entries.end(out)
            }
            Quarantine::Count => Ok(()),
            Quarantine::Refuse => {
                let RejectedCell { row_group, row, .. } = cell;
                let words = format!(
                    "{file}, row group {row_group}, row {row}: {}; put such values aside with `--quarantine \
                     PATH` or leave them out with `--quarantine none`",
                    words(cell.reason)
                );
                Err(io::Error::new(io::ErrorKind::InvalidData, words))
            }
        }
    }

    /// Puts more of a line aside that began with [`Part::Head`].
    pub(super) fn put_more(
        &mut self,
        entries: &mut Entries,
        raw: &[u8],
        part: Part,
    ) -> io::Result<()> {
        let Quarantine::To(out) = self else {
            return Ok(());
        };
        entries.raw(raw, out)?;
        if part == Part::Tail {
            entries.end(out)?;
        }
        Ok(())
    }
}

impl Entries {
    /// Everything up to the raw bytes.
    fn begin(&mut self, file: &str, line: Rejected<'_>, out: &mut impl Write) -> io::Result<()> {
        let mut name = vec![];
        escape::encode(file.as_bytes(), &mut name);
        out.write_all(b"{\"file\":\"")?;
        out.write_all(&name)?;
        write!(
            out,
            "\",\"line\":{},\"offset\":{},\"reason\":\"{}\",\"detail\":\"",
            line.line,
            line.offset,
            line.reason.code(),
        )?;
        name.clear();
        escape::encode(Detail(line).to_string().as_bytes(), &mut name);
        out.write_all(&name)?;
        out.write_all(b"\",\"raw\":\"")
    }

    /// The same for a value of a column.
    fn begin_cell(
        &mut self,
        file: &str,
        cell: RejectedCell<'_>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let RejectedCell { row_group, row, .. } = cell;
        let [file, column] = [file, cell.column].map(|name| {
            let mut spelled = vec![];
            escape::encode(name.as_bytes(), &mut spelled);
            spelled
        });
        match cell.values {
            // In front, so that an entry of any length is soon counted.
            2.. => write!(out, "{{\"values\":{},\"file\":\"", cell.values)?,
            _ => out.write_all(b"{\"file\":\"")?,
        }
        out.write_all(&file)?;
        write!(
            out,
            "\",\"row_group\":{row_group},\"row\":{row},\"column\":\""
        )?;
        out.write_all(&column)?;
        let (code, words) = (cell.reason.code(), words(cell.reason));
        write!(
            out,
            "\",\"reason\":\"{code}\",\"detail\":\"{words}\",\"raw\":\""
        )
    }

    /// Raw bytes in base64. Parts of a line have any length, so up to two bytes wait for the next
    /// one.
    fn raw(&mut self, raw: &[u8], out: &mut impl Write) -> io::Result<()> {
        let mut raw = raw;
        if !self.odd.is_empty() {
            let missing = (GROUP - self.odd.len()).min(raw.len());
            let (first, rest) = raw.split_at_checked(missing).unwrap_or_default();
            self.odd.extend_from_slice(first);
            raw = rest;
            if self.odd.len() < GROUP {
                return Ok(());
            }
            encode(&mut self.text, &self.odd, out)?;
            self.odd.clear();
        }
        let whole = raw.len() - raw.len() % GROUP;
        let (whole, odd) = raw.split_at_checked(whole).unwrap_or_default();
        for step in whole.chunks(STEP) {
            encode(&mut self.text, step, out)?;
        }
        self.odd.extend_from_slice(odd);
        Ok(())
    }

    /// The bytes that still wait, and the end of the entry.
    fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        encode(&mut self.text, &self.odd, out)?;
        self.odd.clear();
        out.write_all(b"\"}\n")
    }
}

/// Bytes that base64 spells in four letters.
const GROUP: usize = 3;
/// Whole groups that are spelled at a time.
const STEP: usize = GROUP << 12;

/// Writes whole groups, or the last bytes with their padding.
fn encode(text: &mut String, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    text.clear();
    STANDARD.encode_string(bytes, text);
    out.write_all(text.as_bytes())
}

/// A reason in words.
fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Malformed(words) | Reason::Transform(words) => words,
        Reason::TooLong => "longer than the limit of a line",
        _ => reason.code(),
    }
}

/// The reason in words, and where in the line.
pub(super) struct Detail<'b>(pub(super) Rejected<'b>);

impl fmt::Display for Detail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(words(self.0.reason))?;
        match self.0.flaw_at {
            Some(at) => write!(f, ", {at} bytes into the line"),
            None => Ok(()),
        }
    }
}
