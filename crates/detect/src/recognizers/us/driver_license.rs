//! Driver licence numbers of the fifty states and the District of Columbia.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Each state has formats of its own, listed in [`FORMATS`]. Some hide name and birth date in the
/// number, but none publishes a check digit, so that a cue is always needed. Washington's numbers,
/// letters for the most part, are not found.
pub(super) fn recognizer() -> Recognizer {
    let groupings = FORMATS
        .iter()
        .map(|&(pattern, prior, _)| Grouping::new(pattern, prior));
    let of_states = NAMES.split(';').flat_map(|state| [";", state, " license"]);
    let context: String = [CUES].into_iter().chain(of_states).collect();
    Recognizer {
        shapes: vec![Shape::Groups(groupings.collect())],
        validate: Some(check),
        context: context.into(),
        normal: Normal::Alphanumeric,
        citation: "American Association of Motor Vehicle Administrators, DL/ID Card Design \
         Standard, element DAQ; the formats that the states' motor vehicle agencies publish"
            .into(),
        ..Recognizer::new("us_driver_license", "US_DRIVER_LICENSE", "us")
    }
}

const CUES: &str = "driver license;commercial driver license;driver license number;\
         drivers license number;driver s license number;drivers license;driver s license;\
         driver lic;drivers lic;driver s lic;driving license;license number;license no;\
         dl;dln;dl number;cdl;cdl number;operator license;operator s license;\
         learner permit;learner s permit;driving permit;dmv;dmv id;state id card;\
         state id number;licencia de conducir;licencia de manejo;licencia de conductor;\
         cadl;nydl;txdl;fldl;ncdl;gadl;ildl;padl;ohdl;midl;njdl;vadl;wadl;azdl;madl;codl";

const NAMES: &str = "alabama;alaska;arizona;arkansas;california;colorado;connecticut;delaware;\
     district of columbia;florida;georgia;hawaii;idaho;illinois;indiana;iowa;kansas;kentucky;\
     louisiana;maine;maryland;massachusetts;michigan;minnesota;mississippi;missouri;montana;\
     nebraska;nevada;new hampshire;new jersey;new mexico;new york;north carolina;north dakota;\
     ohio;oklahoma;oregon;pennsylvania;rhode island;south carolina;south dakota;tennessee;texas;\
     utah;vermont;virginia;washington;west virginia;wisconsin;wyoming";

/// Pattern, prior, and the states that have it.
const FORMATS: &[(&str, i16, &str)] = &[
    // Digits only.
    ("999999", -22, "DE OR SC"),
    ("9999999", -20, "AK AL DC DE GA LA ME OR RI SC TN TX WV"),
    (
        "99999999",
        -20,
        "AL AR DE GA LA ME NM NY OH OR PA SC SD TN TX UT VT NC",
    ),
    (
        "999999999",
        -20,
        "AR AZ CO CT DC GA HI IA ID IN KS KY LA MA MO MS MT ND NM NV NY OK OR SC TN UT VA WY",
    ),
    ("9999999999", -21, "IN NV SC SD UT WY NC"),
    ("99999999999", -22, "SC NC"),
    ("999999999999", -21, "NC NV SD IL"),
    ("9999999999999", -21, "MT"),
    ("99 999 999", -16, "PA"),
    ("999 999 999", -16, "NY"),
    ("999-999-999", -15, "NY GA"),
    ("99-999-9999", -12, "CO"),
    ("9999-99-9999", -11, "IN"),
    ("999-99-9999", -14, "MS"),
    ("999999-999", -13, "WY"),
    // A letter and digits.
    ("A99999", -21, "CO MO WV"),
    ("A999999", -19, "CO MO NE OR RI WV"),
    ("A9999999", -18, "CA MO NE NY"),
    ("A99999999", -18, "AZ HI KS KY MA MO MT NE NV OH VA"),
    ("A999999999", -18, "IN KY MO OK VA"),
    ("A9999999999", -18, "MI VA"),
    ("A99999999999", -18, "IL VA"),
    ("A999999999999", -17, "FL MD MI MN"),
    ("A9999999999999", -17, "WI"),
    ("A99999999999999", -17, "NJ"),
    ("A99-99-9999", -8, "KS VA"),
    ("A99-999-999", -8, "KY"),
    ("A999-999-99-999-9", -3, "FL"),
    ("A-999-999-999-999", -4, "MD MN"),
    ("A 999 999 999 999", -6, "MI"),
    ("A999 999 999 999", -8, "MI MD MN"),
    ("A999-999-999-999", -6, "MD MI MN"),
    ("A999-9999-9999", -6, "IL"),
    ("A999-9999-9999-99", -3, "WI"),
    ("A9999 99999 99999", -4, "NJ"),
    ("A9999-99999-99999", -6, "NJ"),
    ("A999999A", -18, "MO"),
    // More letters.
    ("AA99999", -20, "CO OR WV"),
    ("AA999999", -18, "OH"),
    ("AA999999A", -18, "ID"),
    ("AA9999999", -18, "MA"),
    ("AAA999999", -18, "ND"),
    ("AAA-99-9999", -9, "ND"),
    ("AAA99999999", -18, "NH"),
    ("99AAA99999", -15, "NH"),
    ("999AA9999", -15, "IA"),
    ("9999999A", -19, "ME VT"),
    ("99999999AA", -17, "MO"),
    ("999999999A", -18, "MO"),
    ("999A999999", -16, "MO"),
];

fn check(number: &[u8]) -> Verdict {
    let small = !is_upper(number);
    let (first, rest) = (number[0], &number[1..]);
    // A letter, six digits and R: Missouri.
    let other_end = number.len() == 8
        && first.is_ascii_alphabetic()
        && rest[0].is_ascii_digit()
        && rest[6].is_ascii_alphabetic()
        && !rest[6].eq_ignore_ascii_case(&b'R');
    Verdict::when(!other_end && !is_monotone(rest), if small { -4 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_but_washington_has_a_format() {
        let mut states: Vec<&str> = FORMATS.iter().flat_map(|row| row.2.split(' ')).collect();
        states.sort_unstable();
        states.dedup();
        assert_eq!(states.len(), 50, "{states:?}");
        assert!(!states.contains(&"WA"));
        assert_eq!(NAMES.split(';').count(), 51);
    }
}
