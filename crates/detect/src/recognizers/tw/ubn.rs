//! Unified business numbers of Taiwan.

use super::super::{digit_sum, is_monotone};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, weighted 1, 2, 1, 2, 1, 2, 4, 1; the digits of the products are summed. The sum is
/// 0 modulo 5 (modulo 10 for those given before April 2023); where the seventh digit is 7, whose
/// product may count as 1 or 0, either will do.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999", -23)])],
        validate: Some(check),
        context: "統一編號;統編;公司統編;統一編號是;統一編號為;營利事業統一編號;買受人統編;賣方統編;公司統一編號;\
         unified business number;uniform business number;business administration number;ubn;gui number;\
         guinumber;vat number"
            .into(),
        normal: Normal::Digits,
        citation: "Ministry of Finance, Fiscal Information Agency, 營利事業統一編號檢查碼邏輯修正說明 (2023)"
            .into(),
        ..Recognizer::new("tw_ubn", "TW_UBN", "tw")
    }
}

fn check(digits: &[u8]) -> Verdict {
    const WEIGHTS: [u32; 8] = [1, 2, 1, 2, 1, 2, 4, 1];
    let pairs = digits.iter().zip(WEIGHTS);
    let products = pairs.map(|(&digit, weight)| u32::from(digit - b'0') * weight);
    let sum: u32 = products.map(digit_sum).sum();
    let rest = sum % 5;
    let fits = rest == 0 || rest == 4 && digits[6] == b'7';
    Verdict::when(fits && !is_monotone(digits), 7)
}
