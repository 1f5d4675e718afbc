//! The `:` of `://`, or a dot behind a word of three letters and before another one, as in `www.`.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Link;

impl Kind for Link {
    const ANCHOR: Anchor = Anchor::Link;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let slashes = near.ahead::<class::Slash>(1) & near.ahead::<class::Slash>(2);
        let letters = near.behind::<class::Letter>(1)
            & near.behind::<class::Letter>(2)
            & near.behind::<class::Letter>(3);
        let begins = !near.behind::<class::Word>(4) | near.first_behind(3);
        let label =
            letters & begins & (near.ahead::<class::Word>(1) | near.ahead::<class::High>(1));
        near.here::<class::Colon>() & slashes | near.here::<class::Dot>() & label
    }
}
