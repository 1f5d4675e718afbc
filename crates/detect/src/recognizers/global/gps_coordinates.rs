//! Coordinates of places on Earth.

use super::words::{self, Words, packed};
use crate::recognizer::{Anchor, Recognizer, Shape, Walked};

/// A latitude up to 90 and a longitude up to 180, as decimals with four places and more (eleven metres)
/// or in degrees, minutes and seconds with their quarters; or one of them behind its name. Pairs of
/// small decimals, and those in longer lists, are measurements of something else.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::Decimal, decimal),
            Shape::walk(Anchor::Degrees, sexagesimal),
        ],
        context: "lat;latitude;lon;lng;long;longitude;gps;gps coordinates;coordinates;coords;geo;\
             geolocation;location;latlng;latlon;lat lng;lat lon;geo point;position;\
             koordinaten;breitengrad;langengrad;coordonnees;coordenadas;coordinate;latitud;longitud;\
             latitudine;longitudine;широта;долгота;координаты;纬度;经度;坐标;緯度;経度;座標;위도;경도"
            .into(),
        citation: "ISO 6709:2022, annex D; RFC 5870, section 3.3 (geo URI)".into(),
        ..Recognizer::new("gps_coordinates", "GPS_COORDINATES", "global")
    }
}

static LATITUDE: Words<10> = Words::new([
    "lat",
    "latitude",
    "latitud",
    "latitudine",
    "breitengrad",
    "breite",
    "широта",
    "纬度",
    "緯度",
    "위도",
]);
static LONGITUDE: Words<11> = Words::new([
    "lon",
    "lng",
    "long",
    "longitude",
    "longitud",
    "longitudine",
    "langengrad",
    "долгота",
    "经度",
    "経度",
    "경도",
]);
static BOTH: Words<16> = Words::new([
    "gps",
    "coordinates",
    "coords",
    "coordinate",
    "geo",
    "latlng",
    "latlon",
    "location",
    "position",
    "koordinaten",
    "coordonnees",
    "coordenadas",
    "координаты",
    "坐标",
    "座標",
    "point",
]);

/// A number of degrees.
struct Degrees {
    start: usize,
    end: usize,
    /// Millionths of a degree are enough to compare with.
    whole: u32,
    decimals: usize,
    is_negative: bool,
}

/// `37.774929, -122.419416`, `37.7749° N, 122.4194° W`, `geo:37.7749,-122.4194`, `lat: 37.774929`.
fn decimal(text: &[u8], dot: usize) -> Option<Walked> {
    let first = number_around(text, dot)?;
    if first.start == 0 && first.end == text.len() {
        return Some(Walked::new(0, text.len(), -18));
    }
    let (first_end, quarter) = quarter(text, first.end, b"NS");
    let label = words::label(&text[..first.start]);
    let is = |words: &dyn Fn(words::Packed) -> bool| {
        label.is_some_and(|label| words(packed(label.word)))
    };
    let is_latitude = is(&|word| LATITUDE.has(word));
    let pair = second(text, first_end).filter(|_| first.whole <= 90);
    let Some((second, second_end, second_quarter)) = pair else {
        let named = is_latitude && first.whole <= 90
            || is(&|word| LONGITUDE.has(word)) && first.whole <= 180;
        return named.then_some(Walked::new(first.start, first.end, 13));
    };
    if is_latitude {
        // `lat: 37.77, lon: -122.41` are two; `lat 37.77, -122.41` is one pair.
        return Some(Walked::new(first.start, second_end, 14));
    }
    let evidence = if quarter && second_quarter || is(&|word| BOTH.has(word)) {
        16
    } else {
        pair_alone(text, &first, &second)?
    };
    Some(Walked::new(first.start, second_end, evidence))
}

/// What speaks for a pair that nothing names.
fn pair_alone(text: &[u8], first: &Degrees, second: &Degrees) -> Option<i16> {
    let before = text[..first.start].iter().rev().find(|byte| **byte != b' ');
    let after = text[second.end..].iter().find(|byte| **byte != b' ');
    let listed = matches!(before, Some(b',' | b';' | b'0'..=b'9'))
        || matches!(after, Some(b',' | b';' | b'0'..=b'9' | b'-' | b'%'));
    // Measurements are mostly small.
    let is_small = first.whole < 10 && second.whole < 10;
    if listed || is_small {
        return None;
    }
    let alike = first.decimals.abs_diff(second.decimals) <= 1;
    let signed = first.is_negative || second.is_negative;
    Some(2 + if alike { 3 } else { -3 } + if signed { 4 } else { 0 })
}

