//! Greece.

mod afm;
mod amka;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[afm::recognizer, amka::recognizer];
