//! Slovakia.

mod rodne_cislo;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[rodne_cislo::recognizer];
