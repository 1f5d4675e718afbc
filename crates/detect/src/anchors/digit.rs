//! The first digit of a word.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Digit;

impl Kind for Digit {
    const ANCHOR: Anchor = Anchor::Digit;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        near.here::<class::Digit>() & near.word_start()
    }
}
