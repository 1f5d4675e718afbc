//! Japanese passports.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters and seven digits. The check digit of the machine-readable zone is not part of the
/// number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999", -16),
            Grouping::new("AA 9999999", -18),
        ])],
        validate: Some(check),
        context: "パスポート;パスポート番号;パスポート番号は;パスポートの番号;旅券;旅券番号;旅券番号は;日本国旅券;passport;passport number;\
         passport no;japanese passport;japan passport;japanese passport number;\
         japanese passport no;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "旅券法 (1951), article 6; 旅券法施行規則; Ministry of Foreign Affairs".into(),
        ..Recognizer::new("jp_passport", "JP_PASSPORT", "jp")
    }
}

fn check(value: &[u8]) -> Verdict {
    let digits = &value[2..];
    let capitals = is_upper(value);
    Verdict::when(!is_monotone(digits), if capitals { 2 } else { -2 })
}
