//! Moroccan identity cards.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// One or two letters for the place of issue and five or six digits; there is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A999999", -18),
            Grouping::new("AA999999", -18),
            Grouping::new("A99999", -20),
            Grouping::new("AA99999", -20),
            Grouping::new("AA 999999", -19),
            Grouping::new("A 999999", -20),
        ])],
        validate: Some(check),
        context: "cin;n cin;cnie;cine;carte nationale;carte nationale d identite;\
         carte d identite nationale;carte nationale d identite electronique;numero de cin;\
         numero cin;numero de la cin;carte d identite;moroccan id;national id;\
         البطاقة الوطنية;رقم البطاقة الوطنية;بطاقة التعريف الوطنية;\
         رقم بطاقة التعريف الوطنية;رقم البطاقة;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Loi 04-20 relative à la carte nationale d'identité électronique (Morocco, 2020); \
         Direction Générale de la Sûreté Nationale"
                .into(),
        ..Recognizer::new("ma_cin", "MA_CIN", "ma")
    }
}

fn check(value: &[u8]) -> Verdict {
    let letters = if value[1].is_ascii_digit() { 1 } else { 2 };
    let capitals = is_upper(value);
    Verdict::when(
        !is_monotone(&value[letters..]),
        if capitals { 2 } else { -3 },
    )
}
