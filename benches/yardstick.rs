//! What the memory of the machine gives: the unit of all shares.

use std::{hint::black_box, time::Instant};

use crate::record;

/// Copies of which the median counts.
const COPIES: usize = 9;

/// One measured copy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copy {
    pub(crate) bytes: usize,
    pub(crate) median_ns: f64,
}

impl Copy {
    /// Copies 256 MiB (`cargo test`: 1 MiB) between two buffers whose every page was written
    /// before: a destination that is new to the process gives a quarter of it. Bytes count once.
    pub(crate) fn measure() -> Self {
        let bytes = record::size(256 << 20);
        let (from, mut to) = (vec![1_u8; bytes], vec![2_u8; bytes]);
        let mut times: Vec<u128> = (0..COPIES)
            .map(|_| {
                let begun = Instant::now();
                black_box(&mut to).copy_from_slice(black_box(&from));
                begun.elapsed().as_nanos()
            })
            .collect();
        assert_eq!(from, to);
        times.sort_unstable();
        Self {
            bytes,
            median_ns: times[COPIES / 2] as f64,
        }
    }

    /// How much of the copy's speed a bench has.
    pub(crate) fn share(&self, bytes: usize, median_ns: f64) -> f64 {
        (bytes as f64 / median_ns) / (self.bytes as f64 / self.median_ns)
    }
}
