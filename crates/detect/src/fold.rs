//! Letters below their accents, as far as cues and names of months need it.

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

#[cfg(test)]
mod tests {
    use super::*;

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
