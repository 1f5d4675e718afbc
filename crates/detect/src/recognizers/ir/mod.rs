//! Iran.

mod national_code;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[national_code::recognizer];
