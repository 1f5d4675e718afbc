//! Dates with signs for year, month and day.

use super::{Date, digits, is_date, value};

/// What follows a number of the year, the month and the day.
const SIGNS: [[&str; 3]; 4] = [
    ["年", "月", "日"],
    ["年", "月", "号"],
    ["年", "月", "號"],
    ["년", "월", "일"],
];
/// Eras of Japan since 1868, and of the Republic of China.
const ERAS: [&str; 6] = ["令和", "平成", "昭和", "大正", "明治", "民國"];

/// `2021年3月3日`, `2021년 3월 3일`, `令和3年3月3日`, `令和元年5月1日`: the first number begins at `at` and has
/// `run` digits.
pub(super) fn date(text: &[u8], at: usize, run: usize) -> Option<Date> {
    let signs = SIGNS.iter();
    signs
        .filter_map(|[year, month, day]| {
            if run == 4 {
                let month_at = behind(text, at + run, year)?;
                let end = month_and_day(text, month_at, value(&text[at..at + 4]), month, day)?;
                return Some((at, end));
            }
            match behind(text, at + run, year) {
                Some(month_at) => {
                    let end = month_and_day(text, month_at, 2000, month, day)?;
                    Some((era_before(&text[..at])?, end))
                }
                None => {
                    let before = text[..at].strip_suffix("元年".as_bytes())?;
                    let end = month_and_day(text, at, 2000, month, day)?;
                    Some((era_before(before)?, end))
                }
            }
        })
        .map(|(start, end)| Date {
            start,
            end,
            evidence: 16,
            is_bare: false,
        })
        .next()
}

/// The end of a month and a day that begin at `at`.
fn month_and_day(text: &[u8], at: usize, year: u32, month: &str, day: &str) -> Option<usize> {
    let month_end = at + digits(text.get(at..)?);
    let day_at = behind(text, month_end, month)?;
    let day_end = day_at + digits(text.get(day_at..)?);
    let end = behind(text, day_end, day)?;
    let short = |len: usize| (1..=2).contains(&len);
    let valid = short(month_end - at)
        && short(day_end - day_at)
        && is_date(
            year,
            value(&text[at..month_end]),
            value(&text[day_at..day_end]),
        );
    // A blank behind the day's sign is no part of the date.
    let blank = text.get(end - 1) == Some(&b' ');
    valid.then_some(end - usize::from(blank))
}

/// What stands behind `sign` at `at`, and behind a blank if it has one.
fn behind(text: &[u8], at: usize, sign: &str) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix(sign.as_bytes())?;
    Some(at + sign.len() + usize::from(rest.first() == Some(&b' ')))
}

fn era_before(text: &[u8]) -> Option<usize> {
    let era = ERAS.iter().find(|era| text.ends_with(era.as_bytes()));
    era.map(|era| text.len() - era.len())
}
