//! Account numbers of Indian banks.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine to eighteen digits, as each bank likes; there is neither structure nor check, so that it
/// needs a cue, and one that Indian banks use.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999", -22),
            Grouping::new("9999999999", -22),
            Grouping::new("99999999999", -19),
            Grouping::new("999999999999", -20),
            Grouping::new("9999999999999", -20),
            Grouping::new("99999999999999", -19),
            Grouping::new("999999999999999", -20),
            Grouping::new("9999999999999999", -20),
            Grouping::new("99999999999999999", -20),
            Grouping::new("999999999999999999", -20),
        ])],
        validate: Some(check),
        context:
            "sb account;sb a c;sb a c no;sb account number;savings bank account;current a c;ca account;\
         a c no;a c number;bank a c;bank a c no;bank ac;bank ac no;ac no;ifsc;ifsc code;neft;rtgs;imps;\
         khata;khata number;khata sankhya;bank khata;खाता;खाता संख्या;खाता नंबर;बैंक खाता;\
         बैंक खाता संख्या;கணக்கு எண்;ఖాతా సంఖ్య;অ্যাকাউন্ট নম্বর;खाते क्रमांक;ખાતા નંબર"
                .into(),
        normal: Normal::Digits,
        citation: "Reserve Bank of India, Technical Committee on uniform routing code and bank account \
         number structure (2012)"
            .into(),
        ..Recognizer::new("in_bank_account", "IN_BANK_ACCOUNT", "in")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(digits.iter().any(|&digit| digit != digits[0]), 0)
}
