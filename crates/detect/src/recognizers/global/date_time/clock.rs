//! Times of day that follow a date.

use super::{digits, value};

/// Length of a time of day that follows a date: `T10:15:30.125+01:00`, ` 10:15`, ` 3:05 PM`.
pub(super) fn time_of_day(text: &[u8]) -> usize {
    let mut at = match text {
        [b'T' | b't' | b' ' | b':', ..] => 1,
        [b',', b' ', ..] => 2,
        _ => return 0,
    };
    let hour = digits(&text[at..]);
    let minute_at = at + hour + 1;
    let has_minutes = (1..=2).contains(&hour)
        && value(&text[at..at + hour]) < 25
        && text.get(minute_at - 1) == Some(&b':')
        && is_sixtieth(text.get(minute_at..).unwrap_or_default());
    if !has_minutes {
        return 0;
    }
    at = minute_at + 2;
    if text.get(at) == Some(&b':') && is_sixtieth(&text[at + 1..]) {
        at += 3;
        if let Some(fraction) = fraction(&text[at..]) {
            return at + fraction;
        }
    }
    let zone = zone(&text[at..]);
    let rest = text.get(at + zone..).unwrap_or_default();
    let glued = matches!(rest, [next, ..] if next.is_ascii_alphanumeric())
        || matches!(rest, [b':', next, ..] if next.is_ascii_hexdigit());
    if glued { 0 } else { at + zone }
}

/// Length of a fraction of a second and the zone behind it. A comma before anything but one to
/// three groups of three digits parts two values.
fn fraction(text: &[u8]) -> Option<usize> {
    let mark = *text.first()?;
    let digits = text[1..]
        .iter()
        .take(10)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let stands = match mark {
        b'.' => (1..=9).contains(&digits),
        b',' => matches!(digits, 3 | 6 | 9),
        _ => false,
    };
    let end = 1 + digits;
    let end = end + zone(text.get(end..)?);
    let goes_on = match &text[end..] {
        [b'-' | b'.' | b'/' | b':', next, ..] => next.is_ascii_digit(),
        [next, ..] => next.is_ascii_alphanumeric(),
        [] => false,
    };
    (stands && !goes_on).then_some(end)
}

/// Length of `Z`, `+01:00`, `-0500`, ` +0100`, ` PM`, ` UTC`.
fn zone(text: &[u8]) -> usize {
    match text {
        [b'Z' | b'z', ..] => 1,
        [b'+' | b'-', rest @ ..] => match (digits(rest), rest.get(2)) {
            (4, _) => 5,
            (2, Some(b':')) if digits(&rest[3..]) == 2 => 6,
            (2, _) => 3,
            _ => 0,
        },
        [b' ', sign @ (b'+' | b'-'), rest @ ..] if is_offset(*sign, rest) => 6,
        [b' ', b'A' | b'P' | b'a' | b'p', b'M' | b'm', ..] => 3,
        [b'A' | b'P' | b'a' | b'p', b'M' | b'm', ..] => 2,
        [b' ', b'U', b'T', b'C', ..] | [b' ', b'G', b'M', b'T', ..] => 4,
        _ => 0,
    }
}

/// Whether `text` is the hours and minutes of an offset that is in use somewhere, and no telephone
/// number.
fn is_offset(sign: u8, text: &[u8]) -> bool {
    let most = if sign == b'+' { 1400 } else { 1200 };
    let goes_on = match text.get(4..).unwrap_or_default() {
        [b' ' | b'-' | b'.', next, ..] => next.is_ascii_digit(),
        [next, ..] => next.is_ascii_alphanumeric(),
        [] => false,
    };
    digits(text) == 4
        && value(&text[..4]) <= most
        && matches!(&text[2..4], b"00" | b"30" | b"45")
        && !goes_on
}

fn is_sixtieth(text: &[u8]) -> bool {
    digits(text) == 2 && text[0] <= b'6'
}
