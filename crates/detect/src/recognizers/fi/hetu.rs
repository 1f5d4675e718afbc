//! Finnish personal identity codes (henkilötunnus).

use super::super::{calendar::is_date, is_upper, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Day, month and year of birth, a sign for the century, three digits from 002 on and a check
/// character: the nine digits modulo 31 pick it from `0123456789ABCDEFHJKLMNPRSTUVWXY`. The sign is
/// `+` for the 1800s, `-` or, since 2023, Y X W V U for the 1900s, A or since 2023 B C D E F for
/// the 2000s. From 900 on the three digits are of numbers that are temporary or for tests.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999-999A", -4),
            Grouping::new("999999-9999", -10),
            Grouping::new("999999A999A", -4),
            Grouping::new("999999A9999", -6),
            Grouping::new("999999+999A", -4),
            Grouping::new("999999+9999", -10),
        ])],
        validate: Some(check),
        context: "henkilotunnus;henkilotunnuksen;henkilotunnukseni;hetu;hetuni;henkilotunnus hetu;\
         sotu;sosiaaliturvatunnus;personbeteckning;personbeteckningen;\
         personal identity code;finnish personal identity code;personal identity number;\
         finnish social security number;national id;hlotunnus;henkilotunnuksella;\
         henkilotunnusta;national id number;national id no;national identity number;\
         national identification number;hlo tunnus"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Laki väestötietojärjestelmästä ja varmennepalveluista 661/2009, section 11; \
         Valtioneuvoston asetus väestötietojärjestelmästä 128/2010, section 2, as of 2023"
            .into(),
        ..Recognizer::new("fi_hetu", "FI_PERSONAL_ID_CODE", "fi")
    }
}

const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

fn check(value: &[u8]) -> Verdict {
    let (Some(digits), Some((&last, rest))) = (value.first_chunk::<6>(), value.split_last()) else {
        return Verdict::Refuted;
    };
    // Signs that are no letters are not part of the value: 1900s or 1800s.
    let (sign, individual) = match rest[6..] {
        [sign, a, b, c] => (sign, [a, b, c]),
        [a, b, c] => (b'-', [a, b, c]),
        _ => return Verdict::Refuted,
    };
    let century = match sign.to_ascii_uppercase() {
        b'-' | b'U'..=b'Y' => 1900,
        b'A'..=b'F' => 2000,
        _ => return Verdict::Refuted,
    };
    let (date, individual) = (number(digits), number(&individual));
    let (day, month, year) = (date / 10_000, date / 100 % 100, century + date % 100);
    let character = CHARACTERS[((date * 1000 + individual) % 31) as usize];
    let fits =
        individual >= 2 && is_date(year, month, day) && last.to_ascii_uppercase() == character;
    // A code in small letters may be a part of a hash.
    let capitals = is_upper(value);
    Verdict::when(fits, if capitals { 19 } else { 12 })
}
