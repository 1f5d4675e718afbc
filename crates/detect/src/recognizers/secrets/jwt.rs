//! JSON Web Tokens.

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[];
