//! Colombia.

mod cedula;
mod nit;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cedula::recognizer, nit::recognizer];
