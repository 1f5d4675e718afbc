//! `@`, or a dot in a word, with a character beyond ASCII near it: an address with letters that may only
//! look like those of ASCII.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct Lookalike;

impl Kind for Lookalike {
    const ANCHOR: Anchor = Anchor::Lookalike;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let high = near.here::<class::High>();
        let marks = near.here::<class::At>() | near.here::<class::Dot>();
        if marks.is_empty()
            || (high | near.last::<class::High>() | near.next::<class::High>()).is_empty()
        {
            return marks & high;
        }
        let parts = near.behind::<class::Wide>(1) & near.ahead::<class::Wide>(1);
        let marks = near.here::<class::At>() | marks & parts;
        let mut wide = near.ahead::<class::High>(1) | near.behind::<class::High>(1);
        for n in 2..=NEAR {
            wide = wide | near.ahead::<class::High>(n) | near.behind::<class::High>(n);
        }
        marks & wide
    }
}

/// Bytes on either side that are looked at.
const NEAR: u32 = 24;
