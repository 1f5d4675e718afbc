//! Turkish tax numbers (vergi kimlik numarası).

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits. To each of the first nine the places left to the last one are added, modulo 10; that
/// is doubled once for each such place, modulo 9, but a 9 stays 9. The check digit makes their sum
/// one of tens.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999", -22),
            Grouping::new("999 999 9999", -22),
        ])],
        validate: Some(check),
        context: "vkn;vergi kimlik no;vergi kimlik numarasi;vergi no;vergi numarasi;vergi numaram;\
         vergi dairesi no;vergi dairesi ve no;vergi kimlik;turkish tax number;turkish tax id"
            .into(),
        normal: Normal::Digits,
        citation:
            "213 sayılı Vergi Usul Kanunu, article 8; Gelir İdaresi Başkanlığı, Vergi Kimlik \
         Numarası"
                .into(),
        ..Recognizer::new("tr_vkn", "TR_VKN", "tr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum: u32 = digits[..9]
        .iter()
        .zip(&TERMS)
        .map(|(digit, terms)| u32::from(terms[usize::from(digit - b'0')]))
        .sum();
    let same = digits[1..].iter().all(|digit| *digit == digits[0]);
    let fits = !same && (sum + u32::from(digits[9] - b'0')).is_multiple_of(10);
    Verdict::when(fits, 10)
}

/// What each digit counts at each place.
static TERMS: [[u8; 10]; 9] = {
    let mut terms = [[0; 10]; 9];
    let mut at = 0;
    while at < 90 {
        let (place, digit) = (at / 10, at % 10);
        let left = 9 - place;
        let shifted = (digit + left) % 10;
        terms[place][digit] = match shifted {
            9 => 9,
            _ => (shifted << left) as u32 % 9,
        } as u8;
        at += 1;
    }
    terms
};
