//! United Kingdom.

mod bank_account;
mod chi;
mod driving_licence;
mod nhs;
mod nino;
mod passport;
mod postcode;
mod sort_code;
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
    bank_account::recognizer,
    sort_code::recognizer,
];
