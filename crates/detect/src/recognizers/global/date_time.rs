//! Dates, and times that follow a date.

use super::super::{calendar, leading_digits, number};
use crate::{
    fold,
    recognizer::{Anchor, Recognizer, Shape, Walked},
};

/// A full date with its year: year first with hyphens, slashes or dots; day and month in either
/// order; or a month's name in English, German, French, Spanish, Italian, Portuguese or Dutch. A
/// time of day right behind belongs to it.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Date, walk)],
        citation: "ISO 8601-1:2019, sections 5.2 to 5.4; RFC 3339; Unicode CLDR, gregorian".into(),
        ..Recognizer::new("date_time", "DATE_TIME", "global")
    }
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let run = digits(&text[at..]);
    let next = *text.get(at + run)?;
    let (start, end, evidence) = match (run, next) {
        (4, b'-' | b'/' | b'.') => {
            let (len, evidence) = year_first(&text[at..], next)?;
            (at, at + len, evidence)
        }
        (1 | 2, b'-' | b'/' | b'.') if text.get(at + run + 1).is_some_and(u8::is_ascii_digit) => {
            let (len, evidence) = year_last(&text[at..], run, next)?;
            (at, at + len, evidence)
        }
        (1 | 2, b' ' | b',' | b'.' | b'-' | b's' | b'n' | b'r' | b't' | b'e' | 0xC2) => {
            match name_behind(&text[at..], run) {
                Some(len) => (at, at + len, 16),
                None => {
                    let (start, end) = name_before(text, at, run)?;
                    (start, end, 16)
                }
            }
        }
        _ => return None,
    };
    if continues_number(text, start, end) {
        return None;
    }
    let time = time_of_day(&text[end..]);
    Some(Walked::new(
        start,
        end + time,
        evidence + if time > 0 { 4 } else { 0 },
    ))
}

/// `2026-11-23`
fn year_first(text: &[u8], mark: u8) -> Option<(usize, i16)> {
    let month = digits(&text[5..]);
    let day_at = 5 + month + 1;
    if !(1..=2).contains(&month) || text.get(day_at - 1) != Some(&mark) {
        return None;
    }
    let day = digits(text.get(day_at..)?);
    let padded = month == 2 && day == 2;
    let valid = (1..=2).contains(&day)
        && is_date(
            value(&text[..4]),
            value(&text[5..5 + month]),
            value(&text[day_at..day_at + day]),
        );
    let evidence = match mark {
        b'-' if padded => 15,
        b'.' => 5,
        _ => 10,
    };
    valid.then_some((day_at + day, evidence))
}

/// `23.11.2026`, `11/23/2026`, `03/12/84`
fn year_last(text: &[u8], first: usize, mark: u8) -> Option<(usize, i16)> {
    let second_at = first + 1;
    let second = digits(&text[second_at..]);
    let year_at = second_at + second + 1;
    if !(1..=2).contains(&second) || text.get(year_at - 1) != Some(&mark) {
        return None;
    }
    let year = digits(text.get(year_at..)?);
    let (a, b) = (
        value(&text[..first]),
        value(&text[second_at..second_at + second]),
    );
    let years = value(&text[year_at..year_at + year.min(4)]);
    let padded = first == 2 && second == 2;
    let evidence = match (year, mark) {
        (4, b'-') => 10,
        (4, _) => 13,
        (2, b'/') => 3,
        (2, b'.') if padded => 2,
        (2, b'-') if padded => -3,
        _ => return None,
    };
    // A two-digit year could be of any century; 2000 is a leap year and the most lenient.
    let years = if year == 2 { 2000 } else { years };
    let american = mark != b'.' && is_date(years, a, b);
    (american || is_date(years, b, a)).then_some((year_at + year, evidence))
}

/// `3. März 2021`, `3rd of March, 2021`, `12 de octubre de 2024`, `3-Mar-2021`
fn name_behind(text: &[u8], run: usize) -> Option<usize> {
    let mut at = run;
    at += ordinal(&text[at..]);
    at += gap(&text[at..])?;
    at += particle(&text[at..]);
    let (month, len) = month_name(&text[at..])?;
    at += len;
    at += usize::from(matches!(text.get(at), Some(b'.' | b',')));
    at += gap(&text[at..])?;
    at += particle(&text[at..]);
    let year = digits(&text[at..]);
    let valid = year == 4 && is_date(value(&text[at..at + 4]), month, value(&text[..run]));
    valid.then_some(at + 4)
}

