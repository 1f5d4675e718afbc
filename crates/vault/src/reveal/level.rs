//! How a value is shown by a level.

use crate::policy::Level;

/// What is shown of a value; `None` where the level does not fit it, and the token stays.
///
/// The value is UTF-8; what is no UTF-8 is shown in full or not at all.
pub(super) fn shown(level: Level, value: &[u8]) -> Option<Vec<u8>> {
    let text = || std::str::from_utf8(value).ok();
    match level {
        Level::Full => Some(value.to_vec()),
        Level::Last4 => masked(text()?, 0, 4),
        Level::First6Last4 => masked(text()?, 6, 4),
        Level::Domain => domain(text()?),
        Level::Year => year(text()?),
        Level::Initial => initials(text()?),
        Level::Token | Level::Deny => None,
    }
}

/// Letters and digits that a mask must leave unseen: of fewer the rest is soon guessed.
const LEAST_UNSEEN: usize = 3;

/// All letters and digits but the first and the last few are `*`. In full where that leaves less than
/// [`LEAST_UNSEEN`] unseen.
fn masked(text: &str, first: usize, last: usize) -> Option<Vec<u8>> {
    let all = text.chars().filter(|char| char.is_alphanumeric()).count();
    let is_short = all < first + last + LEAST_UNSEEN;
    let mut at = 0;
    let masked = text.chars().map(|char| {
        if !char.is_alphanumeric() {
            return char;
        }
        at += 1;
        let is_seen = at <= first || at > all - last;
        if is_short || !is_seen { '*' } else { char }
    });
    Some(masked.collect::<String>().into_bytes())
}

fn domain(text: &str) -> Option<Vec<u8>> {
    let (local, domain) = text.rsplit_once('@')?;
    let fits = !local.is_empty() && !domain.is_empty();
    fits.then(|| format!("***@{domain}").into_bytes())
}

/// The only number of four digits from 1800 to 2199 in it.
fn year(text: &str) -> Option<Vec<u8>> {
    let numbers = text.split(|char: char| !char.is_ascii_digit());
    let mut years = numbers
        .filter(|number| number.len() == 4 && (1800..2200).contains(&number.parse().unwrap_or(0)));
    let year = years.next()?;
    years.next().is_none().then(|| year.into())
}

fn initials(text: &str) -> Option<Vec<u8>> {
    let words = text.split(|char: char| char.is_whitespace() || char == '-');
    let letters = words.filter_map(|word| word.chars().find(|char| char.is_alphabetic()));
    let initials: Vec<_> = letters.map(|letter| format!("{letter}.")).collect();
    (!initials.is_empty()).then(|| initials.join(" ").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_show_what_they_say() {
        for (level, value, expected) in [
            (Level::Full, "Jörg \"J\" 😀", Some("Jörg \"J\" 😀")),
            (Level::Last4, "536-90-4399", Some("***-**-4399")),
            (Level::Last4, "123456", Some("******")),
            (
                Level::First6Last4,
                "4111 1111 1111 1234",
                Some("4111 11** **** 1234"),
            ),
            (Level::First6Last4, "536-90-4399", Some("***-**-****")),
            (
                Level::Domain,
                "jane.doe@mail.example.com",
                Some("***@mail.example.com"),
            ),
            (Level::Domain, "jane.doe", None),
            (Level::Year, "12 March 1987", Some("1987")),
            (Level::Year, "1987-03-12", Some("1987")),
            (Level::Year, "03/12/87", None),
            (Level::Year, "1987 or 1988", None),
            (
                Level::Initial,
                "Jane van der Doe-Smith",
                Some("J. v. d. D. S."),
            ),
            (Level::Initial, "12", None),
            (Level::Token, "x", None),
            (Level::Deny, "x", None),
        ] {
            let shown = shown(level, value.as_bytes());
            let shown = shown.map(|shown| String::from_utf8(shown).unwrap());
            assert_eq!(shown.as_deref(), expected, "{level:?} of {value}");
        }
    }
}
