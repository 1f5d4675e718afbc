//! Classes of bytes, as they stand in the bitmaps and joined.

use crate::arch::{Bitmaps, Isa};

/// A class of bytes. A type, not a function, so that all of it is inlined where it is used.
pub(super) trait Class {
    /// The bytes of the class in the words from `word` on.
    fn load<I: Isa>(isa: I, maps: &Bitmaps, word: usize) -> I::Lanes;
}

/// Declares the classes that are joined from bitmaps.
macro_rules! class {
    ($($(#[$meaning:meta])* $name:ident = $first:ident $(| $more:ident)*;)*) => {
        $($(#[$meaning])*
        pub(super) enum $name {}

        impl Class for $name {
            #[inline(always)]
            fn load<I: Isa>(isa: I, maps: &Bitmaps, word: usize) -> I::Lanes {
                isa.lanes(&maps.$first, word) $(| isa.lanes(&maps.$more, word))*
            }
        })*
    };
}

class! {
    At = at;
    /// `A`, `T`, `a` and `t`.
    AtLetter = at_letter;
    Blank = blank;
    Colon = colon;
    Dash = dash;
    Dial = dial;
    Digit = digit;
    Dot = dot;
    Equals = equals;
    /// `%` and `&`.
    Escape = escape;
    /// `<`, `[` and the end of a line.
    Halt = halt;
    Hex = hex;
    Joint = joint;
    High = high;
    Letter = letter;
    Slash = slash;
    /// What tokens are made of.
    Token = token;
    Upper = upper;
    /// What a value must not be glued to.
    Word = word;
    /// What parts the groups of a value.
    Mark = blank | date_mark;
    /// What parts the numbers of a date: marks without the blank.
    DateMark = date_mark;
    /// What parts a month's name from a number.
    Gap = blank | dot;
    /// Letters and digits of any script.
    Wide = word | high;
}

/// What tokens are made of, but for dots.
pub(super) enum Undotted {}

impl Class for Undotted {
    #[inline(always)]
    fn load<I: Isa>(isa: I, maps: &Bitmaps, word: usize) -> I::Lanes {
        isa.lanes(&maps.token, word) & !isa.lanes(&maps.dot, word)
    }
}
