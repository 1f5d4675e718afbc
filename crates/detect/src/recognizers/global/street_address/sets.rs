//! Sets of words, of which one look tells all that a word is in: most words of an address are asked for in several.

use super::{
    super::words::{Packed, Words, pack, packed},
    lexicon::LISTS,
};

/// Declares the sets of a lexicon, each with the number of its words and the words, which blanks part, and the
/// table of all of them.
macro_rules! sets {
    ($($(#[$doc:meta])* $name:ident: $count:literal = $words:literal;)+) => {
        /// Sets by number.
        #[expect(clippy::upper_case_acronyms, reason = "they are named as the sets are")]
        #[expect(non_camel_case_types, reason = "the same")]
        enum Number {
            $($name),+
        }

        $(
            $(#[$doc])*
            pub(super) static $name: Set<$count> = Set::listed(Number::$name as u32, $words);
        )+

        /// The words of all sets, by number.
        pub(super) const LISTS: &[&[&str]] = &[$($name.list()),+];
    };
}

pub(super) use sets;

/// A set of words.
pub(super) struct Set<const N: usize> {
    words: Words<N>,
    /// Its number among the sets of the table.
    number: u32,
}

impl<const N: usize> Set<N> {
    /// Words that blanks part.
    pub(super) const fn listed(number: u32, words: &'static str) -> Self {
        Self {
            words: Words::listed(words),
            number,
        }
    }

    /// As they were written.
    pub(super) const fn list(&'static self) -> &'static [&'static str] {
        self.words.list()
    }

    /// Hot: per word.
    #[inline(always)]
    pub(super) fn has(&self, word: Key) -> bool {
        word.0 >> self.number & 1 == 1
    }
}

/// What is known of a word: a bit for each set that it is in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key(u32);

impl Key {
    /// Compares in small letters and without accents. Hot: per word.
    #[inline]
    pub(super) fn of(word: &[u8]) -> Key {
        let word = packed(word);
        let mut at = slot(word);
        while TABLE.sets[at] != 0 {
            if TABLE.words[at] == word {
                return Key(TABLE.sets[at]);
            }
            at = (at + 1) % SLOTS;
        }
        Key(0)
    }
}

/// Which of the sets each word is in.
static TABLE: Table = Table::of(LISTS);

/// All words of all sets, by their hash; each stands in the first free slot from its own on.
struct Table {
    /// None where no word stands.
    sets: [u32; SLOTS],
    words: [Packed; SLOTS],
}

/// A few times as many as there are words.
const SLOTS: usize = 4096;

impl Table {
    /// The words of the sets 0, 1 and so on.
    const fn of(lists: &[&[&str]]) -> Table {
        assert!(lists.len() <= 32, "more sets than a key has bits");
        let (mut sets, mut words) = ([0; SLOTS], [0; SLOTS]);
        let mut number = 0;
        while number < lists.len() {
            let mut at = 0;
            while at < lists[number].len() {
                let word = pack(lists[number][at].as_bytes());
                let mut slot = slot(word);
                while sets[slot] != 0 && words[slot] != word {
                    slot = (slot + 1) % SLOTS;
                }
                words[slot] = word;
                sets[slot] |= 1 << number;
                at += 1;
            }
            number += 1;
        }
        Table { sets, words }
    }
}

/// Where a word stands, if it is known.
#[inline(always)]
const fn slot(word: Packed) -> usize {
    let halves = word as u64 ^ ((word >> 64) as u64).rotate_left(29);
    (halves.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_their_sets_alone() {
        let alike = |one: &str, other: &str| pack(one.as_bytes()) == pack(other.as_bytes());
        for word in LISTS.concat() {
            let Key(key) = Key::of(word.as_bytes());
            for (number, list) in LISTS.iter().enumerate() {
                let expected = list.iter().any(|known| alike(known, word));
                assert_eq!(key >> number & 1 == 1, expected, "{number}: {word}");
            }
        }
        for word in ["", "x", "umbrella"] {
            assert_eq!(Key::of(word.as_bytes()).0, 0, "{word}");
        }
    }
}
