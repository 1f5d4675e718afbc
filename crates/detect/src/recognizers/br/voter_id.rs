//! Brazilian voter registration numbers (título de eleitor).

use super::super::{is_monotone, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits of order, two of the state (01 to 28) and two check digits. The eight weighted 2 to
/// 9, modulo 11, give the first; the state's two and the first, weighted 7 to 9, the second; 10 is
/// written as 0, and in São Paulo (01) and Minas Gerais (02) 0 as 1.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999 9999 9999", -21),
            Grouping::new("9999.9999.9999", -21),
            Grouping::new("99999999 99 99", -14),
            Grouping::new("99999999/99-99", -8),
            Grouping::new("999999999999", -24),
        ])],
        validate: Some(check),
        context: "titulo eleitoral;titulo de eleitor;numero do titulo;titulo n;eleitor;\
         inscricao eleitoral;tse;voter id;voter registration number"
            .into(),
        normal: Normal::Digits,
        citation: "Tribunal Superior Eleitoral, Resolução n° 23.659/2021 (cadastro eleitoral)"
            .into(),
        ..Recognizer::new("br_voter_id", "BR_VOTER_ID", "br")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let state = number(&digits[8..10]);
    if !matches!(state, 1..=28) || is_monotone(&digits[..8]) {
        return Verdict::Refuted;
    }
    let digit = |sum: u32| match sum % 11 {
        0 if state <= 2 => b'1',
        10 => b'0',
        rest => b'0' + rest as u8,
    };
    let first = digit(weighted(&digits[..8], &[2, 3, 4, 5, 6, 7, 8, 9]));
    let fits = digits[10] == first && digits[11] == digit(weighted(&digits[8..11], &[7, 8, 9]));
    Verdict::when(fits, 20)
}
