//! Days that exist, for numbers that hold a date of birth.
//!
//! What a real day in six digits is worth: of random digits one in 27 passes (+14), but order numbers
//! and time stamps hold dates as well, so that +4 counts where the check digit says the rest.

use super::number;

/// Whether the Gregorian calendar has the day.
pub(super) fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    is_day(month, day) && (month != 2 || day < 29 || leap)
}

/// Whether the day is one of some year.
pub(super) fn is_day(month: u32, day: u32) -> bool {
    let days = DAYS.get(month as usize).copied().unwrap_or(0);
    (1..=days).contains(&day)
}

/// Whether the day is one of a year of which only the last two digits are known: 00 may be 2000,
/// which had a 29 February.
pub(super) fn is_short_date(year: u32, month: u32, day: u32) -> bool {
    is_date(2000 + year, month, day)
}

/// Whether six digits are a date with two digits for the year, which comes first.
pub(super) fn is_yymmdd(digits: &[u8]) -> bool {
    let [year, month, day] = [0, 2, 4].map(|at| number(&digits[at..at + 2]));
    is_short_date(year, month, day)
}

/// Whether eight digits are a date, year first, on which a holder may have been born.
pub(super) fn is_yyyymmdd(digits: &[u8]) -> bool {
    let year = number(&digits[..4]);
    is_year_of_birth(year) && is_date(year, number(&digits[4..6]), number(&digits[6..8]))
}

/// The oldest papers in use name people of the nineteenth century.
pub(super) fn is_year_of_birth(year: u32) -> bool {
    (1880..2050).contains(&year)
}

static DAYS: [u32; 13] = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_leap_years_have_a_29th_of_february() {
        for (year, leap) in [(1896, true), (1900, false), (1999, false), (2000, true)] {
            assert_eq!(is_date(year, 2, 29), leap, "{year}");
            assert!(is_date(year, 2, 28) && !is_date(year, 2, 30));
        }
        assert!(is_day(2, 29) && is_day(12, 31));
        assert!(!is_day(0, 1) && !is_day(13, 1) && !is_day(4, 31) && !is_day(1, 0));
    }

    #[test]
    fn digits_are_dates_of_the_calendar() {
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
