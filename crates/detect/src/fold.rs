//! Letters below their accents and in lower case, as far as cues and names of months need it.

/// The ASCII letter below the accent of U+00C0 to U+00FF, given the second byte of its UTF-8 (the
/// first one is 0xC3); any other byte is its own.
#[inline]
pub(crate) const fn latin(second: u8) -> u8 {
    if second == 0x9F {
        return b's'; // ß
    }
    match second | 0x20 {
        0xA0..=0xA5 => b'a',
        0xA7 => b'c',
        0xA8..=0xAB => b'e',
        0xAC..=0xAF => b'i',
        0xB1 => b'n',
        0xB2..=0xB6 | 0xB8 => b'o',
        0xB9..=0xBC => b'u',
        0xBD | 0xBF => b'y',
        other => other,
    }
}

/// The letter that a character of two bytes counts as: an ASCII letter below its accent and nothing,
/// or the two bytes of a Greek or Cyrillic small letter. Any other character is its own.
#[inline]
pub(crate) fn letter(lead: u8, second: u8) -> (u8, Option<u8>) {
    match (lead, second) {
        (0xC3, _) => match latin(second) {
            plain if plain.is_ascii() => (plain, None),
            small => (lead, Some(small)),
        },
        (0xC4 | 0xC5, _) => {
            let place = usize::from(lead & 1) << 6 | usize::from(second & 0x3F);
            (LATIN_EXTENDED_A[place], None)
        }
        // Romanian letters with a comma below.
        (0xC8, 0x98 | 0x99) => (b's', None),
        (0xC8, 0x9A | 0x9B) => (b't', None),
        (0xCE | 0xCF, _) => greek(lead, second),
        (0xD0, 0x80..=0x8F) => (0xD1, Some(second + 0x10)),
        (0xD0, 0x90..=0x9F) => (0xD0, Some(second + 0x20)),
        (0xD0, 0xA0..=0xAF) => (0xD1, Some(second - 0x20)),
        // Beyond the Slavic alphabets capitals and small letters alternate.
        (0xD2, 0x8A..=0xBF) | (0xD3, 0x90..=0xBF) => (lead, Some(second | 1)),
        _ => (lead, Some(second)),
    }
}

/// Whether [`letter`] makes something else of a character of two bytes.
#[inline]
pub(crate) fn is_folded(lead: u8, second: u8) -> bool {
    matches!(lead, 0xC3..=0xC5 | 0xC8 | 0xCE..=0xD0 | 0xD2 | 0xD3)
        && letter(lead, second) != (lead, Some(second))
}

/// Greek small letters without accents; a final sigma is a sigma.
fn greek(lead: u8, second: u8) -> (u8, Option<u8>) {
    let small = match (lead, second) {
        (0xCE, 0x86 | 0xAC) => [0xCE, 0xB1],
        (0xCE, 0x88 | 0xAD) => [0xCE, 0xB5],
        (0xCE, 0x89 | 0xAE) => [0xCE, 0xB7],
        (0xCE, 0x8A | 0x90 | 0xAA | 0xAF) | (0xCF, 0x8A) => [0xCE, 0xB9],
        (0xCE, 0x8C) | (0xCF, 0x8C) => [0xCE, 0xBF],
        (0xCE, 0x8E | 0xAB | 0xB0) | (0xCF, 0x8B | 0x8D) => [0xCF, 0x85],
        (0xCE, 0x8F) | (0xCF, 0x8E) => [0xCF, 0x89],
        (0xCF, 0x82) => [0xCF, 0x83],
        (0xCE, 0x91..=0x9F) => [0xCE, second + 0x20],
        (0xCE, 0xA0..=0xA9) => [0xCF, second - 0x20],
        _ => [lead, second],
    };
    (small[0], Some(small[1]))
}

/// The letters below U+0100 to U+017F.
static LATIN_EXTENDED_A: [u8; 128] = *b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii\
iijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with each character of two bytes folded.
    fn folded(text: &str) -> String {
        let mut out = vec![];
        for character in text.chars() {
            let mut utf8 = [0; 4];
            let bytes = character.encode_utf8(&mut utf8).as_bytes();
            if let [lead, second] = *bytes {
                let (first, next) = letter(lead, second);
                out.push(first);
                out.extend(next);
                let changed = (first, next) != (lead, Some(second));
                assert_eq!(is_folded(lead, second), changed, "{character}");
            } else {
                out.extend_from_slice(bytes);
            }
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn latin_letters_beyond_latin_1_lose_their_accents() {
        for (accented, plain) in [
            ("rodné číslo", "rodne cislo"),
            ("ŽŠČŘŤĎŇĚŮ", "zscrtdneu"),
            ("zażółć gęślą jaźń", "zazolc gesla jazn"),
            ("ŁĄĆŻ", "lacz"),
            ("kimlik numarası İŞĞ", "kimlik numarasi isg"),
            ("número cartão", "numero cartao"),
            ("číslo účtu őű", "cislo uctu ou"),
            ("īķēģ ųėįš ştșțȘȚ", "ikeg ueis ststst"),
            ("ſŉŋœĳ", "snnoi"),
            ("ÆÐÞ", "æðþ"),
        ] {
            assert_eq!(folded(accented), plain);
        }
    }

    #[test]
    fn greek_and_cyrillic_become_small() {
        for (spelled, small) in [
            ("ПАСПОРТ Серия ЁЖ", "паспорт серия ёж"),
            (
                "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
                "абвгдежзийклмнопрстуфхцчшщъыьэюя",
            ),
            ("ЈМБГ ЂЋЉЊЏ ІЇЄ", "јмбг ђћљњџ іїє"),
            ("ҚҰӘӨҒ", "құәөғ"),
            ("ΑΡΙΘΜΌΣ αριθμός", "αριθμοσ αριθμοσ"),
            ("ΆΈΉΊΌΎΏΪΫΐΰϊϋύώ", "αεηιουωιυιυιυυω"),
            ("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "αβγδεζηθικλμνξοπρστυφχψω"),
        ] {
            assert_eq!(folded(spelled), small);
        }
    }

    #[test]
    fn other_characters_stay() {
        for text in ["шифр", "λογος", "£§×÷", "עברית", "հայ", "ʒ"] {
            let others: String = text.chars().filter(|c| !"ςό×÷".contains(*c)).collect();
            assert_eq!(folded(&others), others);
        }
    }

    #[test]
    fn capitals_and_small_letters_lose_their_accents() {
        for (accented, plain) in [
            "aàáâãäåÀÅ",
            "cçÇ",
            "eèéêëÉ",
            "iìíîïÍ",
            "nñÑ",
            "oòóôõöøØ",
            "uùúûüÜ",
            "yýÿ",
            "sß",
        ]
        .into_iter()
        .flat_map(|row| {
            row.chars()
                .skip(1)
                .map(|letter| (letter, row.as_bytes()[0]))
        }) {
            let mut utf8 = [0; 2];
            accented.encode_utf8(&mut utf8);
            assert_eq!((utf8[0], latin(utf8[1])), (0xC3, plain), "{accented}");
        }
    }
}
