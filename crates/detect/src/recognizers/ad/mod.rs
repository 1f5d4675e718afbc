//! Andorra.

mod nrt;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[nrt::recognizer];
