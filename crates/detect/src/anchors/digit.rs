//! The first digit of a word of four characters or more, or of a shorter one that goes on: behind a
//! mark, or with a digit behind a blank, or perhaps behind a blank beyond ASCII. No value of groups
//! begins otherwise, which the patterns are held to when they are compiled.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Digit;

impl Kind for Digit {
    const ANCHOR: Anchor = Anchor::Digit;
    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let (w1, w2, w3) = (
            near.ahead::<class::Word>(1),
            near.ahead::<class::Word>(2),
            near.ahead::<class::Word>(3),
        );
        let (d2, d3, d4) = (
            near.ahead::<class::Digit>(2),
            near.ahead::<class::Digit>(3),
            near.ahead::<class::Digit>(4),
        );
        let one = near.ahead::<class::Blank>(1) & d2 | near.ahead::<class::DateMark>(1) & w2;
        let two = near.ahead::<class::Blank>(2) & d3 | near.ahead::<class::DateMark>(2) & w3;
        let w4 = near.ahead::<class::Word>(4);
        let three = near.ahead::<class::Blank>(3) & d4 | near.ahead::<class::DateMark>(3) & w4;
        let one = one | near.ahead::<class::High>(1);
        let two = two | near.ahead::<class::High>(2);
        let three = three | near.ahead::<class::High>(3);
        let goes_on = one | w1 & (two | w2 & (three | w3));
        near.here::<class::Digit>() & near.word_start() & goes_on
    }
}
