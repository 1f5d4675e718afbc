//! Numbers of Polish passports.

use super::weighted_document;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters and seven digits, the first of which is the check digit: letters, counted 10 to 35,
/// are weighted 7 3, the six other digits 1 7 3 1 7 3; the sum ends in the check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999", -14),
            Grouping::new("AA 9999999", -14),
        ])],
        validate: Some(check),
        context: "paszport;paszportu;paszportem;nr paszportu;numer paszportu;\
         seria i numer paszportu;paszport seria;passport;passport number;passport no;\
         polish passport;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Ustawa z dnia 27 stycznia 2022 r. o dokumentach paszportowych; weights 7 3 1 of \
         ICAO Doc 9303, part 3"
                .into(),
        ..Recognizer::new("pl_passport", "PL_PASSPORT", "pl")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (letters, digits) = value.split_at(2);
    weighted_document(letters, digits, &[7, 3, 1, 7, 3, 1, 7, 3])
}
