//! Peru.

mod dni;
mod ruc;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[dni::recognizer, ruc::recognizer];
