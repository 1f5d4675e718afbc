//! German tax identification numbers.

use crate::{
    checks::mod11_10_digit,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Eleven digits, the first no 0. Among the first ten exactly one digit occurs twice or three times
/// (never three times in a row) and every other one at most once. The last one is the check digit
/// of ISO/IEC 7064 MOD 11,10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99 999 999 999", -16),
            Grouping::new("99999999999", -22),
        ])],
        validate: Some(check),
        context: "steuer id;steuerid;steuer idnr;steueridentifikationsnummer;idnr;id nr;\
         steuer id nr;identifikationsnummer;steuerliche identifikationsnummer;\
         steuer identifikationsnummer;tax id;tin;tax identification number;german tax id;\
         steueridnr;steuer ident nr;steueridentnummer;steuer identnummer;steuerident;\
         steuerliche id;steuerliche idnr;personliche identifikationsnummer;\
         tax identification no;german tin;steuernummer;steuer nummer;tax id number;\
         tax id no;steuer identnr;steuer identifikations nr;steuerliche identifikations nr"
            .into(),
        normal: Normal::Digits,
        citation: "Abgabenordnung, section 139b; Steueridentifikationsnummerverordnung; \
         Bundeszentralamt für Steuern, structure of the number since 2016"
            .into(),
        ..Recognizer::new("de_steuer_id", "DE_STEUER_ID", "de")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (stem, last) = (&digits[..10], digits[10] - b'0');
    let fits = digits[0] != b'0' && repeats_one_digit(stem) && mod11_10_digit(stem) == last;
    // One in ten for the digit, one in three for the repetition.
    Verdict::when(fits, 14)
}

fn repeats_one_digit(stem: &[u8]) -> bool {
    let mut counts = [0u8; 10];
    stem.iter()
        .for_each(|&digit| counts[usize::from(digit - b'0')] += 1);
    let repeated = counts.iter().filter(|&&count| count > 1).count();
    let in_a_row = stem
        .windows(3)
        .any(|three| three[0] == three[1] && three[1] == three[2]);
    repeated == 1 && counts.iter().all(|&count| count <= 3) && !in_a_row
}
