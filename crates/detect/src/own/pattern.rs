//! A regular expression of a user's own, as data.

use std::borrow::Cow;

use crate::finding::Evidence;

/// A regular expression, and what its shape alone says.
///
/// # Syntax
/// That of the crate [`regex`](https://docs.rs/regex/latest/regex/#syntax): no look-around and no
/// back-references, so that time is linear in the text. It is of Unicode: `.` is a character,
/// `\p{L}` a letter of any script, `(?i)` ignores case beyond ASCII too. Only `\d`, `\s`, `\w`
/// and `\b`, and what negates them, mean ASCII, as in the rules of the catalogue and the checks of
/// their digits. `^` and `$` are the ends of a region, with `(?m)` those of its lines.
///
/// A capture group named `value` limits the finding to a part of the match; where it takes no part in
/// the match, or is empty, the whole match is the value.
///
/// # What is found
/// From left to right, at each place where a match of at most [`Pattern::MAX_BYTES`] begins, the one
/// of these that the expression prefers; the search goes on behind it. What stands further than that
/// behind the place does not matter, but for the one character that tells `\b` and `$`.
///
/// # Limits
/// An expression is refused when it does not parse, matches the empty text, any single character or
/// nothing of at most [`Pattern::MAX_BYTES`], or when its automaton has more than
/// [`Pattern::MAX_AUTOMATON`] bytes (as `(a{1000}){1000}` does).
///
/// ```
/// use pumice_detect::{DetectorBuilder, Evidence, Pattern, Recognizer, Shape};
/// let pattern = Pattern {
///     word: true,
///     ..Pattern::new(r"EMP-(?<value>\d{6})", Evidence(10))
/// };
/// let mut builder = DetectorBuilder::new();
/// builder.recognizer(Recognizer {
///     shapes: vec![Shape::Pattern(pattern)],
///     ..Recognizer::new("employee", "EMPLOYEE", "global")
/// });
/// assert!(builder.build().is_ok());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The expression.
    pub regex: Cow<'static, str>,
    /// Whether neither side of a match may go on with a letter, a digit or `_` of ASCII where the match
    /// itself begins or ends with one.
    pub word: bool,
    /// How likely a match is the entity, before any check.
    pub prior: Evidence,
}

impl Pattern {
    /// The longest match.
    pub const MAX_BYTES: usize = 1024;
    /// The most memory of an expression's automaton, in bytes.
    pub const MAX_AUTOMATON: usize = 1 << 18;

    /// A pattern that may stand within words.
    pub fn new(regex: impl Into<Cow<'static, str>>, prior: Evidence) -> Self {
        Self {
            regex: regex.into(),
            word: false,
            prior,
        }
    }
}
