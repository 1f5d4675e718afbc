//! South Korea.

mod brn;
mod driver_license;
mod passport;
mod rrn;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    brn::recognizer,
    driver_license::recognizer,
    passport::recognizer,
    rrn::recognizer,
];
