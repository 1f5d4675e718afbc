//! VAT numbers of Northern Ireland.

use super::{after, cues, gb::check_behind};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// `XI`, for trade in goods with the European Union, and the number of the United Kingdom: nine
/// digits with the same check, twelve with a branch, or `GD` or `HA` and three digits.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999", -18),
            Grouping::new("AA 999999999", -19),
            Grouping::new("AA 999 9999 99", -18),
            Grouping::new("AA999 9999 99", -18),
            Grouping::new("AA-999999999", -19),
            Grouping::new("AA999999999999", -18),
            Grouping::new("AA 999 9999 99 999", -14),
            Grouping::new("AAAA999", -12),
        ])],
        validate: Some(check),
        context: cues("vat registration no;vat reg number;northern ireland vat;windsor framework"),
        normal: Normal::Alphanumeric,
        citation:
            "Value Added Tax Act 1994, schedule 9ZA; Windsor Framework, article 8; HM Revenue & \
         Customs, VAT in Northern Ireland"
                .into(),
        ..Recognizer::new("xi_vat", "XI_VAT", "gb")
    }
}

fn check(value: &[u8]) -> Verdict {
    match after(value, b"XI") {
        Some(_) => check_behind(value, b"XI"),
        None => Verdict::Refuted,
    }
}
