//! Aadhaar numbers.

use crate::{
    checks::verhoeff,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Twelve digits, the first one 2 to 9, the last one by Verhoeff's check.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999 9999 9999", -12),
            Grouping::new("9999-9999-9999", -14),
            Grouping::new("999999999999", -22),
        ])],
        validate: Some(check),
        context: "aadhaar;aadhar;adhaar;adhar;aadhaar number;aadhaar no;aadhaar card;uidai;\
         uid number;आधार;आधार संख्या;आधार कार्ड;ஆதார்;ஆதார் எண்;ఆధార్;আধার;ಆಧಾರ್;ആധാർ;આધાર;\
         ਆਧਾਰ;aadhaarnumber;aadharnumber;aadhaarno;aadharno;aadhaarcard;aadharcard;\
         aadhar number;aadhar no;aadhar card"
            .into(),
        normal: Normal::Digits,
        citation: "Unique Identification Authority of India, Aadhaar numbering scheme (2009); \
         The Aadhaar Act, 2016, section 4"
            .into(),
        ..Recognizer::new("in_aadhaar", "IN_AADHAAR", "in")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(matches!(digits[0], b'2'..=b'9') && verhoeff(digits), 10)
}
