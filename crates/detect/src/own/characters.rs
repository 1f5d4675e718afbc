//! What characters are for lists of terms: parts of words, in either case.

use regex_syntax::is_word_character;

use super::Terms;

/// What is known of the characters of Unicode's basic plane, by their numbers, and of others by asking.
pub(super) struct Characters {
    /// What each folds to, and its kind in the two lowest bits.
    known: Box<[u32]>,
}

/// What a character is for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Parts words.
    Mark = 0,
    /// A letter, a digit or what stands on one.
    Letter = 1,
    /// A letter of a script that parts no words: a word of its own.
    Alone = 2,
}

/// Characters of the basic plane.
const BASIC: usize = 0x1_0000;

impl Characters {
    pub(super) fn new() -> Characters {
        let all = (0..BASIC as u32).map(|number| char::from_u32(number).unwrap_or(' '));
        let known = all.map(|character| (fold(character) as u32) << 2 | kind(character) as u32);
        Characters {
            known: known.collect(),
        }
    }

    /// The kind of the character at the start of `text`, and its length; bytes that are no character are
    /// marks. Hot: per character of words beyond ASCII.
    #[inline]
    pub(super) fn kind(&self, text: &[u8]) -> (Kind, usize) {
        let (_, kind, len) = self.read(text);
        (kind, len)
    }

    /// What the character at the start of `text` folds to, its kind, and its length; nothing of bytes that
    /// are no character, which are marks.
    #[inline(always)]
    pub(super) fn read(&self, text: &[u8]) -> (Option<char>, Kind, usize) {
        let Some((number, len)) = decode(text) else {
            return (None, Kind::Mark, 1);
        };
        match self.known.get(number as usize) {
            Some(&known) => (Some(character(known >> 2)), Kind::of(known & 3), len),
            None => (Some(fold(character(number))), kind(character(number)), len),
        }
    }

    /// All characters that fold to what `character` does.
    pub(super) fn variants(&self, character: char) -> impl Iterator<Item = char> {
        let folded = fold(character);
        let others = self
            .known
            .iter()
            .zip(0..)
            .filter(move |(known, _)| *known >> 2 == folded as u32);
        let others = others.filter_map(|(_, number)| char::from_u32(number));
        // Beyond the basic plane there are pairs alone.
        let pair = [folded, one(&mut folded.to_uppercase(), folded)];
        others.chain(pair.into_iter().filter(|pair| *pair as usize >= BASIC))
    }

    /// The kind of the character that ends where `text` does; none where nothing stands there.
    pub(super) fn kind_before(&self, text: &[u8]) -> Option<Kind> {
        let last = text.last()?;
        if last.is_ascii() {
            return Some(self.kind(&[*last]).0);
        }
        let starts = (1..=text.len().min(4)).map(|len| &text[text.len() - len..]);
        let mut whole = starts.filter(|part| self.kind(part).1 == part.len() && part.len() > 1);
        Some(whole.next().map_or(Kind::Mark, |part| self.kind(part).0))
    }

    /// Whether two texts are the same in any case.
    pub(super) fn are_one(&self, one: &[u8], other: &[u8]) -> bool {
        if one.len() != other.len() {
            return false;
        }
        if one.eq_ignore_ascii_case(other) {
            return true;
        }
        // Rare, and terms are short.
        let (mut folded, mut len) = ([0; Terms::MAX_BYTES], 0);
        self.fold(one, |byte| {
            if let Some(slot) = folded.get_mut(len) {
                *slot = byte;
            }
            len += 1;
        });
        let mut at = 0;
        let mut are_one = len <= folded.len();
        self.fold(other, |byte| {
            are_one &= folded.get(at) == Some(&byte);
            at += 1;
        });
        are_one
    }

    /// Calls `put` with the bytes of `text` in the case that counts; they are as many.
    #[inline]
    pub(super) fn fold(&self, text: &[u8], mut put: impl FnMut(u8)) {
        let mut rest = text;
        while let Some(&first) = rest.first() {
            let (folded, _, len) = self.read(rest);
            match folded {
                Some(folded) if len > 1 => {
                    folded.encode_utf8(&mut [0; 4]).bytes().for_each(&mut put);
                }
                _ => put(first.to_ascii_lowercase()),
            }
            rest = &rest[len..];
        }
    }
}

impl Kind {
    #[inline(always)]
    fn of(number: u32) -> Kind {
        match number {
            1 => Kind::Letter,
            2 => Kind::Alone,
            _ => Kind::Mark,
        }
    }
}

/// The number of the character at the start of `text`, and its length.
#[inline(always)]
fn decode(text: &[u8]) -> Option<(u32, usize)> {
    let more = |byte: u8| (byte & 0xC0 == 0x80).then_some(u32::from(byte & 0x3F));
    match *text {
        [first @ ..0x80, ..] => Some((u32::from(first), 1)),
        [first @ 0xC2..0xE0, second, ..] => Some((u32::from(first & 31) << 6 | more(second)?, 2)),
        [first @ 0xE0..0xF0, second, third, ..] => {
            let number = u32::from(first & 15) << 12 | more(second)? << 6 | more(third)?;
            (number >= 0x800).then_some((number, 3))
        }
        [first @ 0xF0..0xF5, second, third, fourth, ..] => {
            let number = u32::from(first & 7) << 18
                | more(second)? << 12
                | more(third)? << 6
                | more(fourth)?;
            (number >= 0x1_0000).then_some((number, 4))
        }
        _ => None,
    }
}

/// The character of a number; a blank where there is none.
fn character(number: u32) -> char {
    char::from_u32(number).unwrap_or(' ')
}