/// The other number of a pair whose first one ends at `end`, where it ends, and whether its quarter
/// stands there.
fn second(text: &[u8], end: usize) -> Option<(Degrees, usize, bool)> {
    let rest = &text[end..];
    let gap = match rest {
        [b',' | b';' | b'/', b' ', ..] => 2,
        [b',' | b';' | b'/' | b' ', ..] => 1,
        _ => return None,
    };
    let from = end + gap;
    let sign = usize::from(matches!(text.get(from), Some(b'-' | b'+')));
    let digits = text[from + sign..].iter().take(4);
    let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let dot = from + sign + digits;
    let second =
        number_around(text, dot).filter(|second| second.start == from && second.whole <= 180)?;
    let (end, quarter) = quarter(text, second.end, b"EWO");
    Some((second, end, quarter))
}

/// The number whose dot is at `dot`, with four to fifteen decimals.
fn number_around(text: &[u8], dot: usize) -> Option<Degrees> {
    if text.get(dot) != Some(&b'.') {
        return None;
    }
    let digits = text[..dot].iter().rev().take(4);
    let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let mut start = dot - digits;
    let decimals = text[dot + 1..].iter().take(16);
    let decimals = decimals.take_while(|byte| byte.is_ascii_digit()).count();
    let end = dot + 1 + decimals;
    if !(1..=3).contains(&digits) || !(4..=15).contains(&decimals) {
        return None;
    }
    let sign = start.checked_sub(1).map_or(b' ', |at| text[at]);
    start -= usize::from(matches!(sign, b'-' | b'+'));
    let before = start.checked_sub(1).map_or(b' ', |at| text[at]);
    let after = text.get(end).copied().unwrap_or(b' ');
    let glued = before.is_ascii_alphanumeric()
        || matches!(before, b'.' | b'_' | b'$')
        || after.is_ascii_alphabetic() && !matches!(after, b'N' | b'S' | b'E' | b'W')
        || after == b'.' && text.get(end + 1).is_some_and(u8::is_ascii_digit)
        || after == b'%';
    (!glued).then(|| Degrees {
        start,
        end,
        whole: super::super::number(&text[dot - digits..dot]),
        decimals,
        is_negative: sign == b'-',
    })
}

/// The end of a degree sign and one of the letters behind a number, and whether the letter stands there.
fn quarter(text: &[u8], end: usize, letters: &[u8]) -> (usize, bool) {
    let rest = &text[end..];
    let sign = if rest.starts_with("°".as_bytes()) {
        2
    } else {
        0
    };
    let blank = usize::from(rest.get(sign) == Some(&b' '));
    let is_letter = rest
        .get(sign + blank)
        .is_some_and(|byte| letters.contains(byte))
        && !rest
            .get(sign + blank + 1)
            .is_some_and(u8::is_ascii_alphabetic);
    if is_letter {
        (end + sign + blank + 1, true)
    } else {
        (end + sign, false)
    }
}

/// `40°26'46"N 79°58'56"W`, `40° 26.767′ N, 79° 58.933′ W`: begins at the first digit.
fn sexagesimal(text: &[u8], at: usize) -> Option<Walked> {
    let (latitude, quarter) = angle(&text[at..], 90)?;
    if !matches!(quarter, b'N' | b'S') {
        return None;
    }
    let mut end = at + latitude;
    let gap = text[end..].iter().take(3);
    let gap = gap
        .take_while(|byte| matches!(byte, b' ' | b',' | b';' | b'/'))
        .count();
    if let Some((longitude, b'E' | b'W' | b'O')) =
        text.get(end + gap..).and_then(|rest| angle(rest, 180))
    {
        end += gap + longitude;
        return Some(Walked::new(at, end, 18));
    }
    Some(Walked::new(at, end, 12))
}

/// Length of degrees, minutes and perhaps seconds up to the letter of the quarter, and the letter.
fn angle(text: &[u8], most: u32) -> Option<(usize, u8)> {
    let mut at = 0;
    let mut parts = 0;
    while parts < 3 {
        let digits = text[at..].iter().take(4);
        let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            break;
        }
        let value = super::super::number(&text[at..at + digits]);
        let fits = if parts == 0 {
            value <= most && digits <= 3
        } else {
            value < 60 && digits <= 2
        };
        if !fits {
            return None;
        }
        at += digits;
        if text.get(at) == Some(&b'.') {
            let decimals = text[at + 1..].iter().take(9);
            at += 1 + decimals.take_while(|byte| byte.is_ascii_digit()).count();
        }
        let signs: &[&str] = match parts {
            0 => &["°", "º"],
            1 => &["'", "′", "’"],
            _ => &["\"", "″", "”", "''", "′′"],
        };
        let sign = signs
            .iter()
            .find(|sign| text[at..].starts_with(sign.as_bytes()))?;
        at += sign.len();
        parts += 1;
        at += usize::from(text.get(at) == Some(&b' '));
    }
    let letter = *text.get(at)?;
    let word = text.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    (parts >= 2 && !word && matches!(letter, b'N' | b'S' | b'E' | b'W' | b'O'))
        .then_some((at + 1, letter))
}
