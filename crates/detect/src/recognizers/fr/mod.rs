//! France.

mod nir;
mod rib;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[nir::recognizer, rib::recognizer];
