//! New Zealand passports.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// One or two letters, the first of which is E, L, N or R, and six digits. The check digit of the
/// machine-readable zone is not part of the number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999", -17),
            Grouping::new("A999999", -18),
        ])],
        validate: Some(check),
        context: "nz passport;new zealand passport;nz passport number;nz passport no;\
         new zealand passport number;new zealand passport no;passport;passport number;\
         passport no;uruwhenua;uruwhenua aotearoa;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Passports Act 1992; Department of Internal Affairs, passport number".into(),
        ..Recognizer::new("nz_passport", "NZ_PASSPORT", "nz")
    }
}

fn check(value: &[u8]) -> Verdict {
    let series = matches!(value[0].to_ascii_uppercase(), b'E' | b'L' | b'N' | b'R');
    let digits = &value[value.len() - 6..];
    let capitals = is_upper(value);
    let fits = series && !is_monotone(digits);
    Verdict::when(fits, if capitals { 2 } else { -2 })
}
