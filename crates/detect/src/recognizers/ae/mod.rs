//! United Arab Emirates.

mod emirates_id;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[emirates_id::recognizer];
