//! Where the bytes of a view come from: a map from a rewritten copy of a text back to the text.

use crate::input::Span;

/// Maps spans of a view back to spans of its source.
///
/// A view is made by walking the source once and copying it, except where a few source bytes
/// (an escape) stand for a few other bytes, or for none. Between such places the distance is
/// constant, so the map holds two pieces an escape and one for plain text. A look-up is a binary
/// search and allocates nothing.
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

    /// Whether a span of the view is no copy of its source, byte by byte: something in it was replaced, or
    /// vanished.
    pub fn changes(&self, span: Span) -> bool {
        let at = self
            .pieces
            .partition_point(|piece| piece.view <= span.start)
            .saturating_sub(1);
        let pieces = self.pieces.iter().skip(at);
        let mut inside = pieces.take_while(|piece| piece.view < span.end);
        inside.any(|piece| piece.unit > 0) || self.source_at(at, span).len() != span.len()
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
}
