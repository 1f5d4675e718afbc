//! Costa Rica.

mod cedula;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cedula::recognizer];
