//! What is known of a word: lists that it is on, how often it has a capital, words used like it.
//!
//! A set of buckets, one cache line each; what has no room goes to the next bucket:
//!
//! ```text
//! bucket (64 bytes): 15 entries of 4 bytes, unused bytes 60..63, byte 63: 1 if the next bucket is to be read too
//! entry (32 bits, little-endian): fingerprint 12 | cluster 10 | class 10; all zero: none
//! class: index into a table of (lists u16, casing u8, 1 if a known phrase begins with it)
//! ```

use crate::{arch, hash};

/// Lists that a word can be on, one bit each.
pub(crate) mod lists {
    pub(crate) const FIRST: u16 = 1;
    pub(crate) const LAST: u16 = 2;
    pub(crate) const CITY: u16 = 4;
    pub(crate) const COUNTRY: u16 = 8;
    pub(crate) const ORG_SUFFIX: u16 = 16;
    pub(crate) const TITLE: u16 = 32;
    pub(crate) const DICTIONARY: u16 = 64;
    pub(crate) const NATIONALITY: u16 = 128;
    /// Months and days.
    pub(crate) const DATE: u16 = 256;
    pub(crate) const ROLE: u16 = 512;
    pub(crate) const STREET: u16 = 1024;
    pub(crate) const CONNECTOR: u16 = 2048;
    pub(crate) const RARE_FIRST: u16 = 4096;
    pub(crate) const RARE_LAST: u16 = 8192;
    /// A well-known organisation of one word.
    pub(crate) const ORG_NAME: u16 = 16384;
    /// A word for a kind of organisation that stands in its name: `university`, `department`.
    pub(crate) const ORG_WORD: u16 = 32768;
}

/// What is known of a word; of an unknown one, all is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// See [`lists`].
    pub(crate) lists: u16,
    /// Words that occur among the same words share it; 0 is none.
    pub(crate) cluster: u16,
    /// How often it was seen with a capital: from 6, hardly ever, to 10, always; 0 if it was seldom seen.
    pub(crate) casing: u8,
    /// Whether a known phrase begins with it.
    pub(crate) begins_phrase: bool,
}

impl Known {
    /// Whether it stands before names of persons and is not a name of some as well.
    pub(crate) fn is_title(self) -> bool {
        self.lists & (lists::TITLE | lists::FIRST | lists::LAST) == lists::TITLE
    }

    /// Whether it is mostly written with a small letter.
    pub(crate) fn is_mostly_small(self) -> bool {
        self.casing == 6
    }
}

/// A lexicon within a model file.
#[derive(Clone, Copy)]
pub(crate) struct Lexicon<'a> {
    pub(crate) buckets: &'a [[u8; BUCKET]],
    pub(crate) classes: &'a [[u8; 4]],
}

pub(crate) const BUCKET: usize = 64;
const ENTRIES: usize = 15;
const ENTRY: usize = 4;
const OVERFLOWS: usize = BUCKET - 1;
/// Bits of a cluster, and of a class.
const FIELD: u32 = 10;
const FINGERPRINT: u32 = 12;

impl Lexicon<'_> {
    /// Asks for what is soon to be looked up.
    #[inline(always)]
    pub(crate) fn ask(&self, hash: u64) {
        arch::prefetch(self.buckets, place(hash, self.buckets.len()).0);
    }

    /// What is known of a word in lower case. One unknown word of some ninety looks like some other one, which
    /// costs less than the words that a longer fingerprint would leave no room for.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Known {
        let (home, fingerprint) = place(hash, self.buckets.len());
        for step in 0..self.buckets.len() {
            let bucket = &self.buckets[(home + step) % self.buckets.len()];
            // All are compared, for where one is found is never foreseen.
            let found = (0..ENTRIES).fold(0, |found, at| {
                let bits = bits(bucket, at);
                if bits >> (2 * FIELD) == fingerprint {
                    bits
                } else {
                    found
                }
            });
            if found != 0 {
                return self.known(found);
            }
            if bucket[OVERFLOWS] == 0 {
                break;
            }
        }
        Known::default()
    }

    fn known(&self, bits: u32) -> Known {
        let field = |at: u32| (bits >> at) as usize & ((1 << FIELD) - 1);
        let class = self.classes.get(field(0)).copied().unwrap_or_default();
        Known {
            lists: u16::from_le_bytes([class[0], class[1]]),
            cluster: field(FIELD) as u16,
            casing: class[2],
            begins_phrase: class[3] != 0,
        }
    }
}

