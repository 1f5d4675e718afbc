//! Where a disguise may be: a look at the characters where the pass has found the mark of one.

use std::ops::Range;

use super::{
    Disguise, Disguises, Skipped,
    characters::{self, Reading, Width},
    encoded::{self, Run},
    spelled, transport,
};
use crate::{recognizer::Anchor, scan::Piece};

/// What begins a disguise, collected by one pass over a text.
#[derive(Debug, Default)]
pub(crate) struct Seeds {
    pub(super) on: Disguises,
    pub(super) found: Vec<Seed>,
    changes: Vec<spelled::Change>,
    /// The row of single digits that was followed last.
    row: spelled::Row,
    /// The stretch without blanks around the last mark of a host or an address, and what was read of it, as
    /// places of the whole text.
    token: Range<usize>,
    read: Range<usize>,
    pub(crate) skipped: Skipped,
}

/// A stretch of text that is read as something else.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seed {
    pub(super) piece: Piece,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether it is a run of base 64 or hexadecimal digits.
    pub(super) is_run: bool,
}

impl Seeds {
    /// Begins with another text.
    pub(crate) fn begin(&mut self, on: Disguises) {
        self.found.clear();
        (self.row, self.token, self.read) = Default::default();
        self.on = on;
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Looks at `at`, in the text of `piece`, where an anchor of disguises stands. Hot: per anchor.
    pub(crate) fn look(&mut self, text: &[u8], piece: Piece, at: usize, anchor: Anchor) {
        let region = &text[piece.span.range()];
        let base = piece.span.start as usize;
        let at = at - base;
        let found = match anchor {
            Anchor::Escape => self.escape(region, at),
            Anchor::Wide => self.wide(region, at),
            Anchor::Apart => self.apart(region, at, base),
            Anchor::At | Anchor::AtWord => self.address(region, at),
            Anchor::Lookalike => self.lookalike(region, at, base),
            Anchor::Encoded => self.run(region, at),
            _ => None,
        };
        if let Some((start, end)) = found {
            self.found.push(Seed {
                piece,
                start: piece.span.start + start as u32,
                end: piece.span.start + end as u32,
                is_run: anchor == Anchor::Encoded,
            });
        }
    }

    fn escape(&self, text: &[u8], at: usize) -> Option<(usize, usize)> {
        let (len, character) = transport::at(text, at, self.on)?;
        if text[at] == b'=' && !transport::is_quoted(text, at, len, character) {
            return None;
        }
        let is_telling = match character {
            None => true,
            Some('&' | '%' | '=' | '\t' | '\n' | '\r') => false,
            Some(character) => character.is_ascii() || is_telling(text, at, at + len, character),
        };
        is_telling.then_some((at, at + len))
    }

    fn wide(&self, text: &[u8], at: usize) -> Option<(usize, usize)> {
        let character = characters::first(&text[at..])?;
        let end = at + character.len_utf8();
        let kind = match characters::reading(character) {
            Reading::Same => return None,
            Reading::Nothing => Disguise::Invisible,
            Reading::As(Width::Form, _) => Disguise::Digits,
            Reading::As(..) => Disguise::Separators,
        };
        (self.on.has(kind) && is_telling(text, at, end, character)).then_some((at, end))
    }

    fn apart(&mut self, text: &[u8], at: usize, base: usize) -> Option<(usize, usize)> {
        if !self.on.has(Disguise::Apart) {
            return None;
        }
        let end = self.row.reaches(text, at, base)?;
        Some((spelled::row_start(text, at), end))
    }

    fn address(&mut self, text: &[u8], at: usize) -> Option<(usize, usize)> {
        if !self.on.has(Disguise::Spelled) || !spelled::may_be_address(text, at) {
            return None;
        }
        self.changes.clear();
        let end = spelled::address_at(text, at, &mut self.changes);
        let start = self.changes.iter().map(|change| change.start).min()?;
        Some((start, end))
    }

    fn lookalike(&mut self, text: &[u8], at: usize, base: usize) -> Option<(usize, usize)> {
        if !self.on.has(Disguise::Lookalikes) || !spelled::may_look_alike(text, at) {
            return None;
        }
        if !self.token.contains(&(base + at)) {
            let is_part = |byte: &&u8| !byte.is_ascii_whitespace();
            let before = text[..at].iter().rev().take(LOOKALIKES);
            let start = at - before.take_while(is_part).count();
            let end = at + text[at..].iter().take_while(is_part).count();
            self.token = base + start..base + end;
        }
        let start = (self.token.start - base).max(at.saturating_sub(LOOKALIKES));
        let end = (self.token.end - base).min(at + LOOKALIKES);
        let read = std::mem::replace(&mut self.read, base + start..base + end);
        if read == self.read {
            return None;
        }
        self.changes.clear();
        spelled::lookalikes(text, (start, end), &mut self.changes);
        let (first, last) = (self.changes.first()?, self.changes.last()?);
        Some((first.start, last.end))
    }

    fn run(&mut self, text: &[u8], at: usize) -> Option<(usize, usize)> {
        if !self.on.has(Disguise::Encoded) {
            return None;
        }
        let is_data = text[..at].ends_with(b";base64,") || text[..at].ends_with(b";base64, ");
        match encoded::run_at(text, at) {
            _ if is_data => self.skipped.data_uris += 1,
            Run::Text(len) => return Some((at, at + len)),
            Run::Long => self.skipped.blobs += 1,
            Run::Other => {}
        }
        None
    }
}

/// Bytes on each side of a mark in which letters that look like others are read.
const LOOKALIKES: usize = 256;

/// Whether a character that is read as something else may be part of a value, from what stands beside it.
fn is_telling(text: &[u8], start: usize, end: usize, character: char) -> bool {
    let (before, behind) = (
        characters::last(&text[..start]),
        characters::first(&text[end..]),
    );
    let is_digit = characters::is_digit;
    let is_word = characters::is_word;
    match characters::reading(character) {
        Reading::Same => false,
        Reading::Nothing => {
            let is_part = |character: Option<char>| {
                character.is_some_and(|character| {
                    character.is_ascii_graphic()
                        || characters::reading(character) == Reading::Nothing
                })
            };
            // Beside a blank it may stand between groups of digits.
            let is_blank = |character: Option<char>| character == Some(' ');
            is_part(before) && is_part(behind)
                || is_blank(before) && is_digit(behind)
                || is_digit(before) && is_blank(behind)
        }
        Reading::As(Width::Form, b'0'..=b'9') => {
            let next = |character: Option<char>| end + character.map_or(0, char::len_utf8);
            let last = |character: Option<char>| start - character.map_or(0, char::len_utf8);
            is_digit(before)
                || is_digit(behind)
                || is_digit(characters::first(&text[next(behind)..]))
                || is_digit(characters::last(&text[..last(before)]))
        }
        Reading::As(Width::Form, b'@') => true,
        Reading::As(Width::Form, b'.' | b'-' | b'_') | Reading::As(Width::Stop, _) => {
            is_word(before) && is_word(behind)
        }
        Reading::As(Width::Form, b'+' | b'(' | b')' | b'/') => is_digit(before) || is_digit(behind),
        Reading::As(Width::Form, _) => false,
        Reading::As(Width::Blank | Width::Hyphen | Width::Dash, _) => {
            is_digit(before) && is_digit(behind)
        }
    }
}
