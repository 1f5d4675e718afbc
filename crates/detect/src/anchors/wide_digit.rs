//! The first of six digits or more, behind a character beyond ASCII or behind a blank and one: `№ 123456`,
//! a series in Cyrillic letters.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct WideDigit;

impl Kind for WideDigit {
    const ANCHOR: Anchor = Anchor::WideDigit;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let wide = near.behind::<class::High>(1)
            | near.behind::<class::Blank>(1) & near.behind::<class::High>(2);
        let six = near.here::<class::Digit>()
            & near.ahead::<class::Digit>(1)
            & near.ahead::<class::Digit>(2)
            & near.ahead::<class::Digit>(3)
            & near.ahead::<class::Digit>(4)
            & near.ahead::<class::Digit>(5);
        wide & six
    }
}
