//! Japan.

mod bank_account;
mod corporate_number;
mod driver_license;
mod my_number;
mod passport;
mod residence_card;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    corporate_number::recognizer,
    driver_license::recognizer,
    my_number::recognizer,
    passport::recognizer,
    residence_card::recognizer,
    bank_account::recognizer,
];
