//! Hungary.

mod taj;
mod tax_id;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[taj::recognizer, tax_id::recognizer];
