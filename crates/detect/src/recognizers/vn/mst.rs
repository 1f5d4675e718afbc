//! Vietnamese tax codes.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits: two for the province, seven for the order, a check digit. The first nine are
/// weighted 31, 29, 23, 19, 17, 13, 7, 5, 3; the check digit is 10 less the sum modulo 11 and never
/// ten. Branches add a hyphen and three digits.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999", -23),
            Grouping::new("9999999999-999", -12),
            Grouping::new("9999999999 999", -16),
            Grouping::new("9999999999999", -24),
        ])],
        validate: Some(check),
        context: "mst;mã số thuế;ma so thue;mã số doanh nghiệp;ma so doanh nghiep;số mst;mã thuế;\
         msdn;vietnam tax code;vietnamese tax code;tax code;tax id;\
         tax identification number;enterprise code;business registration number;\
         tax id number;tax id no"
            .into(),
        normal: Normal::Digits,
        citation:
            "Luật Quản lý thuế 38/2019/QH14, article 30; Thông tư 105/2020/TT-BTC, article 5; \
         Thông tư 86/2024/TT-BTC, article 5"
                .into(),
        ..Recognizer::new("vn_mst", "VN_MST", "vn")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..9], &[31, 29, 23, 19, 17, 13, 7, 5, 3]);
    let fits = digits[2..9] != *b"0000000"
        && digits.get(10..) != Some(b"000")
        && 10 - sum % 11 == u32::from(digits[9] - b'0');
    Verdict::when(fits, 10)
}
