//! The backend for x86-64 with AVX2: 32 bytes a comparison, one comparison a class.

#![allow(
    unsafe_code,
    reason = "vector loads, and calls that need a feature of the CPU"
)]

use std::{
    arch::{
        is_x86_feature_detected,
        x86_64::{
            __m256i, _mm_cvtsi32_si128, _mm_loadu_si128, _mm256_and_si256,
            _mm256_broadcastsi128_si256, _mm256_castsi256_pd, _mm256_cmpeq_epi8,
            _mm256_cmpeq_epi64, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8,
            _mm256_movemask_pd, _mm256_or_si256, _mm256_set1_epi8, _mm256_set1_epi64x,
            _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_sll_epi64, _mm256_slli_epi16,
            _mm256_srl_epi64, _mm256_srli_epi16, _mm256_storeu_si256, _mm256_sub_epi8,
            _mm256_testz_si256, _mm256_xor_si256,
        },
    },
    ops::{BitAnd, BitOr, Not},
};

use super::{
    Ahead, Bitmap, Bitmaps, Buckets, Classes, Glance, Isa, Kernel, Lanes, MOST_LANES, WORDS,
};

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
        unsafe { run(self, kernel) }
    }
}

/// # Safety
/// The CPU must have these features.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn run<K: Kernel>(isa: Avx2, kernel: K) -> K::Output {
    kernel.run(isa)
}

impl Isa for Avx2 {
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
            maps.put(word, unsafe { Halves::load(block).classes() });
        }
    }

    #[inline(always)]
    fn glance(self, block: &[u8; 64]) -> Glance {
        // SAFETY: as above.
        unsafe { Halves::load(block).glance() }
    }

    #[inline(always)]
    fn equal(self, block: &[u8; 64], byte: u8) -> u64 {
        // SAFETY: as above.
        unsafe { Halves::load(block).equal(byte) }
    }

    #[inline(always)]
    fn within(self, block: &[u8; 64], first: u8, count: u8) -> u64 {
        // SAFETY: as above.
        unsafe { Halves::load(block).within(first, count) }
    }

    #[inline(always)]
    fn json_specials(self, block: &[u8; 64]) -> u64 {
        // SAFETY: as above.
        unsafe { Halves::load(block).json_specials() }
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
        Words(unsafe { _mm256_loadu_si256(words.as_ptr().cast()) })
    }
}

/// Words in one register. A value of it comes from [`Isa::lanes`], so the CPU has the features.
#[derive(Clone, Copy)]
pub(super) struct Words(__m256i);

impl Lanes for Words {
    const COUNT: usize = 4;

    #[inline(always)]
    fn left(self, by: u32) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm256_sll_epi64(self.0, _mm_cvtsi32_si128(by.cast_signed())) })
    }

    #[inline(always)]
    fn right(self, by: u32) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm256_srl_epi64(self.0, _mm_cvtsi32_si128(by.cast_signed())) })
    }

    #[inline(always)]
    fn is_empty(self) -> bool {
        // SAFETY: see the type.
        (unsafe { _mm256_testz_si256(self.0, self.0) }) == 1
    }

    #[inline(always)]
    fn used(self) -> u64 {
        // SAFETY: see the type.
        let empty = unsafe {
            let empty = _mm256_cmpeq_epi64(self.0, _mm256_setzero_si256());
            _mm256_movemask_pd(_mm256_castsi256_pd(empty))
        };
        u64::from(!empty.cast_unsigned() & 15)
    }

    #[inline(always)]
    fn words(self) -> [u64; MOST_LANES] {
        let mut words = [0; MOST_LANES];
        // SAFETY: there is room for the register, the store needs no alignment; see the type.
        unsafe { _mm256_storeu_si256(words.as_mut_ptr().cast(), self.0) };
        words
    }
}

impl BitAnd for Words {
    type Output = Self;

    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm256_and_si256(self.0, other.0) })
    }
}

impl BitOr for Words {
    type Output = Self;

    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm256_or_si256(self.0, other.0) })
    }
}

impl Not for Words {
    type Output = Self;

    #[inline(always)]
    fn not(self) -> Self {
        // SAFETY: see the type.
        Words(unsafe { _mm256_xor_si256(self.0, _mm256_set1_epi64x(-1)) })
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
        let letter = small.within(b'a', 26);
        // Bit 5 of each byte, moved to where bitmaps are read from.
        let bit5 = bitmap(_mm256_slli_epi16(self.0, 2), _mm256_slli_epi16(self.1, 2));
        Classes {
            digit,
            letter,
            upper: letter & !bit5,
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
            high: bitmap(self.0, self.1),
        }
    }

    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn glance(self) -> Glance {
        let high = bitmap(self.0, self.1);
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

    /// One bitmap is made for all three, since reading it costs more than a comparison.
    ///
    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn json_specials(self) -> u64 {
        let [quote, backslash] = [b'"', b'\\'].map(|byte| _mm256_set1_epi8(byte.cast_signed()));
        let control = _mm256_set1_epi8(0x1F);
        let [low, high] = [self.0, self.1].map(|half| {
            let marks = _mm256_or_si256(
                _mm256_cmpeq_epi8(half, quote),
                _mm256_cmpeq_epi8(half, backslash),
            );
            _mm256_or_si256(
                marks,
                _mm256_cmpeq_epi8(_mm256_min_epu8(half, control), half),
            )
        });
        bitmap(low, high)
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

    /// Bytes equal to one of `bytes`.
    ///
    /// # Safety
    /// The CPU must have AVX2.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn any<const N: usize>(self, bytes: [u8; N]) -> u64 {
        let (mut low, mut high) = (_mm256_setzero_si256(), _mm256_setzero_si256());
        for byte in bytes {
            let wanted = _mm256_set1_epi8(byte.cast_signed());
            low = _mm256_or_si256(low, _mm256_cmpeq_epi8(self.0, wanted));
            high = _mm256_or_si256(high, _mm256_cmpeq_epi8(self.1, wanted));
        }
        bitmap(low, high)
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

/// See [`Isa::let_through`].
///
/// # Safety
/// The CPU must have AVX2.
#[target_feature(enable = "avx2")]
#[inline]
fn let_through(buckets: &Buckets, block: &Ahead) -> u64 {
    let nibble = _mm256_set1_epi8(15);
    // For the first and the last 32 bytes, for eight buckets and the other eight.
    let mut through = [[_mm256_set1_epi8(-1); 2]; 2];
    for (place, tables) in buckets.low.iter().zip(&buckets.high).enumerate() {
        for (through, start) in through.iter_mut().zip([place, 32 + place]) {
            let bytes: &[u8; 32] = block[start..]
                .first_chunk()
                .expect("a block has bytes to look ahead");
            // SAFETY: the load needs no alignment.
            let bytes = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
            let upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble);
            let lower = _mm256_and_si256(bytes, nibble);
            for (half, through) in through.iter_mut().enumerate() {
                // SAFETY: each table has 16 bytes, and the load needs no alignment.
                let [low, high] = [tables.0[half], tables.1[half]].map(|table| unsafe {
                    _mm256_broadcastsi128_si256(_mm_loadu_si128(table.as_ptr().cast()))
                });
                let both = _mm256_and_si256(
                    _mm256_shuffle_epi8(low, lower),
                    _mm256_shuffle_epi8(high, upper),
                );
                *through = _mm256_and_si256(*through, both);
            }
        }
    }
    let [low, high] = through
        .map(|[one, other]| _mm256_cmpeq_epi8(_mm256_or_si256(one, other), _mm256_setzero_si256()));
    !bitmap(low, high)
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
