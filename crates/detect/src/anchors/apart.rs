//! The first of three digits or more that stand one by one, or of pairs of such.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct Apart;

impl Kind for Apart {
    const ANCHOR: Anchor = Anchor::Apart;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let two = near.here::<class::Digit>()
            & near.ahead::<class::Digit>(2)
            & !near.ahead::<class::Word>(1);
        if two.is_empty() {
            return two;
        }
        let third = near.ahead::<class::Digit>(4) & !near.ahead::<class::Word>(3);
        let goes_on = near.behind::<class::Digit>(2)
            & !near.behind::<class::Word>(1)
            & !(near.first_behind(1) | near.region_start());
        let pair = near.ahead::<class::Digit>(5)
            & near.ahead::<class::Digit>(7)
            & !near.ahead::<class::Word>(3)
            & !near.ahead::<class::Word>(4)
            & !near.ahead::<class::Word>(6);
        two & (third | pair) & near.word_start() & !goes_on
    }
}
