//! Nigeria.

mod bvn;
mod nin;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[bvn::recognizer, nin::recognizer];

/// Whether eleven digits are a mobile telephone number as people of the country write it.
fn is_mobile(digits: &[u8]) -> bool {
    digits[0] == b'0' && matches!(digits[1], b'7'..=b'9') && matches!(digits[2], b'0' | b'1')
}
