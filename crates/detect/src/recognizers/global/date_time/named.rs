//! Dates with a month's name.

use super::{
    Date, clock, digits, is_date,
    months::{self, Month},
    value,
};

/// A day, a month's name and a year hardly ever mean anything else.
const NAMED: i16 = 16;

/// `3. März 2021`, `3rd of March, 2021`, `12 de octubre de 2024`, `3-Mar-21`, `3/Mar/2021`,
/// `3 tháng 3 năm 2021`: the date whose day begins at `day` and has `run` digits; `3-5 March 2021` from
/// its first day on.
pub(super) fn day_first(text: &[u8], day: usize, run: usize) -> Option<Date> {
    let mut at = day + run;
    let ordinal = ordinal(&text[at..]);
    at += ordinal;
    let has_dot = text[at - 1] == b'.';
    let joint = text.get(at).copied();
    at += match gap(&text[at..]) {
        Some(gap) => gap,
        None if has_dot => 0,
        None => return None,
    };
    at += particle(&text[at..]);
    let (month, len) = match Month::read(&text[at..]) {
        Some(month) => {
            let is_dotted = has_dot || text.get(at + month.len) == Some(&b'.');
            if month.needs_dot && !is_dotted {
                return None;
            }
            (month.number, month.len)
        }
        None => numbered_month(&text[at..])?,
    };
    at += len;
    let joins = matches!(joint, Some(b'-' | b'/')) && text.get(at).copied() == joint;
    at += usize::from(matches!(text.get(at), Some(b'.' | b',')));
    at += gap(&text[at..])?;
    at += particle(&text[at..]);
    let year = digits(&text[at..]);
    let day_number = value(&text[day..day + run]);
    let evidence = match year {
        4 if is_date(value(&text[at..at + 4]), month, day_number) => NAMED,
        // `03-MAR-84`: no other reading, but no proof either.
        2 if joins && is_date(2000, month, day_number) => 8,
        _ => return None,
    };
    Some(Date {
        start: first_day(text, day),
        end: at + year,
        evidence,
        is_bare: false,
    })
}

/// `March 3, 2021`, `febrero 3 de 2021`, and in logs `Mar  3 10:15:30 2021` and `Mar  3 10:15:30`: the
/// date whose day begins at `day` and has `run` digits.
pub(super) fn month_first(text: &[u8], day: usize, run: usize) -> Option<Date> {
    // Most numbers have neither a year nor a time behind them.
    let day_end = day + run;
    let (end, evidence) = match year_behind(text, day_end) {
        Some(end) => (end, NAMED),
        None => (day_end + clock_and_year(&text[day_end..])?, 13),
    };
    let (start, month) = month_before(text, day)?;
    let year = digits(&text[end - 4..]);
    let year = if year == 4 {
        value(&text[end - 4..end])
    } else {
        2000
    };
    is_date(year, month.number, value(&text[day..day_end])).then_some(Date {
        start,
        end,
        evidence,
        is_bare: false,
    })
}

/// `12 Mar 84`, `12. März 84`, `12 mars '84`.
pub(super) fn short_year(text: &[u8], day: usize, run: usize) -> Option<Date> {
    let day_end = day + run;
    let mut at = day_end + ordinal(&text[day_end..]);
    at += gap(&text[at..])?;
    let month = Month::read(&text[at..])?;
    at += month.len;
    at += usize::from(matches!(text.get(at), Some(b'.' | b',')));
    at += gap(text.get(at..)?)?;
    at += usize::from(text.get(at) == Some(&b'\''));
    let valid = digits(&text[at..]) == 2 && is_date(2000, month.number, value(&text[day..day_end]));
    valid.then_some(Date {
        start: day,
        end: at + 2,
        evidence: 8,
        is_bare: false,
    })
}

/// `2021 March 3`, `2021-Mar-03`, `2021. március 3.`: the date that begins at `at`.
pub(super) fn year_first(text: &[u8], start: usize) -> Option<Date> {
    let mut at = start + 4;
    let has_dot = text[at] == b'.';
    at += usize::from(has_dot);
    at += gap(&text[at..])?;
    // Lithuanian: `2021 m. kovo 3 d.`
    let has_dot = has_dot || text[at..].starts_with(b"m. ");
    at += if text[at..].starts_with(b"m. ") { 3 } else { 0 };
    let month = Month::read(&text[at..])?;
    // `in 2021 march 3 times`: a small letter behind a blank needs the full stop of a year.
    if text[at - 1] == b' ' && !has_dot && text[at].is_ascii_lowercase() {
        return None;
    }
    at += month.len;
    let is_dotted = text.get(at) == Some(&b'.');
    at += usize::from(is_dotted);
    at += gap(&text[at..])?;
    let day = digits(&text[at..]);
    let valid = (1..=2).contains(&day)
        && (!month.needs_dot || has_dot || is_dotted)
        && is_date(
            value(&text[start..start + 4]),
            month.number,
            value(&text[at..at + day]),
        );
    // What goes on is a year: `in 2021 March 3, 2022`.
    let goes_on = year_behind(text, at + day).is_some();
    let suffix = ordinal(&text[at + day..]);
    let suffix = if suffix == 2 { 2 } else { 0 };
    (valid && !goes_on).then_some(Date {
        start,
        end: at + day + suffix,
        evidence: 13,
        is_bare: false,
    })
}

/// The end of a year that follows a day behind its month, and perhaps a comma or a particle.
fn year_behind(text: &[u8], day_end: usize) -> Option<usize> {
    let mut at = day_end + ordinal(&text[day_end..]);
    at += usize::from(text.get(at) == Some(&b','));
    at += gap(text.get(at..)?)?;
    at += particle(&text[at..]);
    (digits(&text[at..]) == 4).then_some(at + 4)
}

