//! Romania.

mod cnp;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cnp::recognizer];
