//! The start of a word of 26 letters and digits or more: addresses of coins. Prose has none but
//! links and compounds; a digit must be near, which keeps the latter out.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct LongToken;

impl Kind for LongToken {
    const ANCHOR: Anchor = Anchor::LongToken;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let sixteen = near
            .runs::<class::Word>()
            .longer(1)
            .longer(2)
            .longer(4)
            .longer(8);
        sixteen.longer(10).here & near.word_start()
    }
}
