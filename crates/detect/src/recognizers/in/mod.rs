//! India.

mod aadhaar;
mod bank_account;
mod driving_license;
mod gstin;
mod ifsc;
mod pan;
mod passport;
mod states;
mod upi_id;
mod vehicle_registration;
mod voter;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    aadhaar::recognizer,
    driving_license::recognizer,
    gstin::recognizer,
    ifsc::recognizer,
    pan::recognizer,
    passport::recognizer,
    upi_id::recognizer,
    vehicle_registration::recognizer,
    voter::recognizer,
    bank_account::recognizer,
];
