//! Numbers that are set aside for films, books and documentation: no line has them.
//!
//! A number without its country's code is taken for one of them only where the whole of it, trunk
//! prefix and length included, is hardly anything else: `02 5550 1234` is Australian fiction and a
//! line in Milan, so that Australia and France count behind `+` or `00` alone.

use super::super::super::specimens::Plain;

/// Whether a value is such a number, with nothing else in it: an extension is a value of its own.
pub(super) fn is_fictitious(value: &[u8]) -> bool {
    let Some(plain) = Plain::<16>::read(value) else {
        return false;
    };
    let digits = plain.as_bytes();
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    match digits {
        _ if value.starts_with(b"+") => is_international(digits),
        [b'0', b'0', rest @ ..] | [b'0', b'1', b'1', rest @ ..] if is_international(rest) => true,
        [b'0', national @ ..] => is_british(national) || is_german(national),
        [b'1', national @ ..] if national.len() == 10 => is_north_american(national),
        _ => is_north_american(digits),
    }
}

/// `digits` begin with the country's code, perhaps with the trunk prefix behind it: `+44 (0)20`.
fn is_international(digits: &[u8]) -> bool {
    let national = |len: usize| {
        let national = digits.get(len..).unwrap_or_default();
        national.strip_prefix(b"0").unwrap_or(national)
    };
    match digits {
        [b'1', rest @ ..] => rest.len() == 10 && is_north_american(rest),
        [b'3', b'3', ..] => has_prefix(national(2), 9, FRENCH),
        [b'4', b'4', ..] => is_british(national(2)),
        [b'4', b'9', ..] => is_german(national(2)),
        [b'6', b'1', ..] => is_australian(national(2)),
        _ => false,
    }
}

/// 555-0100 to 555-0199 with any area code or none, of the codes for free calls 800-555-0199 alone
/// (ATIS-0300115, 555 NXX line number assignment guidelines).
fn is_north_american(digits: &[u8]) -> bool {
    let Some((area, line)) = digits.len().checked_sub(7).map(|at| digits.split_at(at)) else {
        return false;
    };
    match area {
        [] | [b'2'..=b'9', _, _] if !line.starts_with(b"55501") => false,
        [] => true,
        b"800" => line == b"5550199",
        [b'8', a, b] if a == b && *a != b'1' => false,
        [b'2'..=b'9', b'0'..=b'8', _] => true,
        _ => false,
    }
}

fn is_british(national: &[u8]) -> bool {
    has_prefix(national, 10, BRITISH)
}

fn is_german(national: &[u8]) -> bool {
    GERMAN
        .iter()
        .any(|prefix| has_prefix(national, prefix.len() + 3, &[prefix]))
}

fn is_australian(national: &[u8]) -> bool {
    has_prefix(national, 9, AUSTRALIAN) || AUSTRALIAN_MOBILE.contains(&national)
}

fn has_prefix(digits: &[u8], len: usize, prefixes: &[&[u8]]) -> bool {
    digits.len() == len && prefixes.iter().any(|prefix| digits.starts_with(prefix))
}

/// Ofcom, telephone numbers for use in TV and radio drama programmes: a thousand numbers each, in
/// Leeds, Sheffield, Nottingham, Leicester, Bristol, Reading, Birmingham, Edinburgh, Glasgow,
/// Liverpool, Manchester, London, Tyneside, Northern Ireland, Cardiff and nowhere; then mobiles,
/// free calls, premium rate and UK-wide ones.
const BRITISH: &[&[u8]] = &[
    b"1134960", b"1144960", b"1154960", b"1164960", b"1174960", b"1184960", b"1214960", b"1314960",
    b"1414960", b"1514960", b"1614960", b"2079460", b"1914980", b"2896496", b"2920180", b"1632960",
    b"7700900", b"8081570", b"9098790", b"3069990",
];

/// Bundesnetzagentur, Mitteilung 148/2021, numbers for media productions: a thousand each in
/// Berlin, Frankfurt, Hamburg, Cologne and Munich.
const GERMAN: &[&[u8]] = &[b"3023125", b"6990009", b"4066969", b"2214710", b"8999998"];

/// ARCEP, décision 2018-0881, numbers for audiovisual works: ten thousand in each zone.
const FRENCH: &[&[u8]] = &[b"19900", b"26191", b"35301", b"46571", b"53649", b"63998"];

/// ACMA, numbers for use in TV shows, films and creative works: ten thousand for each prefix.
const AUSTRALIAN: &[&[u8]] = &[
    b"25550", b"27010", b"35550", b"37010", b"75550", b"77010", b"85550", b"87010",
];

/// The same list's mobiles.
const AUSTRALIAN_MOBILE: &[&[u8]] = &[
    b"491570006",
    b"491570156",
    b"491570157",
    b"491570158",
    b"491570159",
    b"491570110",
];
