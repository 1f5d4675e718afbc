//! Lithuania.

mod asmens_kodas;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[asmens_kodas::recognizer];
