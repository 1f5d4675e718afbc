//! One to three letters at a word's start, perhaps a separator, then a digit; or up to six letters and
//! a digit.

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
        let four = near.ahead::<class::Digit>(4);
        let five = near.ahead::<class::Digit>(5);
        let six = near.ahead::<class::Digit>(6);
        let (l1, l2, l3) = (
            near.ahead::<class::Letter>(1),
            near.ahead::<class::Letter>(2),
            near.ahead::<class::Letter>(3),
        );
        let (l4, l5) = (
            near.ahead::<class::Letter>(4),
            near.ahead::<class::Letter>(5),
        );
        let behind = one | l1 & (two | l2 & (three | l3 & (four | l4 & (five | l5 & six))));
        near.here::<class::Letter>() & near.word_start() & behind
    }
}
