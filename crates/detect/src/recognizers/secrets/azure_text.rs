//! Shared access signatures and connection strings.

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[];
