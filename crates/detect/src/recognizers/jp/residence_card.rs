//! Japanese residence cards.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters, eight digits and two letters.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("AA99999999AA", -12)])],
        validate: Some(check),
        context: "在留カード;在留カード番号;在留カード番号は;在留カードの番号;特別永住者証明書;特別永住者証明書番号;\
         zairyu card;zairyu card number;residence card;residence card number;residence card no;\
         japanese residence card;zairyu"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "出入国管理及び難民認定法, article 19-4 (1); Immigration Services Agency of Japan, \
         number of the residence card"
            .into(),
        ..Recognizer::new("jp_residence_card", "JP_RESIDENCE_CARD", "jp")
    }
}

fn check(value: &[u8]) -> Verdict {
    let capitals = is_upper(value);
    Verdict::when(!is_monotone(&value[2..10]), if capitals { 4 } else { -4 })
}
