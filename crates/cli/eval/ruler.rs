//! Offsets of one text, in every unit at once.
//!
//! Spans come in the unit of whoever wrote the file, are scored in characters and shown in the
//! unit that was asked for. Reading them once into a [`Place`] makes all three a field, and proves
//! that they stand in the text and between its characters.

use std::str::Chars;

use crate::args::Unit;

/// A place between two characters of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) bytes: u32,
    pub(crate) chars: u32,
    pub(crate) utf16: u32,
}

impl Place {
    /// How much text is before this place.
    pub(crate) fn count(self, unit: Unit) -> u32 {
        match unit {
            Unit::Bytes => self.bytes,
            Unit::Chars => self.chars,
            Unit::Utf16 => self.utf16,
        }
    }
}

/// Why an offset is no place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misplaced {
    /// It is greater than the text is long.
    Outside,
    /// It would cut a character.
    WithinCharacter,
}

/// Walks through a text; shorter than 4 GiB, as every line is.
pub(crate) struct Ruler<'t> {
    rest: Chars<'t>,
    at: Place,
}

impl<'t> Ruler<'t> {
    /// Begins at the start of `text`.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            rest: text.chars(),
            at: Place::default(),
        }
    }

    /// The place at `offset`, which is not before one that was asked for earlier.
    ///
    /// # Errors
    /// When there is no such place.
    pub(crate) fn seek(&mut self, unit: Unit, offset: u64) -> Result<Place, Misplaced> {
        while u64::from(self.at.count(unit)) < offset {
            self.step().ok_or(Misplaced::Outside)?;
        }
        if u64::from(self.at.count(unit)) == offset {
            Ok(self.at)
        } else {
            Err(Misplaced::WithinCharacter)
        }
    }

    /// The end of the text.
    pub(crate) fn end(mut self) -> Place {
        while self.step().is_some() {}
        self.at
    }

    /// Passes one character. Hot: per character.
    fn step(&mut self) -> Option<()> {
        let character = self.rest.next()?;
        self.at.bytes += character.len_utf8() as u32;
        self.at.chars += 1;
        self.at.utf16 += character.len_utf16() as u32;
        Some(())
    }
}

/// Turns the starts and ends of spans, in any order, into places of `text`.
///
/// # Errors
/// The first span, by its index, that is not within the text or cuts a character.
pub(crate) fn measure(
    text: &str,
    unit: Unit,
    spans: &[(u64, u64)],
) -> Result<Vec<(Place, Place)>, (usize, Misplaced)> {
    let mut offsets: Vec<u64> = spans
        .iter()
        .flat_map(|&(start, end)| [start, end])
        .collect();
    offsets.sort_unstable();
    offsets.dedup();
    let mut ruler = Ruler::new(text);
    let places: Vec<_> = offsets
        .iter()
        .map(|&offset| ruler.seek(unit, offset))
        .collect();
    let place = |offset: u64| match offsets.binary_search(&offset) {
        Ok(at) => places[at],
        Err(_) => Err(Misplaced::Outside),
    };
    let spans = spans.iter().zip(0..);
    spans
        .map(|(&(start, end), at)| {
            let both = place(start).and_then(|start| Ok((start, place(end)?)));
            both.map_err(|misplaced| (at, misplaced))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\u{e9}\u{20ac}\u{1f600}z";
    const UNITS: [Unit; 3] = [Unit::Bytes, Unit::Chars, Unit::Utf16];

    #[test]
    fn every_boundary_is_a_place_in_every_unit() {
        for unit in UNITS {
            let mut ruler = Ruler::new(TEXT);
            for at in TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]) {
                let before = &TEXT[..at];
                let expected = Place {
                    bytes: at as u32,
                    chars: before.chars().count() as u32,
                    utf16: before.encode_utf16().count() as u32,
                };
                let offset = u64::from(expected.count(unit));
                assert_eq!(ruler.seek(unit, offset), Ok(expected), "{unit:?} {at}");
            }
            assert_eq!(ruler.end().bytes as usize, TEXT.len());
        }
    }

    #[test]
    fn what_cuts_a_character_or_lies_outside_is_no_place() {
        let seek = |unit, offset| Ruler::new(TEXT).seek(unit, offset);
        assert_eq!(seek(Unit::Bytes, 2), Err(Misplaced::WithinCharacter));
        assert_eq!(seek(Unit::Utf16, 4), Err(Misplaced::WithinCharacter));
        for (unit, length) in UNITS.into_iter().zip([11, 5, 6]) {
            assert!(seek(unit, length).is_ok());
            assert_eq!(seek(unit, length + 1), Err(Misplaced::Outside));
            assert_eq!(seek(unit, u64::MAX), Err(Misplaced::Outside));
        }
    }

    #[test]
    fn spans_in_any_order_are_measured_and_the_first_wrong_one_is_named() {
        let places = measure(TEXT, Unit::Chars, &[(4, 5), (0, 4), (1, 2)]).expect("places");
        let bytes: Vec<_> = places
            .iter()
            .map(|(start, end)| (start.bytes, end.bytes))
            .collect();
        assert_eq!(bytes, [(10, 11), (0, 10), (1, 3)]);
        let wrong = |spans: &[(u64, u64)]| measure(TEXT, Unit::Bytes, spans);
        assert_eq!(
            wrong(&[(0, 1), (10, 99), (2, 3)]),
            Err((1, Misplaced::Outside))
        );
        assert_eq!(
            wrong(&[(0, 11), (4, 5), (10, 99)]),
            Err((1, Misplaced::WithinCharacter))
        );
        assert_eq!(
            wrong(&[(0, 1), (7, 8), (6, 10)]),
            Err((1, Misplaced::WithinCharacter))
        );
        assert_eq!(
            wrong(&[(0, 1), (6, 10), (1, 3), (3, 9)]),
            Err((3, Misplaced::WithinCharacter))
        );
    }
}
