//! The mark of an escape of transport: `%` and `&` before a letter, a digit or `#`, `=` before two
//! hexadecimal digits or the end of a line.

use super::{Kind, class, near::Near};
use crate::{
    arch::{Isa, Lanes},
    recognizer::Anchor,
};

pub(super) struct Escape;

impl Kind for Escape {
    const ANCHOR: Anchor = Anchor::Escape;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let marks = near.here::<class::Escape>() & !near.ahead::<class::Blank>(1);
        let equals = near.here::<class::Equals>();
        if equals.is_empty() {
            return marks;
        }
        // In `key=20` it is none: another escape or a digit stands before it, a letter or an escape behind
        // it, or it is a mark such as `=2B`.
        let hex = near.ahead::<class::Hex>(1) & near.ahead::<class::Hex>(2);
        let mark = near.ahead::<class::Letter>(2) | near.ahead::<class::Letter>(3);
        let letter = near.ahead::<class::Digit>(1) & mark;
        let row = near.ahead::<class::Equals>(3) | near.behind::<class::Equals>(3);
        let coded = hex & (letter | row | near.behind::<class::Digit>(1));
        let end = near.ahead::<class::Halt>(1) | near.ahead::<class::Halt>(2);
        marks | equals & (coded | end)
    }
}
