//! The ways from documents back to the lines.

use pumice_detect::Span;

use super::{
    outline::{Doc, MAX_LEVEL},
    splice::Source,
    unescape::Sources,
};

/// Leads from documents to the strings that they are the text of.
///
/// Documents of a level are met one after the other, and places in them in their order, so one way
/// each level is enough.
pub(super) struct Ways<'b> {
    pub(super) source: Source<'b>,
    /// Index of the document that was asked for last.
    last: usize,
    /// By level: the document last met and the way out of it.
    levels: [Option<(u32, Sources<'b>)>; MAX_LEVEL + 1],
}

impl<'b> Ways<'b> {
    pub(super) fn new(source: Source<'b>) -> Self {
        Self {
            source,
            last: 0,
            levels: Default::default(),
        }
    }

    /// The document that a region stands in; `None` for the lines. Regions come in their order, so
    /// it is mostly the last one or the next.
    pub(super) fn doc_of(&mut self, region: Span) -> Option<u32> {
        let docs = &self.source.outline.docs;
        let begins = |index: usize| {
            let doc = docs.get(index);
            doc.is_some_and(|doc| doc.text.start <= region.start)
        };
        if !begins(0) {
            return None; // Most edits stand in the lines.
        }
        let is_in = |index: usize| begins(index) && !begins(index + 1);
        self.last = match self.last {
            last if is_in(last) => last,
            last if is_in(last + 1) => last + 1,
            _ => docs.partition_point(|doc| doc.text.start <= region.start) - 1,
        };
        Some(self.last as u32)
    }

    /// What a span of a document was decoded from in the lines; `each` is called for every level that
    /// is left, with the document around it. A span of the lines is what it was.
    pub(super) fn out_of_all(
        &mut self,
        mut doc: Option<u32>,
        mut span: Span,
        mut each: impl FnMut(Option<u32>),
    ) -> Span {
        while let Some((index, inner)) = self.source.doc(doc) {
            span = self.out(index, inner, span);
            doc = inner.parent;
            each(doc);
        }
        span
    }

    /// What a span of a document was decoded from, one level up. A place stays a place: what follows
    /// it is at least the closing quote.
    fn out(&mut self, index: u32, doc: &Doc, span: Span) -> Span {
        let Some(way) = self.levels.get_mut(usize::from(doc.level)) else {
            return doc.source;
        };
        let way = match way {
            Some((last, way)) if *last == index => way,
            _ => &mut way.insert((index, self.source.way_out(doc))).1,
        };
        let within = Span::new(span.start - doc.text.start, span.end - doc.text.start);
        let raw = way.source(within);
        Span::new(doc.source.start + raw.start, doc.source.start + raw.end)
    }
}
