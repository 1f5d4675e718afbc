//! Kuwait.

mod civil_id;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[civil_id::recognizer];
