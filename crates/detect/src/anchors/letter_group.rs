//! One to three letters at a word's start, perhaps a separator, then a digit.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct LetterGroup;

impl Kind for LetterGroup {
    const ANCHOR: Anchor = Anchor::LetterGroup;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let (digit2, digit3) = (near.ahead::<class::Digit>(2), near.ahead::<class::Digit>(3));
        let one = near.ahead::<class::Digit>(1) | near.ahead::<class::Mark>(1) & digit2;
        let two = digit2 | near.ahead::<class::Mark>(2) & digit3;
        let three = digit3 | near.ahead::<class::Mark>(3) & near.ahead::<class::Digit>(4);
        let behind =
            one | near.ahead::<class::Letter>(1) & (two | near.ahead::<class::Letter>(2) & three);
        near.here::<class::Letter>() & near.word_start() & behind
    }
}
