//! Canada.

mod driver_license;
mod health_number;
mod passport;
mod postal_code;
mod sin;
mod transit;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    driver_license::recognizer,
    health_number::recognizer,
    passport::recognizer,
    postal_code::recognizer,
    sin::recognizer,
    transit::recognizer,
];
