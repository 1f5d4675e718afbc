//! Australia.

mod abn;
mod acn;
mod bsb;
mod driver_license;
mod medicare;
mod passport;
mod tfn;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    abn::recognizer,
    acn::recognizer,
    driver_license::recognizer,
    medicare::recognizer,
    passport::recognizer,
    tfn::recognizer,
    bsb::recognizer,
];
