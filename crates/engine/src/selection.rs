//! Which records of a run are looked at: a sample of them, or the first of them.
//!
//! A sample depends on the places of records alone, never on threads, blocks or contents, so that a
//! record that is not in it costs no more than finding its end, and every run over the same inputs
//! looks at the same ones. The contents were refused as its base: all would have to be read, and of
//! equal records all or none would be in it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// A share of the records of one input, spread evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Of 2^53, as many as a `f64` tells apart.
    share: u64,
    input: u64,
}

impl Sample {
    const BITS: u32 = 53;

    /// A sample of that share of the records, 0 to 1.
    ///
    /// ```
    /// # use pumice_engine::Sample;
    /// let tenth = Sample::new(0.1);
    /// let taken = (1..=100_000).filter(|&record| tenth.takes(record)).count();
    /// assert!((9_700..10_300).contains(&taken));
    /// assert!((1..1000).all(|record| Sample::new(1.0).takes(record)));
    /// ```
    pub fn new(share: f64) -> Self {
        Self {
            share: (share.clamp(0.0, 1.0) * (1_u64 << Self::BITS) as f64) as u64,
            input: 0,
        }
    }

    /// The sample of another input, counted from 0: each has other records in it, or of many small
    /// files all or none would have their first one in it.
    #[must_use]
    pub fn of_input(self, input: usize) -> Self {
        Self {
            input: mix(input as u64),
            ..self
        }
    }

    /// Whether a record, counted from 1, is in it. Hot: per record.
    pub fn takes(self, record: u64) -> bool {
        mix(self.input ^ record) >> (u64::BITS - Self::BITS) < self.share
    }
}

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014) behind its increment: every bit of the result
/// depends on all of `number`.
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Which records are looked at; all, by default.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    sample: Option<Sample>,
    /// How many may still be looked at; what reads the next input goes on with it.
    left: Option<Arc<AtomicU64>>,
}

impl Selection {
    /// The records of a sample, and at most `limit` of them in all inputs together.
    pub fn new(sample: Option<Sample>, limit: Option<u64>) -> Self {
        Self {
            sample,
            left: limit.map(|limit| Arc::new(AtomicU64::new(limit))),
        }
    }

    /// The same for one of the inputs, counted from 0. The limit is shared.
    #[must_use]
    pub fn of_input(&self, input: usize) -> Self {
        Self {
            sample: self.sample.map(|sample| sample.of_input(input)),
            left: self.left.clone(),
        }
    }

    /// The sample, unless all records are in it.
    pub fn sample(&self) -> Option<Sample> {
        self.sample
    }

    /// Whether there is a limit.
    pub fn is_limited(&self) -> bool {
        self.left.is_some()
    }

    /// Takes one record of those that are left; `false` when there is none. Inputs are read one behind
    /// the other, so nobody else counts meanwhile. Hot: per record of a run with a limit.
    pub fn take(&self) -> bool {
        let Some(left) = &self.left else { return true };
        let taken = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(1)
        });
        taken.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_inputs_differ_and_are_the_same_each_time() {
        let taken = |input: usize| -> Vec<u64> {
            let sample = Sample::new(0.05).of_input(input);
            (1..=10_000)
                .filter(|&record| sample.takes(record))
                .collect()
        };
        assert_eq!(taken(3), taken(3));
        let (one, other) = (taken(0), taken(1));
        for sample in [&one, &other] {
            assert!((400..600).contains(&sample.len()), "{}", sample.len());
        }
        let both = one.iter().filter(|record| other.contains(record)).count();
        assert!((5..60).contains(&both), "as chance has it: {both}");
    }

    #[test]
    fn first_records_of_many_small_inputs_are_sampled_like_others() {
        let sample = Sample::new(0.1);
        let firsts = (0..10_000).filter(|&input| sample.of_input(input).takes(1));
        let firsts = firsts.count();
        assert!((900..1100).contains(&firsts), "{firsts}");
    }

    #[test]
    fn a_limit_is_shared_by_all_inputs() {
        let all = Selection::new(None, Some(3));
        let (one, other) = (all.of_input(0), all.of_input(1));
        assert!(one.take() && one.take() && other.take());
        assert!(!one.take() && !other.take());
        assert!(Selection::default().take());
    }
}
