//! The mark of a label that a value may follow: `:` or `=` behind a letter, or behind a quotation mark and
//! a letter, or a colon behind a letter and a blank; no `://` and no `::`.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Label;

impl Kind for Label {
    const ANCHOR: Anchor = Anchor::Label;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let quoted = !near.behind::<class::Word>(1)
            & !near.behind::<class::Blank>(1)
            & near.behind::<class::Letter>(2);
        let word = near.behind::<class::Letter>(1) | near.behind::<class::High>(1) | quoted;
        let other = near.ahead::<class::Slash>(1) & near.ahead::<class::Slash>(2)
            | near.ahead::<class::Colon>(1);
        // French parts a colon from its word.
        let apart = near.behind::<class::Blank>(1) & near.behind::<class::Letter>(2);
        (near.here::<class::Colon>() & (word | apart) | near.here::<class::Equals>() & word)
            & !other
    }
}
