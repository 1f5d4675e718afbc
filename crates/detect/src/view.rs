//! Which texts of an input are searched, and where: plain ones where they stand, JSON strings in a
//! view where they follow each other and their escapes are undone.
//!
//! The copy costs less than what it spares: a second set of rules for raw escapes, and bitmaps of
//! all that stands between strings. Text and JSON give the same findings because they are the same
//! bytes. Where they come from is worked out for findings only.

use crate::{
    arch::{Backend, Isa, Kernel},
    escape,
    input::{Encoding, Input, Span},
    scan::Piece,
};

/// JSON strings whose escapes are undone, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct View {
    /// Never shrinks; what counts ends at `len`.
    bytes: Vec<u8>,
    len: usize,
    /// Where each text stands in the view.
    pub(crate) pieces: Vec<Piece>,
    /// Every now and then, a place of the view and where it comes from.
    marks: Vec<Mark>,
}

/// A byte of a view and of its source, neither within an escape.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    view: u32,
    source: u32,
    /// Backslashes of the source up to the next mark, counted from this one on.
    backslashes: u64,
}

impl View {
    /// Sorts the next regions of `input` that hold text, those from `from` on, into `pieces` of it and pieces of
    /// the view, and returns the first region that is left: what one call takes stays in the cache
    /// until it is searched. Hot: per batch.
    pub(crate) fn split(
        &mut self,
        backend: Backend,
        input: Input<'_>,
        from: usize,
        pieces: &mut Vec<Piece>,
    ) -> usize {
        pieces.clear();
        self.pieces.clear();
        self.marks.clear();
        self.len = 0;
        backend.run(Split {
            input,
            from,
            pieces,
            view: self,
        })
    }

    /// The texts of the view.
    pub(crate) fn text(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Where spans of the view stand in `input`.
    pub(crate) fn sources<'a>(&'a self, input: Input<'a>) -> Sources<'a> {
        Sources {
            marks: &self.marks,
            text: input.text,
            next: 0,
            here: Mark::default(),
        }
    }
}

struct Split<'a> {
    input: Input<'a>,
    from: usize,
    pieces: &'a mut Vec<Piece>,
    view: &'a mut View,
}

impl Kernel for Split<'_> {
    type Output = usize;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> usize {
        let regions = self.input.regions.iter().enumerate().skip(self.from);
        let mut taken = 0;
        for (at, region) in regions {
            if taken >= BATCH {
                return at;
            }
            let (span, region_at) = (region.span(), at as u32);
            if span.is_empty() {
                continue;
            }
            taken += span.len();
            let (pieces, span) = match region.encoding {
                Encoding::Plain => (&mut *self.pieces, span),
                Encoding::JsonString => {
                    let start = self.view.len;
                    self.view.append(isa, self.input.text, span);
                    let end = self.view.len;
                    (&mut self.view.pieces, Span::new(start as u32, end as u32))
                }
            };
            pieces.push(Piece {
                span,
                region: region_at,
                is_whole: true,
            });
        }
        self.input.regions.len()
    }
}

impl View {
    /// Undoes the escapes of `span`. Hot: per 64 bytes, and per escape.
    #[inline(always)]
    fn append<I: Isa>(&mut self, isa: I, text: &[u8], span: Span) {
        let (mut at, end) = (span.start as usize, span.end as usize);
        let most = self.len + (end - at) + 2 * BLOCK;
        if self.bytes.len() < most {
            self.bytes.resize(most, 0);
        }
        let (out, mut len) = (&mut self.bytes[..], self.len);
        while at < end {
            // A block, and what is copied ahead from within it.
            let padded;
            let source = match text[at..].first_chunk() {
                Some(source) => source,
                None => {
                    padded = last(&text[at..]);
                    &padded
                }
            };
            let (block, _) = source.split_at(BLOCK);
            let inside = (end - at).min(BLOCK);
            let block = block.first_chunk().expect("a block has 64 bytes");
            let mut escapes = isa.backslashes(block) & u64::MAX >> (BLOCK - inside);
            self.marks.push(Mark {
                view: len as u32,
                source: at as u32,
                backslashes: escapes,
            });
            copy(source, 0, out, len);
            let mut used = 0;
            while escapes != 0 {
                let escape = escapes.trailing_zeros() as usize;
                len += escape - used;
                let simple = escape::simple(source[escape + 1]);
                let (raw, written) = if simple != 0 && at + escape + 1 < end {
                    out[len] = simple;
                    (2, 1)
                } else {
                    escape::decode_one(&text[at + escape..end], &mut out[len..])
                };
                (len, used) = (len + written, escape + raw);
                copy(source, used, out, len);
                escapes = if used < BLOCK {
                    escapes >> used << used
                } else {
                    0
                };
            }
            let plain = inside.saturating_sub(used);
            (at, len) = (at + used + plain, len + plain);
        }
        self.len = len;
    }
}

/// The last bytes of an input, and nothing behind them.
#[cold]
fn last(text: &[u8]) -> [u8; 2 * BLOCK] {
    let mut padded = [0; 2 * BLOCK];
    padded[..text.len()].copy_from_slice(text);
    padded
}

