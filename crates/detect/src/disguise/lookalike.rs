//! Letters that look like those of ASCII (UTS 39, section 4), in addresses and names of hosts.

use unicode_security::skeleton;

use super::characters;

/// The letter or digit of ASCII that a letter beyond ASCII looks like.
pub(super) fn ascii(character: char) -> Option<u8> {
    if !is_of_a_script(character) || !character.is_alphabetic() {
        return None;
    }
    let mut utf8 = [0; 4];
    let mut looks = skeleton(character.encode_utf8(&mut utf8));
    match (looks.next()?, looks.next(), looks.next()) {
        (letter, None, None) if letter.is_ascii_alphanumeric() => Some(letter as u8),
        // What looks like an `m`: its skeleton is that of `m`.
        ('r', Some('n'), None) => Some(b'm'),
        _ => None,
    }
}

/// Whether letters of ASCII have doubles among those around a character: Latin, Greek, Cyrillic, Armenian,
/// Cherokee, Coptic, Lisu, and letters as symbols. Most characters are none, and the table is large.
fn is_of_a_script(character: char) -> bool {
    matches!(u32::from(character),
        0x80..=0x58F | 0x13A0..=0x13FF | 0x1C80..=0x1DBF | 0x1E00..=0x1FFF | 0x2100..=0x2188
        | 0x2C60..=0x2D2F | 0xA4D0..=0xA4FF | 0xA640..=0xABFF | 0xFF21..=0xFF5A | 0x1D400..=0x1D7FF)
}

/// Calls `found` with place, length and reading of each look-alike letter of `token`, a text without
/// blanks, where all letters of a label are ASCII or look so: in a word of another script some do not.
pub(super) fn each(token: &[u8], mut found: impl FnMut(usize, usize, u8)) {
    let mut start = 0;
    while start < token.len() {
        let label = &token[start..];
        let end = label
            .iter()
            .position(|&byte| is_mark(byte))
            .unwrap_or(label.len());
        let label = &label[..end];
        if !label.is_ascii() && letters(label).all(|(_, character)| reads(character).is_some()) {
            for (at, character) in letters(label) {
                if let Some(letter) = reads(character)
                    && !character.is_ascii()
                {
                    found(start + at, character.len_utf8(), letter);
                }
            }
        }
        start += end + 1;
    }
}

/// Parts labels and what stands around an address.
fn is_mark(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

fn reads(character: char) -> Option<u8> {
    if character.is_ascii() {
        Some(character as u8)
    } else {
        ascii(character)
    }
}

fn letters(label: &[u8]) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = label.get(at..).filter(|rest| !rest.is_empty())?;
        // What is no character looks like none.
        let character = characters::first(rest).unwrap_or(char::REPLACEMENT_CHARACTER);
        let here = at;
        at += characters::first(rest).map_or(1, char::len_utf8);
        Some((here, character))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(token: &str) -> String {
        let (mut out, mut done) = (String::new(), 0);
        each(token.as_bytes(), |at, len, letter| {
            out.push_str(&token[done..at]);
            out.push(char::from(letter));
            done = at + len;
        });
        out + &token[done..]
    }

    #[test]
    fn labels_of_ascii_and_its_likes_are_read() {
        assert_eq!(read("jаne@exаmple.соm"), "jane@example.com");
        assert_eq!(read("<𝐣𝐚𝐧𝐞@example.com>"), "<jane@example.com>");
    }

    #[test]
    fn words_of_other_scripts_stay() {
        for token in [
            "почта@пример.com",
            "müller@straße.de",
            "josé@españa.es",
            "δοκιμή.gr",
        ] {
            assert_eq!(read(token), token);
        }
    }
}
