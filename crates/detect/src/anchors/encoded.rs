//! The start of a run of fifteen letters, digits and marks that tokens are made of, base 64 among them: what
//! may stand for a text.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct Encoded;

impl Kind for Encoded {
    const ANCHOR: Anchor = Anchor::Encoded;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let begins = !near.behind::<class::Token>(1) | near.region_start();
        let four = near.runs::<class::Token>().longer(1).longer(2);
        let begins = begins & four.here;
        if begins.is_empty() {
            return begins;
        }
        begins & four.longer(4).longer(7).here
    }
}
