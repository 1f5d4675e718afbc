//! Days and times, in the spellings of four languages and of ISO 8601.

use crate::rng::Rng;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Four digits.
    pub year: u32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to the length of the month.
    pub day: u32,
}

impl Day {
    /// A day of a year from `first` to `last`.
    pub fn within(rng: &mut Rng, first: u32, last: u32) -> Self {
        let (year, month) = (rng.between(first, last), rng.between(1, 12));
        Self {
            year,
            month,
            day: rng.between(1, days_in(year, month)),
        }
    }

    /// The day as ISO 8601 writes it.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Length of a month.
fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A day of the years 1995 to 2026; two in five with a time.
pub fn date_time(rng: &mut Rng) -> String {
    let day = Day::within(rng, 1995, 2026);
    match rng.below(5) {
        0 => timestamp(rng, day, 'T', "Z"),
        1 => timestamp(rng, day, ' ', ""),
        _ => spelled(rng, day),
    }
}

/// A day of the years 1935 to 2008, never with a time.
pub fn date_of_birth(rng: &mut Rng) -> String {
    let day = Day::within(rng, 1935, 2008);
    spelled(rng, day)
}

/// A day and a time of day, joined by `joint`, with `zone` behind them.
pub fn timestamp(rng: &mut Rng, day: Day, joint: char, zone: &str) -> String {
    let (hour, minute, second) = (rng.below(24), rng.below(60), rng.below(60));
    format!(
        "{}{joint}{hour:02}:{minute:02}:{second:02}{zone}",
        day.iso()
    )
}

/// One of the usual spellings of a day.
pub fn spelled(rng: &mut Rng, date: Day) -> String {
    let Day { year, month, day } = date;
    let at = month as usize - 1;
    match rng.below(10) {
        0 => format!("{month:02}/{day:02}/{year}"),
        1 => format!("{day:02}.{month:02}.{year}"),
        2 => format!("{day:02}/{month:02}/{year}"),
        3 => format!("{} {day}, {year}", ENGLISH[at]),
        4 => format!("{day} {} {year}", ENGLISH[at]),
        5 => format!("{day}. {} {year}", GERMAN[at]),
        6 => format!("{day} {} {year}", FRENCH[at]),
        7 => format!("{day} de {} de {year}", SPANISH[at]),
        _ => date.iso(),
    }
}

/// Months in English.
pub(crate) const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn centuries_are_leap_years_only_every_fourth_time() {
        let february: Vec<u32> = [1900, 2000, 2023, 2024].map(|year| days_in(year, 2)).into();
        assert_eq!(february, [28, 29, 28, 29]);
    }
}
