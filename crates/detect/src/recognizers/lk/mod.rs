//! Sri Lanka.

mod nic;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[nic::recognizer];
