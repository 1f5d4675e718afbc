//! Swiss social insurance numbers (AHV, AVS), 13 digits since 2008.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// 756, the code of Switzerland, then nine digits that say nothing and the check digit of EAN-13:
/// every second digit from the second on three times, the whole sum ends in 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999.9999.9999.99", 4),
            Grouping::new("999 9999 9999 99", 0),
            Grouping::new("999-9999-9999-99", 0),
            Grouping::new("9999999999999", -16),
        ])],
        validate: Some(check),
        context: "ahv;ahv nummer;ahvnummer;ahv nr;ahvnr;ahvn;ahv versichertennummer;\
         sozialversicherungsnummer;versichertennummer;sv nummer;svnr;nahv;avs;\
         numero avs;no avs;navs;numero d avs;numero de securite sociale;nss;\
         numero d assure;numero di assicurato;numero ahv;numero di avs;\
         nummer da la avs;oasi;oasi number;swiss social security number;\
         social security number"
            .into(),
        normal: Normal::Digits,
        citation: "Verordnung über die Alters- und Hinterlassenenversicherung (AHVV, SR \
         831.101), article 133; GS1 General Specifications (check digit)"
            .into(),
        ..Recognizer::new("ch_ahv", "CH_AHV", "ch")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = digits.starts_with(b"756")
        && weighted(digits, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10);
    Verdict::when(fits, 20)
}
