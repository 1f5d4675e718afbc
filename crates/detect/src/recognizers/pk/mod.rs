//! Pakistan.

mod cnic;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cnic::recognizer];
