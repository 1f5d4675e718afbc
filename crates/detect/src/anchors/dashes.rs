//! The first dash of a block's border: five dashes, or four and a blank, and a capital.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct Dashes;

impl Kind for Dashes {
    const ANCHOR: Anchor = Anchor::Dashes;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let three = near.here::<class::Dash>()
            & near.ahead::<class::Dash>(1)
            & near.ahead::<class::Dash>(2);
        if three.is_empty() {
            return three;
        }
        let last = near.ahead::<class::Dash>(4) | near.ahead::<class::Blank>(4);
        three & near.ahead::<class::Dash>(3) & last & near.ahead::<class::Upper>(5)
    }
}
