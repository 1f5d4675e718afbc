//! Uruguay.

mod ci;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[ci::recognizer];
