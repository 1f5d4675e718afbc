//! SEDOL codes of securities in London.

use super::value;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Six digits or consonants and a check digit; codes since 2004 begin with a letter, those before
/// have digits only. Letters read as 10 to 35, weights 1 3 1 7 3 9; what the sum lacks to the next
/// ten is the check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("XXXXXXX", -18),
            Grouping::new("9999999", -22),
        ])],
        validate: Some(check),
        context:
            "sedol;sedol code;sedol no;sedol number;sedols;stock exchange daily official list;\
         security identifier"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "London Stock Exchange, SEDOL Masterfile, technical specification".into(),
        ..Recognizer::new("sedol", "SEDOL", "finance")
    }
}

fn check(code: &[u8]) -> Verdict {
    let (stem, last) = (&code[..6], code[6]);
    let spelled = stem.iter().all(|byte| match byte {
        b'0'..=b'9' => true,
        b'A' | b'E' | b'I' | b'O' | b'U' => false,
        other => other.is_ascii_uppercase(),
    });
    let new = !stem[0].is_ascii_digit();
    let old = stem.iter().all(u8::is_ascii_digit) && stem.iter().any(|&byte| byte != stem[0]);
    // Those that users give themselves begin with 9, and have letters too.
    if !spelled || !(new || old || stem[0] == b'9') {
        return Verdict::Refuted;
    }
    let sum: u32 = stem
        .iter()
        .zip([1, 3, 1, 7, 3, 9])
        .map(|(&byte, weight)| u32::from(value(byte)) * weight)
        .sum();
    Verdict::when(
        (10 - sum % 10) % 10 == u32::from(last.wrapping_sub(b'0')),
        10,
    )
}
