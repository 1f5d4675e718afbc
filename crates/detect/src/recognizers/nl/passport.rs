//! Numbers of Dutch passports and identity cards.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine characters: two letters, six letters or digits, a digit; the letter O is not used. There
/// is no check in the number, so a cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("XXXXXXXXX", -23)])],
        validate: Some(check),
        context: "paspoort;paspoortnummer;paspoort nummer;paspoortnr;paspoort nr;reisdocument;\
         reisdocumentnummer;documentnummer;document nummer;documentnr;identiteitskaart;\
         identiteitskaartnummer;nederlandse identiteitskaart;id kaart;idkaart;\
         identiteitsbewijs;legitimatiebewijs;rijbewijs of paspoort;dutch passport;\
         dutch id card;dutch identity card;passport;passport number;passport no;\
         identity card;identity card number;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Paspoortuitvoeringsregeling Nederland 2001; Rijksdienst voor \
         Identiteitsgegevens, documentnummer"
            .into(),
        ..Recognizer::new("nl_passport", "NL_PASSPORT", "nl")
    }
}

fn check(value: &[u8]) -> Verdict {
    let letters = value[..2].iter().all(u8::is_ascii_alphabetic);
    let without_o = !value.iter().any(|byte| byte.eq_ignore_ascii_case(&b'O'));
    let fits = letters && without_o && value[8].is_ascii_digit();
    let small = !is_upper(value);
    Verdict::when(fits, if small { -6 } else { 4 })
}
