//! Registration marks of Indian vehicles.

use super::{super::is_upper, states::is_state};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters for the state, one or two digits for the office, one to three letters for the series
/// (no I and no O), four digits. Or, for all of the country, two digits for the year, `BH`, four
/// digits and one or two letters. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99A9999", -14),
            Grouping::new("AA99AA9999", -12),
            Grouping::new("AA99AAA9999", -12),
            Grouping::new("AA9AA9999", -14),
            Grouping::new("AA9AAA9999", -12),
            Grouping::new("AA 99 A 9999", -9),
            Grouping::new("AA 99 AA 9999", -9),
            Grouping::new("AA 99 AAA 9999", -9),
            Grouping::new("AA-99-A-9999", -9),
            Grouping::new("AA-99-AA-9999", -9),
            Grouping::new("AA-99-AAA-9999", -9),
            Grouping::new("AA99 A 9999", -10),
            Grouping::new("AA99 AA 9999", -10),
            Grouping::new("AA99A 9999", -12),
            Grouping::new("AA99AA 9999", -12),
            Grouping::new("AA99-AA-9999", -10),
            Grouping::new("AA-99AA-9999", -10),
            Grouping::new("AA-99-AA9999", -10),
            Grouping::new("AA 99AA9999", -12),
            Grouping::new("AA 99 AA9999", -12),
            Grouping::new("AA 99AA 9999", -12),
            Grouping::new("AA9A AA 9999", -10),
            Grouping::new("AA 9A AA 9999", -9),
            Grouping::new("AA 9AAA 9999", -10),
            Grouping::new("AA 9A A 9999", -9),
            Grouping::new("99AA9999A", -14),
            Grouping::new("99AA9999AA", -14),
            Grouping::new("99-AA-9999-A", -12),
            Grouping::new("99-AA-9999-AA", -12),
        ])],
        validate: Some(check),
        context: "vehicle;vehicle number;vehicle no;vehicle registration;vehicle registration number;\
         registration number;registration no;registration mark;reg no;regn no;reg number;number plate;\
         license plate;licence plate;car number;car no;bike number;bike no;rc number;rc no;rto;\
         plate number;plate no;गाड़ी नंबर;वाहन संख्या;वाहन नंबर;गाड़ी का नंबर;वाहन पंजीकरण संख्या;வண்டி எண்;வாகன எண்"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Motor Vehicles Act, 1988, section 41 (6); Central Motor Vehicles Rules, 1989, \
         rule 50, and rule 47 as amended in 2021 (BH series)"
            .into(),
        ..Recognizer::new("in_vehicle_registration", "IN_VEHICLE_REGISTRATION", "in")
    }
}

fn check(value: &[u8]) -> Verdict {
    let fits = if value[0].is_ascii_digit() {
        value[2..4].eq_ignore_ascii_case(b"BH") && value[4..8] != *b"0000"
    } else {
        is_mark(value)
    };
    Verdict::when(fits, if is_upper(value) { 8 } else { 2 })
}

fn is_mark(value: &[u8]) -> bool {
    let (front, serial) = value.split_at(value.len() - 4);
    let office = front[2..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let series = &front[2 + office..];
    let numbered = front[2..2 + office] != *b"00" && front[2..2 + office] != *b"0";
    is_state(value)
        && numbered
        && serial != b"0000"
        && series.iter().all(|letter| !b"IOio".contains(letter))
}
