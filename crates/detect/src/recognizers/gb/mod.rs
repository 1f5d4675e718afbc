//! United Kingdom.

mod nhs;
mod nino;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[nhs::recognizer, nino::recognizer];
