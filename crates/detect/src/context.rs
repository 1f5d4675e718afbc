//! Words that speak for an entity: near a value, and in the name of its field.
//!
//! A cue is a word or a few words in a row, compared without letter case and without the accents of
//! Latin letters. Distance is counted in plain words: numbers, addresses, links and our own
//! replacements count nothing, so that a text reads the same before and after it was scrubbed.
//! Nothing is looked at until a value has its shape.

use std::collections::BTreeMap;

use crate::{
    finding::{Evidence, RecognizerId},
    fold,
    recognizer::Recognizer,
};

/// Bytes looked at before a value, and after it; bounds the work per candidate.
const REACH_BEFORE: usize = 64;
const REACH_AFTER: usize = 48;
/// Bytes of a field's name that are read.
const NAME: usize = 64;
/// Plain words looked at before a value, and after it.
const WORDS_BEFORE: usize = 7;
const WORDS_AFTER: usize = 5;
/// Words of the longest cue.
const MAX_CUE_WORDS: usize = 6;
/// Words read of one window.
const MAX_WORDS: usize = 48;
/// What the field's name is worth.
const FIELD_NAME: Evidence = Evidence(28);

/// Which entities the name of a field speaks for; holds no text of the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cues {
    /// Sets of recognizers, 0 for none; longest cue first.
    sets: [u16; 2],
}

/// What the surroundings of one value say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// Nearest first.
    before: Vec<Hit>,
    after: Vec<Hit>,
    words: Words,
}

/// A cue near a value.
#[derive(Clone, Copy, Debug)]
struct Hit {
    set: u16,
    evidence: Evidence,
}

/// Stands for a value among the hashes of words, which are odd.
const VALUE: u32 = 0;

/// Hashes of the words of a window, in its order.
#[derive(Clone, Copy, Debug)]
struct Words {
    hashes: [u32; MAX_WORDS],
    len: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            hashes: [0; MAX_WORDS],
            len: 0,
        }
    }
}

impl Words {
    /// A window has fewer words than that; more are left out.
    #[inline]
    fn push(&mut self, hash: u32) {
        if let Some(slot) = self.hashes.get_mut(self.len) {
            *slot = hash;
            self.len += 1;
        }
    }

    /// A value stands here: no word, but a cue beyond it speaks less for what follows. Values in a
    /// row count once, so that a number of three groups is what its replacement is.
    #[inline]
    fn push_value(&mut self) {
        if self.last() != Some(&VALUE) {
            self.push(VALUE);
        }
    }

    #[inline]
    fn truncate(&mut self, len: usize) {
        self.len = len;
    }
}

impl std::ops::Deref for Words {
    type Target = [u32];

    #[inline]
    fn deref(&self) -> &[u32] {
        &self.hashes[..self.len]
    }
}

/// Compiled cues.
#[derive(Clone, Debug, Default)]
pub(crate) struct CueTable {
    /// Open addressing by the hash of a cue's last word; 0 is free.
    slots: Vec<(u32, u16)>,
    /// By slot: cues that end with this word, longest first.
    cues: Vec<Vec<Cue>>,
    /// Members of each set, by recognizer.
    sets: Vec<Vec<bool>>,
    /// Whether a recognizer has cues at all.
    has_cues: Vec<bool>,
}

#[derive(Clone, Debug)]
struct Cue {
    /// Hashes of the words before the last one, nearest first.
    before: Vec<u32>,
    set: u16,
}

impl CueTable {
    /// Compiles the context words of all recognizers.
    pub(crate) fn new(recognizers: &[Recognizer]) -> CueTable {
        let mut phrases: BTreeMap<Vec<u32>, Vec<bool>> = BTreeMap::new();
        for (at, recognizer) in recognizers.iter().enumerate() {
            for phrase in recognizer
                .context
                .split(';')
                .filter(|cue| !cue.trim().is_empty())
            {
                let mut words = Words::default();
                read_words(phrase.as_bytes(), &mut words);
                let set = phrases
                    .entry(words.to_vec())
                    .or_insert_with(|| vec![false; recognizers.len()]);
                set[at] = true;
            }
        }
        let has_cues = recognizers
            .iter()
            .map(|recognizer| !recognizer.context.is_empty());
        let mut table = CueTable {
            has_cues: has_cues.collect(),
            ..CueTable::default()
        };
        table.sets.push(vec![false; recognizers.len()]);
        table.slots = vec![(0, 0); (phrases.len() * 4).next_power_of_two().max(16)];
        for (words, members) in phrases {
            table.add(&words, members);
        }
        for cues in &mut table.cues {
            cues.sort_by_key(|cue| std::cmp::Reverse(cue.before.len()));
        }
        table
    }

