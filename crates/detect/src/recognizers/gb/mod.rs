//! United Kingdom.

mod bank_account;
mod nhs;
mod nino;
mod sort_code;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    bank_account::recognizer,
    sort_code::recognizer,
    nhs::recognizer,
    nino::recognizer,
];
