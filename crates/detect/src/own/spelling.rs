//! Hashes of words in any case.

use super::characters::Characters;

/// The hash of some words of a text, from the first one on, and of what stands between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spelling(pub(super) u64);

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Spelling {
    /// No word yet.
    pub(super) const NONE: Spelling = Spelling(0);

    /// With bytes of any kind, in the case that counts.
    pub(super) fn with(self, characters: &Characters, text: &[u8]) -> Spelling {
        if text.is_ascii() {
            return text.chunks(8).fold(self, |state, chunk| {
                let mut eight = [0; 8];
                eight[..chunk.len()].copy_from_slice(chunk);
                eight.make_ascii_lowercase();
                state.add(u64::from_le_bytes(eight))
            });
        }
        let (mut state, mut eight, mut held) = (self, 0u64, 0);
        characters.fold(text, |byte| {
            eight |= u64::from(byte) << (8 * held);
            held += 1;
            if held == 8 {
                state = state.add(eight);
                (eight, held) = (0, 0);
            }
        });
        if held > 0 { state.add(eight) } else { state }
    }

    fn add(self, eight: u64) -> Spelling {
        let mixed = (self.0.rotate_left(29) ^ eight).wrapping_mul(MULTIPLIER);
        Spelling(mixed ^ mixed >> 32)
    }
}

/// A hash of the letters and digits of ASCII that a word begins with: of their number and the first eight of
/// them, in any case. Its upper half is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Beginning(pub(super) u64);

/// From so many letters and digits on, their number does not count.
const LONG: usize = 17;

/// By how many letters and digits there are, which bits of eight bytes are theirs, and what the number adds
/// to a hash.
static ROWS: [(u64, u64); LONG + 1] = {
    let mut rows = [(0, 0); LONG + 1];
    let mut len = 1;
    while len <= LONG {
        let within = if len < 8 {
            u64::MAX >> (64 - 8 * len)
        } else {
            u64::MAX
        };
        rows[len] = (within, MULTIPLIER.rotate_left(3 * len as u32));
        len += 1;
    }
    rows
};

impl Beginning {
    /// Nothing is known: every filter has it.
    pub(super) const UNKNOWN: Beginning = Beginning(u64::MAX);

    /// Of a word that begins with `eight` bytes, `len` of which, or more, are letters and digits of ASCII.
    /// Hot: per word of the text.
    #[inline(always)]
    pub(super) fn new(eight: &[u8; 8], len: usize) -> Beginning {
        // What makes small letters of letters, and nothing else of digits.
        const SMALL: u64 = 0x2020_2020_2020_2020;
        let (within, more) = ROWS[if len < LONG { len } else { LONG }];
        let eight = (u64::from_le_bytes(*eight) | SMALL) & within;
        Beginning(eight.wrapping_mul(MULTIPLIER).wrapping_add(more))
    }

    /// How many bytes of a word count.
    pub(super) fn len(word: &[u8]) -> usize {
        word.iter().take_while(|byte| byte.is_ascii()).count()
    }

    /// That of the word of a term, if it begins with one.
    pub(super) fn of(word: &[u8]) -> Option<Beginning> {
        let len = Self::len(word);
        let mut eight = [0; 8];
        let known = len.min(8);
        eight[..known].copy_from_slice(&word[..known]);
        (len > 0).then(|| Beginning::new(&eight, len))
    }

    /// That of two words with a mark between them.
    #[inline(always)]
    pub(super) fn and(self, mark: u8, next: Beginning) -> Beginning {
        let marked = next.0.wrapping_add(u64::from(mark) << 32);
        Beginning((self.0.rotate_left(32) ^ marked).wrapping_mul(MULTIPLIER))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_hash_in_any_case() {
        let characters = Characters::new();
        let text = "Abcdéfgh1JKLMNOÖqrstuvwxyz0123456789";
        for (len, _) in text.char_indices().skip(1) {
            let word = &text[..len];
            let wanted = Spelling(7).with(&characters, word.as_bytes());
            for spelled in [word.to_uppercase(), word.to_lowercase()] {
                assert_eq!(Spelling(7).with(&characters, spelled.as_bytes()), wanted);
                assert_eq!(
                    Beginning::of(spelled.as_bytes()),
                    Beginning::of(word.as_bytes())
                );
            }
        }
    }

    #[test]
    fn a_beginning_is_that_of_ascii_whatever_follows() {
        for word in [
            "a",
            "Größe",
            "abcdefgh",
            "abcdefghi",
            "abcdefghijklmnopqrstuvw",
        ] {
            let ascii = Beginning::len(word.as_bytes());
            for behind in ["        ", "éééé", "---ZZZZZZ"] {
                let text = format!("{}{behind}", &word[..ascii]);
                let eight = text.as_bytes().first_chunk().unwrap();
                assert_eq!(
                    Some(Beginning::new(eight, ascii)),
                    Beginning::of(word.as_bytes()),
                    "{text}"
                );
            }
        }
        assert_eq!(Beginning::of("é1".as_bytes()), None);
        assert_ne!(Beginning::of(b"abcdefghi"), Beginning::of(b"abcdefghij"));
    }

    #[test]
    fn hashes_of_other_words_differ() {
        let characters = Characters::new();
        let mut known = std::collections::BTreeSet::new();
        for number in 0..200_000u32 {
            let word = format!("{number:b}");
            assert!(known.insert(Spelling::NONE.with(&characters, word.as_bytes())));
        }
    }
}
