//! Three or four digits that are a word, at the start of a region or with a letter close to them: what
//! is too short for a grouping, such as the code of a card.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct ShortDigits;

impl Kind for ShortDigits {
    const ANCHOR: Anchor = Anchor::ShortDigits;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let three = near.runs::<class::Digit>().longer(1).longer(1).here;
        let four = near.ahead::<class::Digit>(3) & near.word_end(4);
        let alone = three & (near.word_end(3) | four) & near.word_start();
        let first = near.isa.lanes(near.first, near.word);
        // The digits behind the mark of a decimal, a date or a range.
        let mark = near.behind::<class::DateMark>(1) & !first;
        let part = mark & near.behind::<class::Digit>(2) & !near.first_behind(1);
        // A label ends not far from its value: its mark, a blank, a quote, a digit (`CVV2`).
        let before = near.behind::<class::Letter>(2)
            | near.behind::<class::Letter>(3)
            | near.behind::<class::Letter>(4)
            | near.behind::<class::Letter>(5)
            | near.behind::<class::Letter>(6)
            | near.behind::<class::High>(1)
            | near.behind::<class::High>(2)
            | near.behind::<class::High>(3);
        let behind = near.ahead::<class::Letter>(4)
            | near.ahead::<class::Letter>(5)
            | near.ahead::<class::Letter>(6);
        alone & !part & (before | behind | first)
    }
}