/// Copies as many bytes as a block has, from `from` on: some of them are overwritten later.
#[inline(always)]
fn copy(source: &[u8; 2 * BLOCK], from: usize, out: &mut [u8], to: usize) {
    if let (Some(source), Some(slot)) = (
        source[from..].first_chunk::<BLOCK>(),
        out[to..].first_chunk_mut(),
    ) {
        *slot = *source;
    }
}

/// Bytes of regions that are searched together, but for a last one that is longer.
const BATCH: u32 = 1 << 16;
/// Bytes whose backslashes are found at once.
const BLOCK: usize = 64;

/// Leads from spans of a view back to the input.
#[derive(Debug)]
pub(crate) struct Sources<'a> {
    marks: &'a [Mark],
    text: &'a [u8],
    /// The mark behind the last look-up, and where that one ended: the next one goes on from there.
    next: usize,
    here: Mark,
}

impl Sources<'_> {
    /// The bytes of the input that `span` stands for, whole escapes at both ends. Spans are best
    /// looked up in ascending order.
    pub(crate) fn source(&mut self, span: Span) -> Span {
        let (start, end) = self.unit(span.start);
        if span.len() < 2 {
            return Span::new(start, end);
        }
        Span::new(start, self.unit(span.end - 1).1)
    }

    /// Start and end in the input of the byte or the escape that `view` is part of.
    fn unit(&mut self, view: u32) -> (u32, u32) {
        self.go_near(view);
        loop {
            let Mark {
                view: here,
                source,
                backslashes,
            } = self.here;
            let plain = backslashes.trailing_zeros();
            if backslashes == 0 || view - here < plain {
                let at = source + (view - here);
                return (at, at + 1);
            }
            let escape = source + plain;
            let spelled = self.text.get(escape as usize..).unwrap_or_default();
            let (raw, written) = escape::decode_one(spelled, &mut [0; 4]);
            let behind = here + plain + written as u32;
            let read = plain + raw as u32;
            if view < behind {
                return (escape, escape + raw as u32);
            }
            self.here = Mark {
                view: behind,
                source: source + read,
                backslashes: backslashes.checked_shr(read).unwrap_or(0),
            };
        }
    }

    /// Goes to the last place at or before `view` from which it can be counted.
    fn go_near(&mut self, view: u32) {
        if self.here.view > view || self.next == 0 {
            self.next = self.marks.partition_point(|mark| mark.view <= view);
            self.here = self
                .marks
                .get(self.next.saturating_sub(1))
                .copied()
                .unwrap_or_default();
        }
        while let Some(mark) = self.marks.get(self.next)
            && mark.view <= view
        {
            (self.here, self.next) = (*mark, self.next + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{FieldId, Region};
    use crate::offset::OffsetMap;

    fn regions(ends: &[u32]) -> Vec<Region> {
        ends.windows(2)
            .map(|pair| Region {
                start: pair[0],
                end: pair[1],
                record: 0,
                field: FieldId(0),
                encoding: Encoding::JsonString,
            })
            .collect()
    }

    /// Texts of all lengths and escapes at all places, against the map of [`escape::decode`].
    #[test]
    fn a_view_is_what_escapes_spell_and_leads_back() {
        let units = [
            r"\n",
            r"\u00e4",
            "plain text ",
            r"\ud83d\ude00",
            "é",
            r"\\",
            r#"\""#,
            r"\ud800",
            r"\x",
        ];
        for seed in 0..300_usize {
            let mut text = String::new();
            let mut ends = vec![0];
            for k in 0..seed % 40 {
                text.push_str(units[(seed * 7 + k * k * 3 + k) % units.len()]);
                if (seed + k) % 9 == 0 {
                    ends.push(text.len() as u32);
                }
            }
            ends.push(text.len() as u32);
            let regions = regions(&ends);
            let input = Input {
                text: text.as_bytes(),
                regions: &regions,
                fields: &[],
            };
            for backend in Backend::available() {
                let (mut view, mut pieces) = (View::default(), vec![]);
                let all = view.split(backend, input, 0, &mut pieces);
                assert_eq!(all, regions.len());
                check(&view, &pieces, input);
            }
        }
    }

    fn check(view: &View, pieces: &[Piece], input: Input<'_>) {
        let (mut bytes, mut map) = (vec![], OffsetMap::default());
        let filled = input
            .regions
            .iter()
            .filter(|region| !region.span().is_empty());
        assert_eq!(pieces.len() + view.pieces.len(), filled.count());
        for piece in &view.pieces {
            let span = input.regions[piece.region as usize].span();
            let raw = &input.text[span.range()];
            bytes.clear();
            map.clear();
            escape::decode(raw, &mut bytes, &mut map);
            assert_eq!(&view.text()[piece.span.range()], bytes);
            let mut sources = view.sources(input);
            for from in 0..bytes.len() as u32 {
                for to in [from + 1, bytes.len() as u32] {
                    let expected = map.source(Span::new(from, to));
                    let shifted = Span::new(piece.span.start + from, piece.span.start + to);
                    let source = sources.source(shifted);
                    let back = Span::new(source.start - span.start, source.end - span.start);
                    assert_eq!(back, expected, "{from}..{to}");
                }
            }
        }
    }
}
