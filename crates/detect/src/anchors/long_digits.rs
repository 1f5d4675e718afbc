//! The first of thirteen digits or more, whatever stands before: what a magnetic stripe begins with.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct LongDigits;

impl Kind for LongDigits {
    const ANCHOR: Anchor = Anchor::LongDigits;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let thirteen = near
            .runs::<class::Digit>()
            .longer(1)
            .longer(2)
            .longer(4)
            .longer(5);
        let begins = !near.behind::<class::Digit>(1) | near.isa.lanes(near.first, near.word);
        thirteen.here & begins
    }
}
