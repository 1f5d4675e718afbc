//! Indian passports.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter and seven digits. The check digit of the machine-readable zone is not part of the
/// number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A9999999", -16),
            Grouping::new("A 9999999", -18),
            Grouping::new("A-9999999", -18),
        ])],
        validate: Some(check),
        context: "passport;passport number;passport no;passport num;indian passport;india passport;\
         indian passport number;indian passport no;passport of india;passport id;passport details;\
         पासपोर्ट;पासपोर्ट नंबर;पासपोर्ट संख्या;கடவுச்சீட்டு;பாஸ்போர்ட்;పాస్‌పోర్ట్;পাসপোর্ট;ಪಾಸ್‌ಪೋರ್ಟ್;പാസ്‌പോർട്ട്;પાસપોર્ટ;ਪਾਸਪੋਰਟ"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Passports Act, 1967; Passports Rules, 1980; Ministry of External Affairs, \
         Passport Seva, format of the passport number"
            .into(),
        ..Recognizer::new("in_passport", "IN_PASSPORT", "in")
    }
}

fn check(value: &[u8]) -> Verdict {
    let issued = value[1..4] != *b"000";
    Verdict::when(issued, if value[0].is_ascii_uppercase() { 2 } else { -2 })
}
