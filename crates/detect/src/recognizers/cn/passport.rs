//! Chinese passports.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter and eight digits, or two letters and seven digits: E and a further letter (no I and no
/// O) for ordinary electronic ones, G for those before, D, S and P for diplomatic, service and
/// public-affairs ones, H, K and M for those of Hong Kong and Macau. The check digit of the
/// machine-readable zone is not part of the number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A99999999", -16),
            Grouping::new("AA9999999", -16),
        ])],
        validate: Some(check),
        context: "护照;护照号;护照号码;护照号是;护照号码是;护照号为;护照号码为;中国护照;護照;護照號碼;護照號;chinese passport;\
         china passport;prc passport;passport;passport number;passport no;\
         chinese passport number;chinese passport no;huzhao;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "中华人民共和国护照法 (2006); National Immigration Administration, \
         number formats of ordinary electronic passports (2012, 2017)"
            .into(),
        ..Recognizer::new("cn_passport", "CN_PASSPORT", "cn")
    }
}

fn check(value: &[u8]) -> Verdict {
    let digits = if value[1].is_ascii_digit() { 1 } else { 2 };
    let issued = match (value[0].to_ascii_uppercase(), value[1].to_ascii_uppercase()) {
        (b'E' | b'G' | b'D' | b'S' | b'P' | b'H' | b'K' | b'M', b'0'..=b'9') => true,
        (b'E', b'I' | b'O') => false,
        (b'E', _) | (b'D' | b'S' | b'P', b'E') | (b'K' | b'H', b'J') | (b'M', b'A' | b'B') => true,
        _ => false,
    };
    let fits = issued && !is_monotone(&value[digits..]);
    Verdict::when(fits, if is_upper(value) { 3 } else { 0 })
}
