//! Characters that are read as others, or not at all.

/// What a character is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Itself.
    Same,
    /// A digit, letter or mark of ASCII.
    As(Width, u8),
    /// Nothing.
    Nothing,
}

/// Where a character is read as one of ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// Everywhere: a digit, or another width of a letter or mark.
    Form,
    /// Everywhere, as a blank.
    Blank,
    /// As a hyphen, between letters or digits.
    Hyphen,
    /// As a hyphen between digits: elsewhere it is a dash, or a long vowel.
    Dash,
    /// As a dot between letters or digits: elsewhere it ends a sentence.
    Stop,
}

/// What `character` is read as. ASCII is itself.
pub(super) fn reading(character: char) -> Reading {
    use Reading::{As, Nothing, Same};
    let code = u32::from(character);
    match code {
        0..0x80 => Same,
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => As(Width::Blank, b' '),
        0x2010..=0x2013 | 0x2043 | 0x2212 | 0xFE58 | 0xFE63 | 0xFF0D => As(Width::Hyphen, b'-'),
        0x2014 | 0x2015 | 0x30FC | 0xFF70 => As(Width::Dash, b'-'),
        0x3002 | 0xFF61 | 0x2024 | 0xFE52 => As(Width::Stop, b'.'),
        0xFF01..=0xFF5E => As(Width::Form, (code - 0xFF01) as u8 + b'!'),
        0xFE6B => As(Width::Form, b'@'),
        _ if is_invisible(code) => Nothing,
        _ => match digit(code) {
            Some(digit) => As(Width::Form, b'0' + digit),
            None => Same,
        },
    }
}

/// Characters that take no room: soft hyphens, joiners and their like, marks of direction, selectors of
/// variants, the frame of a keycap (Unicode, Default_Ignorable_Code_Point, without fillers).
fn is_invisible(code: u32) -> bool {
    matches!(
        code,
        0xAD | 0x34F
            | 0x61C
            | 0x180B..=0x180F
            | 0x200B..=0x200F
            | 0x202A..=0x202E
            | 0x2060..=0x206F
            | 0x20E3
            | 0xFE00..=0xFE0F
            | 0xFEFF
            | 0xE0000..=0xE0FFF
    )
}

/// The value of a decimal digit (Unicode, general category Nd).
fn digit(code: u32) -> Option<u8> {
    let at = ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?;
    let value = code - ZEROS[at];
    (value < 10).then_some(value as u8)
}

/// The zero of each row of ten digits (Unicode 16.0, DerivedNumericType), ascending.
static ZEROS: [u32; 73] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6,
    0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0,
    0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0,
    0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2,
    0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950, 0x1FBF0,
];

/// The character that `text` begins with; `None` at its end and where it is no UTF-8.
#[inline]
pub(super) fn first(text: &[u8]) -> Option<char> {
    let bits = |byte: u8| u32::from(byte & 0x3F);
    let (code, least) = match *text {
        [byte @ 0..0x80, ..] => return Some(char::from(byte)),
        [a @ 0xC0..0xE0, b @ 0x80..0xC0, ..] => (u32::from(a & 0x1F) << 6 | bits(b), 0x80),
        [a @ 0xE0..0xF0, b @ 0x80..0xC0, c @ 0x80..0xC0, ..] => {
            (u32::from(a & 0xF) << 12 | bits(b) << 6 | bits(c), 0x800)
        }
        [
            a @ 0xF0..0xF8,
            b @ 0x80..0xC0,
            c @ 0x80..0xC0,
            d @ 0x80..0xC0,
            ..,
        ] => {
            let high = u32::from(a & 7) << 18 | bits(b) << 12;
            (high | bits(c) << 6 | bits(d), 0x10000)
        }
        _ => return None,
    };
    char::from_u32(code).filter(|_| code >= least)
}

/// The character that `text` ends with.
pub(super) fn last(text: &[u8]) -> Option<char> {
    let start = text.len().saturating_sub(4);
    let tail = &text[start..];
    let lead = tail.iter().rposition(|&byte| byte & 0xC0 != 0x80)?;
    first(&tail[lead..])
}

/// The value of a character that is read as a digit.
pub(super) fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(|character| {
        character.is_ascii_digit()
            || matches!(reading(character), Reading::As(Width::Form, byte) if byte.is_ascii_digit())
    })
}

/// Whether a character is read as a letter or digit of ASCII.
pub(super) fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|character| {
        character.is_ascii_alphanumeric()
            || matches!(reading(character), Reading::As(Width::Form, byte) if byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_all_scripts_have_their_value() {
        for (text, digits) in [
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۰۹", "09"),
            ("०१२३४५६७८९", "0123456789"),
            ("๐๙", "09"),
            ("４０", "40"),
            ("𝟎𝟿", "09"),
        ] {
            let read: String = text
                .chars()
                .map(|character| match reading(character) {
                    Reading::As(Width::Form, byte) => char::from(byte),
                    other => panic!("{character}: {other:?}"),
                })
                .collect();
            assert_eq!(read, digits);
        }
        assert!(ZEROS.is_sorted());
    }

    #[test]
    fn letters_of_other_scripts_are_themselves() {
        for character in "äßéжक中あ한א→’“”…".chars() {
            assert_eq!(reading(character), Reading::Same, "{character}");
        }
    }

    #[test]
    fn characters_are_read_from_both_ends() {
        for text in ["", "a", "ä", "中", "a中", "😀", "x😀"] {
            assert_eq!(first(text.as_bytes()), text.chars().next());
            assert_eq!(last(text.as_bytes()), text.chars().last());
        }
        assert_eq!((first(&[0xE2, 0x80]), last(&[0x80])), (None, None));
    }

    #[test]
    fn characters_are_those_of_utf_8_alone() {
        let standard = |bytes: &[u8]| {
            (1..=bytes.len()).find_map(|len| str::from_utf8(&bytes[..len]).ok()?.chars().next())
        };
        let edges = [0, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF];
        for lead in 0..=u8::MAX {
            for second in edges {
                for third in [0x41, 0x80, 0xBF] {
                    for fourth in [0x41, 0x80, 0xBF] {
                        let bytes = [lead, second, third, fourth];
                        assert_eq!(first(&bytes), standard(&bytes), "{bytes:x?}");
                    }
                }
            }
        }
    }
}
