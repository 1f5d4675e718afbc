//! The `:` of `://`, or a dot behind a word of three letters and before another one, as in `www.`.

use super::{
    Kind,
    near::{Near, colon, dot, letter, slash, word},
};
use crate::recognizer::Anchor;

pub(super) struct Link;

impl Kind for Link {
    const ANCHOR: Anchor = Anchor::Link;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        let slashes = near.ahead(slash, 1) & near.ahead(slash, 2);
        let letters = near.behind(letter, 1) & near.behind(letter, 2) & near.behind(letter, 3);
        let begins = !near.behind(word, 4) | near.first_behind(3);
        let label = letters & begins & near.ahead(word, 1);
        near.here(colon) & slashes | near.here(dot) & label
    }
}
