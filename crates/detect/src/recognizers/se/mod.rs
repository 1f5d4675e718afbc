//! Sweden.

mod organisation_number;
mod personnummer;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] =
    &[organisation_number::recognizer, personnummer::recognizer];
