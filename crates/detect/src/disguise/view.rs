//! Stretches of a text as they are read, and where their bytes come from.

use super::{
    Disguise, Disguises, Seeds,
    characters::{self, Reading, Width},
    encoded,
    seed::Seed,
    spelled::{self, Change},
    transport,
};
use crate::{input::Span, offset::OffsetMap, scan::Piece};

/// What a search reads beside a value on either side, and room for the value.
const AROUND: u32 = 192;
/// Stretches end at a blank, if one is so near.
const BLANK: usize = 64;

/// Stretches of a text with what is in disguise undone. Memory is reused.
#[derive(Debug, Default)]
pub(crate) struct Undone {
    characters: Layer,
    spelled: Layer,
    pub(crate) pieces: Vec<Piece>,
    changes: Vec<Change>,
}

/// A text and the map to the text that it was made of.
#[derive(Debug, Default)]
struct Layer {
    text: Vec<u8>,
    map: OffsetMap,
}

impl Layer {
    fn clear(&mut self) {
        self.text.clear();
        self.map.clear();
    }

    /// What lies before `to` and was not written yet is left out.
    fn skip_to(&mut self, to: usize) {
        let skipped = to as u32 - self.map.source_len();
        if skipped > 0 {
            self.map.replace(skipped, 0);
        }
    }

    fn copy(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
        self.map.copy(text.len() as u32);
    }

    /// `read` bytes are read as `text`.
    fn replace(&mut self, read: usize, text: &[u8]) {
        self.text.extend_from_slice(text);
        self.map.replace(read as u32, text.len() as u32);
    }
}

impl Undone {
    /// Writes down the stretches of `text` around the seeds. Hot: per batch with seeds.
    pub(crate) fn write(&mut self, text: &[u8], seeds: &mut Seeds) {
        let on = seeds.on;
        let seeds = &mut seeds.found;
        seeds.sort_unstable_by_key(|seed| (seed.start, seed.end));
        self.characters.clear();
        self.spelled.clear();
        self.pieces.clear();
        let mut rest = &seeds[..];
        while let Some(first) = rest.first() {
            let (stretch, count) = stretch(text, rest);
            let (seeds, later) = rest.split_at(count);
            rest = later;
            let from = self.characters.text.len();
            self.characters.skip_to(stretch.start as usize);
            characters(text, stretch, seeds, on, &mut self.characters);
            let start = self.spelled.text.len();
            self.spell(from, on);
            self.pieces.push(Piece {
                span: Span::new(start as u32, self.spelled.text.len() as u32),
                is_whole: stretch == first.piece.span,
                ..first.piece
            });
        }
    }

    /// Undoes what is spelled out in the characters from `from` on.
    fn spell(&mut self, from: usize, on: Disguises) {
        let text = &self.characters.text[from..];
        spelled::changes(text, on, &mut self.changes);
        let mut done = 0;
        for change in &self.changes {
            self.spelled.copy(&text[done..change.start]);
            let reads = change.reads.as_slice();
            self.spelled.replace(change.end - change.start, reads);
            done = change.end;
        }
        self.spelled.copy(&text[done..]);
    }

    /// One value as it is read.
    pub(super) fn read(&mut self, value: &[u8], on: Disguises) -> &[u8] {
        self.characters.clear();
        self.spelled.clear();
        let whole = Span::new(0, value.len() as u32);
        let run = match encoded::run_at(value, 0) {
            encoded::Run::Text(len) if len == value.len() && on.has(Disguise::Encoded) => {
                Some(Seed {
                    piece: Piece::default(),
                    start: 0,
                    end: whole.end,
                    is_run: true,
                })
            }
            _ => None,
        };
        characters(value, whole, run.as_slice(), on, &mut self.characters);
        self.spell(0, on);
        &self.spelled.text
    }

    /// The stretches as they are read, one behind the other.
    pub(crate) fn text(&self) -> &[u8] {
        &self.spelled.text
    }

    /// What a span of the view stands for in the text.
    pub(crate) fn source(&self, span: Span) -> Span {
        self.characters.map.source(self.spelled.map.source(span))
    }

    /// Whether something in a span of the view was undone.
    pub(crate) fn is_undone(&self, span: Span) -> bool {
        self.spelled.map.changes(span) || self.characters.map.changes(self.spelled.map.source(span))
    }
}

