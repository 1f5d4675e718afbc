//! One rule of the catalogue, as data.
//!
//! A rule says what a value looks like ([`Shape`]), how it is checked, which words speak for it
//! and who defined it. Rules of the catalogue are constants, one file each; rules of a policy load
//! into the same type and pass the same checks.

use std::borrow::Cow;

use crate::finding::Evidence;

/// A rule that finds values of one entity.
///
/// # Evidence
/// The score of a value is the sum of what speaks for it, in decibans: the shape's prior, the
/// verdict of the check, a context word near it, the name of its field.
#[derive(Clone, Debug)]
pub struct Recognizer {
    /// Unique name in lower case, such as `us_ssn`.
    pub id: Cow<'static, str>,
    /// What it finds, such as `US_SSN`; at most 24 characters.
    pub entity: Cow<'static, str>,
    /// ISO 3166 country code in lower case, or `global`, `finance`, `secrets`.
    pub country: Cow<'static, str>,
    /// What a value looks like.
    pub shape: Shape,
    /// Proves or refutes the check digits of a value that has the shape.
    pub validate: Option<fn(&[u8]) -> Verdict>,
    /// Words that speak for the entity when they stand near a value or name its field, in lower
    /// case without accents; of several words in a row all must stand there.
    pub context: Cow<'static, [Cow<'static, str>]>,
    /// How a value is spelled before it is hashed, so that its spellings become one.
    pub normal: Normal,
    /// The authority that defines the identifier: document and, where there is one, address.
    pub citation: Cow<'static, str>,
}

/// What a value looks like.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Runs of digits and letters in known groupings; many rules share one walk.
    Groups(Cow<'static, [Grouping]>),
    /// A grammar of its own, tried wherever the anchor stands.
    Walk {
        /// Where to start.
        anchor: Anchor,
        /// Decides, and says how far the value reaches.
        walk: Walk,
    },
    /// Literal terms, whole words, letter case ignored (ASCII).
    Terms(Cow<'static, [Cow<'static, str>]>),
}

/// One grouping of a value of digits and letters.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// `9` is a digit, `A` a letter; `-`, ` `, `.` and `/` are themselves; `~` is a hyphen, a blank
    /// or a dot, the same one throughout.
    pub pattern: Cow<'static, str>,
    /// How likely a text of this pattern is the entity, before any check.
    pub prior: Evidence,
}

impl Grouping {
    /// A grouping of a rule of the catalogue.
    pub const fn new(pattern: &'static str, prior: i16) -> Self {
        Self {
            pattern: Cow::Borrowed(pattern),
            prior: Evidence(prior),
        }
    }
}

/// What a byte and its neighbours must be for a [`Walk`] to start there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// `@` between characters of an address.
    At,
    /// The `:` of `://`, or a dot within `www.`.
    Link,
    /// `:` between hexadecimal digits or colons.
    HexColon,
    /// `-`, `:` or `.` between hexadecimal groups of equal length.
    HexGroup,
    /// The first digit of a run that no letter precedes.
    Digit,
    /// `+` or `(` before a digit.
    Dial,
    /// A letter at a word's start, then a letter and two digits.
    TwoLetters,
}

/// Tries one anchor: `text` is one region and `at` the anchor's place in it. Bounded: looks at a
/// limited number of bytes on either side.
pub type Walk = fn(text: &[u8], at: usize) -> Option<Walked>;

/// A value that a [`Walk`] has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walked {
    /// First byte in the region.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What shape and check say for it.
    pub evidence: Evidence,
}

/// What a check says of a value that has the shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It cannot be one.
    Refuted,
    /// It may be one; the evidence is what passing the check is worth (a check that one random
    /// number in eleven passes: +10).
    Fits(Evidence),
}

impl Verdict {
    /// `Fits` with `decibans` when `valid`, `Refuted` otherwise.
    pub const fn when(valid: bool, decibans: i16) -> Verdict {
        if valid {
            Verdict::Fits(Evidence(decibans))
        } else {
            Verdict::Refuted
        }
    }
}

/// How a value is spelled before it is hashed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Normal {
    /// As it stands.
    #[default]
    Exact,
    /// ASCII letters in lower case.
    Lowercase,
    /// Letters and digits only, ASCII letters in upper case.
    Alphanumeric,
    /// Digits only, and a leading `+`.
    Digits,
}

impl Normal {
    /// Appends the normal spelling of `value`.
    ///
    /// ```
    /// # use pumice_detect::Normal;
    /// let mut out = Vec::new();
    /// Normal::Alphanumeric.write(b"de89 3704", &mut out);
    /// assert_eq!(out, b"DE893704");
    /// ```
    pub fn write(self, value: &[u8], out: &mut Vec<u8>) {
        match self {
            Normal::Exact => out.extend_from_slice(value),
            Normal::Lowercase => out.extend(value.iter().map(u8::to_ascii_lowercase)),
            Normal::Alphanumeric => out.extend(
                value
                    .iter()
                    .filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
                    .map(u8::to_ascii_uppercase),
            ),
            Normal::Digits => {
                out.extend(value.iter().take(1).filter(|&&byte| byte == b'+'));
                out.extend(value.iter().filter(|byte| byte.is_ascii_digit()));
            }
        }
    }
}
