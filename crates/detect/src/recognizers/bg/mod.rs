//! Bulgaria.

mod egn;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[egn::recognizer];
