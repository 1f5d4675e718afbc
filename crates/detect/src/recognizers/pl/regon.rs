//! Polish business registry numbers (REGON).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits, and five more for a local unit. Eight are weighted 8 9 2 3 4 5 6 7; the sum modulo
/// 11 is the ninth (10 is written as 0). Of a long number thirteen are weighted 2 4 8 5 0 9 7 3 6 1
/// 2 4 8 for the last one, and the first nine are a number themselves.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 999", -17).at_most(10),
            Grouping::new("999-999-999", -16).at_most(10),
            Grouping::new("999999999", -22).at_most(10),
            Grouping::new("999999999-99999", -16),
            Grouping::new("99999999999999", -22),
        ])],
        validate: Some(check),
        context: "regon;numer regon;nr regon;regon nr;numeru regon;\
         krajowy rejestr urzedowy podmiotow gospodarki narodowej;rejestr gospodarki narodowej;\
         polish business registry number;statistical number"
            .into(),
        normal: Normal::Digits,
        citation: "Rozporządzenie Rady Ministrów w sprawie sposobu i metodologii prowadzenia i \
         aktualizacji krajowego rejestru urzędowego podmiotów gospodarki narodowej (2015)"
            .into(),
        ..Recognizer::new("pl_regon", "PL_REGON", "pl")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let has_digit = |at: usize, weights: &[u32]| {
        weighted(&digits[..at], weights) % 11 % 10 == u32::from(digits[at] - b'0')
    };
    let short = digits[..8] != *b"00000000" && has_digit(8, &[8, 9, 2, 3, 4, 5, 6, 7]);
    if digits.len() == 9 {
        return Verdict::when(short, 10);
    }
    let long = short && has_digit(13, &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]);
    Verdict::when(long, 20)
}
