//! Vietnam.

mod cccd;
mod mst;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cccd::recognizer, mst::recognizer];
