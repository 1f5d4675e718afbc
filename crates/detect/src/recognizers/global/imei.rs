//! Numbers of mobile devices.

use crate::{
    checks::luhn,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Fourteen digits, the first two telling who gave out the type's number, and a check digit by Luhn's
/// sum; or, as IMEISV, sixteen digits that end in a version and have no check.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99-999999-999999-9", -15),
            Grouping::new("99 999999 999999 9", -15),
            Grouping::new("999999-99-999999-9", -15),
            Grouping::new("99999999-999999-9", -15),
            Grouping::new("99999999 999999 9", -16),
            Grouping::new("99-999999-999999-99", -8),
            Grouping::new("99 999999 999999 99", -8),
            Grouping::new("999999999999999", -24),
            Grouping::new("9999999999999999", -22),
        ])],
        validate: Some(check),
        most: Evidence(14),
        context:
            "imei;imeis;imei number;imei no;imeisv;imei sv;meid;international mobile equipment \
             identity;device imei;numero imei;numero de imei;codigo imei;code imei;codice imei;\
             imei nummer;seriennummer imei;\
             номер imei;串号;手机串号;設備識別碼"
                .into(),
        normal: Normal::Digits,
        citation:
            "3GPP TS 23.003, section 6.2 and annex B; GSMA TS.06, IMEI Allocation and Approval"
                .into(),
        ..Recognizer::new("imei", "IMEI", "global")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let is_reported = matches!(
        digits,
        [b'0', b'1'..=b'9', ..]
            | [b'1', b'0', ..]
            | [b'3', b'0' | b'3' | b'5', ..]
            | [b'4', b'4' | b'5' | b'9', ..]
            | [b'5', b'0'..=b'4', ..]
            | [b'8', b'6', ..]
            | [b'9', b'1' | b'8' | b'9', ..]
    );
    if !is_reported {
        return Verdict::Refuted;
    }
    if digits.len() == 16 {
        return Verdict::Fits(Evidence(2));
    }
    // The bodies that report numbers have a fifth of all prefixes.
    Verdict::when(luhn(digits), 14)
}
