//! Numbers of Italian driving licences.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters, seven digits and a letter; those of the central office since 2013 begin with `U1`,
/// seven letters and digits and a letter behind it. There is no published check, so a cue is
/// needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999A", -19),
            Grouping::new("XXXXXXXXXX", -20),
        ])],
        validate: Some(check),
        context: "patente;patente di guida;numero patente;numero di patente;patente n;\
         patente no;patente guida;patente numero;fuhrerschein;driving licence;\
         driving license;driver license;drivers license;driving licence number;\
         italian driving licence;licence number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Decreto legislativo 30 aprile 1992, n. 285 (codice della strada), article \
         116; decreto del Presidente della Repubblica 495/1992"
            .into(),
        ..Recognizer::new("it_driver_license", "IT_DRIVER_LICENSE", "it")
    }
}

fn check(value: &[u8]) -> Verdict {
    let capitals = is_upper(value) && value[9].is_ascii_uppercase();
    let provincial = value[..2].iter().all(u8::is_ascii_alphabetic)
        && value[2..9].iter().all(u8::is_ascii_digit)
        && value[2..9] != *b"0000000";
    let central = value.starts_with(b"U1");
    Verdict::when(capitals && (provincial || central), 2)
}
