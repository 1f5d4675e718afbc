//! Cyprus.

mod tic;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[tic::recognizer];
