//! The first letter of a word that may be read as `@`: `at`, and with `a` at the same places `arroba`,
//! `arobas` and `arobase`; the first byte of the `ä` of `ät`.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct AtWord;

impl Kind for AtWord {
    const ANCHOR: Anchor = Anchor::AtWord;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let letters = near.here::<class::AtLetter>() & near.word_start();
        let at = near.ahead::<class::AtLetter>(1) & near.word_end(2);
        // `arroba`; `arobas` and `arobase`.
        let (fifth, sixth) = (
            near.ahead::<class::AtLetter>(4),
            near.ahead::<class::AtLetter>(5),
        );
        let end = near.word_end(6);
        let longer = near.ahead::<class::Letter>(5) & (end | near.word_end(7));
        let long = sixth & end | fifth & longer;
        let found = letters & (at | long & near.ahead::<class::Letter>(1));
        let high = near.here::<class::High>() & near.ahead::<class::AtLetter>(2);
        if high.is_empty() {
            return found;
        }
        let begins = !near.behind::<class::Word>(1) | near.region_start();
        found | high & begins & near.ahead::<class::High>(1) & near.word_end(3)
    }
}