/// `March 3, 2021`: start and end around the day's number at `day`.
fn name_before(text: &[u8], day: usize, run: usize) -> Option<(usize, usize)> {
    // Most numbers have no year behind them.
    let mut at = day + run + ordinal(&text[day + run..]);
    at += usize::from(text.get(at) == Some(&b','));
    at += gap(text.get(at..)?)?;
    if digits(&text[at..]) != 4 {
        return None;
    }
    let before = &text[day.saturating_sub(16)..day];
    let word_end = before
        .iter()
        .rposition(|byte| !matches!(byte, b' ' | b'.'))?
        + 1;
    if before.len() == word_end || before.len() - word_end > 2 {
        return None;
    }
    let start = before[..word_end]
        .iter()
        .rposition(|&byte| !is_letter(byte))
        .map_or(0, |at| at + 1);
    let (month, len) = month_name(&before[start..])?;
    let valid = len == word_end - start
        && is_date(
            value(&text[at..at + 4]),
            month,
            value(&text[day..day + run]),
        );
    valid.then_some((day - before.len() + start, at + 4))
}

/// Length of `st`, `nd`, `rd`, `th`, `er`, a full stop or an ordinal sign behind a day.
fn ordinal(text: &[u8]) -> usize {
    match text {
        [b's', b't', ..]
        | [b'n', b'd', ..]
        | [b'r', b'd', ..]
        | [b't', b'h', ..]
        | [b'e', b'r', ..]
        | [0xC2, 0xBA, ..]
        | [0xC2, 0xB0, ..] => 2,
        [b'.', ..] => 1,
        _ => 0,
    }
}

/// Length of what parts day, month and year: a blank, a no-break space, or a hyphen.
fn gap(text: &[u8]) -> Option<usize> {
    match text {
        [b' ', b' ', ..] | [0xC2, 0xA0, ..] => Some(2),
        [b' ' | b'-', ..] => Some(1),
        _ => None,
    }
}

/// Length of `of `, `de `, `del `, `di `.
fn particle(text: &[u8]) -> usize {
    match text {
        [b'o', b'f', b' ', ..] | [b'd', b'e' | b'i', b' ', ..] => 3,
        [b'd', b'e', b'l', b' ', ..] => 4,
        _ => 0,
    }
}

/// Number and length of the month's name that `text` begins with.
#[inline]
fn month_name(text: &[u8]) -> Option<(u32, usize)> {
    begins_month(text).then(|| whole_month_name(text))?
}

/// Whether the first two letters are those of some month: most words end here.
#[inline]
fn begins_month(text: &[u8]) -> bool {
    let [first, second, ..] = text else {
        return false;
    };
    let seconds: &[u8] = match first | 0x20 {
        b'a' => b"bgopuv",
        b'd' => b"ei",
        b'e' => b"n",
        b'f' => b"e",
        b'g' => b"ei",
        b'j' => b"aeu",
        b'l' => b"u",
        b'm' => b"aer",
        b'n' => b"o",
        b'o' => b"cktu",
        b's' => b"e",
        _ => return false,
    };
    // The accents of fév. and März.
    *second >= 0x80 || seconds.contains(&(second | 0x20))
}

fn whole_month_name(text: &[u8]) -> Option<(u32, usize)> {
    let len = text
        .iter()
        .take(13)
        .take_while(|&&byte| is_letter(byte))
        .count();
    let (mut plain, mut letters) = ([0; 12], 0);
    let mut bytes = text[..len].iter();
    while let Some(&byte) = bytes.next() {
        let letter = if byte == 0xC3 {
            fold::latin(*bytes.next()?)
        } else {
            byte | 0x20
        };
        *plain.get_mut(letters)? = letter;
        letters += 1;
    }
    Some((month_number(&plain[..letters])?, len))
}

