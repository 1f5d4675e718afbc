//! India.

mod aadhaar;
mod bank_account;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] =
    &[aadhaar::recognizer, bank_account::recognizer];
