//! What the memory of the machine can do, next to which everything else stands: machines differ,
//! and one machine differs from hour to hour.

use std::hint::black_box;

use memchr::memchr;
use serde::Serialize;

use super::clock::{Enough, Timing, mb_s, rounded};

/// Larger than the caches of all but the largest machines.
const MOST_BYTES: usize = 256 << 20;

/// Yardsticks, each the median of nine.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Yardsticks {
    /// A copy between two buffers that were written before, so that no page fault counts; bytes
    /// count once.
    pub(super) memcpy_mb_s: f64,
    /// A search for a byte that does not occur.
    pub(super) memchr_mb_s: f64,
    /// Length of either buffer.
    pub(super) bytes: usize,
}

impl Yardsticks {
    /// Measures over 16 times the bytes of a corpus, 256 MiB at most: who wants a short run gets
    /// one.
    ///
    /// # Panics
    /// When a copy is not equal or a byte is found that is not there: no machine to measure on.
    pub(super) fn measure(corpus_bytes: usize) -> Self {
        let bytes = corpus_bytes.saturating_mul(16).min(MOST_BYTES);
        let (source, mut target) = (vec![1; bytes], vec![2; bytes]);
        let copy = Timing::of(Enough::YARDSTICK, || {
            black_box(&mut target).copy_from_slice(black_box(&source));
        });
        assert!(source == target, "a copy is equal");
        let search = Timing::of(Enough::YARDSTICK, || {
            assert_eq!(memchr(0, black_box(&source)), None, "all bytes are 1");
        });
        Self {
            memcpy_mb_s: rounded(mb_s(bytes, copy.median()), 1),
            memchr_mb_s: rounded(mb_s(bytes, search.median()), 1),
            bytes,
        }
    }
}
