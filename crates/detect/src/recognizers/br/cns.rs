//! Brazilian health card numbers (CNS).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Fifteen digits, weighted 15 to 1, whose sum is a multiple of 11. Final numbers begin with 1 or
/// 2, are made of a number of eleven digits, 000 or 001 and the check digit; provisional ones begin
/// with 7, 8 or 9.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 9999 9999 9999", -16),
            Grouping::new("999.9999.9999.9999", -16),
            Grouping::new("999-9999-9999-9999", -16),
            Grouping::new("999999999999999", -22),
        ])],
        validate: Some(check),
        context: "cns;cartao sus;cartao do sus;numero do cartao sus;c n s;\
         cartao nacional de saude;sus;cartao de saude;brazilian health card"
            .into(),
        normal: Normal::Digits,
        citation: "Portaria GM/MS n° 940/2011; DATASUS, rotina de validação do Cartão Nacional de \
         Saúde"
            .into(),
        ..Recognizer::new("br_cns", "BR_CNS", "br")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let kind = match digits[0] {
        b'1' | b'2' => digits[11..13] == *b"00" && digits[13] <= b'1',
        b'7' | b'8' | b'9' => true,
        _ => false,
    };
    let sum = || weighted(digits, &[15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    Verdict::when(kind && sum() % 11 == 0, 14)
}
