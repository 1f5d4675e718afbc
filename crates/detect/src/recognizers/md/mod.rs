//! Moldova.

mod idnp;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[idnp::recognizer];
