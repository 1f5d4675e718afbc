//! The first digit of one to three with a character beyond ASCII right behind: degrees of an angle.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Degrees;

impl Kind for Degrees {
    const ANCHOR: Anchor = Anchor::Degrees;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let (d1, d2) = (near.ahead::<class::Digit>(1), near.ahead::<class::Digit>(2));
        let sign = near.ahead::<class::High>(1)
            | d1 & (near.ahead::<class::High>(2) | d2 & near.ahead::<class::High>(3));
        near.here::<class::Digit>() & near.word_start() & sign
    }
}
