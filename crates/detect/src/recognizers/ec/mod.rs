//! Ecuador.

mod cedula;
mod ruc;

use super::number;
use crate::{checks::luhn, recognizer::Recognizer};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cedula::recognizer, ruc::recognizer];

/// Whether ten digits are a natural person's: province 01 to 24 or 30 (abroad), third digit 0 to 6,
/// and Luhn's sum.
fn is_person(digits: &[u8]) -> bool {
    is_province(digits) && digits[2] <= b'6' && luhn(digits)
}

fn is_province(digits: &[u8]) -> bool {
    matches!(number(&digits[..2]), 1..=24 | 30)
}
