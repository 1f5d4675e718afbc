//! Vietnamese citizen identity numbers.

use super::super::{is_monotone, number, table};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits: three for the province of registration, one for century and sex, two for the
/// year, six for the order. There is no check digit. Identity cards before had nine digits.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999999", -24),
            Grouping::new("999 999 999 999", -18),
            Grouping::new("999 9 99 999999", -8),
            Grouping::new("999999999", -21),
            Grouping::new("999 999 999", -20),
        ])],
        validate: Some(check),
        context: "cccd;số cccd;so cccd;căn cước công dân;can cuoc cong dan;số căn cước công dân;so can cuoc cong dan;\
         căn cước;can cuoc;số căn cước;so can cuoc;thẻ căn cước;the can cuoc;số định danh;so dinh danh;\
         số định danh cá nhân;so dinh danh ca nhan;mã định danh;ma dinh danh;cmnd;số cmnd;so cmnd;\
         chứng minh nhân dân;chung minh nhan dan;chứng minh thư;cmt;số cmt;giấy tờ tùy thân;\
         vietnamese id;vietnam id;citizen id;citizen identity card;mã số thuế cá nhân;mst cá nhân"
            .into(),
        normal: Normal::Digits,
        citation: "Luật Căn cước 26/2023/QH15, article 12; Nghị định 137/2015/NĐ-CP, article 13; Thông \
         tư 59/2021/TT-BCA, articles 3 and 4"
            .into(),
        ..Recognizer::new("vn_cccd", "VN_CCCD", "vn")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if digits.len() == 9 {
        return Verdict::when(!is_monotone(digits) && digits[..3] != *b"000", 0);
    }
    let (place, century) = (number(&digits[..3]), digits[3]);
    let fits = place < 100
        && PROVINCES[place as usize]
        && matches!(century, b'0'..=b'3')
        && digits[6..] != *b"000000";
    Verdict::when(fits, 14)
}

static PROVINCES: [bool; 100] = table(&[
    (1, 2),
    (4, 4),
    (6, 6),
    (8, 8),
    (10, 12),
    (14, 15),
    (17, 17),
    (19, 20),
    (22, 22),
    (24, 27),
    (30, 31),
    (33, 38),
    (40, 40),
    (42, 42),
    (44, 46),
    (48, 49),
    (51, 52),
    (54, 54),
    (56, 56),
    (58, 58),
    (60, 60),
    (62, 62),
    (64, 64),
    (66, 68),
    (70, 70),
    (72, 72),
    (74, 75),
    (77, 77),
    (79, 80),
    (82, 84),
    (86, 87),
    (89, 89),
    (91, 96),
]);
