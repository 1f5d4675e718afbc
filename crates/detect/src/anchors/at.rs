//! `@`

use super::near::Near;

#[inline(always)]
pub(super) fn bits(near: Near<'_>) -> u64 {
    near.here(|maps, word| maps.at[word])
}
