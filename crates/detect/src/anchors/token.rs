//! The start of a run of twenty letters, digits and marks that tokens are made of: `-`, `.`, `/`, `_`,
//! `~` and `+`.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Token;

impl Kind for Token {
    const ANCHOR: Anchor = Anchor::Token;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let begins = !near.behind::<class::Token>(1) | near.region_start();
        let nineteen = near
            .runs_on::<class::Token>()
            .longer(1)
            .longer(2)
            .longer(4)
            .longer(8)
            .longer(3);
        begins & near.here::<class::Token>() & nineteen.behind()
    }
}
