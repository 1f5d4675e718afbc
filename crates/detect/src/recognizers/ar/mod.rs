//! Argentina.

mod cuit;
mod dni;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cuit::recognizer, dni::recognizer];
