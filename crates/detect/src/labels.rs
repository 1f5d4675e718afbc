//! Words before the mark of a label, by how they end: most words that a colon or an equals sign follows
//! call no rule.

use crate::fold;

/// How some words end: their last three letters, hashed.
#[derive(Clone, Debug)]
pub(crate) struct Ends {
    bits: [u64; SLOTS / 64],
}

const SLOTS: usize = 4096;

impl Ends {
    pub(crate) const NONE: Ends = Ends {
        bits: [0; SLOTS / 64],
    };

    /// The ends of all words in the lists.
    pub(crate) const fn of(lists: &[&[&str]]) -> Ends {
        let mut ends = Ends::NONE;
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].len() {
                ends.add(lists[list][at]);
                at += 1;
            }
            list += 1;
        }
        ends
    }

    /// Adds a word. One that ends with letters beyond ASCII needs no bit: all such are let through.
    const fn add(&mut self, word: &str) {
        if let Some(slot) = slot(end_of(word)) {
            self.bits[slot / 64] |= 1 << (slot % 64);
        }
    }

    /// Whether one of the words may end where `text` does. Hot: per label.
    #[inline(always)]
    pub(crate) fn may_end(&self, text: &[u8]) -> bool {
        slot(last_three(text)).is_none_or(|slot| self.bits[slot / 64] >> (slot % 64) & 1 == 1)
    }
}

/// Which grammars a label calls: a bit for each, by how its last word ends.
#[derive(Clone, Debug)]
pub(crate) struct Callers {
    sets: Box<[u16; SLOTS]>,
}

impl Default for Callers {
    fn default() -> Self {
        Self {
            sets: Box::new([0; SLOTS]),
        }
    }
}

impl Callers {
    /// Lets a word call grammar `number`, which is less than 16.
    pub(crate) fn add(&mut self, word: &str, number: usize) {
        if let Some(slot) = slot(end_of(word)) {
            self.sets[slot] |= 1 << number;
        }
    }

    /// Whom a label calls that ends where `text` does, or before the mark or blank that it ends with, or
    /// two (`\"name\":`); all if it ends with letters beyond ASCII. Hot: per mark of a label.
    #[inline(always)]
    pub(crate) fn called_by(&self, text: &[u8]) -> u16 {
        let is_mark = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphabetic();
        let word = match text {
            [word @ .., second, first] if is_mark(*first) && is_mark(*second) => word,
            [word @ .., mark] if is_mark(*mark) => word,
            word => word,
        };
        slot(last_three(word)).map_or(u16::MAX, |slot| self.sets[slot])
    }
}

/// The last three letters of a word, which counts as if it had no accents.
const fn end_of(word: &str) -> [u8; 3] {
    let (word, mut last, mut at) = (word.as_bytes(), [0; 3], 0);
    while at < word.len() {
        let mut letter = word[at];
        // The letter below an accent counts as it does.
        if letter == 0xC3 && at + 1 < word.len() {
            at += 1;
            letter = fold::latin(word[at]);
        }
        last = [last[1], last[2], letter];
        at += 1;
    }
    last
}

/// What a text ends with.
#[inline(always)]
fn last_three(text: &[u8]) -> [u8; 3] {
    text.last_chunk().copied().unwrap_or_else(|| {
        let mut last = [0; 3];
        last[3 - text.len()..].copy_from_slice(text);
        last
    })
}

/// The slot of a word's last three bytes, letters in any case; none if one is beyond ASCII.
#[inline(always)]
const fn slot(last: [u8; 3]) -> Option<usize> {
    let [third, second, first] = last;
    if !(third | second | first).is_ascii() {
        return None;
    }
    let key = number(third) << 10 | number(second) << 5 | number(first);
    Some((key.wrapping_mul(0x9E37_79B1) >> 20) as usize)
}

/// 1 to 26, or 0 for what is no letter.
#[inline(always)]
const fn number(byte: u8) -> u32 {
    if byte.is_ascii_alphabetic() {
        (byte & 31) as u32
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_pass_and_few_other_words_do() {
        let mut callers = Callers::default();
        for (number, word) in ["username", "id", "прізвище", "usuário", "agée"]
            .iter()
            .enumerate()
        {
            callers.add(word, number);
        }
        for text in [
            "my username",
            "USERNAME\"",
            "\\\"username\\\"",
            "user_id",
            "id",
            "прізвище ",
            "usuario",
            "USUÁRIO",
            "agee",
            "Âgée",
        ] {
            assert!(callers.called_by(text.as_bytes()) != 0, "{text}");
        }
        for text in ["", "x", "the id is", "invalid", "rena"] {
            assert!(callers.called_by(text.as_bytes()) == 0, "{text}");
        }
    }
}
