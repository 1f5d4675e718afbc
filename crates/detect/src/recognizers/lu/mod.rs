//! Luxembourg.

mod national_id;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[national_id::recognizer];
