//! ZIP codes.

use super::super::{is_monotone, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Five digits, or five and four. The first three name a sectional center, whose state is known: a
/// state's abbreviation in front is a part of the value, since it proves it. What HIPAA's rule of
/// the first three digits leaves is a matter of policy.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA 99999", -13),
            Grouping::new("AA 99999-9999", -6),
            Grouping::new("99999-9999", -10).at_most(0),
            Grouping::new("99999", -20).at_most(0),
            Grouping::new("999999999", -22).at_most(0),
        ])],
        validate: Some(check),
        context: "zip;zips;zip code;zip codes;zipcode;zip plus four;postal code;postcode;\
         codigo postal"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "United States Postal Service, Domestic Mail Manual 602 and labeling list L002"
            .into(),
        ..Recognizer::new("us_zip_code", "US_ZIP_CODE", "us")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (state, digits) = match value[0].is_ascii_digit() {
        true => (None, value),
        false => (Some([value[0], value[1]]), &value[2..]),
    };
    let Some(&assigned) = STATES.get(number(&digits[..3]) as usize) else {
        return Verdict::Refuted;
    };
    match state {
        None => Verdict::when(assigned != NOBODY && !is_monotone(&digits[1..]), 0),
        Some(state) => Verdict::when(assigned == state, 20),
    }
}

/// The state of the ZIP code that `text` begins with; nothing if nobody has it.
pub(in crate::recognizers) fn state_of_zip(text: &[u8]) -> Option<[u8; 2]> {
    let digits = text
        .get(..3)
        .filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
    let state = *STATES.get(number(digits) as usize)?;
    (state != NOBODY).then_some(state)
}

const NOBODY: [u8; 2] = [0; 2];

/// The state, territory or military post of each three first digits.
static STATES: [[u8; 2]; 1000] = {
    let mut states = [NOBODY; 1000];
    let mut at = 0;
    while at < RANGES.len() {
        let (mut prefix, last, state) = RANGES[at];
        while prefix <= last {
            states[prefix] = *state;
            prefix += 1;
        }
        at += 1;
    }
    states
};

/// First and last prefix of each range; a later range takes from an earlier one.
const RANGES: &[(usize, usize, &[u8; 2])] = &[
    (5, 5, b"NY"),
    (6, 9, b"PR"),
    (8, 8, b"VI"),
    (10, 27, b"MA"),
    (28, 29, b"RI"),
    (30, 38, b"NH"),
    (39, 49, b"ME"),
    (50, 59, b"VT"),
    (55, 55, b"MA"),
    (60, 69, b"CT"),
    (70, 89, b"NJ"),
    (90, 98, b"AE"),
    (100, 149, b"NY"),
    (150, 196, b"PA"),
    (197, 199, b"DE"),
    (200, 205, b"DC"),
    (201, 201, b"VA"),
    (206, 219, b"MD"),
    (220, 246, b"VA"),
    (247, 268, b"WV"),
    (270, 289, b"NC"),
    (290, 299, b"SC"),
    (300, 319, b"GA"),
    (320, 349, b"FL"),
    (340, 340, b"AA"),
    (350, 369, b"AL"),
    (370, 385, b"TN"),
    (386, 397, b"MS"),
    (398, 399, b"GA"),
    (400, 427, b"KY"),
    (430, 459, b"OH"),
    (460, 479, b"IN"),
    (480, 499, b"MI"),
    (500, 528, b"IA"),
    (530, 549, b"WI"),
    (550, 567, b"MN"),
    (569, 569, b"DC"),
    (570, 577, b"SD"),
    (580, 588, b"ND"),
    (590, 599, b"MT"),
    (600, 629, b"IL"),
    (630, 658, b"MO"),
    (660, 679, b"KS"),
    (680, 693, b"NE"),
    (700, 714, b"LA"),
    (716, 729, b"AR"),
    (730, 749, b"OK"),
    (733, 733, b"TX"),
    (750, 799, b"TX"),
    (800, 816, b"CO"),
    (820, 831, b"WY"),
    (832, 838, b"ID"),
    (840, 847, b"UT"),
    (850, 865, b"AZ"),
    (870, 884, b"NM"),
    (885, 885, b"TX"),
    (889, 898, b"NV"),
    (900, 961, b"CA"),
    (962, 966, b"AP"),
    (967, 968, b"HI"),
    (969, 969, b"GU"),
    (970, 979, b"OR"),
    (980, 994, b"WA"),
    (995, 999, b"AK"),
];
