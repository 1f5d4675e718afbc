//! What the strings of a checked text spell, and where in the text it comes from.
//!
//! The bits that led the walk to the ends of strings lead here from escape to escape. In JSON inside
//! of a string there is one every few bytes, so what stands between two is copied in steps of a
//! fixed size: a call for any length costs more than the bytes do.

use std::ops::Range;

use pumice_detect::{Span, escape};

use super::text::Specials;

/// A string of a text: its inner bytes, and where their escapes are.
///
/// It was walked before, so each special byte in it belongs to an escape.
#[derive(Clone, Copy)]
pub(crate) struct Spelled<'t> {
    /// From its first byte on. What stands behind it is copied ahead and never looked at.
    text: &'t [u8],
    specials: Specials<'t>,
}

impl<'t> Spelled<'t> {
    /// The string that `text` begins with; its length is that of `specials`.
    pub(crate) fn new(text: &'t [u8], specials: Specials<'t>) -> Self {
        Self { text, specials }
    }

    /// Appends what the string spells. Hot: per escape.
    pub(crate) fn decode(&self, out: &mut Vec<u8>) {
        let mut end = out.len();
        // No text is longer than its spelling, but for the last step that is copied.
        out.resize(end + self.specials.len() + STEP, 0);
        let mut at = 0;
        loop {
            let escape = self.specials.next(at);
            self.copy(at..escape, out.get_mut(end..).unwrap_or_default());
            end += escape - at;
            let Some((len, meaning)) = self.escape_at(escape) else {
                break;
            };
            end += put(meaning, out.get_mut(end..).unwrap_or_default());
            at = escape + len;
        }
        out.truncate(end);
    }

    /// Length and meaning of the escape at `at`; `None` at the end of the string.
    #[inline]
    fn escape_at(&self, at: usize) -> Option<(usize, char)> {
        let rest = self.text.get(at..self.specials.len())?;
        let first = *rest.first()?;
        // What is no escape would stay as it is.
        Some(escape::escape_at(rest).unwrap_or((1, char::from(first))))
    }

    /// Copies a part without escapes to the front of `out`, and whatever follows up to a whole step.
    #[inline]
    fn copy(&self, part: Range<usize>, out: &mut [u8]) {
        let from = self.text.get(part.start..).unwrap_or_default();
        let len = part.len();
        let mut done = 0;
        while done < len {
            let step = from.get(done..).and_then(<[u8]>::first_chunk::<STEP>);
            let place = out
                .get_mut(done..)
                .and_then(<[u8]>::first_chunk_mut::<STEP>);
            let (Some(step), Some(place)) = (step, place) else {
                break;
            };
            *place = *step;
            done += STEP;
        }
        // The text ends within the last step.
        if done < len
            && let (Some(from), Some(out)) = (from.get(done..len), out.get_mut(done..len))
        {
            out.copy_from_slice(from);
        }
    }
}

/// Bytes that are copied at once.
const STEP: usize = 16;

/// Writes a character and returns its length. Nearly all that is escaped is one byte.
#[inline]
fn put(character: char, out: &mut [u8]) -> usize {
    if character.is_ascii()
        && let Some(first) = out.first_mut()
    {
        *first = character as u8;
        return 1;
    }
    character.encode_utf8(out).len()
}

/// Leads from places in what a string spells back to the string, in ascending order.
pub(crate) struct Sources<'t> {
    spelled: Spelled<'t>,
    /// Behind the last escape that was passed: a place in the spelling, and in what it spells.
    at: usize,
    place: usize,
    /// The escape behind it, and its length with that of what it means.
    escape: usize,
    len: (usize, usize),
}

impl<'t> Sources<'t> {
    pub(crate) fn new(spelled: Spelled<'t>) -> Self {
        let mut sources = Self {
            spelled,
            at: 0,
            place: 0,
            escape: 0,
            len: (0, 0),
        };
        sources.find_escape();
        sources
    }

    /// The bytes of the string that `span` of its text stands for, whole escapes at both ends; an
    /// empty span stands for a place before whatever follows.
    pub(crate) fn source(&mut self, span: Span) -> Span {
        let first = self.unit(span.start as usize);
        let (start, end) = match span.len() {
            0 => (first.start, first.start),
            1 => (first.start, first.end),
            _ => (first.start, self.unit(span.end as usize - 1).end),
        };
        Span::new(start as u32, end as u32)
    }

    /// The byte or the escape that stands for the byte at `place`.
    fn unit(&mut self, place: usize) -> Range<usize> {
        if place < self.place {
            *self = Self::new(self.spelled);
        }
        loop {
            let plain = self.escape - self.at;
            if place < self.place + plain || self.escape >= self.spelled.specials.len() {
                let at = self.at + (place - self.place);
                return at..at + 1;
            }
            let (raw, text) = self.len;
            if place < self.place + plain + text {
                return self.escape..self.escape + raw;
            }
            self.place += plain + text;
            self.at = self.escape + raw;
            self.find_escape();
        }
    }

    fn find_escape(&mut self) {
        self.escape = self.spelled.specials.next(self.at);
        self.len = match self.spelled.escape_at(self.escape) {
            Some((raw, meaning)) => (raw, meaning.len_utf8()),
            None => (0, 0),
        };
    }
}

#[cfg(test)]
mod tests {
    use pumice_detect::{Backend, OffsetMap};

    use super::*;

    const UNITS: [&str; 9] = [
        r"\n",
        r"\u00e4",
        "plain text, and rather long",
        r"\ud83d\ude00",
        "\u{e9}",
        r"\\",
        r#"\""#,
        r"\ud800",
        "a",
    ];

    /// The decoder of `detect`, which knows nothing of bits, is the reference.
    #[test]
    fn a_string_spells_what_its_escapes_mean_and_leads_back() {
        for seed in 0..300_usize {
            let before = "x".repeat(seed % 70);
            let mut text = before.clone();
            for k in 0..seed % 40 {
                text.push_str(UNITS[(seed * 7 + k * k * 3 + k) % UNITS.len()]);
            }
            let inner = before.len()..text.len();
            text.push_str("\"}".repeat(seed % 20).as_str());
            let mut bits = vec![];
            Backend::best().json_specials(text.as_bytes(), &mut bits);
            let specials = Specials::new(&bits, inner.start, inner.len());
            let spelled = Spelled::new(&text.as_bytes()[inner.start..], specials);
            check(spelled, &text.as_bytes()[inner]);
        }
    }

    fn check(spelled: Spelled<'_>, raw: &[u8]) {
        let (mut expected, mut map) = (b"before ".to_vec(), OffsetMap::default());
        escape::decode(raw, &mut expected, &mut map);
        let mut text = b"before ".to_vec();
        spelled.decode(&mut text);
        assert_eq!(text, expected);
        let len = text.len() as u32 - 7;
        let mut sources = Sources::new(spelled);
        for start in 0..len {
            for end in [start + 1, (start + 5).min(len), len] {
                let span = Span::new(start, end);
                assert_eq!(sources.source(span), map.source(span), "{span:?}");
            }
            let place = map.source(Span::new(start, start + 1)).start;
            assert_eq!(sources.source(Span::new(start, start)).start, place);
        }
        assert_eq!(sources.source(Span::new(len, len)).start, raw.len() as u32);
    }
}
