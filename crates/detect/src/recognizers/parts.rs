//! What numbers of several countries hold: dates of birth, and digits that are all alike.

use super::number;

/// Whether the month has such a day. 29 February is a day of each year that four divides: most
/// numbers do not tell 1900 from 2000.
pub(super) fn is_day(year: u32, month: u32, day: u32) -> bool {
    const DAYS: [u8; 13] = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = DAYS.get(month as usize).map_or(0, |&days| u32::from(days));
    let leap = month == 2 && year.is_multiple_of(4);
    let most = if month == 2 && !leap { 28 } else { days };
    (1..=most).contains(&day)
}

/// Whether six digits are a date with two digits for the year, which comes first.
pub(super) fn is_yymmdd(digits: &[u8]) -> bool {
    let [year, month, day] = [0, 2, 4].map(|at| number(&digits[at..at + 2]));
    is_day(year, month, day)
}

/// Whether eight digits are a date, year first, on which a holder may have been born.
pub(super) fn is_yyyymmdd(digits: &[u8]) -> bool {
    let year = number(&digits[..4]);
    is_year_of_birth(year) && is_day(year, number(&digits[4..6]), number(&digits[6..8]))
}

/// The oldest papers in use name people of the nineteenth century.
pub(super) fn is_year_of_birth(year: u32) -> bool {
    (1880..2050).contains(&year)
}

/// Whether one digit stands everywhere, as in placeholders.
pub(super) fn is_one_digit(digits: &[u8]) -> bool {
    digits.iter().all(|digit| *digit == digits[0])
}

/// Whether all letters of a value of letters and digits are capitals.
pub(super) fn is_upper(value: &[u8]) -> bool {
    !value.iter().any(u8::is_ascii_lowercase)
}

/// A table of the codes in use, given as ranges with their last ones.
pub(super) const fn table<const N: usize>(ranges: &[(usize, usize)]) -> [bool; N] {
    let (mut table, mut at) = ([false; N], 0);
    while at < ranges.len() {
        let (mut index, last) = ranges[at];
        while index <= last {
            table[index] = true;
            index += 1;
        }
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for date in ["000229", "960229", "991231", "010101", "210430"] {
            assert!(is_yymmdd(date.as_bytes()), "{date}");
        }
        for date in ["010229", "990431", "991301", "990001", "990100", "990132"] {
            assert!(!is_yymmdd(date.as_bytes()), "{date}");
        }
        assert!(is_yyyymmdd(b"19840229") && !is_yyyymmdd(b"19850229"));
        assert!(!is_yyyymmdd(b"18000101") && !is_yyyymmdd(b"20990101"));
    }
}
