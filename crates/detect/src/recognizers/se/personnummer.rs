//! Swedish personal identity numbers (personnummer) and coordination numbers (samordningsnummer).

use super::super::{calendar::is_day, number};
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Year (two digits, or four with the century), month and day of birth, a sign, three digits and a
/// check digit: Luhn's sum over the last ten. The sign is `-`, and `+` from the year on in which
/// the person turns 100. A coordination number has 60 added to the day.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999-9999", -14),
            Grouping::new("999999-9999", -15),
            Grouping::new("99999999+9999", -14),
            Grouping::new("999999+9999", -15),
            Grouping::new("99999999 9999", -20),
            Grouping::new("999999 9999", -19),
            Grouping::new("999999999999", -22),
            Grouping::new("9999999999", -22),
        ])],
        validate: Some(check),
        context: "personnummer;personnr;person nr;pers nr;persnr;pnr;personnumret;personnummret;\
         samordningsnummer;samordningsnr;samordningsnumret;fodelsenummer;\
         swedish personal identity number;personal identity number;personal number;\
         coordination number;swedish ssn;national id;persnummer;national id number;\
         national id no;national identity number;national identification number;p nr;\
         p nummer"
            .into(),
        normal: Normal::Digits,
        citation: "Folkbokföringslagen (1991:481), section 18; Lag (2022:1697) om \
         samordningsnummer; Skatteverket, SKV 704 and SKV 707"
            .into(),
        ..Recognizer::new("se_personnummer", "SE_PERSONNUMMER", "se")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let Some((century, ten)) = digits.split_last_chunk::<10>() else {
        return Verdict::Refuted;
    };
    let (month, day) = (number(&ten[2..4]), number(&ten[4..6]));
    let born = is_day(month, if day > 60 { day - 60 } else { day });
    let strength = match century {
        [] => 14,
        // A day of these years is more often that of an order or of a file.
        b"20" if number(&ten[..2]) >= 15 => 13,
        b"18" | b"19" | b"20" => 20,
        _ => return Verdict::Refuted,
    };
    Verdict::when(born && luhn(ten), strength)
}