/// The entry at `at` of a bucket.
#[inline(always)]
fn bits(bucket: &[u8; BUCKET], at: usize) -> u32 {
    u32::from_le_bytes(bucket.as_chunks().0[at])
}

/// Home bucket and fingerprint, which is never zero.
#[inline(always)]
fn place(hash: u64, buckets: usize) -> (usize, u32) {
    let home = ((u128::from(hash) * buckets as u128) >> 64) as usize;
    let fingerprint = hash.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> (64 - FINGERPRINT);
    (home, fingerprint.max(1) as u32)
}

/// Packs words into buckets and classes, as [`Lexicon`] reads them; the same words give the same
/// bytes. Of words that look alike the first one counts.
pub(crate) fn pack(words: &[(Vec<u8>, Known)]) -> (Vec<u8>, Vec<u8>) {
    // Twelve places of thirteen are taken.
    let count = (words.len() * 13 / (ENTRIES * 12)).max(1);
    let mut buckets = vec![[0; BUCKET]; count];
    let mut classes: Vec<(u16, u8, bool)> = vec![];
    let mut index = std::collections::BTreeMap::new();
    for (word, known) in words {
        let key = (known.lists, known.casing, known.begins_phrase);
        let class = *index.entry(key).or_insert_with(|| {
            classes.push(key);
            classes.len() - 1
        });
        // More classes than fit: the last one stands for the rest.
        let class = class.min((1 << FIELD) - 1) as u32;
        let (home, fingerprint) = place(hash::word(word), count);
        let cluster = u32::from(known.cluster).min((1 << FIELD) - 1);
        insert(
            &mut buckets,
            home,
            fingerprint << (2 * FIELD) | cluster << FIELD | class,
        );
    }
    classes.truncate(1 << FIELD);
    let classes = classes.iter().flat_map(|(lists, casing, begins)| {
        let [low, high] = lists.to_le_bytes();
        [low, high, *casing, u8::from(*begins)]
    });
    (buckets.as_flattened().to_vec(), classes.collect())
}

fn insert(buckets: &mut [[u8; BUCKET]], home: usize, entry: u32) {
    let count = buckets.len();
    for step in 0..count {
        let bucket = &mut buckets[(home + step) % count];
        for at in 0..ENTRIES {
            let there = bits(bucket, at);
            if there >> (2 * FIELD) == entry >> (2 * FIELD) {
                return;
            }
            if there == 0 {
                bucket[at * ENTRY..][..ENTRY].copy_from_slice(&entry.to_le_bytes());
                return;
            }
        }
        bucket[OVERFLOWS] = 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_as_they_were_packed() {
        let words: Vec<(Vec<u8>, Known)> = (0..5000u16)
            .map(|at| {
                let known = Known {
                    lists: at % 97,
                    cluster: at % 1000,
                    casing: (at % 11) as u8,
                    begins_phrase: false,
                };
                (format!("word{at}").into_bytes(), known)
            })
            .collect();
        // 97 x 11 classes are more than fit: those past the last one share it.
        let few: Vec<_> = words.iter().take(1000).cloned().collect();
        let (buckets, classes) = pack(&few);
        let lexicon = Lexicon {
            buckets: buckets.as_chunks().0,
            classes: classes.as_chunks().0,
        };
        // A few look like one that came before them.
        let mistaken = few
            .iter()
            .filter(|(word, known)| lexicon.get(hash::word(word)) != *known);
        assert!(mistaken.count() < 10);
        let strangers = words[1000..]
            .iter()
            .filter(|(word, _)| lexicon.get(hash::word(word)) != Known::default());
        // One of some ninety looks like a known word.
        assert!(strangers.count() < 80);
    }
}
