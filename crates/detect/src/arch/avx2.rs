//! The backend for x86-64 with AVX2: 32 bytes a comparison, one comparison a class.

#![allow(
    unsafe_code,
    reason = "vector loads, and calls that need a feature of the CPU"
)]

use std::arch::{
    is_x86_feature_detected,
    x86_64::{
        __m256i, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8,
        _mm256_or_si256, _mm256_set1_epi8, _mm256_sub_epi8,
    },
};

use super::{Bitmaps, Classes, Glance, Kernel};

/// Proof that the CPU has AVX2 and the bit instructions that came with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Avx2(());

impl Avx2 {
    /// The backend, where the CPU has it.
    pub(super) fn detect() -> Option<Self> {
        let has_all = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt");
        has_all.then_some(Self(()))
    }

    #[inline]
    pub(super) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        // SAFETY: a value of this type is made only where the CPU has these features.
        unsafe { run(kernel) }
    }

    #[inline]
    pub(super) fn classify(self, blocks: &[[u8; 64]], first: usize, maps: &mut Bitmaps) {
        // SAFETY: as above.
        unsafe { classify_all(blocks, first, maps) }
    }

    #[inline]
    pub(super) fn glance(self, block: &[u8; 64]) -> Glance {
        // SAFETY: as above.
        unsafe { Halves::load(block).glance() }
    }

    #[inline]
    pub(super) fn backslashes(self, block: &[u8; 64]) -> u64 {
        // SAFETY: as above.
        unsafe { Halves::load(block).equal(b'\\') }
    }
}

/// # Safety
/// The CPU must have these features.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn run<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}

/// # Safety
/// The CPU must have AVX2.
#[target_feature(enable = "avx2")]
fn classify_all(blocks: &[[u8; 64]], first: usize, maps: &mut Bitmaps) {
    for (block, word) in blocks.iter().zip(first..) {
        maps.put(word, Halves::load(block).classes());
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

    /// Letters in lower case: setting bit 5 makes no other byte a letter.
    ///
    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn small(self) -> Halves {
        let bit = _mm256_set1_epi8(0x20);
        Halves(_mm256_or_si256(self.0, bit), _mm256_or_si256(self.1, bit))
    }

    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn classes(self) -> Classes {
        let small = self.small();
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

    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn glance(self) -> Glance {
        let newline = self.equal(b'\n');
        Glance {
            digit: self.within(b'0', 10),
            upper: self.within(b'A', 26),
            lower: self.within(b'a', 26),
            high: bitmap(self.0, self.1),
            space: self.equal(b' ') | self.equal(b'\t') | newline | self.within(0x0C, 2),
            newline,
            at: self.equal(b'@'),
            colon: self.equal(b':'),
            slash: self.equal(b'/'),
            open: self.equal(b'<') | self.equal(b'['),
            lead: self.equal(0xC2) | self.equal(0xE2) | self.equal(0xE3) | self.equal(0xEF),
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
