//! Guatemalan tax identification numbers (NIT).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Five to eight digits and a check character: from the right the digits are weighted 2, 3, 4 and
/// so on; it fills the sum up to a multiple of 11, 10 written as K.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999-9", -14),
            Grouping::new("99999999-A", -14),
            Grouping::new("9999999-9", -14),
            Grouping::new("9999999-A", -14),
            Grouping::new("999999-9", -15),
            Grouping::new("999999-A", -15),
            Grouping::new("99999-9", -18),
            Grouping::new("99999-A", -18),
            Grouping::new("999999999", -23),
            Grouping::new("99999999A", -18),
            Grouping::new("99999999", -24),
            Grouping::new("9999999A", -18),
            Grouping::new("9999999", -24),
            Grouping::new("999999A", -19),
        ])],
        validate: Some(check),
        context: "nit;numero de identificacion tributaria;n i t;identificacion tributaria;\
         contribuyente;tax id;taxpayer id;tax id number;tax id no;\
         tax identification number;taxpayer id number;taxpayer identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Código Tributario (Guatemala), Decreto 6-91, article 120; Superintendencia de \
         Administración Tributaria"
            .into(),
        ..Recognizer::new("gt_nit", "GT_NIT", "gt")
    }
}

fn check(number: &[u8]) -> Verdict {
    let Some((last, digits)) = number.split_last() else {
        return Verdict::Refuted;
    };
    const WEIGHTS: [u32; 8] = [9, 8, 7, 6, 5, 4, 3, 2];
    let sum = weighted(digits, &WEIGHTS[8 - digits.len()..]);
    let character = match (11 - sum % 11) % 11 {
        10 => b'K',
        digit => b'0' + digit as u8,
    };
    let issued = digits[0] != b'0' && !is_monotone(digits);
    Verdict::when(issued && last.to_ascii_uppercase() == character, 10)
}
