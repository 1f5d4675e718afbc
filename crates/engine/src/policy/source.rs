//! The files that a policy is made of, places in them, and what is wrong at a place.

use std::{
    ops::{Range, RangeInclusive},
    path::PathBuf,
};

use sha2::{Digest, Sha256};
use toml::Spanned;

use super::error::{PolicyError, PolicyErrors};
use crate::digest::hex;

/// A line of one of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Index in [`Sources`].
    pub(crate) source: u32,
    /// Counted from 1.
    pub(crate) line: u32,
}

/// The files in the order in which they were first named; the policy itself is the first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    /// `None` for a text without a name.
    names: Vec<Option<PathBuf>>,
    hashes: Vec<String>,
}

impl Sources {
    /// Adds a file and gives its index.
    pub(super) fn add(&mut self, name: Option<PathBuf>, bytes: &[u8]) -> u32 {
        self.names.push(name);
        self.hashes.push(hex(&Sha256::digest(bytes)));
        self.names.len() as u32 - 1
    }

    /// The file's name.
    pub(super) fn name(&self, source: u32) -> Option<&PathBuf> {
        self.names.get(source as usize)?.as_ref()
    }

    /// All names.
    pub(super) fn names(&self) -> impl Iterator<Item = &PathBuf> {
        self.names.iter().flatten()
    }

    /// Tells what was read: the SHA-256 of a file that is alone, and otherwise that of the lines of
    /// all files' hashes.
    pub(super) fn hash(&self) -> String {
        match &self.hashes[..] {
            [hash] => hash.clone(),
            hashes => {
                let lines: String = hashes.iter().flat_map(|hash| [hash, "\n"]).collect();
                hex(&Sha256::digest(lines))
            }
        }
    }

    /// A mistake with the name of its file.
    pub(crate) fn error(&self, flaw: Flaw) -> PolicyError {
        let file = self.name(flaw.place.source);
        PolicyError::new(
            file.map(|file| file.display().to_string()),
            flaw.place.line as usize,
            flaw.message,
        )
    }

    /// A place as a message at `from` names it.
    pub(crate) fn show(&self, place: Place, from: Place) -> String {
        match self.name(place.source) {
            Some(name) if place.source != from.source => {
                format!("line {} of {}", place.line, name.display())
            }
            _ => format!("line {}", place.line),
        }
    }

    /// The mistakes in the order of files and lines, each once.
    pub(crate) fn errors(&self, mut flaws: Vec<Flaw>) -> Vec<PolicyError> {
        flaws.sort_by_key(|flaw| flaw.place);
        flaws.dedup();
        flaws.into_iter().map(|flaw| self.error(flaw)).collect()
    }

    /// Why a policy is refused.
    ///
    /// # Panics
    /// When there is no mistake.
    pub(super) fn refusal(&self, flaws: Vec<Flaw>) -> PolicyErrors {
        PolicyErrors::new(self.errors(flaws))
    }
}

/// What is wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) place: Place,
    pub(crate) message: String,
}

impl Flaw {
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { place, message }
    }
}

/// Collects mistakes, so that one does not hide the next.
#[derive(Debug, Default)]
pub(super) struct Flaws {
    list: Vec<Flaw>,
    /// Tables of which a key could not be read: what else seems wrong there may follow from that.
    damaged: Vec<(u32, RangeInclusive<u32>)>,
}

impl Flaws {
    pub(super) fn add(&mut self, flaw: Flaw) {
        let Place { source, line } = flaw.place;
        let mut damaged = self.damaged.iter();
        if !damaged.any(|(file, lines)| *file == source && lines.contains(&line)) {
            self.list.push(flaw);
        }
    }

    /// The value, or `None` and one mistake more.
    pub(super) fn keep<T>(&mut self, result: Result<T, Flaw>) -> Option<T> {
        result.map_err(|flaw| self.add(flaw)).ok()
    }

    /// From now on nothing more is said of these lines.
    pub(super) fn damage(&mut self, source: u32, lines: RangeInclusive<u32>) {
        self.damaged.push((source, lines));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn into_list(self) -> Vec<Flaw> {
        self.list
    }
}

/// The text of one file, to tell places in it.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) source: u32,
    pub(super) text: &'a str,
}

impl Text<'_> {
    /// Where a value begins.
    pub(super) fn place<T>(self, value: &Spanned<T>) -> Place {
        self.place_of(value.span())
    }

    /// Where a span begins.
    pub(super) fn place_of(self, span: Range<usize>) -> Place {
        Place {
            source: self.source,
            line: line(self.text.as_bytes(), span.start),
        }
    }

    /// A mistake where a value begins.
    pub(super) fn flaw<T>(self, value: &Spanned<T>, message: impl Into<String>) -> Flaw {
        Flaw::new(self.place(value), message)
    }
}

/// The line of a byte, counted from 1.
pub(crate) fn line(text: &[u8], byte: usize) -> u32 {
    let before = text.get(..byte).unwrap_or(text);
    1 + before.iter().filter(|&&byte| byte == b'\n').count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn one_file_has_its_own_hash_and_several_have_that_of_their_lines() {
        let mut sources = Sources::default();
        sources.add(None, b"abc");
        assert_eq!(sources.hash(), ABC);
        sources.add(Some("terms.txt".into()), b"abc");
        let lines = format!("{ABC}\n{ABC}\n");
        assert_eq!(sources.hash(), hex(&Sha256::digest(lines)));
    }

    #[test]
    fn nothing_follows_from_a_table_that_was_not_read() {
        let place = |source, line| Place { source, line };
        let mut flaws = Flaws::default();
        flaws.damage(1, 4..=6);
        for place in [
            place(1, 3),
            place(1, 4),
            place(1, 6),
            place(1, 7),
            place(0, 5),
        ] {
            flaws.add(Flaw::new(place, "wrong"));
        }
        let places: Vec<_> = flaws
            .into_list()
            .into_iter()
            .map(|flaw| flaw.place)
            .collect();
        assert_eq!(places, [place(1, 3), place(1, 7), place(0, 5)]);
    }
}
