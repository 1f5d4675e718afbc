//! A letter at a word's start, then a letter and two digits.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct TwoLetters;

impl Kind for TwoLetters {
    const ANCHOR: Anchor = Anchor::TwoLetters;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let digits = near.ahead::<class::Digit>(2) & near.ahead::<class::Digit>(3);
        near.here::<class::Letter>() & near.ahead::<class::Letter>(1) & digits & near.word_start()
    }
}
