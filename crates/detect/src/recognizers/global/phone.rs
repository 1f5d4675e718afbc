//! Telephone numbers.
//!
//! Three rules of one entity, since they ask for different words: `phone` finds what its shape gives
//! away (`+`, `00`, North America's groups), `phone_trunk` what begins with the 0 that is dialled at
//! home, and `phone_local` digits that only a word like "telephone" makes a number. For the last two the
//! regions of a profile count as well.

mod bracketed;
mod cues;
mod extension;
mod fiction;
mod international;
mod metadata;
mod national;
mod plan;

pub use plan::{RegionSet, regions_of};

use self::{
    bracketed::Bracketed,
    fiction::is_fictitious,
    international::is_dialled,
    metadata::{DIALLED, LOCAL, TRUNK},
};
use super::super::is_monotone;
use crate::{
    finding::Evidence,
    recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked},
};

/// International numbers: `+`, a country calling code and a number of its plan, at most 15 digits,
/// grouped in any way. National numbers of the North American plan: area
/// code and exchange both begin with 2 to 9, and neither is a service code (N11).
pub(super) fn recognizer() -> Recognizer {
    let north_american = [
        ("999-999-9999", 4),
        ("999.999.9999", 3),
        ("999 999 9999", 1),
        ("9-999-999-9999", 9),
        ("9.999.999.9999", 4),
        ("9 999 999 9999", 3),
        ("9999999999", -18),
        ("99999999999", -18),
    ];
    let mut groups: Vec<_> = north_american
        .into_iter()
        .map(|(pattern, prior)| Grouping::new(pattern, prior))
        .collect();
    groups.extend(EXTENDED.map(|pattern| Grouping::new(pattern, 6)));
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Dial, walk), Shape::Groups(groups)],
        validate: Some(north_american_or_extended),
        most: Evidence(6),
        context: cues::ALL.into(),
        normal: Normal::Digits,
        specimens: Some(is_fictitious),
        citation:
            "ITU-T E.164 (11/2010) and its list of country codes; NANPA, NANP numbering rules"
                .into(),
        open_ended: true,
        ..Recognizer::new("phone", "PHONE_NUMBER", "global")
    }
}

/// Numbers as they are dialled at home in any region, with the trunk prefix 0 (or Italy's own 0), and
/// international ones behind 00 or 011.
pub(super) fn trunk() -> Recognizer {
    let groups = [priced(&TRUNK, 4), priced(&DIALLED, 4)].concat();
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::Dial, |text, at| {
                bracketed(text, at, |digits| digits[0] == b'0')
            }),
            Shape::Groups(groups),
        ],
        validate: Some(with_trunk),
        most: Evidence(6),
        regional: Some(national::REGIONAL),
        context: cues::ALL.into(),
        normal: Normal::Digits,
        specimens: Some(is_fictitious),
        citation:
            "ITU-T E.123 (02/2001), national notation with the trunk prefix; national plans in \
                   libphonenumber 9.0.43"
                .into(),
        open_ended: true,
        ..Recognizer::new("phone_trunk", "PHONE_NUMBER", "global")
    }
}

/// Numbers as they are written at home in any region, without a trunk prefix or with one that is not 0
/// (Russia's 8).
pub(super) fn local() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::Dial, |text, at| {
                bracketed(text, at, |digits| digits[0] != b'0')
            }),
            Shape::Groups(priced(&LOCAL, 0)),
        ],
        validate: Some(without_trunk),
        most: Evidence(6),
        regional: Some(national::REGIONAL),
        context: cues::PLAIN.into(),
        normal: Normal::Digits,
        specimens: Some(is_fictitious),
        citation:
            "ITU-T E.129 (01/2013), national numbering plans; collected in libphonenumber 9.0.43"
                .into(),
        open_ended: true,
        ..Recognizer::new("phone_local", "PHONE_NUMBER", "global")
    }
}

/// North American numbers with an extension.
const EXTENDED: [&str; 20] = [
    "999~999~9999A9",
    "999~999~9999A99",
    "999~999~9999A999",
    "999~999~9999A9999",
    "999~999~9999A99999",
    "999~999~9999 A9",
    "999~999~9999 A99",
    "999~999~9999 A999",
    "999~999~9999 A9999",
    "999~999~9999 A99999",
    "999~999~9999 AAA 9",
    "999~999~9999 AAA 99",
    "999~999~9999 AAA 999",
    "999~999~9999 AAA 9999",
    "999~999~9999 AAA 99999",
    "999~999~9999 AAA9",
    "999~999~9999 AAA99",
    "999~999~9999 AAA999",
    "999~999~9999 AAA9999",
    "999~999~9999 AAA99999",
];

