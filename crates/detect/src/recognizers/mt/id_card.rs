//! Maltese identity card numbers.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Up to seven digits, the last two of them the year, and a letter: M or G for those born in Malta
/// and Gozo, A for residents from abroad, L, P, B, H or Z otherwise. There is no check, so a cue
/// is needed. Numbers of fewer than six digits without their zeros are not looked for.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999A", -21),
            Grouping::new("999999A", -22),
            Grouping::new("9999999 A", -24),
        ])],
        validate: Some(check),
        context: "karta tal identita;karta ta l identita;numru tal karta tal identita;\
         numru tal karta;identita;karta tal id;id card;id card number;id card no;\
         identity card;identity card number;identity card no;id number;identity number;\
         maltese id;maltese id card;malta id;malta id card;identity malta;identita malta;\
         tax id;tin;tax id number;tax id no;tax identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Identity Card and Other Identity Documents Act (Laws of Malta, chapter 258); \
         OECD, tax identification numbers, Malta"
            .into(),
        ..Recognizer::new("mt_id_card", "MT_ID_CARD", "mt")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (digits, letter) = value.split_at(value.len() - 1);
    let used = b"MGAPLHBZ".contains(&letter[0].to_ascii_uppercase());
    let issued = digits[..digits.len() - 2]
        .iter()
        .any(|&digit| digit != b'0');
    Verdict::when(
        used && issued,
        if letter[0].is_ascii_uppercase() {
            4
        } else {
            -4
        },
    )
}
