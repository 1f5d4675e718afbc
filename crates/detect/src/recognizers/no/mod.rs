//! Norway.

mod fodselsnummer;
mod organisation_number;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] =
    &[fodselsnummer::recognizer, organisation_number::recognizer];
