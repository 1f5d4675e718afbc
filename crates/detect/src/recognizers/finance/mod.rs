//! Payment.

mod credit_card;
mod iban;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[credit_card::recognizer, iban::recognizer];
