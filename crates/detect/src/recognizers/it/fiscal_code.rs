//! Italian tax codes of persons (codice fiscale).

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Sixteen characters: three letters of the surname, three of the name, year of birth, a letter
/// for the month (A B C D E H L M P R S T), the day (40 more for women), a letter and three digits
/// for the place, and a check letter: the characters count by a table at odd places and as
/// themselves (letters from 0 on) at even ones; the sum modulo 26 is its place in the alphabet.
/// Where two persons would have the same code, digits are replaced, the last one first, by the
/// letters L M N P Q R S T U V for 0 to 9 (omocodia); a code whose year begins with such a letter
/// is not looked for.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("XXXXXXXXXXXXXXXX", -2)])],
        validate: Some(check),
        context: "codice fiscale;cod fiscale;cod fisc;codicefiscale;c f;cf;codice fiscale n;\
         tessera sanitaria;fiscal code;tax code;italian tax code;italian fiscal code;\
         tax id;steuernummer;code fiscal;codfiscale;codfisc;cod fis;codice fisc;\
         tax id number;tax id no;tax identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Decreto del Ministro delle finanze 23 dicembre 1976, articles 2 to 7; \
         Agenzia delle Entrate, codice fiscale"
            .into(),
        ..Recognizer::new("it_fiscal_code", "IT_FISCAL_CODE", "it")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some((code, last)) = value.split_first_chunk::<15>() else {
        return Verdict::Refuted;
    };
    let place = |at: usize| PLACES[usize::from(code[at])];
    let shaped = code[..6].iter().all(u8::is_ascii_alphabetic)
        && code[11].is_ascii_alphabetic()
        && [6, 7, 9, 10, 12, 13, 14].iter().all(|&at| place(at) < 10);
    if !shaped {
        return Verdict::Refuted;
    }
    let (year, day) = (place(6) * 10 + place(7), place(9) * 10 + place(10));
    let day = if day > 40 { day - 40 } else { day };
    if day == 0 || day > days(code[8].to_ascii_uppercase(), year) {
        return Verdict::Refuted;
    }
    let sum: u32 = code
        .iter()
        .enumerate()
        .map(|(at, &byte)| (at % 2 == 0, value_of(byte)))
        .map(|(odd, value)| u32::from(if odd { ODD[usize::from(value)] } else { value }))
        .sum();
    let letter = b'A' + (sum % 26) as u8;
    let small = !is_upper(value);
    Verdict::when(
        last[0].to_ascii_uppercase() == letter,
        if small { 8 } else { 18 },
    )
}

/// What a digit or a letter counts at an even place, and where it stands in [`ODD`].
fn value_of(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        letter => letter.to_ascii_uppercase() - b'A',
    }
}

/// The days of a month, 0 for a letter that is none; of the year only two digits are known.
fn days(month: u8, year: u8) -> u8 {
    match month {
        b'B' if year.is_multiple_of(4) => 29,
        b'B' => 28,
        b'D' | b'H' | b'P' | b'S' => 30,
        b'A' | b'C' | b'E' | b'L' | b'M' | b'R' | b'T' => 31,
        _ => 0,
    }
}

/// By value, what a character counts at an odd place; a digit counts as the letter of its value.
const ODD: [u8; 26] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/// The digit that a byte stands for, a letter of omocodia too; 255 for all others.
static PLACES: [u8; 256] = {
    let (mut table, mut digit) = ([255; 256], 0);
    while digit < 10 {
        table[b'0' as usize + digit] = digit as u8;
        table[b"LMNPQRSTUV"[digit] as usize] = digit as u8;
        table[b"lmnpqrstuv"[digit] as usize] = digit as u8;
        digit += 1;
    }
    table
};
