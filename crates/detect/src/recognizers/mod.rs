//! The catalogue: one file for each identifier, grouped by country.
//!
//! Scores are sums of decibans. A shape starts with how often a text of that shape is the
//! identifier, judged on ordinary prose, chat and logs: far below zero for bare digits, above zero
//! for a grouping that hardly anything else has. A check adds what passing it by chance is worth
//! against. Shapes below zero need a cue.

mod de;
mod es;
mod finance;
mod fr;
mod gb;
mod global;
mod r#in;
mod us;

use crate::recognizer::Recognizer;

/// Every recognizer of the catalogue, in a fixed order.
pub(crate) fn catalogue() -> Vec<Recognizer> {
    [
        global::RECOGNIZERS,
        finance::RECOGNIZERS,
        de::RECOGNIZERS,
        es::RECOGNIZERS,
        fr::RECOGNIZERS,
        gb::RECOGNIZERS,
        r#in::RECOGNIZERS,
        us::RECOGNIZERS,
    ]
    .concat()
    .into_iter()
    .map(|recognizer| recognizer())
    .collect()
}

/// The number that a few digits spell.
fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |value, &digit| value * 10 + u32::from(digit - b'0'))
}

/// The sum of each digit times its weight.
fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(&digit, weight)| u32::from(digit - b'0') * weight)
        .sum()
}
