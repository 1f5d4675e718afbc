//! Spanish tax numbers of companies and other bodies (NIF, once called CIF).

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter for the legal form, seven digits and a check character. Of the digits the first,
/// third, fifth and seventh are doubled, the digits of all added up; 10 less the sum modulo 10 is
/// the check digit, which companies (A, B, E, H) mostly write as a digit, public, religious and
/// foreign bodies (N, P, Q, R, S, W) as a letter of `JABCDEFGHI`, and others in either way.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A99999999", -18),
            Grouping::new("A9999999A", -18),
            Grouping::new("A-99999999", -13),
            Grouping::new("A-9999999-9", -12),
            Grouping::new("A-9999999-A", -12),
            Grouping::new("A-9999999A", -14),
            Grouping::new("A 99999999", -20),
            Grouping::new("A-99.999.999", -11),
            Grouping::new("A99.999.999", -12),
        ])],
        validate: Some(check),
        context: "cif;c i f;codigo de identificacion fiscal;nif;n i f;\
         numero de identificacion fiscal;identificacion fiscal;ifz;nif de la empresa;\
         codi d identificacio fiscal;spanish company tax number;tax id;vat;vat number;\
         tax number;tax id number;tax id no;tax identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Real Decreto 1065/2007, articles 22 to 24; Orden EHA/451/2008".into(),
        ..Recognizer::new("es_cif", "ES_CIF", "es")
    }
}

fn check(value: &[u8]) -> Verdict {
    let form = value[0].to_ascii_uppercase();
    let last = value[8].to_ascii_uppercase();
    let digit = check_digit(&value[1..8]);
    let is_digit = last.is_ascii_digit();
    // Which form writes what is a custom that some numbers do not keep to.
    let usual = match form {
        b'A' | b'B' | b'E' | b'H' => is_digit,
        b'N' | b'P' | b'Q' | b'R' | b'S' | b'W' => !is_digit,
        b'C' | b'D' | b'F' | b'G' | b'J' | b'U' | b'V' => true,
        _ => return Verdict::Refuted,
    };
    let expected = if is_digit {
        b'0' + digit
    } else {
        b"JABCDEFGHI"[usize::from(digit)]
    };
    let issued = value[1..8] != *b"0000000";
    let strength = if usual && value[0].is_ascii_uppercase() {
        10
    } else {
        4
    };
    Verdict::when(issued && last == expected, strength)
}

fn check_digit(digits: &[u8]) -> u8 {
    let doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let sum: u8 = digits
        .iter()
        .enumerate()
        .map(|(at, digit)| (digit - b'0', at % 2 == 0))
        .map(|(digit, odd)| {
            if odd {
                doubled[usize::from(digit)]
            } else {
                digit
            }
        })
        .sum();
    (10 - sum % 10) % 10
}
