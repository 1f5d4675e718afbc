//! How often a demand is met in ordinary text: a rough guess, by which searches begin at what is rare.

use super::{demand::Demand, set::Set};

/// Kinds of bytes: small letters, capitals, digits, blanks, marks and what is beyond ASCII.
const KINDS: usize = 6;

/// How many bytes of a hundred are of a kind, and what follows one of that kind; prose and records in
/// equal parts.
const SHARES: [f64; KINDS] = [0.60, 0.04, 0.06, 0.14, 0.11, 0.05];
const FOLLOWERS: [[f64; KINDS]; KINDS] = [
    [0.78, 0.01, 0.01, 0.14, 0.06, 0.00],
    [0.50, 0.32, 0.06, 0.05, 0.06, 0.01],
    [0.04, 0.03, 0.60, 0.10, 0.22, 0.01],
    [0.66, 0.12, 0.09, 0.06, 0.05, 0.02],
    [0.30, 0.10, 0.14, 0.30, 0.14, 0.02],
    [0.02, 0.01, 0.01, 0.08, 0.04, 0.84],
];

/// How many of a thousand small letters each is (English).
const LETTERS: [u8; 26] = [
    82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2,
    20, 1,
];

/// The share of the places of a text where a demand is met.
pub(super) fn frequency(demand: &Demand) -> f64 {
    let before = shares(demand.before);
    let mut state: [f64; KINDS] = std::array::from_fn(|kind| SHARES[kind] * before[kind]);
    for &set in &demand.sets {
        let within = shares(set);
        state = std::array::from_fn(|kind| {
            let from = state.iter().zip(&FOLLOWERS);
            from.map(|(share, next)| share * next[kind]).sum::<f64>() * within[kind]
        });
    }
    state.iter().sum()
}

/// How many of the bytes of each kind a set has.
fn shares(set: Set) -> [f64; KINDS] {
    let mut shares = [0.0; KINDS];
    for byte in set.each() {
        let (kind, share) = match byte {
            b'a'..=b'z' => (0, f64::from(LETTERS[usize::from(byte - b'a')]) / 1000.0),
            b'A'..=b'Z' => (1, 1.0 / 26.0),
            b'0'..=b'9' => (2, 0.1),
            b' ' => (3, 0.9),
            b'\n' => (3, 0.1),
            0..0x80 => (4, 1.0 / 64.0),
            _ => (5, 1.0 / 128.0),
        };
        shares[kind] += share;
    }
    shares.map(|share: f64| share.min(1.0))
}
