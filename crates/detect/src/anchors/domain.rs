//! A dot behind a letter or digit and before a word of two to seven letters.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Domain;

impl Kind for Domain {
    const ANCHOR: Anchor = Anchor::Domain;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let (l3, l4) = (
            near.ahead::<class::Letter>(3),
            near.ahead::<class::Letter>(4),
        );
        let (l5, l6) = (
            near.ahead::<class::Letter>(5),
            near.ahead::<class::Letter>(6),
        );
        let seven = near.ahead::<class::Letter>(7) & near.word_end(8);
        let six = l6 & (near.word_end(7) | seven);
        let four = near.word_end(5) | l5 & (near.word_end(6) | six);
        let end = near.word_end(3) | l3 & (near.word_end(4) | l4 & four);
        let host = near.behind::<class::Word>(1) | near.behind::<class::High>(1);
        let name = near.ahead::<class::Letter>(1) & near.ahead::<class::Letter>(2);
        near.here::<class::Dot>() & host & name & end
    }
}
