//! Portugal.

mod citizen_card;
mod nib;
mod nif;
mod niss;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    citizen_card::recognizer,
    nif::recognizer,
    niss::recognizer,
    nib::recognizer,
];
