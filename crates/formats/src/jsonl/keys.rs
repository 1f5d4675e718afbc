//! The keys of a text that was walked before, for names that must stay different.

use std::ops::Range;

use pumice_detect::Span;

use super::{
    grammar::{Container, Events, Flaw, Quoted, walk},
    text::Specials,
};

/// The keys of texts, each with its object.
#[derive(Default)]
pub(super) struct KeyList {
    pub(super) keys: Vec<Key>,
    /// Where the walked text stands.
    at: u32,
    /// How many objects and arrays there were; the last number given.
    objects: u32,
    /// Numbers of the objects and arrays that are open.
    open: Vec<u32>,
    stack: Vec<Container>,
}

/// A key where it stands in the buffer.
#[derive(Clone, Copy)]
pub(super) struct Key {
    /// Counted over all texts of the list.
    pub(super) object: u32,
    /// Without its quotes.
    pub(super) span: Span,
}

impl KeyList {
    /// Forgets all keys and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.keys.clear();
        self.objects = 0;
    }

    /// Adds the keys of a text that was walked before and is well formed.
    pub(super) fn add(&mut self, span: Span, text: &[u8], specials: Specials<'_>) {
        self.at = span.start;
        self.open.clear();
        let mut stack = std::mem::take(&mut self.stack);
        let walked = walk(text, specials, &mut stack, usize::MAX, self);
        debug_assert!(
            walked.is_ok(),
            "the text was walked when the block was opened"
        );
        self.stack = stack;
    }
}

impl Events for KeyList {
    fn begin(&mut self, _: Container) {
        self.objects += 1;
        self.open.push(self.objects);
    }

    fn end(&mut self, _: Container) {
        self.open.pop();
    }

    fn key(&mut self, key: Quoted) {
        let Range { start, end } = key.inner;
        if let Some(&object) = self.open.last() {
            let span = Span::new(self.at + start as u32, self.at + end as u32);
            self.keys.push(Key { object, span });
        }
    }

    fn string(&mut self, _: Quoted) -> Result<(), Flaw> {
        Ok(())
    }

    fn number(&mut self, _: Range<usize>) {}
}
