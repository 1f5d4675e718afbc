//! United States.

mod itin;
mod ssn;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[itin::recognizer, ssn::recognizer];
