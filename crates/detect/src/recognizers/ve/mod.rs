//! Venezuela.

mod cedula;
mod rif;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cedula::recognizer, rif::recognizer];
