//! Personal numbers of Belarus.

use super::super::{calendar::is_day, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Sex and century (1 and 2 the 1800s, up to 5 and 6), day, month and year of birth, a letter for
/// the region (A B C H K E M), three digits, PB, BA or BI for the citizenship and a digit that is
/// computed from all before. The structure is so rare that the digit is left alone.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("9999999A999AA9", -8)])],
        validate: Some(check),
        context: "личный номер;личного номера;идентификационный номер;асабісты нумар;\
         ідэнтыфікацыйны нумар;паспорт;пашпарт;personal number;identification number;\
         belarusian personal number;national id;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Указ Президента Республики Беларусь от 3 июня 2008 г. № 294 «О документировании \
         населения Республики Беларусь»"
                .into(),
        ..Recognizer::new("by_personal_number", "BY_PERSONAL_NUMBER", "by")
    }
}

fn check(value: &[u8]) -> Verdict {
    let part = |at| number(&value[at..at + 2]);
    let letters = [value[7], value[11], value[12]];
    let [region, citizenship @ ..] = letters.map(|letter| letter.to_ascii_uppercase());
    let fits = matches!(value[0], b'1'..=b'6')
        && b"ABCHKEM".contains(&region)
        && matches!(&citizenship, b"PB" | b"BA" | b"BI")
        && is_day(part(3), part(1));
    let capitals = letters.iter().all(u8::is_ascii_uppercase);
    Verdict::when(fits, if capitals { 20 } else { 10 })
}
