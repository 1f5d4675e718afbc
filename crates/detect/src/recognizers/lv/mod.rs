//! Latvia.

mod personas_kods;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[personas_kods::recognizer];
