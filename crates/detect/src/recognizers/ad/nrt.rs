//! Andorran tax registration numbers (NRT).

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter for the kind (F residents, E others, A and L companies, C D G O P U further bodies),
/// six digits and a control letter whose rule is not published. Numbers of residents are below
/// 700000, those of companies between 700000 and 799999.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A-999999-A", -8),
            Grouping::new("A999999A", -18),
            Grouping::new("A 999999 A", -12),
            Grouping::new("A-999999A", -12),
        ])],
        validate: Some(check),
        context: "nrt;n r t;numero de registre tributari;registre tributari;\
         numero registre tributari;nrt num;numero de registro tributario;\
         registro tributario;tax registration number;andorran tax number;tax id;tax number;\
         tax id number;tax id no;tax identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Llei 21/2014 de bases de l'ordenament tributari; Departament de Tributs i de \
         Fronteres; OECD, tax identification numbers, Andorra"
            .into(),
        ..Recognizer::new("ad_nrt", "AD_NRT", "ad")
    }
}

fn check(value: &[u8]) -> Verdict {
    let digits = number(&value[1..7]);
    let issued = match value[0].to_ascii_uppercase() {
        b'F' => digits < 700_000,
        b'A' | b'L' => matches!(digits, 700_000..=799_999),
        b'C' | b'D' | b'E' | b'G' | b'O' | b'P' | b'U' => true,
        _ => false,
    };
    let capitals = value[0].is_ascii_uppercase() && value[7].is_ascii_uppercase();
    Verdict::when(issued, if capitals { 4 } else { -4 })
}
