//! Serial numbers of German passports since November 2007.

use super::id_card::serial;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// As those of identity cards, but the first character is one of C F G H J K; with the check digit
/// of ICAO 9303 (weights 7 3 1) or without.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("XXXXXXXXX", -22),
            Grouping::new("XXXXXXXXXX", -16),
        ])],
        validate: Some(check),
        context:
            "reisepass;reisepassnummer;reisepass nr;reisepassnr;pass;passnummer;pass nr;passnr;\
         epass;e pass;passport;passport number;passport no;german passport;seriennummer;\
         ausweisnummer;dokumentennummer;passport num;passport id"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "Passgesetz, section 4; Passverordnung, annex; ICAO Doc 9303, part 3, section \
         4.9 (check digit)"
            .into(),
        ..Recognizer::new("de_passport", "DE_PASSPORT", "de")
    }
}

fn check(value: &[u8]) -> Verdict {
    if b"CFGHJKcfghjk".contains(&value[0]) {
        serial(value)
    } else {
        Verdict::Refuted
    }
}
