//! How to make values of an identifier: a little language of its fixture.
//!
//! `9` is any digit; `[1-9]`, `[A-Z]`, `[ABX]` one of a class; `#` a digit and `?` a capital letter
//! that are tried one after the other until the recognizer says that the value fits; `{YYMMDD}` and
//! the like a real date of birth; everything else stands for itself.

use pumice_synth::Rng;

use super::frames::Strength;

/// A compiled template.
pub(super) struct Template {
    source: String,
    parts: Vec<Part>,
}

enum Part {
    /// One of these.
    Class(Vec<u8>),
    /// One of these that the check decides.
    Check(&'static [u8]),
    /// `YYMMDD` or the like.
    Date(String),
    Literal(char),
}

/// A value that fits, and where its check characters stand.
pub(super) struct Number {
    pub(super) text: String,
    checks: Vec<(usize, &'static [u8])>,
}

/// Another check character in a value that fits.
pub(super) enum Twin {
    Broken(String),
    /// Every replacement that was tried fits as well.
    Unbroken,
}

const DIGITS: &[u8] = b"0123456789";
const CAPITALS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const MAX_CHECKS: usize = 3;
/// Values drawn before a template is given up: one in a thousand may need that many.
const DRAWS: usize = 20_000;
/// Replacements tried before a value counts as unbreakable.
const TWINS: usize = 40;

impl Template {
    /// Compiles a template; the error says what is wrong with it.
    pub(super) fn parse(source: &str) -> Result<Self, String> {
        let mut parts = vec![];
        let mut rest = source;
        while let Some(first) = rest.chars().next() {
            rest = &rest[first.len_utf8()..];
            parts.push(match first {
                '9' => Part::Class(DIGITS.to_vec()),
                '#' => Part::Check(DIGITS),
                '?' => Part::Check(CAPITALS),
                '[' => Part::Class(class(until(&mut rest, ']')?)?),
                '{' => Part::Date(date_format(until(&mut rest, '}')?)?),
                other => Part::Literal(other),
            });
        }
        let checks = parts.iter().filter(|part| part.is_check()).count();
        if checks > MAX_CHECKS {
            return Err(format!("{checks} check characters, {MAX_CHECKS} at most"));
        }
        Ok(Self {
            source: source.to_owned(),
            parts,
        })
    }

    pub(super) fn source(&self) -> &str {
        &self.source
    }

    pub(super) fn strength(&self) -> Strength {
        if self.parts.iter().any(Part::is_check) {
            Strength::Checked
        } else {
            Strength::Unchecked
        }
    }

    /// A value that fits; `None` when no draw gives one.
    pub(super) fn valid(&self, rng: &mut Rng, fits: &dyn Fn(&str) -> bool) -> Option<Number> {
        (0..DRAWS).find_map(|_| self.draw(rng, fits))
    }

    /// Draws what is free, then tries the check characters from a random one on.
    fn draw(&self, rng: &mut Rng, fits: &dyn Fn(&str) -> bool) -> Option<Number> {
        let mut text = String::new();
        let mut checks = vec![];
        for part in &self.parts {
            if let Part::Check(alphabet) = *part {
                checks.push((text.len(), alphabet));
            }
            part.write(rng, &mut text);
        }
        let ways: u32 = checks.iter().map(|(_, way)| way.len() as u32).product();
        let first = rng.below(ways);
        for way in 0..ways {
            let mut way = (first + way) % ways;
            for &(at, alphabet) in &checks {
                let count = alphabet.len() as u32;
                put(&mut text, at, alphabet[(way % count) as usize]);
                way /= count;
            }
            if fits(&text) {
                return Some(Number { text, checks });
            }
        }
        None
    }

    /// Random digits and letters in the shape of the template; letters that are literal stay.
    pub(super) fn random(&self, rng: &mut Rng) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Class(class) if class.iter().all(u8::is_ascii_digit) => {
                    text += &rng.digits(1);
                }
                Part::Class(class) if class.iter().all(u8::is_ascii_uppercase) => {
                    text += &rng.string(1, CAPITALS);
                }
                Part::Date(format) => {
                    for byte in format.chars() {
                        let digit = char::from(DIGITS[rng.below(10) as usize]);
                        text.push(if "YMD".contains(byte) { digit } else { byte });
                    }
                }
                Part::Literal(digit) if digit.is_ascii_digit() => text += &rng.digits(1),
                other => other.write(rng, &mut text),
            }
        }
        text
    }
}

