//! Names of more than one word that are known as a whole: `new york`, `world bank`.
//!
//! One open table of 32-bit entries, 0 is empty: the upper 29 bits of the hash, then what it is. The
//! first two words of a phrase are an entry too, so that nearly all pairs need one look.

use crate::hash;

/// A set of phrases within a model file.
#[derive(Clone, Copy)]
pub(crate) struct Phrases<'a> {
    /// As many as a power of two.
    pub(crate) slots: &'a [[u8; 4]],
}

/// Begins a known phrase.
const PREFIX: u32 = 1;
/// Is a known place.
pub(crate) const PLACE: u32 = 2;
/// Is a known organisation.
pub(crate) const ORGANIZATION: u32 = 4;
const KINDS: u32 = 7;

/// Most words of a phrase.
pub(crate) const LONGEST: usize = 5;

impl Phrases<'_> {
    /// The longest phrase that begins with the first of `words`, given by their hashes: how many
    /// words it has, and what it is. Hot: per candidate with a neighbour.
    #[inline]
    pub(crate) fn longest(&self, mut words: impl Iterator<Item = u32>) -> Option<(usize, u32)> {
        let mut hash = add(words.next()?, words.next()?);
        let mut best = None;
        let mut kinds = self.get(hash);
        if kinds == 0 {
            return None;
        }
        for len in 2.. {
            if kinds & !PREFIX != 0 {
                best = Some((len, kinds & !PREFIX));
            }
            let Some(word) = words.next().filter(|_| len < LONGEST) else {
                break;
            };
            hash = add(hash, word);
            kinds = self.get(hash);
        }
        best
    }

    #[inline]
    fn get(&self, hash: u32) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let home = home(hash);
        for step in 0..self.slots.len() {
            let slot = u32::from_le_bytes(self.slots[(home + step) & mask]);
            if slot == 0 {
                break;
            }
            if (slot ^ hash) & !KINDS == 0 {
                return slot & KINDS;
            }
        }
        0
    }
}

#[inline(always)]
fn home(hash: u32) -> usize {
    (hash >> KINDS.count_ones()) as usize
}

#[inline(always)]
fn add(hash: u32, word: u32) -> u32 {
    hash::feature(hash.rotate_left(7), word)
}

/// Packs phrases, given as words in lower case and what they are.
pub(crate) fn pack(phrases: &[(Vec<Vec<u8>>, u32)]) -> Vec<u8> {
    let mut entries = std::collections::BTreeMap::<u32, u32>::new();
    for (words, kind) in phrases {
        if !(2..=LONGEST).contains(&words.len()) {
            continue;
        }
        let mut hashes = words.iter().map(|word| hash::word(word) as u32);
        let (Some(one), Some(other)) = (hashes.next(), hashes.next()) else {
            continue;
        };
        let first = add(one, other);
        *entries.entry(first & !KINDS).or_default() |= PREFIX;
        let whole = hashes.fold(first, add);
        *entries.entry(whole & !KINDS).or_default() |= kind;
    }
    let count = (entries.len() * 2).next_power_of_two().max(2);
    let mut slots = vec![0u32; count];
    for (hash, kinds) in entries {
        put(&mut slots, hash, kinds);
    }
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}

fn put(slots: &mut [u32], hash: u32, kinds: u32) {
    let mask = slots.len() - 1;
    let mut at = home(hash) & mask;
    while slots[at] != 0 {
        at = (at + 1) & mask;
    }
    slots[at] = hash & !KINDS | kinds;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_is_found() {
        let split = |phrase: &str| -> Vec<Vec<u8>> {
            phrase
                .split(' ')
                .map(|word| word.as_bytes().to_vec())
                .collect()
        };
        let packed = pack(&[
            (split("new york"), PLACE),
            (split("new york times"), ORGANIZATION),
            (split("bank of new zealand"), ORGANIZATION),
        ]);
        let phrases = Phrases {
            slots: packed.as_chunks().0,
        };
        for (text, expected) in [
            ("new york city", Some((2, PLACE))),
            ("new york times square", Some((3, ORGANIZATION))),
            ("bank of new zealand", Some((4, ORGANIZATION))),
            ("bank of new york", None),
            ("new", None),
            ("old york", None),
        ] {
            let words = split(text).into_iter().map(|word| hash::word(&word) as u32);
            assert_eq!(phrases.longest(words), expected, "{text}");
        }
    }
}
