//! Values spelled so that a person reads them and a search for their shape does not.

use crate::rng::Rng;

/// A way to disguise a value.
#[derive(Clone, Copy, Debug)]
pub struct Maker {
    /// Its name in a policy, such as `percent`.
    pub name: &'static str,
    /// Entities whose values may be disguised so.
    pub entities: &'static [&'static str],
    make: fn(&str, &mut Rng) -> Option<String>,
}

impl Maker {
    /// `value` in disguise; `None` where there is nothing in it to disguise so, or something beyond ASCII.
    pub fn make(&self, value: &str, rng: &mut Rng) -> Option<String> {
        if value.len() < 2 || !value.is_ascii() {
            return None;
        }
        (self.make)(value, rng).filter(|disguised| disguised != value)
    }
}

const NUMBERS: &[&str] = &[
    "CREDIT_CARD",
    "IBAN_CODE",
    "US_SSN",
    "PHONE_NUMBER",
    "UK_NHS",
];
const ALL: &[&str] = &[
    "CREDIT_CARD",
    "IBAN_CODE",
    "US_SSN",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "DE_STEUER_ID",
];

/// Every way, each once.
pub const MAKERS: &[Maker] = &[
    maker("digits", ALL, digits),
    maker("separators", NUMBERS, separators),
    maker("invisible", ALL, invisible),
    maker("lookalikes", &["EMAIL_ADDRESS"], lookalikes),
    maker("percent", ALL, percent),
    maker("entities", ALL, entities),
    maker("quoted_printable", ALL, quoted_printable),
    maker(
        "apart",
        &["CREDIT_CARD", "US_SSN", "PHONE_NUMBER", "DE_STEUER_ID"],
        apart,
    ),
    maker("spelled", &["EMAIL_ADDRESS"], spelled),
    maker("encoded", ALL, encoded),
];

const fn maker(
    name: &'static str,
    entities: &'static [&'static str],
    make: fn(&str, &mut Rng) -> Option<String>,
) -> Maker {
    Maker {
        name,
        entities,
        make,
    }
}

/// Digits of another script, or all in full width.
fn digits(value: &str, rng: &mut Rng) -> Option<String> {
    const ZEROS: [char; 12] = [
        '\u{660}',
        '\u{6F0}',
        '\u{966}',
        '\u{9E6}',
        '\u{A66}',
        '\u{AE6}',
        '\u{BE6}',
        '\u{C66}',
        '\u{E50}',
        '\u{FF10}',
        '\u{1D7CE}',
        '\u{1D7F6}',
    ];
    let has_few = value.bytes().filter(u8::is_ascii_digit).count() < 7;
    if has_few || rng.percent(40) {
        let wide = |it: char| match it {
            '!'..='~' => char::from_u32(u32::from(it) + 0xFEE0).unwrap_or(it),
            other => other,
        };
        return Some(value.chars().map(wide).collect());
    }
    let zero = u32::from(ZEROS[rng.below(ZEROS.len() as u32) as usize]);
    let other = |it: char| match it.to_digit(10) {
        Some(digit) => char::from_u32(zero + digit).unwrap_or(it),
        None => it,
    };
    Some(value.chars().map(other).collect())
}

/// Blanks and hyphens as typesetters and word processors put them.
fn separators(value: &str, rng: &mut Rng) -> Option<String> {
    const BLANKS: &[&str] = &[
        "\u{A0}", "\u{2009}", "\u{202F}", "\u{2007}", "\u{3000}", "\u{205F}",
    ];
    const DASHES: &[&str] = &[
        "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}",
    ];
    let (blank, dash) = (rng.pick(BLANKS).to_owned(), rng.pick(DASHES).to_owned());
    Some(value.replace(' ', &blank).replace('-', &dash))
}

/// Characters without a width, in one to three places or between all characters.
fn invisible(value: &str, rng: &mut Rng) -> Option<String> {
    const NOTHINGS: &[&str] = &[
        "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}", "\u{200E}",
    ];
    let nothing = rng.pick(NOTHINGS).to_owned();
    let everywhere = rng.percent(30);
    let places: [usize; 3] =
        std::array::from_fn(|_| 1 + rng.below(value.len() as u32 - 1) as usize);
    let mut out = String::new();
    for (at, it) in value.chars().enumerate() {
        if at > 0 && (everywhere || places.contains(&at)) {
            out.push_str(&nothing);
        }
        out.push(it);
    }
    Some(out)
}

/// Cyrillic and Greek letters among those of ASCII; one to all of those that have a double.
fn lookalikes(value: &str, rng: &mut Rng) -> Option<String> {
    const DOUBLES: [(char, char); 18] = [
        ('a', 'а'),
        ('c', 'с'),
        ('e', 'е'),
        ('o', 'о'),
        ('p', 'р'),
        ('x', 'х'),
        ('y', 'у'),
        ('i', 'і'),
        ('s', 'ѕ'),
        ('j', 'ј'),
        ('h', 'һ'),
        ('A', 'А'),
        ('E', 'Е'),
        ('O', 'Ο'),
        ('P', 'Р'),
        ('C', 'С'),
        ('T', 'Τ'),
        ('d', 'ԁ'),
    ];
    let share = [20, 50, 100][rng.below(3) as usize];
    let mut out = String::new();
    for it in value.chars() {
        let double = DOUBLES.iter().find(|(plain, _)| *plain == it);
        match double {
            Some((_, double)) if rng.percent(share) => out.push(*double),
            _ => out.push(it),
        }
    }
    Some(out)
}