fn priced(patterns: &[&'static str], more: i16) -> Vec<Grouping> {
    patterns
        .iter()
        .map(|pattern| Grouping::new(pattern, prior(pattern) + more))
        .collect()
}

/// How likely a national number is behind a shape: none is likely, many groups more than one.
fn prior(pattern: &str) -> i16 {
    let digits = pattern.bytes().filter(|&byte| byte == b'9').count();
    let groups = pattern.len() - digits + 1;
    match (groups, digits) {
        (1, 9..=11) => -22,
        (1, _) => -24,
        (2, _) => -20,
        (3, ..9) => -18,
        (3, _) => -16,
        _ => -14,
    }
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    if text[at] == b'+' {
        international::walk(text, at)
    } else {
        parenthesised(text, at)
    }
}

/// `(415) 555-0132`, `1 (415) 555-0132 x9`
fn parenthesised(text: &[u8], at: usize) -> Option<Walked> {
    let found = Bracketed::read(text, at)?;
    let has_code = found.lead == Some(b'1');
    let (digits, end) = found.longest(|digits| is_nanp(&digits[usize::from(has_code)..]))?;
    if found.inside != 3 || digits.len() != 10 + usize::from(has_code) {
        return None;
    }
    // Seven glued digits are a number of something more often than an exchange and a line.
    let decibans = if found.first_group == 3 { 14 } else { 8 };
    Some(Walked::new(
        found.start,
        extension::end(text, end),
        decibans,
    ))
}

/// `(030) 23125 042`, `0(532) 123 45 67`, `8 (912) 345-67-89`, `(11) 91234-5678`
fn bracketed(text: &[u8], at: usize, wanted: fn(&[u8]) -> bool) -> Option<Walked> {
    let found = Bracketed::read(text, at)?;
    let (digits, end) =
        found.longest(|digits| digits.len() >= 7 && wanted(digits) && plan::is_national(digits))?;
    let prior = match found.lead {
        Some(_) if digits.len() >= 10 => 2,
        _ if digits.len() < 9 => -14,
        _ if digits[0] == b'0' => -6,
        _ => -10,
    };
    Some(Walked::new(found.start, extension::end(text, end), prior))
}

fn north_american_or_extended(characters: &[u8]) -> Verdict {
    let digits = characters
        .iter()
        .position(|character| !character.is_ascii_digit())
        .unwrap_or(characters.len());
    let (digits, extension) = characters.split_at(digits);
    let mark = extension
        .iter()
        .position(u8::is_ascii_digit)
        .unwrap_or_default();
    let mark = &extension[..mark];
    let is_extension =
        mark.is_empty() || mark.eq_ignore_ascii_case(b"x") || mark.eq_ignore_ascii_case(b"ext");
    let national = match digits {
        [b'1', rest @ ..] if rest.len() == 10 => rest,
        _ => digits,
    };
    let decibans = if is_bound(national) {
        doubt(national).0
    } else {
        3
    };
    Verdict::when(is_nanp(national) && is_extension, decibans)
}

/// Nine of ten random numbers fit some region's plan, so that fitting proves little.
fn with_trunk(digits: &[u8]) -> Verdict {
    if digits[0] != b'0' || is_monotone(digits) {
        return Verdict::Refuted;
    }
    if is_dialled(digits) {
        return Verdict::Fits(Evidence(6));
    }
    if !plan::is_national(digits) {
        return Verdict::Refuted;
    }
    Verdict::Fits(doubt(digits))
}

fn without_trunk(digits: &[u8]) -> Verdict {
    if digits[0] == b'0' || !plan::is_national(digits) || is_monotone(digits) {
        return Verdict::Refuted;
    }
    Verdict::Fits(doubt(digits))
}

/// Bounds of numbers of 32 bits, which stand in source code.
fn is_bound(digits: &[u8]) -> bool {
    matches!(
        digits,
        b"2147483647" | b"2147483648" | b"4294967295" | b"4294967296"
    )
}

/// `20261123`, `23112026`: as likely a day. Bounds are a telephone number where they are grouped.
fn doubt(digits: &[u8]) -> Evidence {
    if is_bound(digits) {
        return Evidence(-20);
    }
    let &[a, b, c, d, e, f, g, h] = digits else {
        return Evidence(0);
    };
    let two = |a: u8, b: u8| (a - b'0') * 10 + (b - b'0');
    let is_year = |a, b| matches!(two(a, b), 19 | 20);
    let is_day = |a, b, c, d| {
        let (first, second) = (two(a, b), two(c, d));
        (1..=31).contains(&first) && (1..=31).contains(&second) && first.min(second) <= 12
    };
    let dated = is_year(a, b) && is_day(e, f, g, h) || is_year(e, f) && is_day(a, b, c, d);
    Evidence(if dated { -8 } else { 0 })
}

/// Ten digits NXX-NXX-XXXX, neither NXX being N11; the second digit of an area code is no 9 (kept
/// for the plan's expansion).
fn is_nanp(digits: &[u8]) -> bool {
    let code = |at: usize| {
        matches!(digits[at], b'2'..=b'9') && !(digits[at + 1] == b'1' && digits[at + 2] == b'1')
    };
    digits.len() == 10 && code(0) && code(3) && digits[1] != b'9'
}
