//! Singapore.

mod nric_fin;
mod uen;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[nric_fin::recognizer, uen::recognizer];
