//! A mark that 26 letters follow: the `_` before those of a token of a vault.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Tokenlike;

impl Kind for Tokenlike {
    const ANCHOR: Anchor = Anchor::Tokenlike;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let mark = near.here::<class::Token>() & !near.here::<class::Word>();
        let letters = near
            .runs_on::<class::Letter>()
            .longer(1)
            .longer(2)
            .longer(4)
            .longer(8)
            .longer(10);
        mark & letters.behind()
    }
}
