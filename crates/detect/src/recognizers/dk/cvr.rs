//! Danish business registration numbers (CVR).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, the first no 0; weighted 2 7 6 5 4 3 2 1 the sum is a multiple of 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99 99 99 99", -20),
            Grouping::new("9999 9999", -22),
            Grouping::new("99999999", -22),
        ])],
        validate: Some(check),
        context: "cvr;cvr nr;cvrnr;cvr no;cvr nummer;cvrnummer;cvr number;se nr;se nummer;moms nr;\
         virksomhedsnummer;det centrale virksomhedsregister;central business register;\
         danish business registration number;danish company number"
            .into(),
        normal: Normal::Digits,
        citation: "Lov om Det Centrale Virksomhedsregister; Erhvervsstyrelsen, CVR-nummerets \
         opbygning og modulus 11"
            .into(),
        ..Recognizer::new("dk_cvr", "DK_CVR", "dk")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(digits, &[2, 7, 6, 5, 4, 3, 2, 1]);
    Verdict::when(digits[0] != b'0' && sum.is_multiple_of(11), 10)
}
