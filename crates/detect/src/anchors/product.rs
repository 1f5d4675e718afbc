//! The slash between a product's name and its version in one region, as in `Mozilla/5.0`.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Product;

impl Kind for Product {
    const ANCHOR: Anchor = Anchor::Product;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let ends = near.first_ahead(1) | near.first_ahead(2) | near.first_ahead(3);
        near.here::<class::Slash>()
            & !ends
            & near.behind::<class::Letter>(1)
            & near.ahead::<class::Digit>(1)
            & near.ahead::<class::Dot>(2)
            & near.ahead::<class::Digit>(3)
    }
}
