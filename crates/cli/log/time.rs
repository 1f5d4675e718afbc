//! The time of a message: a date of the proleptic Gregorian calendar in UTC.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

/// A moment, written as RFC 3339 has it. What lies before 1970 is shown as its first moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Utc {
    /// Since 1970.
    days: u64,
    /// Of the day.
    millis: u64,
}

const MILLIS_A_DAY: u64 = 24 * 60 * 60 * 1000;

impl From<SystemTime> for Utc {
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        let millis = since.as_millis() as u64;
        Self {
            days: millis / MILLIS_A_DAY,
            millis: millis % MILLIS_A_DAY,
        }
    }
}

impl Utc {
    /// Year, month and day: years are counted from March, so that the leap day is a year's last, in
    /// spans of 400 years, which all have as many days.
    fn date(self) -> (u64, u64, u64) {
        const DAYS_TO_MARCH_OF_YEAR_0: u64 = 719_468;
        const SPAN: u64 = 146_097;
        let days = self.days + DAYS_TO_MARCH_OF_YEAR_0;
        let day = days % SPAN;
        let year = (day - day / 1_460 + day / 36_524 - day / (SPAN - 1)) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        // March and the four months behind it have 153 days, and so have the next five.
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let year = year + days / SPAN * 400;
        match month {
            0..10 => (year, month + 3, day),
            _ => (year + 1, month - 9, day),
        }
    }
}

impl fmt::Display for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let seconds = self.millis / 1000;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{:02}.{:03}Z",
            seconds % 60,
            self.millis % 1000
        )
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_day_follows_the_one_before() {
        let length = |year: u64, month: u64| match month {
            2 if year.is_multiple_of(4)
                && (!year.is_multiple_of(100) || year.is_multiple_of(400)) =>
            {
                29
            }
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let mut expected = (1970, 1, 1);
        // To the year 2500: past centuries with a leap day and without.
        for days in 0..193_500 {
            assert_eq!(Utc { days, millis: 0 }.date(), expected, "day {days}");
            let (year, month, day) = expected;
            expected = match (day == length(year, month), month) {
                (false, _) => (year, month, day + 1),
                (true, 12) => (year + 1, 1, 1),
                (true, _) => (year, month + 1, 1),
            };
        }
    }

    /// The examples of `date -u`.
    #[test]
    fn moments_are_written_as_the_standard_has_it() {
        let shown = |millis| Utc::from(UNIX_EPOCH + Duration::from_millis(millis)).to_string();
        assert_eq!(shown(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(shown(951_827_696_789), "2000-02-29T12:34:56.789Z");
        assert_eq!(shown(4_102_444_799_999), "2099-12-31T23:59:59.999Z");
    }
}
