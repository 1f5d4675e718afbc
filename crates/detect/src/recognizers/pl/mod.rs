//! Poland.

mod id_card;
mod nip;
mod passport;
mod pesel;
mod regon;

use super::{alphanumeric, weighted};
use crate::recognizer::{Recognizer, Verdict};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    id_card::recognizer,
    nip::recognizer,
    passport::recognizer,
    pesel::recognizer,
    regon::recognizer,
];

/// The check of identity cards and passports: `weights` for the letters of the series and for the
/// digits behind the first one, which is the last digit of the sum.
fn weighted_document(letters: &[u8], digits: &[u8], weights: &[u32; 8]) -> Verdict {
    let Some((first, rest)) = digits.split_first() else {
        return Verdict::Refuted;
    };
    let (of_letters, of_digits) = weights.split_at(letters.len());
    let series = letters.iter().zip(of_letters);
    let sum: u32 = series
        .map(|(&letter, weight)| alphanumeric(letter) * weight)
        .sum();
    let fits = (sum + weighted(rest, of_digits)) % 10 == u32::from(first - b'0');
    let unused = letters
        .iter()
        .any(|letter| matches!(letter, b'O' | b'o' | b'Q' | b'q'));
    // Small letters and digits are often a part of something else.
    let capitals = letters.iter().all(u8::is_ascii_uppercase);
    Verdict::when(fits && !unused, if capitals { 10 } else { 2 })
}
