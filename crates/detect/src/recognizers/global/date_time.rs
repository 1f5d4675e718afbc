//! Dates, and times that follow a date.

mod cjk;
mod clock;
mod months;
mod named;
mod numbers;

use std::ops::RangeInclusive;

use super::super::{calendar, leading_digits, number};
use crate::recognizer::{Anchor, Recognizer, Shape, Walked};

/// A full date with its year: year first with hyphens, slashes or dots; day and month in either
/// order; a month's name in one of some fifty languages before or behind the day, the year first or
/// last; or years, months and days with their signs, as Chinese, Japanese, Korean and Vietnamese
/// write them. A time of day right behind belongs to it; behind a month's name and a day it may
/// stand for the year, as in logs.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Date, walk)],
        citation: "ISO 8601-1:2019, sections 5.2 to 5.4; RFC 3339; RFC 5322, section 3.3; Unicode \
             CLDR, gregorian"
            .into(),
        ..Recognizer::new("date_time", "DATE_TIME", "global")
    }
}

/// A date without a time.
#[derive(Clone, Copy, Debug)]
struct Date {
    start: usize,
    end: usize,
    evidence: i16,
    /// Of numbers alone, which more numbers may make a version or a range.
    is_bare: bool,
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let run = digits(&text[at..]);
    let mark = *text.get(at + run)?;
    let date = match (run, mark) {
        (1 | 2 | 4, b'-' | b'/' | b'.') if parts_numbers(text, at + run) => {
            if joins_number(text, at) {
                None
            } else if run == 4 {
                numbers::year_first(text, at)
            } else {
                numbers::year_last(text, at, run)
            }
        }
        (4, b' ' | b'-' | b'/' | b'.') => named::year_first(text, at),
        (1 | 2, _) if mark < 0x80 || mark == 0xC2 || mark == 0xCE => {
            named::day_first(text, at, run).or_else(|| named::month_first(text, at, run))
        }
        (1 | 2 | 4, 0xE5..=0xEB) => cjk::date(text, at, run),
        _ => None,
    }?;
    let Date {
        start,
        end,
        evidence,
        is_bare,
    } = date;
    if is_bare && continues_number(text, start, end) || is_glued(text, start, end) {
        return None;
    }
    let time = clock::time_of_day(&text[end..]);
    let evidence = evidence + if time > 0 { 4 } else { 0 };
    Some(Walked::new(start, end + time, evidence))
}

/// Whether the date is the first or the second one of `12.05.2021-14.05.2021`.
fn is_one_of_two(text: &[u8], start: usize, end: usize) -> bool {
    let date = &text[start..end];
    let mark = date[digits(date).min(date.len() - 1)];
    if digits(&text[end.saturating_sub(4)..]) != 4 || !matches!(mark, b'.' | b'/') {
        return false;
    }
    let first = match text.get(end..).unwrap_or_default() {
        [b'-', rest @ ..] => {
            (1..=2).contains(&digits(rest)) && rest.get(digits(rest)) == Some(&mark)
        }
        _ => false,
    };
    let before = &text[start.saturating_sub(6)..start];
    let second =
        before.len() == 6 && before[0] == mark && digits(&before[1..]) == 4 && before[5] == b'-';
    first || second
}

/// Dates with a year of two digits that nothing but the words beside them tells from versions, sizes and
/// scores: `12.3.84`, `12-3-84`, `12 Mar 84`.
pub(super) fn short(text: &[u8], at: usize) -> Option<Walked> {
    let run = digits(&text[at..]);
    let mark = *text.get(at + run)?;
    let date = match (run, mark) {
        (1 | 2, b'-' | b'.') if is_number(text, at + run + 1) => {
            if joins_number(text, at) {
                return None;
            }
            numbers::short_year(text, at, run)
        }
        (1 | 2, _) if mark < 0x80 => named::short_year(text, at, run),
        _ => None,
    }?;
    let Date {
        start,
        end,
        evidence,
        ..
    } = date;
    let stands = !continues_number(text, start, end) && !is_glued(text, start, end);
    stands.then_some(Walked::new(start, end, evidence))
}

/// Whether a letter or digit stands right before or behind.
fn is_glued(text: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    let after = text.get(end);
    before.is_some_and(u8::is_ascii_alphanumeric)
        || after.is_some_and(|byte| byte.is_ascii_alphanumeric() && !matches!(byte, b'T' | b't'))
}

/// Whether a number stands behind the mark at `at`, or behind a full stop and a blank.
fn parts_numbers(text: &[u8], at: usize) -> bool {
    is_number(text, at + 1) || text[at] == b'.' && is_number(text, at + 2)
}

/// Whether numbers that begin at `at` go on with one before them, whatever date they are: seen before they are read,
/// since rows of numbers are long. What may be [one of two dates](is_one_of_two) does not.
#[inline]
fn joins_number(text: &[u8], at: usize) -> bool {
    let before = &text[..at];
    matches!(before, [.., b'0'..=b'9', b'-' | b'.' | b':'])
        && !matches!(before, [.., b'.' | b'/', _, _, _, _, b'-'])
        && !WITH_YEAR
            .into_iter()
            .any(|len| text.get(at + len) == Some(&b'-'))
}

/// Bytes of `1.2.2021` to `12. 12. 2021`.
const WITH_YEAR: RangeInclusive<usize> = 8..=12;

fn is_number(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_digit)
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
    if is_one_of_two(text, start, end) {
        return false;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is dismissed before it is read would be so behind.
    #[test]
    fn numbers_that_join_others_continue_them() {
        let (mut joined, mut others) = (0, 0);
        for before in [
            "",
            "1-",
            "1.",
            "1:",
            "1/",
            "a-",
            "2020-",
            ".2020-",
            "/2020-",
            "1.5.2020-",
        ] {
            for date in [
                "2021-05-12",
                "2021/5/12",
                "2021.5.12",
                "2021. 5. 12",
                "12.05.2021",
                "1/2/2021",
                "1-2-2021",
                "12. 12. 2021",
                "1.2.21",
                "01-02-21",
                "1/2/21",
            ] {
                for behind in ["", "-", "-14.05.2021", "-1/2/2022", "-x", ".1", " 1"] {
                    let (text, at) = (format!("{before}{date}{behind}"), before.len());
                    let text = text.as_bytes();
                    let run = digits(date.as_bytes());
                    let read = if run == 4 {
                        [numbers::year_first(text, at), None]
                    } else {
                        [
                            numbers::year_last(text, at, run),
                            numbers::short_year(text, at, run),
                        ]
                    };
                    for Date {
                        start,
                        end,
                        is_bare,
                        ..
                    } in read.into_iter().flatten()
                    {
                        assert!(is_bare);
                        if joins_number(text, at) {
                            joined += 1;
                            assert!(continues_number(text, start, end), "{before}{date}{behind}");
                        } else {
                            others += 1;
                        }
                    }
                }
            }
        }
        assert!(joined > 50 && others > 50, "{joined} {others}");
    }
}
