//! Slovenia.

mod emso;
mod tax_number;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[emso::recognizer, tax_number::recognizer];
