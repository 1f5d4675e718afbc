//! Italy.

mod driver_license;
mod fiscal_code;
mod identity_card;
mod passport;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    driver_license::recognizer,
    fiscal_code::recognizer,
    identity_card::recognizer,
    passport::recognizer,
];
