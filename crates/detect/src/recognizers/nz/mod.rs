//! New Zealand.

mod driver_license;
mod ird;
mod nhi;
mod passport;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    driver_license::recognizer,
    ird::recognizer,
    nhi::recognizer,
    passport::recognizer,
];