/// Names and abbreviations after the Unicode CLDR, accents left out.
fn month_number(name: &[u8]) -> Option<u32> {
    Some(match name {
        b"jan" | b"january" | b"januar" | b"janner" | b"janvier" | b"janv" | b"enero" | b"ene"
        | b"gennaio" | b"janeiro" | b"januari" => 1,
        b"feb" | b"february" | b"februar" | b"fevrier" | b"fevr" | b"febrero" | b"febbraio"
        | b"fevereiro" | b"februari" => 2,
        b"mar" | b"march" | b"marz" | b"mrz" | b"mars" | b"marzo" | b"marco" | b"maart" => 3,
        b"apr" | b"april" | b"avril" | b"avr" | b"abril" | b"abr" | b"aprile" => 4,
        b"may" | b"mai" | b"mayo" | b"maggio" | b"maio" | b"mei" => 5,
        b"jun" | b"june" | b"juni" | b"juin" | b"junio" | b"giugno" | b"junho" => 6,
        b"jul" | b"july" | b"juli" | b"juillet" | b"juil" | b"julio" | b"luglio" | b"julho" => 7,
        b"aug" | b"august" | b"aout" | b"agosto" | b"ago" | b"augustus" => 8,
        b"sep" | b"sept" | b"september" | b"septembre" | b"septiembre" | b"settembre"
        | b"setembro" => 9,
        b"oct" | b"october" | b"oktober" | b"okt" | b"octobre" | b"octubre" | b"ottobre"
        | b"outubro" => 10,
        b"nov" | b"november" | b"novembre" | b"noviembre" | b"novembro" => 11,
        b"dec" | b"december" | b"dezember" | b"dez" | b"decembre" | b"diciembre" | b"dic"
        | b"dicembre" | b"dezembro" => 12,
        _ => return None,
    })
}

/// Length of a time of day that follows a date: `T10:15:30.125+01:00`, ` 10:15`, ` 3:05 PM`.
fn time_of_day(text: &[u8]) -> usize {
    let mut at = match text {
        [b'T' | b't' | b' ', ..] => 1,
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

/// Length of `Z`, `+01:00`, `-0500`, ` PM`, ` UTC`.
fn zone(text: &[u8]) -> usize {
    match text {
        [b'Z' | b'z', ..] => 1,
        [b'+' | b'-', rest @ ..] => match (digits(rest), rest.get(2)) {
            (4, _) => 5,
            (2, Some(b':')) if digits(&rest[3..]) == 2 => 6,
            (2, _) => 3,
            _ => 0,
        },
        [b' ', b'A' | b'P' | b'a' | b'p', b'M' | b'm', ..] => 3,
        [b'A' | b'P' | b'a' | b'p', b'M' | b'm', ..] => 2,
        [b' ', b'U', b'T', b'C', ..] | [b' ', b'G', b'M', b'T', ..] => 4,
        _ => 0,
    }
}

fn is_sixtieth(text: &[u8]) -> bool {
    digits(text) == 2 && text[0] <= b'6'
}

/// Whether more digits of the same number stand around: a version, a range, a longer id.
///
/// A slash goes on with a date of slashes and a year of two digits; it parts all others from the
/// next value, as in an interval (ISO 8601-1, section 5.5.2).
fn continues_number(text: &[u8], start: usize, end: usize) -> bool {
    let byte = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(b' ');
    let date = &text[start..end];
    let short = date.contains(&b'/') && !date.windows(4).any(|four| digits(four) == 4);
    let mark = |byte: u8| matches!(byte, b'-' | b'.' | b':') || byte == b'/' && short;
    let before = byte(start.checked_sub(1));
    let after = byte(Some(end));
    let glued_after =
        after.is_ascii_digit() || after.is_ascii_alphabetic() && !matches!(after, b'T' | b't');
    mark(before) && byte(start.checked_sub(2)).is_ascii_digit()
        || before.is_ascii_alphanumeric()
        || glued_after
        || mark(after) && byte(Some(end + 1)).is_ascii_digit()
        || after == b'-' && byte(Some(end + 1)).is_ascii_alphanumeric()
}

/// Whether there is such a day in the Gregorian calendar, in the years 1000 to 2999.
fn is_date(year: u32, month: u32, day: u32) -> bool {
    (1000..3000).contains(&year) && calendar::is_date(year, month, day)
}

/// Digits that `text` begins with, five at most.
#[inline]
fn digits(text: &[u8]) -> usize {
    leading_digits(text).min(5)
}

fn value(digits: &[u8]) -> u32 {
    number(digits)
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, 0xC3 | 0x80..=0xBF)
}
