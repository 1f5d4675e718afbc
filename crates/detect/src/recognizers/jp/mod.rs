//! Japan.

mod bank_account;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[bank_account::recognizer];
