//! Turkey.

mod tckn;
mod vkn;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[tckn::recognizer, vkn::recognizer];
