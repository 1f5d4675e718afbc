//! United States.

mod aba_routing;
mod bank_number;
mod itin;
mod ssn;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    aba_routing::recognizer,
    bank_number::recognizer,
    itin::recognizer,
    ssn::recognizer,
];
