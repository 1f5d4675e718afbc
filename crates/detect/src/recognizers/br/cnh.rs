//! Brazilian driver licence registration numbers (CNH).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits and two check digits. The nine weighted 9 to 1, modulo 11, give the first; weighted
/// 1 to 9 the second; 10 is written as 0. Where the first would have been 10 the second is two
/// less: for remainders below two and for ten, published programs differ, and either result is
/// taken.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999999", -24),
            Grouping::new("999999999-99", -14),
            Grouping::new("999999999 99", -20),
        ])],
        validate: Some(check),
        context: "cnh;carteira nacional de habilitacao;carteira de habilitacao;numero da cnh;\
         registro cnh;c n h;habilitacao;carteira de motorista;renach;detran"
            .into(),
        normal: Normal::Digits,
        citation: "Resolução CONTRAN n° 598/2016, annex: número do registro; Secretaria Nacional \
         de Trânsito (Senatran), RENACH"
            .into(),
        ..Recognizer::new("br_cnh", "BR_CNH", "br")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (stem, last) = digits.split_at(9);
    let [first, second] = [last[0], last[1]].map(|digit| u32::from(digit - b'0'));
    let down = weighted(stem, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
    if down % 10 != first || is_monotone(digits) {
        return Verdict::Refuted;
    }
    let up = weighted(stem, &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    let fits = match (down, up) {
        (10, 0) => second == 9,
        (10, 1) => second == 0,
        (10, 10) => second == 0 || second == 8,
        (10, up) => second == up - 2,
        (_, up) => second == up % 10,
    };
    Verdict::when(fits, 20)
}
