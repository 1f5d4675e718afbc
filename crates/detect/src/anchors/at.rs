//! `@`

use super::{Kind, near::Near};
use crate::recognizer::Anchor;

pub(super) struct At;

impl Kind for At {
    const ANCHOR: Anchor = Anchor::At;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        near.here(|maps, word| maps.at[word])
    }
}
