//! New Zealand driver licences.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters and six digits. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("AA999999", -16)])],
        validate: Some(check),
        context:
            "nz driver licence;nz drivers licence;nz driver s licence;new zealand driver licence;\
         new zealand drivers licence;driver licence;driver licence number;driver licence no;\
         drivers licence;drivers licence number;driver s licence;driver s licence number;\
         nz driver licence number;raihana taraiwa;nzta"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "Land Transport (Driver Licensing) Rule 1999; NZ Transport Agency Waka Kotahi"
            .into(),
        ..Recognizer::new("nz_driver_license", "NZ_DRIVER_LICENSE", "nz")
    }
}

fn check(value: &[u8]) -> Verdict {
    let capitals = is_upper(value);
    Verdict::when(!is_monotone(&value[2..]), if capitals { 1 } else { -3 })
}
