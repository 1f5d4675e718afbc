//! The first byte of a machine-readable zone: a capital at a word's start, anything, three capitals of a
//! country, or one and two marks, and one more letter or digit.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Mrz;

impl Kind for Mrz {
    const ANCHOR: Anchor = Anchor::Mrz;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let three = near.ahead::<class::Upper>(3) & near.ahead::<class::Upper>(4);
        let one = !near.ahead::<class::Word>(3) & !near.ahead::<class::Word>(4);
        let country = near.ahead::<class::Upper>(2) & (three | one);
        near.here::<class::Upper>() & near.word_start() & country & near.ahead::<class::Word>(5)
    }
}
