//! The first capital of a group of letters and digits, behind a hyphen or a blank and another capital:
//! `M-AB 1234`.

use super::{Kind, class, letter_group::LetterGroup, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Plate;

impl Kind for Plate {
    const ANCHOR: Anchor = Anchor::Plate;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let mark = near.behind::<class::Dash>(1) | near.behind::<class::Blank>(1);
        let wide = near.behind::<class::Upper>(2) | near.behind::<class::High>(2);
        LetterGroup::bits(near) & near.here::<class::Upper>() & mark & wide
    }
}
