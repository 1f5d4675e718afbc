//! Chinese citizen identity numbers.

use super::super::{
    calendar::{is_yymmdd, is_yyyymmdd},
    number, table,
};
use crate::{
    checks::mod11_2,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Six digits for the place (the first two are the province), date of birth with four digits for
/// the year, three for the order, and the check character of ISO 7064 MOD 11-2, `X` for ten.
/// Foreign permanent residents have a 9, two digits for the province and three for the country in
/// place of the six. Numbers of the first generation had fifteen digits: two for the year and no
/// check.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999999999999", -12),
            Grouping::new("99999999999999999A", -8),
            Grouping::new("999999~99999999~9999", -6),
            Grouping::new("999999~99999999~999A", -4),
            Grouping::new("999999999999999", -24),
        ])],
        validate: Some(check),
        context:
            "身份证;身份证号;身份证号码;身份证号是;身份证号码是;身份证号为;身份证号码为;居民身份证;居民身份证号;居民身份证号码;公民身份号码;公民身份证号码;身份号码;\
         证件号码;证件号;我的身份证号是;我的身份证号码是;身分證;身分證號;身份證號碼;resident identity card;resident id;\
         citizen id;chinese id;china id;identity card;identity card number;id card;\
         id card number;id card no;sfz;sfzh;shenfenzheng;本人身份证号;本人身份证号码;身份证编号;身份证件号;身份证件号码;\
         二代身份证;他的身份证号是;她的身份证号是;身份证信息;idcard;idcardno"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "GB 11643-1999, Citizen identification number; GB/T 2260 (provinces); \
         ISO/IEC 7064, MOD 11-2"
            .into(),
        ..Recognizer::new("cn_resident_id", "CN_RESIDENT_ID", "cn")
    }
}

fn check(value: &[u8]) -> Verdict {
    if value.len() == 15 {
        let fits = is_province(value) && is_yymmdd(&value[6..12]);
        return Verdict::when(fits, 8);
    }
    let last = value[17];
    let place = if value[0] == b'9' { &value[1..] } else { value };
    let fits = is_province(place)
        && (last.is_ascii_digit() || last.eq_ignore_ascii_case(&b'X'))
        && is_yyyymmdd(&value[6..14])
        && mod11_2(value);
    // One in eleven, and a date of birth.
    Verdict::when(fits, 20)
}

/// Whether the first two digits are a province's; 81 to 83 stand for people of Hong Kong, Macau and
/// Taiwan who live in the mainland.
fn is_province(place: &[u8]) -> bool {
    PROVINCES[number(&place[..2]) as usize]
}

static PROVINCES: [bool; 100] = table(&[
    (11, 15),
    (21, 23),
    (31, 37),
    (41, 46),
    (50, 54),
    (61, 65),
    (71, 71),
    (81, 83),
]);
