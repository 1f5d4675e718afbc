//! Czech Republic.

mod ico;
pub(super) mod rodne_cislo;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[ico::recognizer, rodne_cislo::recognizer];
