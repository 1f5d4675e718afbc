//! Singapore's identity numbers, of citizens and residents (NRIC) and of foreigners (FIN).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter (S or T for citizens and residents, F, G or M for foreigners), seven digits and a check
/// letter. The digits are weighted 2, 7, 6, 5, 4, 3, 2; T and G add 4, M adds 3; the sum modulo 11
/// picks the check letter from `JZIHGFEDCBA` (S, T), `XWUTRQPNMLK` (F, G) or `XWUTRQPNJLK` (M).
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A9999999A", -12),
            Grouping::new("A 9999999 A", -12),
            Grouping::new("A-9999999-A", -12),
        ])],
        validate: Some(check),
        context:
            "nric;nric no;nric number;fin;fin no;fin number;nric fin;ic no;ic number;singapore ic;\
         singapore id;singapore nric;singapore identity card;identity card;identity card number;\
         foreign identification number;national registration identity card;work permit;work pass;\
         uinfin;uin;身份证;身份证号码;kad pengenalan;அடையாள அட்டை"
                .into(),
        normal: Normal::Alphanumeric,
        citation:
            "National Registration Act 1965; Immigration and Checkpoints Authority, new M series \
         of FIN (2022)"
                .into(),
        ..Recognizer::new("sg_nric_fin", "SG_NRIC_FIN", "sg")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (series, letters) = match value[0].to_ascii_uppercase() {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        b'M' => (3, b"XWUTRQPNJLK"),
        _ => return Verdict::Refuted,
    };
    let digits = &value[1..8];
    let sum = weighted(digits, &[2, 7, 6, 5, 4, 3, 2]) + series;
    let letter = letters[(sum % 11) as usize];
    let fits = value[8].to_ascii_uppercase() == letter && digits != b"0000000";
    // One of 26 letters, and five of 26 to begin with; small letters may be a part of a hash.
    let capitals = value[0].is_ascii_uppercase() && value[8] == letter;
    Verdict::when(fits, if capitals { 20 } else { 8 })
}
