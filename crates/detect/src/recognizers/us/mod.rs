//! United States.

mod aba_routing;
mod atin;
mod bank_number;
mod dea_number;
mod dod_id;
mod driver_license;
mod ein;
mod health_plan_id;
mod itin;
mod mbi;
mod medical_record_number;
mod ndc;
mod npi;
mod passport;
mod ptin;
mod ssn;
mod udi;
mod zip_code;

pub(super) use zip_code::state_of_zip;

use super::is_monotone;
use crate::recognizer::{Recognizer, Verdict};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    atin::recognizer,
    dea_number::recognizer,
    dod_id::recognizer,
    driver_license::recognizer,
    ein::recognizer,
    health_plan_id::recognizer,
    itin::recognizer,
    mbi::recognizer,
    medical_record_number::recognizer,
    ndc::recognizer,
    npi::recognizer,
    passport::recognizer,
    ptin::recognizer,
    ssn::recognizer,
    udi::recognizer,
    zip_code::recognizer,
    aba_routing::recognizer,
    bank_number::recognizer,
];

/// A number that each plan and each clinic makes as it likes, perhaps behind letters: anything but one
/// digit throughout.
fn of_issuer(number: &[u8]) -> Verdict {
    let letters = number
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let small = number[..letters].iter().any(u8::is_ascii_lowercase);
    Verdict::when(!is_monotone(&number[letters..]), if small { -3 } else { 0 })
}