/// Escapes marks, or everything.
fn escaped(
    value: &str,
    rng: &mut Rng,
    mut escape: impl FnMut(char, &mut Rng) -> String,
) -> Option<String> {
    let everything = rng.percent(30);
    let mut out = String::new();
    for it in value.chars() {
        if everything || !it.is_ascii_alphanumeric() {
            out.push_str(&escape(it, rng));
        } else {
            out.push(it);
        }
    }
    Some(out)
}

fn percent(value: &str, rng: &mut Rng) -> Option<String> {
    let small = rng.percent(50);
    escaped(value, rng, |it, _| match small {
        true => format!("%{:02x}", u32::from(it)),
        false => format!("%{:02X}", u32::from(it)),
    })
}

fn entities(value: &str, rng: &mut Rng) -> Option<String> {
    escaped(value, rng, |it, rng| match (it, rng.below(3)) {
        ('@', 0) => "&commat;".to_owned(),
        ('.', 0) => "&period;".to_owned(),
        ('_', 0) => "&lowbar;".to_owned(),
        ('+', 0) => "&plus;".to_owned(),
        (' ', 0) => "&nbsp;".to_owned(),
        (it, 1) => format!("&#x{:X};", u32::from(it)),
        (it, _) => format!("&#{};", u32::from(it)),
    })
}

/// Marks or everything as `=XX`, and perhaps a line end inside.
fn quoted_printable(value: &str, rng: &mut Rng) -> Option<String> {
    let place = 1 + rng.below(value.len() as u32 - 1) as usize;
    if rng.percent(30) && !value[place - 1..=place].contains(' ') {
        let end = if rng.percent(50) { "=\n" } else { "=\r\n" };
        return Some(format!("{}{end}{}", &value[..place], &value[place..]));
    }
    escaped(value, rng, |it, _| format!("={:02X}", u32::from(it)))
}

/// Digits one by one, with wider gaps between groups.
fn apart(value: &str, rng: &mut Rng) -> Option<String> {
    let mark = *[' ', ' ', ' ', '-', '.'].get(rng.below(5) as usize)?;
    let is_plain = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'));
    if !is_plain {
        return None;
    }
    let (mut out, mut last) = (String::new(), ' ');
    for it in value.chars() {
        match (it, mark) {
            (' ', ' ') => out.push_str("  "),
            (' ', _) => out.push(' '),
            ('-', _) => out.push_str(" - "),
            (digit, _) => {
                if last.is_ascii_digit() {
                    out.push(mark);
                }
                out.push(digit);
            }
        }
        last = it;
    }
    Some(out)
}

/// `jane at example dot com` and the like, in four languages.
fn spelled(value: &str, rng: &mut Rng) -> Option<String> {
    const WORDS: [(&str, &str); 6] = [
        ("at", "dot"),
        ("AT", "DOT"),
        ("ät", "punkt"),
        ("at", "punkt"),
        ("arobase", "point"),
        ("arroba", "punto"),
    ];
    let (at, dot) = WORDS[rng.below(WORDS.len() as u32) as usize];
    let (local, host) = value.split_once('@')?;
    let local = if rng.percent(30) {
        local.replace('.', &format!(" {dot} "))
    } else {
        local.to_owned()
    };
    Some(match rng.below(9) {
        0 => format!("{local}[{at}]{}", host.replace('.', &format!("[{dot}]"))),
        1 => format!("{local}({at}){}", host.replace('.', &format!("({dot})"))),
        2 => format!(
            "{local} [{at}] {}",
            host.replace('.', &format!(" [{dot}] "))
        ),
        3 => format!("{local} ({at}) {host}"),
        4 => format!("{local}[{at}]{host}"),
        5 => format!("{local}@{}", host.replace('.', "[.]")),
        6 => format!(
            "{local}{{{at}}}{}",
            host.replace('.', &format!("{{{dot}}}"))
        ),
        _ => format!("{local} {at} {}", host.replace('.', &format!(" {dot} "))),
    })
}

/// Base 64 of both alphabets, with padding or without, or hexadecimal digits.
fn encoded(value: &str, rng: &mut Rng) -> Option<String> {
    let is_short = value.len() < 11;
    match rng.below(4) {
        _ if is_short => None,
        0 => Some(value.bytes().map(|byte| format!("{byte:02x}")).collect()),
        1 => Some(value.bytes().map(|byte| format!("{byte:02X}")).collect()),
        2 => Some(
            base64(value.as_bytes(), b'-', b'_')
                .trim_end_matches('=')
                .to_owned(),
        ),
        _ => Some(base64(value.as_bytes(), b'+', b'/')),
    }
}

fn base64(bytes: &[u8], plus: u8, slash: u8) -> String {
    let letter = |six: u32| match six {
        0..26 => b'A' + six as u8,
        26..52 => b'a' + (six - 26) as u8,
        52..62 => b'0' + (six - 52) as u8,
        62 => plus,
        _ => slash,
    };
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().enumerate().fold(0, |bits, (at, &byte)| {
            bits | u32::from(byte) << (16 - 8 * at)
        });
        for at in 0..4 {
            let is_padding = at > three.len();
            let six = bits >> (18 - 6 * at) & 63;
            out.push(if is_padding {
                '='
            } else {
                char::from(letter(six))
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_64_is_that_of_rfc_4648() {
        for (text, coded) in [
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes(), b'+', b'/'), coded);
        }
    }

    #[test]
    fn a_disguise_is_no_longer_the_value() {
        let mut rng = Rng::new(3);
        for maker in MAKERS {
            let made = (0..200).filter_map(|_| {
                let entity = rng.pick(maker.entities).to_owned();
                let value = super::super::maker_of(&entity)?.make(&mut rng);
                let disguised = maker.make(&value, &mut rng)?;
                assert!(!disguised.contains(&value), "{}: {value}", maker.name);
                Some(())
            });
            assert!(made.count() > 50, "{}", maker.name);
        }
    }
}
