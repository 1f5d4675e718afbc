//! The dash of a command's flag: one or two dashes and a letter, behind neither word nor dash.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Flag;

impl Kind for Flag {
    const ANCHOR: Anchor = Anchor::Flag;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let begins = near.behind::<class::Blank>(1) | near.region_start();
        let dashes = near.here::<class::Dash>() & begins;
        let long = near.ahead::<class::Dash>(1) & near.ahead::<class::Letter>(2);
        dashes & (near.ahead::<class::Letter>(1) | long)
    }
}
