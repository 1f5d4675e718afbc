//! India.

mod aadhaar;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[aadhaar::recognizer];
