//! Estonia.

pub(super) mod isikukood;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[isikukood::recognizer];
