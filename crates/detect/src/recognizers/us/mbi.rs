//! Medicare Beneficiary Identifiers.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven characters: a digit from 1 to 9, a letter, a letter or digit, a digit, a letter, a letter
/// or digit, a digit, two letters, two digits; letters are never S, L, O, I, B or Z. Printed with
/// hyphens behind the fourth and the seventh, which are no part of it. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9A99-A99-AA99", 0),
            Grouping::new("9A99-AA9-AA99", 0),
            Grouping::new("9AA9-A99-AA99", 0),
            Grouping::new("9AA9-AA9-AA99", 0),
            Grouping::new("9A99 A99 AA99", -6),
            Grouping::new("9A99 AA9 AA99", -6),
            Grouping::new("9AA9 A99 AA99", -6),
            Grouping::new("9AA9 AA9 AA99", -6),
            Grouping::new("9A99A99AA99", -10),
            Grouping::new("9A99AA9AA99", -10),
            Grouping::new("9AA9A99AA99", -10),
            Grouping::new("9AA9AA9AA99", -10),
        ])],
        validate: Some(check),
        context: "mbi;medicare beneficiary identifier;mbis;medicare;medicare number;medicare id;\
         medicare card;medicare beneficiary;beneficiary identifier;beneficiary id;\
         medicare no;medicarenumber;hicn;medicare claim number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Centers for Medicare & Medicaid Services, Understanding the Medicare \
         Beneficiary Identifier (MBI) Format"
            .into(),
        ..Recognizer::new("us_mbi", "US_MBI", "us")
    }
}

fn check(number: &[u8]) -> Verdict {
    let excluded = |byte: &u8| b"SLOIBZ".contains(&byte.to_ascii_uppercase());
    let capitals = is_upper(number);
    // A number in small letters may be a part of a hash.
    Verdict::when(
        number[0] != b'0' && !number.iter().any(excluded),
        if capitals { 5 } else { -6 },
    )
}
