//! Paraguay.

mod ci;
mod ruc;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[ci::recognizer, ruc::recognizer];
