//! Sri Lankan national identity card numbers.

use super::super::{calendar::is_year_of_birth, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Since 2016 twelve digits: the year of birth, the day of the year (women 500 more), five for the
/// order. Before: two digits for the year, the day, four digits, and V, or X for those who may not
/// vote. How the last digit checks the others is not published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999A", -15),
            Grouping::new("999999999 A", -16),
            Grouping::new("999999999999", -22),
        ])],
        validate: Some(check),
        context: "nic;nic no;nic number;national identity card;national identity card number;\
         national identity card no;national id;national id number;sri lankan nic;\
         sri lanka id;identity card;identity card number;identity card no;id card;\
         id card number;ජාතික හැඳුනුම්පත;ජාතික හැඳුනුම්පත්;හැඳුනුම්පත් අංකය;හැඳුනුම්පත;\
         ජා හැ අංකය;தேசிய அடையாள அட்டை;அடையாள அட்டை இலக்கம்;அடையாள அட்டை;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Registration of Persons Act 32 of 1968; Department for Registration of Persons, \
         12-digit number of the national identity card (2016)"
                .into(),
        ..Recognizer::new("lk_nic", "LK_NIC", "lk")
    }
}

fn check(value: &[u8]) -> Verdict {
    if value.len() == 12 {
        let fits = is_year_of_birth(number(&value[..4])) && is_day(&value[4..7]);
        return Verdict::when(fits, 10);
    }
    let strength = match value[9] {
        b'V' | b'X' => 10,
        b'v' | b'x' => 4,
        _ => return Verdict::Refuted,
    };
    Verdict::when(is_day(&value[2..5]), strength)
}

/// A day of the year; those of women are counted from 501 on.
fn is_day(digits: &[u8]) -> bool {
    matches!(number(digits), 1..=366 | 501..=866)
}
