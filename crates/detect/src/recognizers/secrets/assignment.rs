//! Secrets that a name calls so: the generic layer.

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[];
