//! Ireland.

mod eircode;
mod ppsn;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[eircode::recognizer, ppsn::recognizer];
