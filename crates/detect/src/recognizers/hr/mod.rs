//! Croatia.

mod oib;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[oib::recognizer];