    fn add(&mut self, words: &[u32], members: Vec<bool>) {
        let Some((&last, before)) = words.split_last() else {
            return;
        };
        let set = self
            .sets
            .iter()
            .position(|known| *known == members)
            .unwrap_or_else(|| {
                self.sets.push(members);
                self.sets.len() - 1
            });
        let slot = self.slot(last);
        if self.slots[slot].0 == 0 {
            self.slots[slot] = (last, self.cues.len() as u16);
            self.cues.push(vec![]);
        }
        let before = before.iter().rev().copied().collect();
        self.cues[usize::from(self.slots[slot].1)].push(Cue {
            before,
            set: set as u16,
        });
    }

    /// The slot that holds `word`, or the free one where it would go.
    #[inline]
    fn slot(&self, word: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = word as usize & mask;
        while self.slots[slot].0 != 0 && self.slots[slot].0 != word {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The longest cue that ends with the last of `words`: its set and its number of words.
    #[inline]
    fn cue_at_end(&self, words: &[u32]) -> Option<(u16, usize)> {
        let (&last, before) = words.split_last()?;
        let (word, cues) = self.slots[self.slot(last)];
        if word == 0 {
            return None;
        }
        let cue = self.cues[usize::from(cues)].iter().find(|cue| {
            before
                .iter()
                .rev()
                .take(cue.before.len())
                .eq(cue.before.iter())
        })?;
        Some((cue.set, cue.before.len() + 1))
    }

    /// Whether the recognizer has context words.
    #[inline]
    pub(crate) fn has_cues(&self, recognizer: RecognizerId) -> bool {
        self.has_cues[usize::from(recognizer.0)]
    }

    /// Reads the words around `start..end` of one region. Hot: per candidate whose recognizer has
    /// context words.
    pub(crate) fn survey(
        &self,
        text: &[u8],
        start: usize,
        end: usize,
        surroundings: &mut Surroundings,
    ) {
        let Surroundings {
            before: near,
            after: behind,
            words,
        } = surroundings;
        words.truncate(0);
        read_words(before(text, start), words);
        self.cues_before(words, near);
        words.truncate(0);
        read_words(after(text, end), words);
        self.cues_after(words, behind);
    }

    /// The nearest cue first; each plain word between costs 1, each value 4.
    fn cues_before(&self, words: &[u32], hits: &mut Vec<Hit>) {
        hits.clear();
        let (mut distance, mut values) = (0, 0);
        for (at, &word) in words.iter().enumerate().rev() {
            if word == VALUE {
                values += 1;
                continue;
            }
            if distance == WORDS_BEFORE as i16 {
                break;
            }
            if let Some((set, _)) = self.cue_at_end(&words[..=at]) {
                hits.push(Hit {
                    set,
                    evidence: Evidence(25 - distance - 4 * values.min(3)),
                });
            }
            distance += 1;
        }
    }

    /// A cue behind a value is weaker, and weaker still when another value follows it.
    fn cues_after(&self, words: &[u32], hits: &mut Vec<Hit>) {
        hits.clear();
        let mut distance = 0_usize;
        for at in 0..words.len() {
            if words[at] == VALUE {
                continue;
            }
            if let Some((set, len)) = self.cue_at_end(&words[..=at])
                && let Some(first) = (distance + 1).checked_sub(len)
                && first < WORDS_AFTER
            {
                let taken = if words.get(at + 1) == Some(&VALUE) {
                    8
                } else {
                    0
                };
                hits.push(Hit {
                    set,
                    evidence: Evidence(23 - 2 * first as i16 - taken),
                });
            }
            distance += 1;
            if distance == WORDS_AFTER + MAX_CUE_WORDS {
                break;
            }
        }
    }

    /// What surroundings and field name say for a recognizer: the strongest cue counts, since cues
    /// of one value are not independent. A cue in front loses when another identifier's cue is
    /// nearer.
    #[inline]
    pub(crate) fn evidence(
        &self,
        recognizer: RecognizerId,
        surroundings: &Surroundings,
        field: Cues,
    ) -> Evidence {
        let member = |set: u16| self.sets[usize::from(set)][usize::from(recognizer.0)];
        let (mut best, mut other) = (Evidence(0), Evidence(0));
        for hit in &surroundings.before {
            if member(hit.set) {
                best = best.max(hit.evidence + other);
            } else {
                other = Evidence(-12);
            }
        }
        for hit in surroundings.after.iter().filter(|hit| member(hit.set)) {
            best = best.max(hit.evidence);
        }
        let named = field.sets.iter().any(|&set| member(set));
        if named { best.max(FIELD_NAME) } else { best }
    }

    /// The cues in the name of a field: its two longest ones. Hot: per unknown key.
    pub(crate) fn of_name(&self, name: &[u8]) -> Cues {
        let mut words = Words::default();
        read_words(name.get(..NAME).unwrap_or(name), &mut words);
        let mut found = [(0, 0); 2];
        for at in 0..words.len() {
            let Some((set, len)) = self.cue_at_end(&words[..=at]) else {
                continue;
            };
            let hit = (len, set);
            if hit > found[0] && set != found[0].1 {
                found = [hit, found[0]];
            } else if hit > found[1] && set != found[0].1 {
                found[1] = hit;
            }
        }
        Cues {
            sets: [found[0].1, found[1].1],
        }
    }

    /// Whether `name` is one of the cues, in lower-case ASCII with `_` between its words.
    pub(crate) fn is_cue(&self, name: &[u8]) -> bool {
        let mut words = Words::default();
        if name.len() > NAME || !name.iter().all(|&b| b.is_ascii_lowercase() || b == b'_') {
            return false;
        }
        read_words(name, &mut words);
        let plain = name
            .split(|&byte| byte == b'_')
            .all(|word| !word.is_empty());
        plain
            && self
                .cue_at_end(&words)
                .is_some_and(|(_, len)| len == words.len())
    }

    /// Size of the tables in bytes.
    pub(crate) fn table_bytes(&self) -> usize {
        self.slots.len() * size_of::<(u32, u16)>()
            + self
                .cues
                .iter()
                .flatten()
                .map(|cue| 32 + cue.before.len() * 4)
                .sum::<usize>()
            + self.sets.iter().map(Vec::len).sum::<usize>()
    }
}

/// The bytes before a value that are context, from a word's start on.
fn before(text: &[u8], start: usize) -> &[u8] {
    let from = start.saturating_sub(REACH_BEFORE);
    let window = text.get(from..start).unwrap_or_default();
    if from == 0 {
        return window;
    }
    let cut = window
        .iter()
        .position(|&byte| !is_word(byte))
        .unwrap_or(window.len());
    window.get(cut..).unwrap_or_default()
}

/// The bytes behind a value that are context, up to the end of the line and to a word's end.
fn after(text: &[u8], end: usize) -> &[u8] {
    let window = text
        .get(end..text.len().min(end + REACH_AFTER))
        .unwrap_or_default();
    let line = window
        .iter()
        .position(|&byte| byte == b'\n')
        .unwrap_or(window.len());
    if line < REACH_AFTER || end + REACH_AFTER >= text.len() {
        return window.get(..line).unwrap_or_default();
    }
    let cut = window.iter().rposition(|&byte| !is_word(byte)).unwrap_or(0);
    window.get(..cut).unwrap_or_default()
}

/// Appends a hash for each plain word of `text`. Hot: per candidate.
///
/// A word is a run of letters; it ends where a small letter is followed by a capital one. Words
/// with digits, chunks with `@` or `://`, and replacements such as `<US_SSN>` are left out.
fn read_words(text: &[u8], words: &mut Words) {
    let (mut at, mut chunk) = (0, words.len());
    while let Some(&byte) = text.get(at) {
        if is_word(byte) {
            at = read_word(text, at, words);
            continue;
        }
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => chunk = words.len(),
            b'@' => {
                words.truncate(chunk);
                words.push_value();
                at = chunk_end(text, at);
                continue;
            }
            b':' if text[at..].starts_with(b"://") => {
                words.truncate(chunk);
                words.push_value();
                at = chunk_end(text, at);
                continue;
            }
            b'<' | b'[' => {
                let len = replacement(&text[at..]);
                if len > 0 {
                    words.push_value();
                }
                at += len;
            }
            _ => {}
        }
        at += 1;
    }
}

fn chunk_end(text: &[u8], at: usize) -> usize {
    let rest = &text[at..];
    at + rest
        .iter()
        .position(u8::is_ascii_whitespace)
        .unwrap_or(rest.len())
}

/// Reads the word at `at` and returns where it ends. Hot: per byte of context.
#[inline]
fn read_word(text: &[u8], mut at: usize, words: &mut Words) -> usize {
    let (mut hash, mut seen) = (0u64, 0);
    while let Some(&byte) = text.get(at) {
        let class = CLASS[usize::from(byte)];
        if class == 0 || class & UPPER != 0 && seen & LAST_LOWER != 0 {
            break;
        }
        let mut folded = class as u8;
        if byte == 0xC3
            && let Some(&next) = text.get(at + 1)
        {
            at += 1;
            folded = fold::latin(next);
        }
        seen = seen & !LAST_LOWER | class & (DIGIT | LAST_LOWER);
        hash = hash.rotate_left(7) ^ u64::from(folded);
        at += 1;
    }
    if seen & DIGIT != 0 {
        words.push_value();
    } else {
        // The high half of a product depends on all of the factor; 0 means a free slot.
        words.push((hash.wrapping_mul(MIX) >> 32) as u32 | 1);
    }
    at
}

/// Letters and digits of ASCII, and every byte of a longer character.
#[inline]
fn is_word(byte: u8) -> bool {
    CLASS[usize::from(byte)] != 0
}

/// 2^64 divided by the golden ratio, odd.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
const DIGIT: u16 = 0x100;
const UPPER: u16 = 0x200;
const LAST_LOWER: u16 = 0x400;

/// The folded byte and what it is; 0 for what is in no word.
static CLASS: [u16; 256] = {
    let mut table = [0; 256];
    let mut byte = 0u8;
    loop {
        let folded = byte.to_ascii_lowercase() as u16;
        table[byte as usize] = match byte {
            b'0'..=b'9' => folded | DIGIT,
            b'A'..=b'Z' => folded | UPPER,
            b'a'..=b'z' => folded | LAST_LOWER,
            0x80.. => folded,
            _ => 0,
        };
        if byte == 255 {
            break table;
        }
        byte += 1;
    }
};

/// Length of one of our own replacements (`<EMAIL_ADDRESS>`, `<EMAIL_ADDRESS:abc>`, `[REDACTED]`)
/// without its last byte; 0 where there is none.
fn replacement(text: &[u8]) -> usize {
    let close = if text.starts_with(b"<") { b'>' } else { b']' };
    let Some(end) = text.iter().take(64).position(|&byte| byte == close) else {
        return 0;
    };
    let mut name = text[1..end].iter().take_while(|&&byte| byte != b':');
    if end > 1
        && name.all(|&byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit())
    {
        end
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u32> {
        let mut words = Words::default();
        read_words(text.as_bytes(), &mut words);
        words.to_vec()
    }

    #[test]
    fn case_accents_and_separators_are_folded() {
        let plain = words("numero de securite sociale");
        assert_eq!(plain.len(), 4);
        for spelled in [
            "Numéro de sécurité sociale",
            "NUMÉRO_DE_SÉCURITÉ_SOCIALE",
            "numeroDeSecuriteSociale",
        ] {
            assert_eq!(words(spelled), plain, "{spelled}");
        }
    }

    #[test]
    fn numbers_addresses_links_and_replacements_are_no_words() {
        let plain = words("call <PHONE_NUMBER> me");
        assert_eq!(plain[1], VALUE);
        for text in [
            "call jane.doe@example.com me",
            "call 415 555 2671 me",
            "call <PHONE_NUMBER> me",
            "call <PHONE_NUMBER:abcdefghijklmnopabcdefgh> me",
            "call [REDACTED] me",
            "call https://example.com/ssn?x=y me",
        ] {
            assert_eq!(words(text), plain, "{text}");
        }
        assert_eq!(words("<b>call</b>").len(), 3);
    }

    #[test]
    fn windows_keep_whole_words() {
        let text = format!("{} word", "x".repeat(200));
        assert_eq!(before(text.as_bytes(), text.len()), b" word");
        let text = format!("word {}", "x".repeat(200));
        assert_eq!(after(text.as_bytes(), 0), b"word");
        assert_eq!(after(b"one\ntwo", 0), b"one");
    }
}
