//! Australian passports.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// One or two letters and seven digits. The check digit of the machine-readable zone is not part of
/// the number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A9999999", -17),
            Grouping::new("AA9999999", -17),
        ])],
        validate: Some(check),
        context: "australian passport;australia passport;australian passport number;\
         australian passport no;australian travel document;passport;passport number;\
         passport no;travel document number;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Australian Passports Act 2005; Department of Foreign Affairs and Trade, passport number"
            .into(),
        ..Recognizer::new("au_passport", "AU_PASSPORT", "au")
    }
}

fn check(value: &[u8]) -> Verdict {
    let digits = &value[value.len() - 7..];
    let capitals = is_upper(value);
    Verdict::when(!is_monotone(digits), if capitals { 2 } else { -2 })
}
