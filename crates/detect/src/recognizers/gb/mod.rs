//! United Kingdom.

mod chi;
mod driving_licence;
mod nhs;
mod nino;
mod passport;
mod postcode;
mod utr;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    chi::recognizer,
    driving_licence::recognizer,
    nhs::recognizer,
    nino::recognizer,
    passport::recognizer,
    postcode::recognizer,
    utr::recognizer,
];
