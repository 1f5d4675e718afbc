//! Switzerland.

mod ahv;
mod uid;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[ahv::recognizer, uid::recognizer];