fn kind(character: char) -> Kind {
    // Connectors such as `_` part words as they do for the catalogue.
    let is_connector = matches!(
        character,
        '_' | '\u{203F}' | '\u{2040}' | '\u{2054}' | '\u{FE33}' | '\u{FE34}' | '\u{FE4D}'
            ..='\u{FE4F}' | '\u{FF3F}'
    );
    if is_connector || !is_word_character(character) {
        Kind::Mark
    } else if ALONE
        .iter()
        .any(|&(first, last)| (first..=last).contains(&character))
    {
        Kind::Alone
    } else {
        Kind::Letter
    }
}

/// Scripts that part no words: Thai, Lao, Tibetan, Burmese, Khmer, Javanese, Balinese, Yi, Kana, Bopomofo
/// and Han.
const ALONE: [(char, char); 12] = [
    ('\u{0E00}', '\u{0FFF}'),
    ('\u{1000}', '\u{109F}'),
    ('\u{1780}', '\u{17FF}'),
    ('\u{1950}', '\u{19FF}'),
    ('\u{1A20}', '\u{1B7F}'),
    ('\u{2E80}', '\u{31FF}'),
    ('\u{3400}', '\u{A4CF}'),
    ('\u{A980}', '\u{A9DF}'),
    ('\u{AA60}', '\u{AADF}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FF66}', '\u{FF9F}'),
    ('\u{1B000}', '\u{3FFFF}'),
];

/// The small letter that a character counts as: its own, or its capital's, where that has as many bytes.
fn fold(character: char) -> char {
    let capital = one(&mut character.to_uppercase(), character);
    one(&mut capital.to_lowercase(), capital)
}

/// What a character becomes, if that is one of as many bytes, and else the character.
fn one(all: &mut dyn Iterator<Item = char>, from: char) -> char {
    match (all.next(), all.next()) {
        (Some(other), None) if other.len_utf8() == from.len_utf8() => other,
        _ => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut bytes = vec![];
        Characters::new().fold(text.as_bytes(), |byte| bytes.push(byte));
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn cases_are_one_where_they_have_as_many_bytes() {
        for (text, same) in [
            ("Größe ÄÖÜ ß", "größe äöü ß"),
            ("ΟΔΟΣ οδός", "οδοσ οδόσ"),
            ("МОСКВА", "москва"),
            ("Ａ1 Ⅷ", "ａ1 ⅷ"),
            ("𐐀", "𐐨"),
            ("\u{212A}ſẞİı", "\u{212A}ſẞİı"),
        ] {
            assert_eq!(folded(text), same);
        }
    }

    /// What counts as one does so for good: a folded character is its own.
    #[test]
    fn every_character_folds_once_and_to_as_many_bytes() {
        for character in '\0'..=char::MAX {
            let once = fold(character);
            assert_eq!(fold(once), once, "{character:?}");
            assert_eq!(once.len_utf8(), character.len_utf8(), "{character:?}");
        }
    }

    #[test]
    fn variants_are_what_folds_alike() {
        let characters = Characters::new();
        for (character, wanted) in [
            ('σ', "Σςσ"),
            ('é', "Éé"),
            ('k', "Kk"),
            ('7', "7"),
            ('林', "林"),
            ('𐐀', "𐐀𐐨"),
        ] {
            let mut found: Vec<char> = characters.variants(character).collect();
            found.sort_unstable();
            found.dedup();
            assert_eq!(found.iter().collect::<String>(), wanted);
        }
    }

    #[test]
    fn the_character_before_a_place_is_known() {
        let characters = Characters::new();
        let kind = |text: &str| characters.kind_before(text.as_bytes());
        assert_eq!(kind(""), None);
        assert_eq!(kind("-a"), Some(Kind::Letter));
        assert_eq!(kind("a-"), Some(Kind::Mark));
        assert_eq!(kind("-é"), Some(Kind::Letter));
        assert_eq!(kind("é”"), Some(Kind::Mark));
        assert_eq!(kind("é林"), Some(Kind::Alone));
        assert_eq!(kind("é𐐀"), Some(Kind::Letter));
        assert_eq!(characters.kind_before(b"a\x80"), Some(Kind::Mark));
    }

    #[test]
    fn bytes_are_read_as_the_characters_that_they_are() {
        let characters = Characters::new();
        for character in '\0'..=char::MAX {
            let mut utf8 = [0; 4];
            let text = character.encode_utf8(&mut utf8).as_bytes();
            let wanted = (kind(character), text.len());
            assert_eq!(characters.kind(text), wanted, "{character:?}");
            for cut in 1..text.len() {
                assert_eq!(characters.kind(&text[..cut]), (Kind::Mark, 1));
            }
        }
        for text in [
            &b"\xC0\x80"[..],
            b"\xE0\x80\x80",
            b"\xF5\x80\x80\x80",
            b"\xFF",
            b"\x80",
        ] {
            assert_eq!(characters.kind(text), (Kind::Mark, 1), "{text:?}");
        }
        for (letter, wanted) in [
            ("a", Kind::Letter),
            ("7", Kind::Letter),
            ("_", Kind::Mark),
            ("é", Kind::Letter),
            ("\u{301}", Kind::Letter),
            ("्", Kind::Letter),
            ("한", Kind::Letter),
            ("林", Kind::Alone),
            ("カ", Kind::Alone),
            ("ก", Kind::Alone),
            ("’", Kind::Mark),
            ("。", Kind::Mark),
            ("😀", Kind::Mark),
        ] {
            assert_eq!(characters.kind(letter.as_bytes()).0, wanted, "{letter}");
        }
    }
}
