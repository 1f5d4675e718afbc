//! China.

mod passport;
mod resident_id;
mod uscc;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    passport::recognizer,
    resident_id::recognizer,
    uscc::recognizer,
];
