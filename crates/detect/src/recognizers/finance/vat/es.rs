//! Spanish VAT numbers (NIF-IVA).

use super::{after, cues, number, verdict};
use crate::checks::mod23_letter;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// `ES` and the tax number (NIF). Eight digits and a letter, or X, Y, Z (0, 1, 2) or K, L, M, seven
/// digits and a letter: the number modulo 23 picks it from `TRWAGMYFPDXBNJZSQVHLCKE`. An entity has
/// a letter for its form, seven digits and a check: digits at odd places doubled and their digits
/// summed, the others added; what the sum lacks to the next ten is the digit, or picks the letter
/// from `JABCDEFGHI`.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999A", -14),
            Grouping::new("AAA9999999A", -14),
            Grouping::new("AAA99999999", -14),
            Grouping::new("AA 99999999A", -8),
            Grouping::new("AA-99999999A", -8),
        ])],
        validate: Some(check),
        context: cues(
            "nif;n i f;cif;c i f;nif iva;cif iva;iva;numero de iva;numero iva;nif intracomunitario;\
             vat espana;operador intracomunitario;ifz;nif ive",
        ),
        normal: Normal::Alphanumeric,
        citation: "Ley 37/1992, article 164; Real Decreto 1065/2007, articles 18 to 25; Orden \
         EHA/451/2008"
            .into(),
        ..Recognizer::new("es_vat", "ES_VAT", "es")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(nif) = after(value, b"ES") else {
        return Verdict::Refuted;
    };
    let (fits, decibans) = match nif[0].to_ascii_uppercase() {
        b'0'..=b'9' => (is_personal(number(&nif[..8]), nif[8]), 13),
        first @ b'X'..=b'Z' => {
            let digits = u32::from(first - b'X') * 10_000_000 + number(&nif[1..8]);
            (is_personal(digits, nif[8]), 13)
        }
        b'K' | b'L' | b'M' => (is_personal(number(&nif[1..8]), nif[8]), 13),
        form => (is_entity(form, nif), 10),
    };
    verdict(value, fits, decibans)
}

fn is_personal(digits: u32, letter: u8) -> bool {
    letter.to_ascii_uppercase() == mod23_letter(digits)
}

/// Forms of entities of which some have a digit, some a letter for a check, some either.
fn is_entity(form: u8, nif: &[u8]) -> bool {
    let doubled = |at: usize| DOUBLED[usize::from(nif[at] - b'0')];
    let odd = doubled(1) + doubled(3) + doubled(5) + doubled(7);
    let even: u8 = [2, 4, 6].iter().map(|&at| nif[at] - b'0').sum();
    let check = (10 - (odd + even) % 10) % 10;
    let is_digit = nif[8] == b'0' + check;
    let is_letter = nif[8].to_ascii_uppercase() == b"JABCDEFGHI"[usize::from(check)];
    match form {
        b'A' | b'B' | b'E' | b'H' => is_digit,
        b'N' | b'P' | b'Q' | b'R' | b'S' | b'W' => is_letter,
        b'C' | b'D' | b'F' | b'G' | b'J' | b'U' | b'V' => is_digit || is_letter,
        _ => false,
    }
}

/// The sum of the digits of twice a digit.
const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
