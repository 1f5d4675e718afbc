//! Ecuadorian taxpayer numbers (RUC).

use super::{
    super::{is_monotone, weighted},
    is_person, is_province,
};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Thirteen digits. A person's are the ten of the identity card and the number of the
/// establishment, 001 first. The third digit of a company is 9: its nine digits are weighted 4 3 2
/// 7 6 5 4 3 2 and the tenth is 11 less the sum modulo 11, 11 written as 0. That of a public body
/// is 6: eight digits weighted 3 2 7 6 5 4 3 2, the check digit, and four digits for the
/// establishment.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999999", -24),
            Grouping::new("9999999999-999", -12),
            Grouping::new("9999999999 999", -18),
        ])],
        validate: Some(check),
        context: "ruc;r u c;registro unico de contribuyentes;contribuyente;sri;tax id;taxpayer id;\
         tax id number;tax id no;tax identification number;taxpayer id number;\
         taxpayer identification number"
            .into(),
        normal: Normal::Digits,
        citation:
            "Ley del Registro Único de Contribuyentes (Ecuador) and its Reglamento; Servicio \
         de Rentas Internas"
                .into(),
        ..Recognizer::new("ec_ruc", "EC_RUC", "ec")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = match digits[2] {
        b'0'..=b'5' => is_persons(digits),
        b'6' => is_public(digits) || is_persons(digits),
        b'9' => is_companys(digits),
        _ => false,
    };
    // Most have one establishment.
    let evidence = if digits.ends_with(b"001") { 20 } else { 14 };
    Verdict::when(fits && !is_monotone(&digits[2..10]), evidence)
}

fn is_persons(digits: &[u8]) -> bool {
    is_person(&digits[..10]) && digits[10..] != *b"000"
}

fn is_companys(digits: &[u8]) -> bool {
    is_province(digits)
        && has_check_digit(&digits[..10], &[4, 3, 2, 7, 6, 5, 4, 3, 2])
        && digits[10..] != *b"000"
}

fn is_public(digits: &[u8]) -> bool {
    is_province(digits)
        && has_check_digit(&digits[..9], &[3, 2, 7, 6, 5, 4, 3, 2])
        && digits[9..] != *b"0000"
}

/// The last of `digits` is 11 less the weighted sum of the others modulo 11, 11 written as 0.
fn has_check_digit(digits: &[u8], weights: &[u32]) -> bool {
    let digit = (11 - weighted(digits, weights) % 11) % 11;
    digits
        .last()
        .is_some_and(|&last| digit == u32::from(last - b'0'))
}
