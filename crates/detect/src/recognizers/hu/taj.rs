//! Hungarian social security numbers (TAJ).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits: of the first eight those at odd places are weighted 3, the others 7; the last digit
/// of the sum is the ninth.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 999", -15),
            Grouping::new("999-999-999", -14),
            Grouping::new("999999999", -22),
        ])],
        validate: Some(check),
        context: "taj;taj szam;tajszam;taj szama;tajszama;taj kartya;\
         tarsadalombiztositasi azonosito jel;tarsadalombiztositasi azonosito;\
         tarsadalombiztositasi azonosito szam;tb szam;tb azonosito;\
         hungarian social security number;hungarian health insurance number"
            .into(),
        normal: Normal::Digits,
        citation:
            "1996. évi XX. törvény a személyazonosító jel helyébe lépő azonosítási módokról, \
         annex"
                .into(),
        ..Recognizer::new("hu_taj", "HU_TAJ", "hu")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..8], &[3, 7, 3, 7, 3, 7, 3, 7]);
    Verdict::when(sum > 0 && sum % 10 == u32::from(digits[8] - b'0'), 10)
}
