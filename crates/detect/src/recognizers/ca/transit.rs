//! Routing numbers of Canadian banks.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// On paper five digits of the branch and three of the institution; in electronic payments a 0, the
/// institution and the branch. Institutions are 001 to 039, some from 117 to 177, 200 to 399, and
/// 500 to 899 (trust companies, credit unions, caisses populaires). There is no check digit: it
/// needs a cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999-999", -15),
            Grouping::new("99999 999", -18),
            Grouping::new("999999999", -22),
            Grouping::new("99999999", -23),
        ])],
        validate: Some(check),
        context:
            "transit;transit number;transit no;transit num;bank transit;branch transit;branch transit number;\
         institution and transit;transit and institution;routing;routing number;eft routing;\
         eft routing number;micr;financial institution number;numero de transit;transit bancaire;\
         no de transit;domiciliation;numero d acheminement;numero d institution"
                .into(),
        normal: Normal::Digits,
        citation: "Payments Canada, Financial Institutions File; Standard 006, MICR-encoded payment items"
            .into(),
        ..Recognizer::new("ca_transit", "CA_TRANSIT", "ca")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (institution, branch) = if digits.len() == 9 {
        (&digits[1..4], &digits[4..])
    } else {
        (&digits[5..], &digits[..5])
    };
    let electronic = digits.len() != 9 || digits[0] == b'0';
    let institution = matches!(number(institution), 1..=39 | 117..=177 | 200..=399 | 500..=899);
    let fits = electronic && institution && branch != b"00000";
    Verdict::when(fits, if digits.len() == 9 { 8 } else { 1 })
}
