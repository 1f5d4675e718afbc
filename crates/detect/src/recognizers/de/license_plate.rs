//! German registration marks of vehicles (Kfz-Kennzeichen).

use crate::recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked};

/// One to three letters for the district, umlauts among them; one or two letters and one to four
/// digits that do not begin with 0, eight in all at most; `H` behind them for historic and `E` for
/// electric vehicles. There is no check, so a cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::Plate, walk),
            Shape::Groups(vec![
                Grouping::new("AAA999", -22),
                Grouping::new("AAA9999", -22),
                Grouping::new("AAAA999", -22),
                Grouping::new("AAAA9999", -22),
            ]),
        ],
        validate: Some(check),
        context: "kennzeichen;kfz kennzeichen;kfzkennzeichen;autokennzeichen;\
         amtliches kennzeichen;nummernschild;kfz;kfz nr;autonummer;\
         polizeiliches kennzeichen;wunschkennzeichen;license plate;licence plate;\
         plate number;number plate;registration plate;vehicle registration;\
         license plate number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Fahrzeug-Zulassungsverordnung of 20 July 2023, section 9 and annexes".into(),
        ..Recognizer::new("de_license_plate", "DE_LICENSE_PLATE", "de")
    }
}

/// Letters and digits of the longest mark, without `E` or `H`.
const MAX_LEN: usize = 8;

/// Starts at the letters behind the district's, which stand before a blank or a hyphen.
fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let separator = *text.get(at.checked_sub(1)?)?;
    if !matches!(separator, b'-' | b' ') {
        return None;
    }
    let (start, district) = district(&text[..at - 1])?;
    let letters = count(&text[at..], u8::is_ascii_uppercase);
    let mut here = at + letters;
    if matches!(text.get(here), Some(b' ' | b'-')) {
        here += 1;
    }
    let number = &text[here..];
    let digits = count(number, u8::is_ascii_digit);
    let fits = matches!(letters, 1..=2)
        && matches!(digits, 1..=4)
        && number[0] != b'0'
        && district + letters + digits <= MAX_LEN;
    here += digits;
    if matches!(text.get(here), Some(b'E' | b'H')) {
        here += 1;
    }
    let glued = text.get(here).is_some_and(u8::is_ascii_alphanumeric);
    let prior = if separator == b'-' { -17 } else { -19 };
    (fits && !glued).then_some(Walked::new(start, here, prior))
}

/// Where the capital letters at the end of `text` begin, and how many they are: one to three.
fn district(text: &[u8]) -> Option<(usize, usize)> {
    let (mut start, mut letters) = (text.len(), 0);
    loop {
        let len = match text[..start] {
            [.., b'A'..=b'Z'] => 1,
            [.., 0xC3, 0x84 | 0x96 | 0x9C] => 2, // Ä, Ö, Ü
            _ => 0,
        };
        if len == 0 {
            break;
        }
        (start, letters) = (start - len, letters + 1);
        if letters > 3 {
            return None;
        }
    }
    let joined =
        matches!(text[..start], [.., b'-' | b'0'..=b'9' | b'a'..=b'z'] | [.., 0xC3, 0x80..=0xBF]);
    (letters > 0 && !joined).then_some((start, letters))
}

/// How many bytes of the kind `text` begins with; five at most are of interest.
fn count(text: &[u8], is_kind: impl Fn(&u8) -> bool) -> usize {
    text.iter()
        .take(5)
        .take_while(|&byte| is_kind(byte))
        .count()
}

/// A mark without its separators: all in capitals.
fn check(value: &[u8]) -> Verdict {
    let letters = value
        .iter()
        .take_while(|byte| byte.is_ascii_uppercase())
        .count();
    Verdict::when(
        value
            .get(letters)
            .is_some_and(|&digit| matches!(digit, b'1'..=b'9')),
        0,
    )
}
