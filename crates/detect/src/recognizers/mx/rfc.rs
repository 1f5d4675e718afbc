//! Mexican taxpayer registry codes (RFC).

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Four letters of a person's names or three of a company's, date of birth or founding, two
/// characters that tell namesakes apart (never 0 or O, the first never above V) and the check
/// character: the twelve before it, a company's with a blank of value 37 in front, count by their
/// place among digits and letters with & behind N and are weighted 13 to 2; it is 11 less the sum
/// modulo 11, 11 written as 0 and 10 as A. Codes with & or Ñ are left out, and those of four
/// letters that a mark follows.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAAA999999999", -11),
            Grouping::new("AAAA99999999A", -8),
            Grouping::new("AAAA9999999A9", -8),
            Grouping::new("AAAA9999999AA", -8),
            Grouping::new("AAAA999999A99", -8),
            Grouping::new("AAAA999999A9A", -8),
            Grouping::new("AAAA999999AA9", -8),
            Grouping::new("AAAA999999AAA", -8),
            Grouping::new("AAA999999999", -16),
            Grouping::new("AAA99999999A", -12),
            Grouping::new("AAA9999999A9", -12),
            Grouping::new("AAA9999999AA", -12),
            Grouping::new("AAA999999A99", -12),
            Grouping::new("AAA999999A9A", -12),
            Grouping::new("AAA999999AA9", -12),
            Grouping::new("AAA999999AAA", -12),
            Grouping::new("AAA~999999~999", -12),
            Grouping::new("AAA~999999~99A", -10),
            Grouping::new("AAA~999999~9A9", -10),
            Grouping::new("AAA~999999~9AA", -10),
            Grouping::new("AAA~999999~A99", -10),
            Grouping::new("AAA~999999~A9A", -10),
            Grouping::new("AAA~999999~AA9", -10),
            Grouping::new("AAA~999999~AAA", -10),
        ])],
        validate: Some(check),
        context:
            "rfc;registro federal de contribuyentes;rfc con homoclave;contribuyente;rfc emisor;\
         rfc receptor;tax id;taxpayer id;tax id number;tax id no;\
         tax identification number;taxpayer id number;taxpayer identification number"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "Código Fiscal de la Federación, article 27; Servicio de Administración \
         Tributaria, procedure for the homoclave and the check digit of the RFC"
            .into(),
        ..Recognizer::new("mx_rfc", "MX_RFC", "mx")
    }
}

/// What the blank in front of a company's code adds: its value by its weight.
const BLANK: u32 = 37 * 13;

fn check(code: &[u8]) -> Verdict {
    let mut upper = [0; 13];
    let upper = &mut upper[..code.len()];
    upper.copy_from_slice(code);
    upper.make_ascii_uppercase();
    let (stem, last) = upper.split_at(code.len() - 1);
    let (names, rest) = stem.split_at(stem.len() - 8);
    let (month, day) = (number(&rest[2..4]), number(&rest[4..6]));
    let structured = matches!(month, 1..=12)
        && matches!(day, 1..=31)
        && !rest[6..].iter().any(|byte| matches!(byte, b'0' | b'O'))
        && rest[6] <= b'V'
        && matches!(last[0], b'0'..=b'9' | b'A');
    if !structured {
        return Verdict::Refuted;
    }
    let front = if names.len() == 3 { BLANK } else { 0 };
    let weights = (2..2 + stem.len() as u32).rev();
    let characters = stem.iter().zip(weights);
    let sum: u32 = characters
        .map(|(&character, weight)| super::value(character) * weight)
        .sum();
    let digit = (11 - (front + sum) % 11) % 11;
    // A date: one in 27. Code in small letters may be something else.
    Verdict::when(
        digit == super::value(last[0]),
        if upper == code { 17 } else { 7 },
    )
}
