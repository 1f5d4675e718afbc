//! The backend for x86-64 with AVX-512: 64 bytes a comparison, whose result is a bitmap.

#![allow(
    unsafe_code,
    reason = "vector loads, and calls that need a feature of the CPU"
)]

use std::{
    arch::{
        is_x86_feature_detected,
        x86_64::{
            __m512i, _mm_cvtsi32_si128, _mm_loadu_si128, _mm512_add_epi16, _mm512_and_si512,
            _mm512_broadcast_i32x4, _mm512_castsi512_si256, _mm512_cmpeq_epi8_mask,
            _mm512_cmple_epu8_mask, _mm512_cvtepu8_epi16, _mm512_extracti64x4_epi64,
            _mm512_loadu_si512, _mm512_maskz_compress_epi8, _mm512_movepi8_mask, _mm512_or_si512,
            _mm512_set1_epi8, _mm512_set1_epi16, _mm512_set1_epi64, _mm512_shldv_epi64,
            _mm512_shrdv_epi64, _mm512_shuffle_epi8, _mm512_sll_epi64, _mm512_srl_epi64,
            _mm512_srli_epi16, _mm512_storeu_si512, _mm512_sub_epi8, _mm512_test_epi8_mask,
            _mm512_test_epi64_mask, _mm512_xor_si512,
        },
    },
    ops::{BitAnd, BitOr, Not},
};

use super::{
    Ahead, Bitmap, Bitmaps, Buckets, Classes, Glance, Isa, Kernel, Lanes, MOST_LANES, WORDS,
};

/// Proof that the CPU has AVX-512 for bytes and its shifts of pairs of words, as CPUs have them since
/// Ice Lake and Zen 4, and the bit instructions of older ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Avx512(());

impl Avx512 {
    /// The backend, where the CPU has it.
    pub(super) fn detect() -> Option<Self> {
        let has_all = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vbmi2")
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
        unsafe { run(self, kernel) }
    }
}

/// # Safety
/// The CPU must have these features.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt")]
fn run<K: Kernel>(isa: Avx512, kernel: K) -> K::Output {
    kernel.run(isa)
}

impl Isa for Avx512 {
    type Lanes = Words;

    #[inline(always)]
    fn classify_blocks(self, blocks: &[[u8; 64]], first: usize, maps: &mut Bitmaps) {
        // Said once, so that no store needs a check.
        assert!(
            first + blocks.len() <= WORDS + 2,
            "a chunk has no more words"
        );
        for (at, block) in blocks.iter().enumerate() {
            let word = first + at;
            // SAFETY: a value of this type is made only where the CPU has these features.
            maps.put(word, unsafe { Block::load(block).classes() });
        }
    }

    #[inline(always)]
    fn glance(self, block: &[u8; 64]) -> Glance {
        // SAFETY: as above.
        unsafe { Block::load(block).glance() }
    }

    #[inline(always)]
    fn equal(self, block: &[u8; 64], byte: u8) -> u64 {
        // SAFETY: as above.
        unsafe { Block::load(block).equal(byte) }
    }

    #[inline(always)]
    fn within(self, block: &[u8; 64], first: u8, count: u8) -> u64 {
        // SAFETY: as above.
        unsafe { Block::load(block).within(first, count) }
    }

    #[inline(always)]
    fn places(self, bits: u64, base: u16, out: &mut [u16; 64]) -> usize {
        let count = bits.count_ones() as usize;
        let (low, high) = out.split_at_mut(32);
        // SAFETY: a value of this type is made only where the CPU has these features; both halves have
        // room for a register.
        unsafe {
            let places = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(EACH.as_ptr().cast()));
            let base = _mm512_set1_epi16(base.cast_signed());
            let first = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(places));
            _mm512_storeu_si512(low.as_mut_ptr().cast(), _mm512_add_epi16(first, base));
            if count > low.len() {
                let rest = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(places, 1));
                _mm512_storeu_si512(high.as_mut_ptr().cast(), _mm512_add_epi16(rest, base));
            }
        }
        count
    }

    #[inline(always)]
    fn json_specials(self, block: &[u8; 64]) -> u64 {
        // SAFETY: as above.
        unsafe { Block::load(block).json_specials() }
    }

    #[inline(always)]
    fn let_through(self, buckets: &Buckets, block: &Ahead) -> u64 {
        // SAFETY: as above.
        unsafe { let_through(buckets, block) }
    }

    #[inline(always)]
    fn lanes(self, map: &Bitmap, word: usize) -> Words {
        let words: &[u64; Words::COUNT] = map[word..]
            .first_chunk()
            .expect("a bitmap has words to look ahead");
        // SAFETY: the load needs no alignment, and as above.
        Words(unsafe { _mm512_loadu_si512(words.as_ptr().cast()) })
    }
}

/// 0 to 63.
static EACH: [u8; 64] = {
    let mut each = [0; 64];
    let mut at = 0;
    while at < each.len() {
        each[at] = at as u8;
        at += 1;
    }
    each
};

/// Words in one register. A value of it comes from [`Isa::lanes`], so the CPU has the features.
#[derive(Clone, Copy)]
pub(super) struct Words(__m512i);

