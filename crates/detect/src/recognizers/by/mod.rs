//! Belarus.

mod personal_number;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[personal_number::recognizer];
