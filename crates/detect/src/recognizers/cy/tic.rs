//! Cypriot tax identification codes.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, never beginning with 12, and a check letter. Digits at odd places count 1 0 5 7 9
/// 13 15 17 19 21 for 0 to 9, those at even places as themselves; the sum modulo 26 is the
/// letter's place in the alphabet.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999A", -20),
            Grouping::new("99999999-A", -20),
            Grouping::new("99999999 A", -24),
        ])],
        validate: Some(check),
        context: "tic;tic number;tax identification code;tax identification number;tin;tax number;\
         tax id;cyprus tic;cyprus tax number;cypriot tax number;cyprus tax id;\
         αριθμός φορολογικής ταυτότητας;φορολογικής ταυτότητας;αφτ;vergi kimlik numarasi;\
         vergi kimlik kodu;tax id number;tax id no"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Tax Department of the Republic of Cyprus, tax identification code; OECD, tax \
         identification numbers, Cyprus"
            .into(),
        ..Recognizer::new("cy_tic", "CY_TIC", "cy")
    }
}

fn check(value: &[u8]) -> Verdict {
    let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let (digits, letter) = value.split_at(8);
    let sum: u8 = digits
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[first, second]| odd[usize::from(first - b'0')] + second - b'0')
        .sum();
    let fits = !digits.starts_with(b"12")
        && digits != b"00000000"
        && letter[0].to_ascii_uppercase() == b'A' + sum % 26;
    Verdict::when(
        fits,
        if letter[0].is_ascii_uppercase() {
            14
        } else {
            5
        },
    )
}
