//! The first digit of a number of six digits at most where a house number may be: a blank and a word behind it or
//! before it, glued to no mark that parts numbers.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct House;

impl Kind for House {
    const ANCHOR: Anchor = Anchor::House;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let mark = near.behind::<class::DateMark>(1)
            | near.behind::<class::Joint>(1)
            | near.behind::<class::Equals>(1);
        let mark = mark & !near.region_start();
        near.here::<class::Digit>() & near.word_start() & !mark
    }
}