impl Number {
    /// The value with one of its check characters replaced by another one.
    pub(super) fn twin(&self, rng: &mut Rng, fits: &dyn Fn(&str) -> bool) -> Twin {
        for _ in 0..TWINS {
            let (at, alphabet) = self.checks[rng.below(self.checks.len() as u32) as usize];
            let mut text = self.text.clone();
            put(
                &mut text,
                at,
                alphabet[rng.below(alphabet.len() as u32) as usize],
            );
            if text != self.text && !fits(&text) {
                return Twin::Broken(text);
            }
        }
        Twin::Unbroken
    }
}

impl Part {
    fn is_check(&self) -> bool {
        matches!(self, Self::Check(_))
    }

    fn write(&self, rng: &mut Rng, text: &mut String) {
        match self {
            Self::Class(class) => *text += &rng.string(1, class),
            Self::Check(alphabet) => *text += &rng.string(1, alphabet),
            Self::Date(format) => write_date(format, rng, text),
            Self::Literal(literal) => text.push(*literal),
        }
    }
}

/// Puts one ASCII character in the place of another.
fn put(text: &mut String, at: usize, character: u8) {
    text.replace_range(at..=at, char::from(character).encode_utf8(&mut [0; 4]));
}

/// What stands before `close`, which is taken too.
fn until<'t>(rest: &mut &'t str, close: char) -> Result<&'t str, String> {
    let (inside, behind) = rest
        .split_once(close)
        .ok_or_else(|| format!("nothing closes before {close}"))?;
    *rest = behind;
    Ok(inside)
}

/// `1-9`, `A-Z`, `ABX`, and any of them in a row.
fn class(inside: &str) -> Result<Vec<u8>, String> {
    let bytes = inside.as_bytes();
    if bytes.is_empty() || !inside.is_ascii() {
        return Err("a class has one ASCII character at least".into());
    }
    let (mut class, mut at) = (vec![], 0);
    while at < bytes.len() {
        if let [first, b'-', last, ..] = bytes[at..] {
            if first > last {
                return Err(format!("[{inside}] runs backwards"));
            }
            class.extend(first..=last);
            at += 3;
        } else {
            class.push(bytes[at]);
            at += 1;
        }
    }
    Ok(class)
}

fn date_format(inside: &str) -> Result<String, String> {
    let letters = inside.replace("YYYY", "").replace("YY", "");
    let letters = letters.replacen("MM", "", 1).replacen("DD", "", 1);
    if letters.len() < inside.len() && letters.bytes().all(|byte| b".-/ ".contains(&byte)) {
        Ok(inside.to_owned())
    } else {
        Err(format!("{{{inside}}} is no date of YYYY, YY, MM and DD"))
    }
}

/// A day between 1930 and 1999, so that two digits of the year mean the same everywhere.
fn write_date(format: &str, rng: &mut Rng, text: &mut String) {
    let (year, month) = (rng.between(1930, 1999), rng.between(1, 12));
    let days = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = rng.between(1, days);
    *text += &format
        .replace("YYYY", &year.to_string())
        .replace("YY", &format!("{:02}", year % 100))
        .replace("MM", &format!("{month:02}"))
        .replace("DD", &format!("{day:02}"));
}

#[test]
fn templates_make_what_they_say() {
    let mut rng = Rng::new(1);
    let template = Template::parse("X[1-3][AB]9-{DDMMYY}#?").unwrap();
    let ends_in_5q = |text: &str| text.ends_with("5Q");
    for _ in 0..50 {
        let number = template.valid(&mut rng, &ends_in_5q).unwrap();
        let text = number.text.as_bytes();
        assert_eq!((text.len(), text[0], text[4]), (13, b'X', b'-'));
        assert!(matches!(text[1], b'1'..=b'3') && matches!(text[2], b'A' | b'B'));
        assert!(text[3].is_ascii_digit() && text[5..11].iter().all(u8::is_ascii_digit));
        let Twin::Broken(twin) = number.twin(&mut rng, &ends_in_5q) else {
            panic!("{} cannot be broken", number.text);
        };
        let replaced = twin.bytes().zip(number.text.bytes());
        assert_eq!(replaced.filter(|(new, old)| new != old).count(), 1);
        assert!(template.random(&mut rng).starts_with('X'));
    }
    assert!(template.valid(&mut rng, &|_| false).is_none());
}

#[test]
fn templates_that_make_no_sense_are_refused() {
    for source in ["[1-9", "[]", "[9-1]", "{YYMM", "{XX}", "{}", "####"] {
        assert!(Template::parse(source).is_err(), "{source}");
    }
}
