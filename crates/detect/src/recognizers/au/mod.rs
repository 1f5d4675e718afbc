//! Australia.

mod bsb;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[bsb::recognizer];
