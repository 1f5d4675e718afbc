//! Bosnia and Herzegovina.

mod jmbg;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[jmbg::recognizer];
