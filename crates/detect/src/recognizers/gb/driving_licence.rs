//! Driver numbers of Great Britain.

use super::super::{is_upper, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Sixteen characters: five letters of the surname, 9 for those that are missing; the decade of
/// birth; the month, with 5 added to its first digit for women; the day; the year's last digit;
/// two initials, 9 for those that are missing; a digit, mostly 9; two computed characters, whose
/// rule is not published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(groupings())],
        validate: Some(check),
        context: "driving licence;driving licence number;driving licence no;driving license;\
         driving license number;driver licence;driver license;drivers license;\
         driver s licence;drivers licence;driver number;driver no;licence number;\
         licence no;license number;dvla;dvla number;uk driving licence;trwydded yrru;\
         rhif gyrrwr"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Driver and Vehicle Licensing Agency, Driver Number; Government Data \
         Standards Catalogue, Driver Number"
            .into(),
        ..Recognizer::new("uk_driving_licence", "UK_DRIVING_LICENCE", "gb")
    }
}

/// By the letters of the surname, and by the initials.
fn groupings() -> Vec<Grouping> {
    [
        "AAAAA999999AA9AA",
        "AAAAA999999A99AA",
        "AAAAA999999999AA",
        "AAAA9999999AA9AA",
        "AAAA9999999A99AA",
        "AAAA9999999999AA",
        "AAA99999999AA9AA",
        "AAA99999999A99AA",
        "AAA99999999999AA",
        "AA999999999AA9AA",
        "AA999999999A99AA",
        "AA999999999999AA",
    ]
    .map(|pattern| Grouping::new(pattern, -8))
    .to_vec()
}

fn check(value: &[u8]) -> Verdict {
    let (surname, rest) = value.split_at(5);
    let (month, day) = (number(&rest[1..3]), number(&rest[3..5]));
    let born = matches!(month, 1..=12 | 51..=62) && matches!(day, 1..=31);
    let is_9_or_letter = |byte: &u8| *byte == b'9' || byte.is_ascii_alphabetic();
    let padded = surname.iter().chain(&rest[6..8]).all(is_9_or_letter);
    if !born || !padded {
        return Verdict::Refuted;
    }
    // One driver in ten at most shares the characters before this digit with another one.
    let usual = if rest[8] == b'9' { 12 } else { 4 };
    let small = !is_upper(value);
    Verdict::when(true, if small { usual - 10 } else { usual })
}
