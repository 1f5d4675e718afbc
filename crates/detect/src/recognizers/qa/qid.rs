//! Qatari identity cards.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits: 2 or 3 for the century, two for the year of birth, three for the nationality (ISO
/// 3166-1), five for the order. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999999", -24)])],
        validate: Some(check),
        context: "qid;qid no;qid number;qatar id;qatar id number;qatari id;qatar id no;\
         qatar id card;national id;residence permit;rp number;البطاقة الشخصية;\
         رقم البطاقة الشخصية;الرقم الشخصي;رقم البطاقة;البطاقة القطرية;national id number;\
         national id no;national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Ministry of Interior of Qatar, QID number".into(),
        ..Recognizer::new("qa_qid", "QA_QID", "qa")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // Afghanistan is 004, Zambia 894.
    let country = number(&digits[3..6]);
    let fits = matches!(digits[0], b'2' | b'3')
        && (4..=894).contains(&country)
        && digits[6..] != *b"00000";
    Verdict::when(fits, 7)
}
