//! The mark of a label that a value may follow: `:` or `=` behind a letter, or behind a letter and a
//! quotation mark, perhaps an escaped one, or a colon behind a letter and a blank; no `://` and no `::`.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct Label;

impl Kind for Label {
    const ANCHOR: Anchor = Anchor::Label;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let marks = near.here::<class::Colon>() | near.here::<class::Equals>();
        if marks.is_empty() {
            return marks;
        }
        let mark = !near.behind::<class::Word>(1) & !near.behind::<class::Blank>(1);
        let escape = !near.behind::<class::Word>(2) & !near.behind::<class::Blank>(2);
        let quoted =
            mark & (near.behind::<class::Letter>(2) | escape & near.behind::<class::Letter>(3));
        let word = near.behind::<class::Letter>(1) | near.behind::<class::High>(1) | quoted;
        let other = near.ahead::<class::Slash>(1) & near.ahead::<class::Slash>(2)
            | near.ahead::<class::Colon>(1);
        // French parts a colon from its word.
        let apart = near.behind::<class::Blank>(1) & near.behind::<class::Letter>(2);
        (near.here::<class::Colon>() & (word | apart) | near.here::<class::Equals>() & word)
            & !other
    }
}
