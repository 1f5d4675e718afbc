//! The mark of an assignment that stands apart from its name: `=` behind a blank, no `==`; or a colon behind
//! a blank and what is no letter, as in `"name" : "value"`.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct Assign;

impl Kind for Assign {
    const ANCHOR: Anchor = Anchor::Assign;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let marks = near.here::<class::Equals>() | near.here::<class::Colon>();
        let apart = marks & near.behind::<class::Blank>(1) & !near.region_start();
        if apart.is_empty() {
            return apart;
        }
        let equals = near.here::<class::Equals>() & !near.ahead::<class::Equals>(1);
        // Label takes those behind a letter.
        let colon = near.here::<class::Colon>() & !near.behind::<class::Letter>(2);
        apart & (equals | colon)
    }
}
