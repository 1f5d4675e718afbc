//! Dates of numbers alone.

use super::{Date, digits, is_date, value};

/// `2026-11-23`, `2026/3/3`, `2026. 3. 3`: the date that begins at `at`.
pub(super) fn year_first(text: &[u8], at: usize) -> Option<Date> {
    let date = &text[at..];
    let mark = date[4];
    let month_at = behind(date, 4, mark)?;
    let month = digits(&date[month_at..]);
    let day_at = behind(date, month_at + month, mark)?;
    let day = digits(&date[day_at..]);
    let padded = month == 2 && day == 2;
    let apart = month_at == 6;
    let valid = (1..=2).contains(&month)
        && (1..=2).contains(&day)
        && apart == (day_at == month_at + month + 2)
        && is_date(
            value(&date[..4]),
            value(&date[month_at..month_at + month]),
            value(&date[day_at..day_at + day]),
        );
    let evidence = match mark {
        b'-' if padded => 15,
        b'.' if !apart => 5,
        _ => 10,
    };
    valid.then_some(Date {
        start: at,
        end: at + day_at + day,
        evidence,
        is_bare: true,
    })
}

/// `23.11.2026`, `11/23/2026`, `03/12/84`, `3. 12. 1984`: the first number has `first` digits.
pub(super) fn year_last(text: &[u8], at: usize, first: usize) -> Option<Date> {
    let date = &text[at..];
    let mark = date[first];
    let second_at = behind(date, first, mark)?;
    let second = digits(&date[second_at..]);
    let year_at = behind(date, second_at + second, mark)?;
    let year = digits(&date[year_at..]);
    let apart = second_at == first + 2;
    if !(1..=2).contains(&second) || apart != (year_at == second_at + second + 2) {
        return None;
    }
    let padded = first == 2 && second == 2;
    let evidence = match (year, mark) {
        (4, b'-') => 10,
        (4, _) => 13,
        _ if apart => return None,
        (2, b'/') => 3,
        (2, b'.') if padded => 2,
        (2, b'-') if padded => -3,
        _ => return None,
    };
    let (a, b) = (
        value(&date[..first]),
        value(&date[second_at..second_at + second]),
    );
    // A two-digit year could be of any century; 2000 is a leap year and the most lenient.
    let years = match year {
        2 => 2000,
        _ => value(&date[year_at..year_at + 4]),
    };
    // `7.4.1433` is a version.
    if mark == b'.' && !(1800..2200).contains(&years) {
        return None;
    }
    let american = mark != b'.' && is_date(years, a, b);
    (american || is_date(years, b, a)).then_some(Date {
        start: at,
        end: at + year_at + year,
        evidence,
        is_bare: true,
    })
}

/// `3.12.84`, `3-12-84`: a year of two digits without zeros before day and month.
pub(super) fn short_year(text: &[u8], at: usize, first: usize) -> Option<Date> {
    let date = &text[at..];
    let mark = date[first];
    let second_at = first + 1;
    let second = digits(&date[second_at..]);
    let year_at = behind(date, second_at + second, mark)?;
    let (a, b) = (
        value(&date[..first]),
        value(&date[second_at..second_at + second]),
    );
    let valid = (1..=2).contains(&second)
        && digits(&date[year_at..]) == 2
        && (is_date(2000, a, b) || is_date(2000, b, a));
    valid.then_some(Date {
        start: at,
        end: at + year_at + 2,
        evidence: 8,
        is_bare: true,
    })
}

/// What stands behind `mark` at `at`, and behind a blank if a full stop has one.
fn behind(text: &[u8], at: usize, mark: u8) -> Option<usize> {
    match text.get(at..)? {
        [byte, b' ', ..] if *byte == mark && mark == b'.' => Some(at + 2),
        [byte, ..] if *byte == mark => Some(at + 1),
        _ => None,
    }
}
