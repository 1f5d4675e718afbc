//! Germany.

mod health_insurance;
mod id_card;
mod license_plate;
mod passport;
mod pension_number;
mod postal_code;
mod steuer_id;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    health_insurance::recognizer,
    id_card::recognizer,
    license_plate::recognizer,
    passport::recognizer,
    pension_number::recognizer,
    postal_code::recognizer,
    steuer_id::recognizer,
];
