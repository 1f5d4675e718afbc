//! Korean passports.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter for the kind (M, S, R, O, D or G) and eight digits; since December 2020 the fourth of
/// these is a letter. The check digit of the machine-readable zone is not part of the number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A99999999", -16),
            Grouping::new("A999A9999", -14),
        ])],
        validate: Some(check),
        context: "여권;여권번호;여권 번호;여권번호는;여권번호가;대한민국 여권;passport;passport number;passport no;\
         korean passport;korea passport;south korean passport;korean passport number;\
         korean passport no;rok passport;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "여권법, article 7; 여권법 시행령; Ministry of Foreign Affairs, 차세대 전자여권 (2020)"
            .into(),
        ..Recognizer::new("kr_passport", "KR_PASSPORT", "kr")
    }
}

fn check(value: &[u8]) -> Verdict {
    let kind = value[0].to_ascii_uppercase();
    let fits = b"MSRODG".contains(&kind) && value[1..4] != *b"000";
    Verdict::when(fits, if is_upper(value) { 3 } else { -2 })
}
