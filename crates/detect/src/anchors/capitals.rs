//! Six capital letters at the start of a word of 8, 11, 12 or 20 letters and digits: codes of banks,
//! securities and legal persons, which may have no digit near their start, or none at all.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct Capitals;

impl Kind for Capitals {
    const ANCHOR: Anchor = Anchor::Capitals;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let six = near
            .runs::<class::Upper>()
            .longer(1)
            .longer(1)
            .longer(3)
            .here;
        let six = six & near.word_start();
        if six.is_empty() {
            return six;
        }
        let eight = near.runs::<class::Word>().longer(1).longer(2).longer(4);
        let eleven = eight.longer(3);
        let twelve = eleven.longer(1);
        let twenty = twelve.longer(8);
        six & (eight.here & near.word_end(8)
            | eleven.here & near.word_end(11)
            | twelve.here & near.word_end(12)
            | twenty.here & near.word_end(20))
    }
}
