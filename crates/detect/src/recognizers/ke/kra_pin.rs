//! Kenyan tax numbers.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A for individuals or P for others, nine digits and a letter, which checks them by a rule that is
/// not published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("A999999999A", -13)])],
        validate: Some(check),
        context: "kra;kra pin;kra pin number;kra pin no;pin;pin number;pin no;pin certificate;itax;itax pin;i tax;i tax pin;\
         kenya revenue authority;personal identification number;tax pin;nambari ya pin"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Tax Procedures Act, 2015 (Kenya), sections 11 to 14; Kenya Revenue Authority, iTax PIN"
            .into(),
        ..Recognizer::new("ke_kra_pin", "KE_KRA_PIN", "ke")
    }
}

fn check(value: &[u8]) -> Verdict {
    let kind = matches!(value[0].to_ascii_uppercase(), b'A' | b'P');
    let fits = kind && !is_monotone(&value[1..10]);
    Verdict::when(fits, if is_upper(value) { 11 } else { 4 })
}
