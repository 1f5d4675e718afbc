//! Australian driver licences.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Six to ten digits, as each state and territory has it; in South Australia and Tasmania with a
/// letter or two in front. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999", -22),
            Grouping::new("9999999", -22),
            Grouping::new("99999999", -21),
            Grouping::new("999999999", -21),
            Grouping::new("9999999999", -22),
            Grouping::new("999 999 999", -20),
            Grouping::new("99 999 999", -20),
            Grouping::new("A99999", -18),
            Grouping::new("A999999", -18),
            Grouping::new("AA9999", -20),
        ])],
        validate: Some(check),
        context: "driver licence;driver licence number;driver licence no;drivers licence;\
         drivers licence number;drivers licence no;driver s licence;driver s licence number;\
         driver s licence no;australian driver licence;australian drivers licence;\
         australian driver s licence;australian driver license;nsw licence;vic licence;qld licence;\
         nsw driver licence;victorian driver licence;queensland driver licence;\
         "
        .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Austroads, National Exchange of Vehicle and Driver Information System; Document \
         Verification Service, driver licence match rules by state"
                .into(),
        ..Recognizer::new("au_driver_license", "AU_DRIVER_LICENSE", "au")
    }
}

fn check(value: &[u8]) -> Verdict {
    let letters = value
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let digits = &value[letters..];
    let capitals = is_upper(value);
    Verdict::when(!is_monotone(digits), if capitals { 1 } else { -4 })
}
