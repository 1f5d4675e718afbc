//! Why a batch was not scrubbed.

use std::fmt;

/// Names the column and the row, and nothing that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    column: Option<Box<str>>,
    row: Option<u64>,
    words: &'static str,
}

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A type that is not searched where it would have to be.
    Unsupported,
    /// A batch with another schema.
    Schema,
    /// Arrays that are not what their types say.
    Damaged,
    /// More than arrays or dictionaries of its type hold.
    TooLarge,
    /// Personal data where it cannot be replaced.
    Name,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, words: &'static str) -> Self {
        Self {
            kind,
            column: None,
            row: None,
            words,
        }
    }

    /// The library's own words are left out: some quote values.
    pub(super) fn damaged() -> Self {
        let words =
            "has arrays that are not what their types say; validate the batch where it is made";
        Self::new(ErrorKind::Damaged, words)
    }

    /// The same of a column, unless a column is known.
    pub(super) fn of(mut self, column: &str) -> Self {
        self.column.get_or_insert_with(|| column.into());
        self
    }

    /// The same of a row, unless a row is known.
    pub(super) fn at(mut self, row: u64) -> Self {
        self.row.get_or_insert(row);
        self
    }

    /// The same error `before` rows further on.
    pub(super) fn behind(mut self, before: u64) -> Self {
        self.row = self.row.map(|row| row + before);
        self
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The path of the column, if it is one that is to blame.
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// The row, counted from 1, if it is one that is to blame.
    pub fn row(&self) -> Option<u64> {
        self.row
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "column {column}")?,
            None => f.write_str("the batch")?,
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        write!(f, ": {}", self.words)
    }
}

impl std::error::Error for Error {}
