//! International securities identification numbers.

use super::{is_country, value};
use crate::{
    finding::Evidence,
    recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked},
};

/// A country's code (or `XS` and others of the clearing houses, `EU`, `EZ`), nine letters or digits
/// and a check digit: letters read as 10 to 35, then Luhn's sum of all digits.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::Groups(vec![
                Grouping::new("XXXXXXXXXXXX", -13),
            ]),
            Shape::walk(Anchor::Capitals, walk),
        ],
        validate: Some(check),
        context:
            "isin;isin code;isin no;isin number;isin nr;security identifier;securities identification;\
         international securities identification number;wkn isin;valor;valorennummer;wertpapier;\
         wertpapierkennnummer;wertpapierkennung;kennnummer;code isin;codigo isin;codice isin;titre;valeur;\
         kod isin;isin kod;isin kodu;исин;код isin;证券代码;証券コード"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "ISO 6166:2021".into(),
        ..Recognizer::new("isin", "ISIN", "finance")
    }
}

fn check(characters: &[u8]) -> Verdict {
    let Some(number) = characters.first_chunk::<12>() else {
        return Verdict::Refuted;
    };
    let capitals = !number.iter().any(u8::is_ascii_lowercase);
    let agency = [number[0], number[1]];
    let issued = capitals && number[11].is_ascii_digit() && is_agency(agency);
    // Numbers that begin with a country's letters are 250 of 676; the check is one in ten.
    Verdict::when(issued && is_checked(number), 12)
}

/// Numbers with no digit near their start: those of Brazil, Argentina and the Cayman Islands.
fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let (number, rest) = text[at..].split_first_chunk::<12>()?;
    let early = number[..7].iter().any(u8::is_ascii_digit);
    let ends = !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    let Verdict::Fits(Evidence(strength)) = check(number) else {
        return None;
    };
    let shaped = number.iter().all(u8::is_ascii_alphanumeric);
    (shaped && ends && !early).then_some(Walked::new(at, at + 12, strength - 13))
}

fn is_agency(letters: [u8; 2]) -> bool {
    is_country(letters)
        || matches!(
            &letters,
            b"XS" | b"XA" | b"XB" | b"XC" | b"XD" | b"XF" | b"XT" | b"EU" | b"EZ" | b"QS" | b"QT"
        )
}

/// Luhn's sum over the digits of all characters.
fn is_checked(number: &[u8; 12]) -> bool {
    let mut doubled = false;
    let mut sum = 0;
    let mut add = |digit: u8| {
        let twice = digit << u8::from(doubled);
        sum += if twice > 9 { twice - 9 } else { twice };
        doubled = !doubled;
    };
    for &character in number.iter().rev() {
        let value = value(character);
        add(value % 10);
        if value > 9 {
            add(value / 10);
        }
    }
    sum.is_multiple_of(10)
}
