//! What may be an opening bracket, or a blank before one, behind a letter and six digits: `A123456(7)`.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Bracket;

impl Kind for Bracket {
    const ANCHOR: Anchor = Anchor::Bracket;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let six = near.behind::<class::Digit>(1)
            & near.behind::<class::Digit>(2)
            & near.behind::<class::Digit>(3)
            & near.behind::<class::Digit>(4)
            & near.behind::<class::Digit>(5)
            & near.behind::<class::Digit>(6);
        let opens = near.here::<class::Dial>() | near.here::<class::High>();
        let parted = near.here::<class::Blank>()
            & (near.ahead::<class::Dial>(1) | near.ahead::<class::High>(1));
        (opens | parted) & six & near.behind::<class::Letter>(7)
    }
}
