//! The catalogue: one file for each identifier, grouped by country.
//!
//! Scores are sums of decibans. A shape starts with how often a text of that shape is the
//! identifier, judged on ordinary prose, chat and logs: far below zero for bare digits, above zero
//! for a grouping that hardly anything else has. A check adds what passing it by chance is worth
//! against. Shapes below zero need a cue.

mod au;
mod ca;
mod de;
mod es;
mod finance;
mod fr;
mod gb;
mod global;
mod r#in;
mod jp;
mod mx;
mod pt;
mod us;

use crate::recognizer::Recognizer;

/// Every recognizer of the catalogue, in a fixed order.
pub(crate) fn catalogue() -> Vec<Recognizer> {
    [
        global::RECOGNIZERS,
        finance::RECOGNIZERS,
        finance::VAT,
        au::RECOGNIZERS,
        ca::RECOGNIZERS,
        de::RECOGNIZERS,
        es::RECOGNIZERS,
        fr::RECOGNIZERS,
        gb::RECOGNIZERS,
        r#in::RECOGNIZERS,
        jp::RECOGNIZERS,
        mx::RECOGNIZERS,
        pt::RECOGNIZERS,
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

/// How many digits `text` begins with, eight at most; without a branch for each. Hot: per anchor.
#[inline]
fn leading_digits(text: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let Some(eight) = text.first_chunk() else {
        return text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    };
    // Digits become 0 to 9; what is more than that reaches bit 7.
    let values = u64::from_le_bytes(*eight) ^ (EACH * 0x30);
    let others = (((values & (EACH * 0x7F)) + EACH * 0x76) | values) & (EACH * 0x80);
    others.trailing_zeros() as usize / 8
}

/// The sum of each digit times its weight.
fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(&digit, weight)| u32::from(digit - b'0') * weight)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_digits_are_those_before_anything_else() {
        for len in 0..12 {
            for other in 0..=255u8 {
                let mut text = vec![b'7'; len];
                text.extend_from_slice(&[other, b'1', b'2']);
                let expected = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
                assert_eq!(leading_digits(&text), expected.min(8), "{len} {other}");
            }
        }
        assert_eq!(leading_digits(b""), 0);
    }
}
