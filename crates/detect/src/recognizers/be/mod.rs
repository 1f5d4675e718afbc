//! Belgium.

mod national_number;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[national_number::recognizer];
