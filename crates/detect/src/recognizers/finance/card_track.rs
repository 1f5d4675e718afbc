//! Magnetic stripes of payment cards.

use super::credit_card;
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Track 1: `%B`, the card's number, `^`, the holder's name (2 to 26 characters), `^`, the year and
/// month of expiry, a service code of three digits, data of the issuer, `?`. Track 2: `;`, the
/// number, `=` (`D` in the chip's copy), expiry, service code, data, `?`. The first and the last
/// mark are often lost. Check: the number is one of a card, the month is a month.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::LongDigits, walk)],
        normal: Normal::Exact,
        citation: "ISO/IEC 7813:2006; PCI DSS, sensitive authentication data".into(),
        ..Recognizer::new("card_track", "CARD_TRACK", "finance")
    }
}

/// Data of the issuer and what is before it; a track has 79 characters at most.
const MAX_REST: usize = 60;
const NAME: std::ops::RangeInclusive<usize> = 2..=26;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let digits = text[at..]
        .iter()
        .take(20)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let number = at + digits;
    let (start, dates) = match text.get(number)? {
        b'^' => (track_1_start(text, at)?, track_1_dates(text, number + 1)?),
        b'=' => (track_2_start(text, at)?, number + 1),
        b'D' if text.get(number + 7).is_some_and(u8::is_ascii_digit) => {
            (track_2_start(text, at)?, number + 1)
        }
        _ => return None,
    };
    if !(13..=19).contains(&digits) || !credit_card::is_card(&text[at..number]) {
        return None;
    }
    let end = rest(text, dates)?;
    Some(Walked::new(start, end, 26))
}

/// The format code, and the mark before it.
fn track_1_start(text: &[u8], at: usize) -> Option<usize> {
    match &text[..at] {
        [.., b'%', b'B' | b'b'] => Some(at - 2),
        [.., before, b'B' | b'b'] if before.is_ascii_alphanumeric() => None,
        [.., b'B' | b'b'] => Some(at - 1),
        _ => None,
    }
}

fn track_2_start(text: &[u8], at: usize) -> Option<usize> {
    match &text[..at] {
        [.., b';'] => Some(at - 1),
        [.., before] if before.is_ascii_alphanumeric() => None,
        _ => Some(at),
    }
}

/// Where the dates begin, behind the name.
fn track_1_dates(text: &[u8], name: usize) -> Option<usize> {
    let len = text[name..]
        .iter()
        .take(NAME.end() + 1)
        .position(|&byte| byte == b'^')?;
    let plain = text[name..name + len]
        .iter()
        .all(|&byte| matches!(byte, b' '..=b'_' | b'a'..=b'z') && byte != b'?' && byte != b'%');
    (plain && NAME.contains(&len)).then_some(name + len + 1)
}

/// One past the end: expiry and service code, digits of the issuer, the last mark.
fn rest(text: &[u8], dates: usize) -> Option<usize> {
    let (fixed, issuer) = text[dates..].split_first_chunk::<7>()?;
    let month = (fixed[2], fixed[3]);
    let fits = fixed.iter().all(u8::is_ascii_digit)
        && matches!(month, (b'0', b'1'..=b'9') | (b'1', b'0'..=b'2'));
    let data = issuer.iter().take(MAX_REST).take_while(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'=' | b'-' | b'/')
    });
    let len = data.clone().count();
    let digits = issuer
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric());
    let end = dates + fixed.len();
    let end = match issuer.get(len) {
        Some(b'?') => end + len + 1,
        _ => end + digits.take(MAX_REST).count(),
    };
    fits.then_some(end)
}
