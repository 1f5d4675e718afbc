//! The backend for x86-64 with AVX2: 32 bytes a comparison, one comparison a class.

#![allow(
    unsafe_code,
    reason = "vector loads, and a call that needs a feature of the CPU"
)]

use std::arch::x86_64::{
    __m256i, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8,
    _mm256_or_si256, _mm256_set1_epi8, _mm256_sub_epi8,
};

use super::Classes;

/// Proof that the CPU has AVX2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Avx2(());

impl Avx2 {
    /// The backend, where the CPU has it.
    pub(super) fn detect() -> Option<Self> {
        std::arch::is_x86_feature_detected!("avx2").then_some(Self(()))
    }

    /// Classes of each block. Hot: per chunk.
    pub(super) fn classify(self, blocks: &[[u8; 64]], out: &mut [Classes]) {
        // SAFETY: a value of this type is made only where the CPU has AVX2.
        unsafe { classify_all(blocks, out) }
    }
}

/// # Safety
/// The CPU must have AVX2.
#[target_feature(enable = "avx2")]
fn classify_all(blocks: &[[u8; 64]], out: &mut [Classes]) {
    for (block, slot) in blocks.iter().zip(out) {
        *slot = Halves::load(block).classes();
    }
}

/// 64 bytes in two registers.
#[derive(Clone, Copy)]
struct Halves(__m256i, __m256i);

impl Halves {
    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn load(block: &[u8; 64]) -> Halves {
        let (low, high) = block.split_at(32);
        // SAFETY: both halves are 32 bytes long, and the load needs no alignment.
        unsafe {
            Halves(
                _mm256_loadu_si256(low.as_ptr().cast()),
                _mm256_loadu_si256(high.as_ptr().cast()),
            )
        }
    }

    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn classes(self) -> Classes {
        // Setting bit 5 makes capitals small; no other byte becomes a letter by it.
        let bit = _mm256_set1_epi8(0x20);
        let small = Halves(_mm256_or_si256(self.0, bit), _mm256_or_si256(self.1, bit));
        let digit = self.within(b'0', 10);
        Classes {
            digit,
            letter: small.within(b'a', 26),
            hex: digit | small.within(b'a', 6),
            at: self.equal(b'@'),
            colon: self.equal(b':'),
            dot: self.equal(b'.'),
            dash: self.equal(b'-'),
            slash: self.equal(b'/'),
            blank: self.equal(b' '),
            dial: self.equal(b'+') | self.equal(b'('),
        }
    }

    /// Bytes equal to `byte`.
    ///
    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn equal(self, byte: u8) -> u64 {
        let wanted = _mm256_set1_epi8(byte.cast_signed());
        bitmap(
            _mm256_cmpeq_epi8(self.0, wanted),
            _mm256_cmpeq_epi8(self.1, wanted),
        )
    }

    /// The `count` bytes from `first` on.
    ///
    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn within(self, first: u8, count: u8) -> u64 {
        let first = _mm256_set1_epi8(first.cast_signed());
        let last = _mm256_set1_epi8((count - 1).cast_signed());
        let (low, high) = (
            _mm256_sub_epi8(self.0, first),
            _mm256_sub_epi8(self.1, first),
        );
        bitmap(
            _mm256_cmpeq_epi8(_mm256_min_epu8(low, last), low),
            _mm256_cmpeq_epi8(_mm256_min_epu8(high, last), high),
        )
    }
}

/// The top bit of each byte.
///
/// # Safety
/// The CPU must have AVX2.
#[target_feature(enable = "avx2")]
#[inline]
fn bitmap(low: __m256i, high: __m256i) -> u64 {
    let [low, high] = [low, high].map(|half| u64::from(_mm256_movemask_epi8(half).cast_unsigned()));
    low | high << 32
}
