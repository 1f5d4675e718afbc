//! Numbers of SIM cards.

use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Nineteen or twenty digits: 89 for telecommunications, a country calling code, the issuer, the card
/// and a check digit by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999999999999", -18),
            Grouping::new("99999999999999999999", -18),
            Grouping::new("9999~9999~9999~9999~999", -4),
            Grouping::new("9999~9999~9999~9999~9999", -4),
            Grouping::new("99999~99999~99999~99999", -4),
            Grouping::new("99999~99999~99999~9999", -4),
            Grouping::new("99~99~999~999999999~999", -4),
        ])],
        validate: Some(check),
        context:
            "iccid;iccids;icc id;iccid number;sim;sim card;sim number;sim card number;sim serial;\
             sim serial number;integrated circuit card identifier;esim;usim;\
             sim karte;sim kartennummer;carte sim;numero de sim;tarjeta sim;numero de la sim;\
             cartao sim;scheda sim;numero sim;сим карта;номер сим;sim卡号;卡号iccid"
                .into(),
        normal: Normal::Digits,
        citation:
            "ITU-T E.118 (05/2006), section 4; GSMA SGP.02, section 2.2 for the twentieth digit"
                .into(),
        ..Recognizer::new("iccid", "ICCID", "global")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // Of calling codes only that of North America has a zero before it.
    let issued = digits.starts_with(b"89") && (digits[2] != b'0' || digits[3] == b'1');
    // One prefix of a hundred and one check digit of ten.
    Verdict::when(issued && luhn(digits), 20)
}