/// Length of a time with seconds behind a day, and of the year behind it if there is one.
fn clock_and_year(text: &[u8]) -> Option<usize> {
    let time = match text {
        [b' ', hour, _, b':', _, _, b':', ..] if hour.is_ascii_digit() => clock::time_of_day(text),
        _ => return None,
    };
    if time == 0 {
        return None;
    }
    let rest = &text[time..];
    // `10:15:30 CET 2021`
    let zone = rest.iter().skip(1).take(5);
    let letters = zone.take_while(|byte| byte.is_ascii_uppercase()).count();
    let zone = if (3..=4).contains(&letters) {
        letters + 1
    } else {
        0
    };
    let year = match rest.get(zone..)? {
        [b' ', year @ ..] if digits(year) == 4 && value(&year[..4]) / 100 - 19 < 2 => zone + 5,
        _ => 0,
    };
    Some(time + year)
}

/// Start and month of the name before a day.
fn month_before(text: &[u8], day: usize) -> Option<(usize, Month)> {
    let least = day.saturating_sub(months::MAX_BYTES + 8);
    let before = &text[least..day];
    let before = before.strip_suffix(b" the ").unwrap_or(before);
    let parts = |byte: &u8| matches!(byte, b' ' | b'.' | b'-' | b'/');
    let end = before.iter().rposition(|byte| !parts(byte))? + 1;
    let has_gap = before.len() > end || before.len() < day - least;
    if !has_gap || before.len() - end > 2 {
        return None;
    }
    let is_letter = |byte: &u8| months::is_letter(*byte);
    let start = before[..end].iter().rposition(|byte| !is_letter(byte));
    let start = start.map_or(0, |at| at + 1);
    let month = Month::read(&before[start..])?;
    let is_dotted = before.get(end) == Some(&b'.');
    let valid = month.len == end - start && (!month.needs_dot || is_dotted);
    valid.then_some((least + start, month))
}

/// `3-5 March 2021`, `3.–5. März 2021`: where the first day of a range begins; or the day itself.
fn first_day(text: &[u8], day: usize) -> usize {
    let before = &text[day.saturating_sub(8)..day];
    let rest = match before {
        [rest @ .., b'.', 0xE2, 0x80, 0x93] | [rest @ .., b'.', b'-' | b'/'] => rest,
        [rest @ .., 0xE2, 0x80, 0x93] | [rest @ .., b'-'] => rest,
        _ => return day,
    };
    let digits = rest.iter().rev().take_while(|byte| byte.is_ascii_digit());
    let digits = digits.count();
    let (edge, first) = rest.split_at(rest.len() - digits);
    // A number before a blank makes the digits a group of it.
    let stands = match edge {
        [.., before, b' '] => !before.is_ascii_digit(),
        [.., last] => !last.is_ascii_alphanumeric() && !matches!(last, b'-' | b'.' | b'/' | b'_'),
        [] => true,
    };
    let is_day = (1..=2).contains(&digits) && (1..=31).contains(&value(first));
    if is_day && stands {
        day - (before.len() - rest.len()) - digits
    } else {
        day
    }
}

/// Length of `st`, `nd`, `rd`, `th`, `er`, a full stop, an ordinal sign, or the endings of Greek and
/// Russian behind a day.
fn ordinal(text: &[u8]) -> usize {
    match text {
        [b's' | b'S', b't' | b'T', ..]
        | [b'n' | b'N' | b'r' | b'R', b'd' | b'D', ..]
        | [b't' | b'T', b'h' | b'H', ..]
        | [b'e' | b'E', b'r' | b'R', ..]
        | [0xC2, 0xBA | 0xB0, ..]
        | [0xCE, 0xB7, ..] => 2,
        [b'.', 0xC2, 0xBA | 0xB0, ..] | [b'-', 0xD0, 0xB5, b' ', ..] => 3,
        [b'-', 0xD0, 0xB3, 0xD0, 0xBE, ..] => 5,
        [b'.', ..] => 1,
        _ => 0,
    }
}

/// Length of what parts day, month and year: a blank or two, a no-break space, a hyphen, or a slash.
fn gap(text: &[u8]) -> Option<usize> {
    match text {
        [0xE2, 0x80, 0xAF, ..] => Some(3),
        [b' ', b' ', ..] | [0xC2, 0xA0, ..] => Some(2),
        [b' ' | b'-' | b'/', ..] => Some(1),
        _ => None,
    }
}

/// Length of `of `, `de `, `del `, `di `, `d'`, `năm `, or the second word of a month of the Levant.
fn particle(text: &[u8]) -> usize {
    let words: [&str; 8] = [
        "of ",
        "de ",
        "di ",
        "del ",
        "d'",
        "năm ",
        "الثاني ",
        "الأول ",
    ];
    let first = text.first().copied().unwrap_or(0);
    if !matches!(first, b'o' | b'd' | b'n' | 0xD8) {
        return 0;
    }
    let word = words.iter().find(|word| text.starts_with(word.as_bytes()));
    word.map_or(0, |word| word.len())
}

/// `tháng 3`: a month's number in Vietnamese and the bytes of both.
fn numbered_month(text: &[u8]) -> Option<(u32, usize)> {
    let word = "tháng ".as_bytes();
    let rest = text.strip_prefix(word)?;
    let run = digits(rest);
    (1..=2)
        .contains(&run)
        .then(|| (value(&rest[..run]), word.len() + run))
}
