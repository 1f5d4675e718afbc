//! Which words of a chunk some term may begin with, when a million do.
//!
//! A word is told by its letters and digits of ASCII: by the first eight of them and their number. Hashes are
//! computed first and looked up then, in loops so short that many words at once wait for memory, and without
//! branches: whether a word begins a term is as good as random.

use super::{super::spelling::Beginning, Dictionary};
use crate::{
    anchors::{CHUNK, Chunk, Places},
    arch::{Isa, Kernel},
};

/// Words of a chunk: all of them, and those that are left. Memory is reused.
#[derive(Debug, Default)]
pub(crate) struct Words {
    starts: Places,
    /// Beside the starts; the greatest number where the end is behind the chunk.
    ends: Places,
    /// Numbers of those that are left.
    left: Places,
    /// How each of all begins, and how each that is left does with the next one.
    beginnings: Vec<Beginning>,
    pairs: Vec<Beginning>,
    /// Where runs of characters beyond ASCII begin.
    beyond: Places,
    /// The last bytes of a text, and nothing behind them.
    padded: Vec<u8>,
}

/// What a search for words looks at: a chunk, and what may belong to the beginning of a word in it.
type Window = [u8; CHUNK + 8];

/// Lists the words of a chunk that some term may begin with. A kernel of its own, so that all its numbers
/// stay in registers. Hot: per word.
pub(crate) struct FirstWords<'a> {
    pub(crate) dictionary: &'a Dictionary,
    pub(crate) chunk: &'a Chunk,
    /// From the first byte of the chunk on.
    pub(crate) text: &'a [u8],
    pub(crate) words: &'a mut Words,
}

impl Words {
    /// How many words may begin a term.
    pub(crate) fn len(&self) -> usize {
        self.left.each().len()
    }

    /// Where in the chunk one of them begins, as far as it is of ASCII.
    pub(crate) fn start(&self, at: usize) -> usize {
        usize::from(self.starts.each()[usize::from(self.left.each()[at])])
    }

    /// Where runs of characters beyond ASCII begin in the chunk, if words in them may begin a term.
    pub(crate) fn beyond_ascii(&self) -> &Places {
        &self.beyond
    }
}

impl Kernel for FirstWords<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Words {
            starts,
            ends,
            left,
            beginnings,
            pairs,
            beyond,
            padded,
        } = self.words;
        let table = &self.dictionary.table;
        beyond.clear();
        if table.begins_beyond_ascii {
            self.chunk.list_beyond_ascii(isa, beyond);
        }
        let least = self.dictionary.least_looked_up.unwrap_or(1);
        self.chunk.list_words(isa, least, starts, ends);
        let window: &Window = match self.text.first_chunk() {
            Some(window) => window,
            None => {
                padded.clear();
                padded.extend_from_slice(self.text);
                padded.resize(size_of::<Window>(), 0);
                padded.first_chunk().expect("it has just been made so long")
            }
        };
        let (starts, ends) = (starts.each(), ends.each());
        let words = starts.iter().zip(ends);
        beginnings.clear();
        beginnings.extend(words.map(|(&start, &end)| beginning(window, start, end)));
        left.pick(beginnings.iter(), |&first| table.may_begin(first));

        // A larger filter knows more, and of two words.
        pairs.clear();
        pairs.extend(left.each().iter().map(|&at| {
            let at = usize::from(at);
            let first = beginnings[at];
            let next = starts.get(at + 1).zip(beginnings.get(at + 1));
            match next {
                _ if !table.begins_with_two => first,
                Some((&start, &next)) if start == ends[at].wrapping_add(1) => match next {
                    Beginning::UNKNOWN => next,
                    _ => first.and(window[usize::from(start) - 1], next),
                },
                Some(_) => first,
                None => Beginning::UNKNOWN,
            }
        }));
        left.retain(|at, number| table.begins(beginnings[at]) | table.begins(pairs[number]));
    }
}

/// How a word begins. Hot: per word.
#[inline(always)]
fn beginning(window: &Window, start: u16, end: u16) -> Beginning {
    // The mask tells the compiler that no look-up is beyond the window.
    let start = usize::from(start) & (CHUNK - 1);
    let eight = window[start..].first_chunk();
    let eight = eight.expect("a window has bytes to look ahead");
    let known = Beginning::new(eight, usize::from(end).wrapping_sub(start));
    if end == u16::MAX {
        Beginning::UNKNOWN
    } else {
        known
    }
}
