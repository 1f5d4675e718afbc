//! The backend for x86-64 with AVX-512: 64 bytes a comparison, whose result is a bitmap.

#![allow(
    unsafe_code,
    reason = "vector loads, and calls that need a feature of the CPU"
)]

use std::arch::{
    is_x86_feature_detected,
    x86_64::{
        __m512i, _mm512_cmpeq_epi8_mask, _mm512_cmple_epu8_mask, _mm512_loadu_si512,
        _mm512_movepi8_mask, _mm512_or_si512, _mm512_set1_epi8, _mm512_sub_epi8,
    },
};

use super::{Bitmaps, Classes, Glance, Kernel};

/// Proof that the CPU has AVX-512 for bytes, and the bit instructions of older CPUs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Avx512(());

impl Avx512 {
    /// The backend, where the CPU has it.
    pub(super) fn detect() -> Option<Self> {
        let has_all = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx2")
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
        unsafe { Block::load(block).glance() }
    }

    #[inline]
    pub(super) fn backslashes(self, block: &[u8; 64]) -> u64 {
        // SAFETY: as above.
        unsafe { Block::load(block).equal(b'\\') }
    }
}

/// # Safety
/// The CPU must have these features.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2,bmi1,bmi2,lzcnt,popcnt")]
fn run<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}

/// # Safety
/// The CPU must have AVX-512F and AVX-512BW.
#[target_feature(enable = "avx512f,avx512bw")]
fn classify_all(blocks: &[[u8; 64]], first: usize, maps: &mut Bitmaps) {
    for (block, word) in blocks.iter().zip(first..) {
        maps.put(word, Block::load(block).classes());
    }
}

/// 64 bytes in one register.
#[derive(Clone, Copy)]
struct Block(__m512i);

impl Block {
    /// # Safety
    /// The CPU must have AVX-512F.
    #[target_feature(enable = "avx512f")]
    #[inline]
    fn load(block: &[u8; 64]) -> Block {
        // SAFETY: the block is 64 bytes long, and the load needs no alignment.
        Block(unsafe { _mm512_loadu_si512(block.as_ptr().cast()) })
    }

    /// # Safety
    /// The CPU must have AVX-512F and AVX-512BW.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn classes(self) -> Classes {
        // Setting bit 5 makes capitals small; no other byte becomes a letter by it.
        let small = Block(_mm512_or_si512(self.0, _mm512_set1_epi8(0x20)));
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
    /// The CPU must have AVX-512F and AVX-512BW.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn glance(self) -> Glance {
        let newline = self.equal(b'\n');
        Glance {
            digit: self.within(b'0', 10),
            upper: self.within(b'A', 26),
            lower: self.within(b'a', 26),
            high: _mm512_movepi8_mask(self.0),
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
    /// The CPU must have AVX-512F and AVX-512BW.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn equal(self, byte: u8) -> u64 {
        _mm512_cmpeq_epi8_mask(self.0, _mm512_set1_epi8(byte.cast_signed()))
    }

    /// The `count` bytes from `first` on.
    ///
    /// # Safety
    /// The CPU must have AVX-512F and AVX-512BW.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn within(self, first: u8, count: u8) -> u64 {
        let distance = _mm512_sub_epi8(self.0, _mm512_set1_epi8(first.cast_signed()));
        _mm512_cmple_epu8_mask(distance, _mm512_set1_epi8((count - 1).cast_signed()))
    }
}
