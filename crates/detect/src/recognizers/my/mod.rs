//! Malaysia.

mod mykad;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[mykad::recognizer];
