//! United States.

mod atin;
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

use crate::recognizer::Recognizer;

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
];
