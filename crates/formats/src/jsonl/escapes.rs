//! Spans of edits grow to whole escapes: half of one is no text.

use pumice_detect::{Encoding, Region, Span, escape};

use super::{splice::Source, text::Specials};

/// The escapes of one region, as far as edits cut them.
pub(super) struct Escapes<'b> {
    /// The bytes of the region; empty where it has no escapes.
    text: &'b [u8],
    specials: Specials<'b>,
    /// Where they stand in the buffer.
    at: u32,
    /// Up to here the region is done. No escape is cut there.
    done: usize,
}

/// Bytes of the longest escape: a pair of surrogates.
const MAX_ESCAPE: usize = 12;

impl<'b> Escapes<'b> {
    /// Those of a region in this document.
    pub(super) fn of(source: Source<'b>, doc: Option<u32>, region: &Region) -> Self {
        let text = match region.encoding {
            Encoding::Plain => &[],
            _ => source.bytes(region.span()),
        };
        let doc = source.doc(doc).map(|(_, doc)| doc);
        Self {
            text,
            specials: source.outline.specials(doc, region.span()),
            at: region.start,
            done: 0,
        }
    }

    /// The span with the whole of each escape that it cuts. Spans come sorted.
    pub(super) fn grow(&mut self, span: Span) -> Span {
        if self.text.is_empty() || span.is_empty() {
            return span;
        }
        let start = self.cut_at(span.start).map_or(span.start, |cut| cut.start);
        let end = self.cut_at(span.end).map_or(span.end, |cut| cut.end);
        self.done = (end - self.at) as usize;
        Span::new(start, end)
    }

    /// The escape that begins before `place` and ends behind it.
    ///
    /// Looks back no farther than an escape is long, so that an edit costs the same wherever it is.
    fn cut_at(&self, place: u32) -> Option<Span> {
        let place = (place - self.at) as usize;
        let first = place.saturating_sub(MAX_ESCAPE - 1).max(self.done);
        if self.specials.next(first) >= place {
            return None;
        }
        let mut at = first + usize::from(self.is_escaped(first));
        loop {
            let start = self.specials.next(at);
            if start >= place {
                return None;
            }
            let escape = self.text.get(start..).and_then(escape::escape_at);
            at = start + escape.map_or(1, |(len, _)| len);
            if at > place {
                return Some(Span::new(self.at + start as u32, self.at + at as u32));
            }
        }
    }

    /// Whether the byte at `place` is the second one of an escape: of the backslashes in front of
    /// it, each second one is escaped by the one before. What is done is not read again, so that
    /// many edits behind many backslashes cost no more than these.
    fn is_escaped(&self, place: usize) -> bool {
        let before = self.text.get(self.done..place).unwrap_or_default();
        let backslashes = before.iter().rev().take_while(|&&byte| byte == b'\\');
        backslashes.count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use pumice_detect::Backend;

    use super::*;

    const UNITS: [&str; 8] = [
        "a",
        "u0041",
        r"\\",
        r"\n",
        r"\u0041",
        r"\ud83d\ude00",
        r"\ud83d",
        r"\\\\\\\\\\\\\\\\",
    ];

    /// The units that `span` touches, from the beginning of the text.
    fn grown(text: &str, span: Span) -> Span {
        let mut grown = span;
        let mut at = 0;
        while at < text.len() {
            let escape = escape::escape_at(&text.as_bytes()[at..]);
            let unit = Span::new(at as u32, (at + escape.map_or(1, |(len, _)| len)) as u32);
            if unit.overlaps(span) {
                grown = Span::new(grown.start.min(unit.start), grown.end.max(unit.end));
            }
            at = unit.end as usize;
        }
        grown
    }

    #[test]
    fn a_span_takes_in_the_escapes_that_it_cuts_and_no_more() {
        for units in 0..UNITS.len().pow(4) {
            let unit = |place: u32| UNITS[units / UNITS.len().pow(place) % UNITS.len()];
            let text: String = (0..4).map(unit).collect();
            let mut bits = vec![];
            Backend::best().json_specials(text.as_bytes(), &mut bits);
            for start in 0..text.len() as u32 {
                for len in [1, 2, 5, 12] {
                    let span = Span::new(start, (start + len).min(text.len() as u32));
                    let mut escapes = Escapes {
                        text: text.as_bytes(),
                        specials: Specials::new(&bits, 0, text.len()),
                        at: 0,
                        done: 0,
                    };
                    let expected = grown(&text, span);
                    assert_eq!(escapes.grow(span), expected, "{text} {span:?}");
                    // What is done is not asked again.
                    let next = Span::new(expected.end, text.len() as u32);
                    assert_eq!(escapes.grow(next), next, "{text} {span:?}");
                }
            }
        }
    }
}
