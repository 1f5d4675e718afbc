//! Kazakhstan.

mod bin;
mod iin;

use super::weighted;
use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[bin::recognizer, iin::recognizer];

/// The last digit of the numbers of persons and of businesses.
fn has_check_digit(digits: &[u8]) -> bool {
    let first = weighted(&digits[..11], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
    let digit = if first < 10 {
        first
    } else {
        weighted(&digits[..11], &[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11
    };
    digit == u32::from(digits[11] - b'0')
}
