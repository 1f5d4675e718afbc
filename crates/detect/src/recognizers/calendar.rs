//! Days that exist, for numbers that hold a date of birth.
//!
//! What a real day in six digits is worth: of random digits one in 27 passes (+14), but order numbers
//! and time stamps hold dates as well, so that +4 counts where the check digit says the rest.

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
}
