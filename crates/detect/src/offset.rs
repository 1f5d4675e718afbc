//! Where the bytes of a view come from: a map from a rewritten copy of a text back to the text.

use crate::input::Span;

/// Maps spans of a view back to spans of its source.
///
/// A view is made by walking the source once and copying it, except where a few source bytes
/// (an escape) stand for a few other bytes, or for none. Between such places the distance is
/// constant, so the map holds two pieces an escape and one for plain text. Maps of a view of a view
/// become one by [`OffsetMap::compose`]. A look-up is a binary search and allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    /// Sorted by `view`; each lasts until the next one.
    pieces: Vec<Piece>,
    view_len: u32,
    source_len: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    view: u32,
    source: u32,
    /// Source bytes that the piece stands for as a unit; 0 when it is a copy, byte by byte.
    unit: u32,
}

impl OffsetMap {
    /// Forgets everything and keeps the memory.
    pub fn clear(&mut self) {
        self.pieces.clear();
        self.view_len = 0;
        self.source_len = 0;
    }

    /// Bytes of the view covered so far.
    pub fn view_len(&self) -> u32 {
        self.view_len
    }

    /// Bytes of the source covered so far.
    pub fn source_len(&self) -> u32 {
        self.source_len
    }

    /// The next `len` bytes of the view are the next `len` bytes of the source.
    #[inline]
    pub fn copy(&mut self, len: u32) {
        if len == 0 {
            return;
        }
        let continues = self.pieces.last().is_some_and(|last| {
            last.unit == 0 && last.source + (self.view_len - last.view) == self.source_len
        });
        if !continues {
            self.pieces.push(Piece {
                view: self.view_len,
                source: self.source_len,
                unit: 0,
            });
        }
        self.view_len += len;
        self.source_len += len;
    }

    /// The next `view_len` bytes of the view stand for the next `source_len` bytes of the source
    /// as a unit: a span that touches it covers all of it. With a `view_len` of 0 they vanish.
    #[inline]
    pub fn replace(&mut self, source_len: u32, view_len: u32) {
        if view_len > 0 {
            self.pieces.push(Piece {
                view: self.view_len,
                source: self.source_len,
                unit: source_len,
            });
        }
        self.view_len += view_len;
        self.source_len += source_len;
    }

    /// The source bytes that `span` of the view stands for, grown to whole units at both ends.
    ///
    /// ```
    /// # use pumice_detect::{OffsetMap, Span};
    /// let mut map = OffsetMap::default(); // jane\u0040example.com
    /// map.copy(4);
    /// map.replace(6, 1);
    /// map.copy(11);
    /// assert_eq!(map.source(Span::new(0, 16)), Span::new(0, 21));
    /// assert_eq!(map.source(Span::new(4, 5)), Span::new(4, 10));
    /// ```
    pub fn source(&self, span: Span) -> Span {
        let at = self
            .pieces
            .partition_point(|piece| piece.view <= span.start);
        self.source_at(at.saturating_sub(1), span)
    }

    /// `at` is the piece that holds the span's start.
    fn source_at(&self, at: usize, span: Span) -> Span {
        let start = match self.pieces.get(at) {
            Some(piece) if piece.unit > 0 => piece.source,
            Some(piece) => piece.source + (span.start - piece.view),
            None => span.start,
        };
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = match self.pieces.get(self.forward(at, span.end - 1)) {
            Some(piece) if piece.unit > 0 => piece.source + piece.unit,
            Some(piece) => piece.source + (span.end - piece.view),
            None => span.end,
        };
        Span::new(start, end)
    }

    /// The piece at or behind `at` that holds `view`. Spans are short: it is a few steps away.
    fn forward(&self, at: usize, view: u32) -> usize {
        let later = self.pieces.get(at + 1..).unwrap_or_default();
        at + later.iter().take_while(|piece| piece.view <= view).count()
    }

    /// The map of a view of a view: `self` leads from the outer view to the middle one, `inner`
    /// from the middle one to the source.
    ///
    /// ```
    /// # use pumice_detect::{OffsetMap, Span};
    /// let mut outer = OffsetMap::default(); // the outer view lost its first two bytes
    /// outer.replace(2, 0);
    /// outer.copy(3);
    /// let mut inner = OffsetMap::default(); // the third byte of the middle one was an escape
    /// inner.copy(2);
    /// inner.replace(6, 1);
    /// inner.copy(2);
    /// assert_eq!(outer.compose(&inner).source(Span::new(0, 2)), Span::new(2, 9));
    /// ```
    #[must_use]
    pub fn compose(&self, inner: &OffsetMap) -> OffsetMap {
        let mut pieces = Vec::with_capacity(self.pieces.len() + inner.pieces.len());
        for (piece, view_end) in self.with_ends() {
            if piece.unit > 0 {
                let source = inner.source(Span::new(piece.source, piece.source + piece.unit));
                pieces.push(Piece {
                    view: piece.view,
                    source: source.start,
                    unit: source.len(),
                });
                continue;
            }
            let middle = Span::new(piece.source, piece.source + (view_end - piece.view));
            for (part, part_end) in inner.with_ends() {
                if !middle.overlaps(Span::new(part.view, part_end)) {
                    continue;
                }
                let from = part.view.max(middle.start);
                let skipped = if part.unit > 0 { 0 } else { from - part.view };
                pieces.push(Piece {
                    view: piece.view + (from - middle.start),
                    source: part.source + skipped,
                    unit: part.unit,
                });
            }
        }
        OffsetMap {
            pieces,
            view_len: self.view_len,
            source_len: inner.source_len,
        }
    }

    /// Each piece with the view offset where it ends.
    fn with_ends(&self) -> impl Iterator<Item = (Piece, u32)> + '_ {
        let ends = self
            .pieces
            .iter()
            .skip(1)
            .map(|next| next.view)
            .chain([self.view_len]);
        self.pieces.iter().copied().zip(ends)
    }
}
