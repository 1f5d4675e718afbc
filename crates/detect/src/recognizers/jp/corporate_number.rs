//! Japanese corporate numbers.

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A check digit and twelve digits. From the right these are weighted 1 and 2 in turn; the check
/// digit is 9 less the sum modulo 9, so never 0. With a `T` in front it is the number of an issuer
/// of invoices.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999999", -23),
            Grouping::new("9-9999-9999-9999", -12),
            Grouping::new("A9999999999999", -14),
            Grouping::new("A-9999999999999", -14),
            Grouping::new("A9-9999-9999-9999", -12),
        ])],
        validate: Some(check),
        context: "法人番号;法人番号は;会社法人番号;登録番号;適格請求書発行事業者登録番号;適格請求書発行事業者番号;\
         インボイス登録番号;インボイス番号;事業者登録番号;corporate number;houjin bangou;hojin bango;\
         japanese corporate number;company number;invoice registration number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "法人番号の指定等に関する省令 (2014), article 2; National Tax Agency, Corporate Number \
         Publication Site; 消費税法, article 57-2 (T)"
            .into(),
        ..Recognizer::new("jp_corporate_number", "JP_CORPORATE_NUMBER", "jp")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (digits, strength) = match value {
        [b'T', digits @ ..] => (digits, 13),
        [b't', digits @ ..] => (digits, 9),
        [b'0'..=b'9', ..] => (value, 9),
        _ => return Verdict::Refuted,
    };
    let rest = weighted(&digits[1..], &[2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9;
    let fits = 9 - rest == u32::from(digits[0] - b'0') && !is_monotone(digits);
    Verdict::when(fits, strength)
}
