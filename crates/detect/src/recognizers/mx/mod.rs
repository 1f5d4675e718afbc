//! Mexico.

mod clabe;
mod curp;
mod nss;
mod rfc;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    curp::recognizer,
    nss::recognizer,
    rfc::recognizer,
    clabe::recognizer,
];

/// What a digit or capital letter counts in the sums of CURP and RFC: letters from 10 on; between N
/// and O stands one more.
fn value(character: u8) -> u32 {
    u32::from(match character {
        b'0'..=b'9' => character - b'0',
        ..=b'N' => character - b'A' + 10,
        _ => character - b'A' + 11,
    })
}
