//! Mexico.

mod clabe;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[clabe::recognizer];
