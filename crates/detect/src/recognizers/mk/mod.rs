//! North Macedonia.

mod embg;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[embg::recognizer];
