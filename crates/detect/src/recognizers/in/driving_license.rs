//! Indian driving licences.

use super::{super::number, states::is_state};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters for the state, two digits for the licensing authority, the year of issue, seven
/// digits. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999999999", -16),
            Grouping::new("AA99 99999999999", -14),
            Grouping::new("AA99-99999999999", -14),
            Grouping::new("AA-9999999999999", -14),
            Grouping::new("AA-99-99999999999", -14),
            Grouping::new("AA 99 99999999999", -14),
            Grouping::new("AA99 9999 9999999", -14),
            Grouping::new("AA99-9999-9999999", -14),
            Grouping::new("AA-99-9999-9999999", -14),
            Grouping::new("AA 99 9999 9999999", -14),
            Grouping::new("AA99/9999/9999999", -14),
            Grouping::new("AA-99/9999/9999999", -14),
        ])],
        validate: Some(check),
        context: "driving licence;driving license;driving licence number;driving license number;\
         driving licence no;driving license no;driver licence;driver license;drivers license;\
         driver s license;driver license number;dl;dl no;dl number;licence no;license no;\
         licence number;license number;sarathi;ड्राइविंग लाइसेंस;ड्राइविंग लाइसेंस नंबर;डीएल नंबर;\
         ஓட்டுநர் உரிமம்;ড্রাইভিং লাইসেন্স"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Central Motor Vehicles Rules, 1989, form 7 and rule 16; Ministry of Road \
         Transport and Highways, Sarathi, format of the licence number"
            .into(),
        ..Recognizer::new("in_driving_license", "IN_DRIVING_LICENSE", "in")
    }
}

fn check(value: &[u8]) -> Verdict {
    let year = number(&value[4..8]);
    let fits = (1950..2050).contains(&year)
        && is_state(value)
        && value[2..4] != *b"00"
        && value[8..] != *b"0000000";
    let capitals = value[..2].iter().all(u8::is_ascii_uppercase);
    Verdict::when(fits, if capitals { 13 } else { 7 })
}