impl Lanes for Words {
    const COUNT: usize = 8;

    #[inline(always)]
    fn left(self, by: u32) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm512_sll_epi64(self.0, _mm_cvtsi32_si128(by.cast_signed())) })
    }

    #[inline(always)]
    fn right(self, by: u32) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm512_srl_epi64(self.0, _mm_cvtsi32_si128(by.cast_signed())) })
    }

    #[inline(always)]
    fn ahead(self, next: Self, n: u32) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm512_shrdv_epi64(self.0, next.0, _mm512_set1_epi64(i64::from(n))) })
    }

    #[inline(always)]
    fn behind(self, last: Self, n: u32) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm512_shldv_epi64(self.0, last.0, _mm512_set1_epi64(i64::from(n))) })
    }

    #[inline(always)]
    fn is_empty(self) -> bool {
        // SAFETY: see the type.
        (unsafe { _mm512_test_epi64_mask(self.0, self.0) }) == 0
    }

    #[inline(always)]
    fn used(self) -> u64 {
        // SAFETY: see the type.
        u64::from(unsafe { _mm512_test_epi64_mask(self.0, self.0) })
    }

    #[inline(always)]
    fn words(self) -> [u64; MOST_LANES] {
        let mut words = [0; MOST_LANES];
        // SAFETY: there is room for the register, the store needs no alignment; see the type.
        unsafe { _mm512_storeu_si512(words.as_mut_ptr().cast(), self.0) };
        words
    }
}

impl BitAnd for Words {
    type Output = Self;

    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm512_and_si512(self.0, other.0) })
    }
}

impl BitOr for Words {
    type Output = Self;

    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm512_or_si512(self.0, other.0) })
    }
}

impl Not for Words {
    type Output = Self;

    #[inline(always)]
    fn not(self) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm512_xor_si512(self.0, _mm512_set1_epi64(-1)) })
    }
}

/// See [`Isa::let_through`].
///
/// # Safety
/// The CPU must have AVX-512 for bytes.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn let_through(buckets: &Buckets, block: &Ahead) -> u64 {
    let nibble = _mm512_set1_epi8(15);
    let mut through = [_mm512_set1_epi8(-1); 2];
    for (place, tables) in buckets.low.iter().zip(&buckets.high).enumerate() {
        let bytes: &[u8; 64] = block[place..]
            .first_chunk()
            .expect("a block has bytes to look ahead");
        // SAFETY: the load needs no alignment.
        let bytes = unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) };
        let upper = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), nibble);
        let lower = _mm512_and_si512(bytes, nibble);
        for (half, through) in through.iter_mut().enumerate() {
            // SAFETY: each table has 16 bytes, and the load needs no alignment.
            let [low, high] = [tables.0[half], tables.1[half]].map(|table| unsafe {
                _mm512_broadcast_i32x4(_mm_loadu_si128(table.as_ptr().cast()))
            });
            let both = _mm512_and_si512(
                _mm512_shuffle_epi8(low, lower),
                _mm512_shuffle_epi8(high, upper),
            );
            *through = _mm512_and_si512(*through, both);
        }
    }
    let either = _mm512_or_si512(through[0], through[1]);
    _mm512_test_epi8_mask(either, either)
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
            upper: self.within(b'A', 26),
            hex: digit | small.within(b'a', 6),
            at: self.equal(b'@'),
            colon: self.equal(b':'),
            dot: self.equal(b'.'),
            dash: self.equal(b'-'),
            slash: self.equal(b'/'),
            blank: self.equal(b' '),
            dial: self.any([b'+', b'(']),
            equals: self.equal(b'='),
            joint: self.any([b'_', b'~', b'+']),
            halt: self.any([b'<', b'[', b'\n']),
            escape: self.any([b'%', b'&']),
            at_letter: small.any([b'a', b't']),
            high: _mm512_movepi8_mask(self.0),
        }
    }

    /// # Safety
    /// The CPU must have AVX-512F and AVX-512BW.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn glance(self) -> Glance {
        let high = _mm512_movepi8_mask(self.0);
        Glance {
            digit: self.within(b'0', 10),
            upper: self.within(b'A', 26),
            lower: self.within(b'a', 26),
            high,
            space: self.any([b' ', b'\t', b'\n', 0x0C, b'\r']),
            newline: self.equal(b'\n'),
            mark: self.any([b'@', b':', b'<', b'[']),
            lead: if high == 0 {
                0
            } else {
                self.any([0xC2, 0xE2, 0xE3, 0xEF, 0xF0])
            },
        }
    }

    /// # Safety
    /// The CPU must have AVX-512F and AVX-512BW.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn json_specials(self) -> u64 {
        self.any([b'"', b'\\']) | _mm512_cmple_epu8_mask(self.0, _mm512_set1_epi8(0x1F))
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

    /// Bytes equal to one of `bytes`.
    ///
    /// # Safety
    /// The CPU must have AVX-512F and AVX-512BW.
    #[target_feature(enable = "avx512f,avx512bw")]
    #[inline]
    fn any<const N: usize>(self, bytes: [u8; N]) -> u64 {
        let mut found = 0;
        for byte in bytes {
            found |= self.equal(byte);
        }
        found
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
