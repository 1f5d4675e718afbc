//! The start of a run of fifteen letters, digits and marks that tokens are made of, base 64 among them but no
//! dot: what may stand for a text. Of the marks only a slash begins one.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Encoded;

impl Kind for Encoded {
    const ANCHOR: Anchor = Anchor::Encoded;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let begins = !near.behind::<class::Token>(1) | near.region_start();
        let first = near.here::<class::Word>() | near.here::<class::Slash>();
        let fourteen = near
            .runs_on::<class::Undotted>()
            .longer(1)
            .longer(2)
            .longer(4)
            .longer(6);
        begins & first & fourteen.behind()
    }
}
