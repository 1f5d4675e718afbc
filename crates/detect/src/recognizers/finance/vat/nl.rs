//! Dutch VAT numbers (btw-id).

use super::{cues, national, verdict, weighted};
use crate::{
    checks::mod97_10,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `NL`, nine digits, `B` and two digits that are not 00. The nine digits pass the test of eleven
/// (weights 9 to 2; the sum modulo 11 is the last digit), or, for the sole traders since 2020, the
/// whole, letters read as 10 to 35, is 1 modulo 97 (ISO/IEC 7064 MOD 97-10).
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999A99", 0),
            Grouping::new("AA 999999999A99", 0),
            Grouping::new("AA 999999999 A99", 0),
            Grouping::new("AA9999.99.999.A99", 6),
            Grouping::new("AA 9999.99.999.A99", 6),
            Grouping::new("AA-999999999-A99", 0),
            Grouping::new("999999999A99", -20),
            Grouping::new("9999.99.999.A99", -16),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "btw;btw nr;btw nummer;btw id;btw identificatienummer;btw identificatie;\
             omzetbelastingnummer;ob nummer",
        ),
        normal: Normal::Alphanumeric,
        citation: "Wet op de omzetbelasting 1968, article 2a and 35a; Belastingdienst, het \
         btw-identificatienummer since 2020"
            .into(),
        ..Recognizer::new("nl_vat", "NL_VAT", "nl")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(number) = national(value, b"NL") else {
        return Verdict::Refuted;
    };
    if !number[9].eq_ignore_ascii_case(&b'B') || &number[10..] == b"00" {
        return Verdict::Refuted;
    }
    let sum = weighted(&number[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
    let enterprise = sum % 11 == u32::from(number[8] - b'0') && sum != 0;
    let sole_trader = || mod97_10(b"NL".iter().chain(number).copied()) == 1;
    verdict(value, enterprise || sole_trader(), 10)
}