/// The stretch around the first of `seeds`, and how many of them are in it.
fn stretch(text: &[u8], seeds: &[Seed]) -> (Span, usize) {
    let region = seeds[0].piece.span;
    let mut end = seeds[0].end;
    let mut count = 1;
    for seed in &seeds[1..] {
        if seed.piece.span != region || seed.start > end + 2 * AROUND {
            break;
        }
        end = end.max(seed.end);
        count += 1;
    }
    let first = seeds[0].start;
    let start = if first - region.start <= AROUND {
        region.start
    } else {
        let window = &text[region.start as usize..(first - AROUND) as usize];
        let tail = &window[window.len().saturating_sub(BLANK)..];
        let blank = tail.iter().rposition(|&byte| is_blank(byte));
        // Without a blank, a part of a word is left out instead.
        let near = || {
            let inside = &text[(first - AROUND) as usize..first as usize];
            let blank = inside.iter().position(|&byte| is_blank(byte));
            first - AROUND + blank.unwrap_or(inside.len()) as u32
        };
        blank.map_or_else(near, |at| first - AROUND - (tail.len() - at) as u32)
    };
    let end = if region.end - end <= AROUND {
        region.end
    } else {
        let window = &text[(end + AROUND) as usize..region.end as usize];
        let blank = window.iter().take(BLANK).position(|&byte| is_blank(byte));
        let near = || {
            let inside = &text[end as usize..(end + AROUND) as usize];
            let blank = inside.iter().rposition(|&byte| is_blank(byte));
            end + blank.unwrap_or(0) as u32
        };
        blank.map_or_else(near, |at| end + AROUND + at as u32)
    };
    (Span::new(start, end), count)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Writes a stretch of `text` with its escapes, runs and characters undone.
fn characters(text: &[u8], stretch: Span, seeds: &[Seed], on: Disguises, out: &mut Layer) {
    let mut at = stretch.start as usize;
    for run in seeds.iter().filter(|seed| seed.is_run) {
        let (start, end) = (run.start as usize, run.end as usize);
        if start < at {
            continue;
        }
        unit_by_unit(text, (at, start), on, out);
        let known = out.text.len();
        encoded::write(&text[start..end], &mut out.text);
        let written = out.text.len() - known;
        out.map.replace((end - start) as u32, written as u32);
        at = end;
    }
    unit_by_unit(text, (at, stretch.end as usize), on, out);
}

fn unit_by_unit(text: &[u8], (mut at, end): (usize, usize), on: Disguises, out: &mut Layer) {
    let text = &text[..end];
    while at < end {
        let rest = &text[at..];
        let plain = rest.iter().take_while(|&&byte| is_plain(byte)).count();
        out.copy(&rest[..plain]);
        at += plain;
        if at < end {
            at += unit(text, at, on, out);
        }
    }
}

/// Whether a byte of ASCII begins no escape.
#[inline]
fn is_plain(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'%' | b'&' | b'=')
}

/// Writes what begins at `at`; how many bytes it takes.
fn unit(text: &[u8], at: usize, on: Disguises, out: &mut Layer) -> usize {
    let escape = transport::at(text, at, on);
    let (len, character) = match escape {
        Some((len, None)) => {
            out.replace(len, b"");
            return len;
        }
        Some((len, Some(character))) => (len, character),
        None => match characters::first(&text[at..]) {
            Some(character) => (character.len_utf8(), character),
            None => {
                out.copy(&text[at..=at]);
                return 1;
            }
        },
    };
    let kind = match characters::reading(character) {
        Reading::Same => None,
        Reading::Nothing => Some((Disguise::Invisible, None)),
        Reading::As(width, byte) => {
            let before = characters::last(&out.text);
            let behind = characters::first(&text[at + len..]);
            let both = |is: fn(Option<char>) -> bool| is(before) && is(behind);
            let is_so = match width {
                Width::Form | Width::Blank => true,
                Width::Hyphen | Width::Stop => both(characters::is_word),
                Width::Dash => both(characters::is_digit),
            };
            let disguise = match width {
                Width::Form => Disguise::Digits,
                _ => Disguise::Separators,
            };
            is_so.then_some((disguise, Some(byte)))
        }
    };
    match kind {
        Some((disguise, reads)) if on.has(disguise) => out.replace(len, reads.as_slice()),
        _ if escape.is_some() => {
            let mut utf8 = [0; 4];
            out.replace(len, character.encode_utf8(&mut utf8).as_bytes());
        }
        _ => out.copy(&text[at..at + len]),
    }
    len
}
