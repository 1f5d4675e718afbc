//! `@`, or a dot in a word, with a character beyond ASCII not far: an address with letters that may only look
//! like those of ASCII. Whether it is in the same word is asked later ([`super::Chunk::joins_wide`]).

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
        if (high | near.last::<class::High>() | near.next::<class::High>()).is_empty() {
            return high;
        }
        let parts = near.behind::<class::Wide>(1)
            & near.ahead::<class::Wide>(1)
            & !near.region_start()
            & !near.first_ahead(1);
        near.here::<class::At>() | near.here::<class::Dot>() & parts
    }
}
