//! The start of a word of 26 letters and digits or more: addresses of coins. Prose has none but
//! links and compounds; a digit must be near, which keeps the latter out.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct LongToken;

impl Kind for LongToken {
    const ANCHOR: Anchor = Anchor::LongToken;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let on = near
            .words_on()
            .longer(1)
            .longer(2)
            .longer(4)
            .longer(8)
            .longer(9);
        near.here::<class::Word>() & near.word_start() & on.behind()
    }
}
