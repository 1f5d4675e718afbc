//! Dominican Republic.

mod cedula;
mod rnc;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cedula::recognizer, rnc::recognizer];
