//! Qatar.

mod qid;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[qid::recognizer];
