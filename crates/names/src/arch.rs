//! What a CPU does for many bytes at once, and a portable twin that tells the same.

use crate::scan::{Capitals, Classes};

/// Asks for the line of memory that `values[at]` begins in, to be there when it is read a little later. A
/// CPU need not heed it, and nothing depends on it but time.
#[inline(always)]
#[cfg_attr(
    target_arch = "x86_64",
    allow(
        unsafe_code,
        reason = "the instruction takes a pointer, through which it reads nothing"
    )
)]
pub(crate) fn prefetch<T>(values: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let place = values.as_ptr().wrapping_add(at);
        // SAFETY: a hint: it faults for no address and reads nothing. It is of SSE, which every x86-64 has.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(place.cast()) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (values, at);
}

/// Reads `text` with the widest registers that are at hand. Hot: per text.
#[inline]
#[cfg_attr(
    target_arch = "x86_64",
    allow(
        unsafe_code,
        reason = "the compiler wants a promise that the instructions are there"
    )
)]
pub(crate) fn read(capitals: &mut Capitals, text: &[u8]) {
    #[cfg(target_arch = "x86_64")]
    {
        let is_wide = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt");
        if is_wide {
            // SAFETY: the CPU was asked.
            return unsafe { avx2::read(capitals, text) };
        }
        // SAFETY: every x86-64 has SSE2.
        capitals.read_by(text, |block| unsafe { sse2::classes(block) });
    }
    #[cfg(not(target_arch = "x86_64"))]
    capitals.read_by(text, portable::classes);
}

/// The classes of 64 bytes, of registers of one width: what differs are the names of the instructions.
#[cfg(target_arch = "x86_64")]
macro_rules! classes {
    ($block:expr, $register:ty, $or:ident, $all:ident, $greater:ident, $bits:ident, $within:ident) => {{
        let mut all = Classes::default();
        let (chunks, _) = $block.as_chunks::<{ size_of::<$register>() }>();
        for (at, chunk) in chunks.iter().enumerate() {
            let bytes = loaded(chunk);
            let beyond = $bits(bytes);
            let letters = $within($or(bytes, $all(0x20)), b'a', b'z');
            let upper = $bits($within(bytes, b'A', b'Z'));
            let digits = $within(bytes, b'0', b'9');
            // Of a byte beyond ASCII the upper bit is set.
            let word = $bits($or($or(letters, digits), bytes));
            let latin = $bits($within(bytes, 0xC3, 0xC8));
            let blank = $bits($greater($all(0x21), bytes)) & !beyond;
            let shift = size_of::<$register>() * at;
            all.word |= word << shift;
            all.letter |= $bits(letters) << shift;
            all.capital |= (upper | latin) << shift;
            all.upper |= upper << shift;
            all.blank |= blank << shift;
            all.beyond |= beyond << shift;
        }
        all
    }};
}

/// Thirty-two bytes to a register.
#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi8, _mm256_cmpgt_epi8, _mm256_movemask_epi8, _mm256_or_si256,
        _mm256_set_epi64x, _mm256_set1_epi8,
    };

    use super::{Capitals, Classes};

    #[target_feature(enable = "avx2,bmi1,popcnt")]
    pub(super) fn read(capitals: &mut Capitals, text: &[u8]) {
        capitals.read_by(text, |block| classes(block));
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) fn classes(block: &[u8; 64]) -> Classes {
        classes!(
            block,
            __m256i,
            _mm256_or_si256,
            _mm256_set1_epi8,
            _mm256_cmpgt_epi8,
            bits,
            within
        )
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn loaded(bytes: &[u8; 32]) -> __m256i {
        let (eights, _) = bytes.as_chunks::<8>();
        let eight = |at: usize| i64::from_le_bytes(eights[at]);
        _mm256_set_epi64x(eight(3), eight(2), eight(1), eight(0))
    }

    /// Bytes from `least` to `most`. They are moved down to the least signed numbers there are, for
    /// comparisons are of those.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn within(bytes: __m256i, least: u8, most: u8) -> __m256i {
        let moved = _mm256_add_epi8(bytes, _mm256_set1_epi8(0x80u8.wrapping_sub(least) as i8));
        _mm256_cmpgt_epi8(_mm256_set1_epi8((0x80 + (most - least) + 1) as i8), moved)
    }

    /// The upper bit of each byte.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn bits(bytes: __m256i) -> u64 {
        u64::from(_mm256_movemask_epi8(bytes) as u32)
    }
}

/// Sixteen bytes to a register; of SSE2, which every x86-64 has.
#[cfg(target_arch = "x86_64")]
mod sse2 {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_cmpgt_epi8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8,
    };

    use super::Classes;

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn classes(block: &[u8; 64]) -> Classes {
        classes!(
            block,
            __m128i,
            _mm_or_si128,
            _mm_set1_epi8,
            _mm_cmpgt_epi8,
            bits,
            within
        )
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn loaded(bytes: &[u8; 16]) -> __m128i {
        let (eights, _) = bytes.as_chunks::<8>();
        let eight = |at: usize| i64::from_le_bytes(eights[at]);
        _mm_set_epi64x(eight(1), eight(0))
    }

    /// Bytes from `least` to `most`, moved as above.
    #[inline]
    #[target_feature(enable = "sse2")]
    fn within(bytes: __m128i, least: u8, most: u8) -> __m128i {
        let moved = _mm_add_epi8(bytes, _mm_set1_epi8(0x80u8.wrapping_sub(least) as i8));
        _mm_cmpgt_epi8(_mm_set1_epi8((0x80 + (most - least) + 1) as i8), moved)
    }

    /// The upper bit of each byte.
    #[inline]
    #[target_feature(enable = "sse2")]
    fn bits(bytes: __m128i) -> u64 {
        u64::from(_mm_movemask_epi8(bytes) as u16)
    }
}

/// Eight bytes to a register of any CPU.
#[cfg(any(test, not(target_arch = "x86_64")))]
mod portable {
    use super::Classes;
    use crate::swar::{self, TOPS};

    pub(super) fn classes(block: &[u8; 64]) -> Classes {
        let mut all = Classes::default();
        let (chunks, _) = block.as_chunks::<8>();
        for (at, chunk) in chunks.iter().enumerate() {
            let bytes = u64::from_le_bytes(*chunk);
            let low = bytes & !TOPS;
            let (ascii, beyond) = (!bytes & TOPS, bytes & TOPS);
            let least = |value: u8| swar::least(low, value);
            let upper = least(b'A') & !least(b'Z' + 1) & ascii;
            let lower = least(b'a') & !least(b'z' + 1) & ascii;
            let digit = least(b'0') & !least(b'9' + 1) & ascii;
            let latin = least(0xC3 & 0x7F) & !least(0xC9 & 0x7F) & beyond;
            let blank = !least(b' ' + 1) & ascii;
            let shift = 8 * at;
            all.word |= bits(upper | lower | digit | beyond) << shift;
            all.letter |= bits(upper | lower) << shift;
            all.capital |= bits(upper | latin) << shift;
            all.upper |= bits(upper) << shift;
            all.blank |= bits(blank) << shift;
            all.beyond |= bits(beyond) << shift;
        }
        all
    }

    /// The upper bits of eight bytes as eight bits.
    fn bits(tops: u64) -> u64 {
        (tops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_tell_the_same_of_every_byte_at_every_place() {
        for byte in 0..=u8::MAX {
            for at in 0..64 {
                let mut block: [u8; 64] =
                    std::array::from_fn(|at| (at as u8).wrapping_mul(37).wrapping_add(byte));
                block[at] = byte;
                let expected = portable::classes(&block);
                assert_eq!(expected.upper >> at & 1 == 1, byte.is_ascii_uppercase());
                assert_eq!(expected.letter >> at & 1 == 1, byte.is_ascii_alphabetic());
                for told in of_this_machine(&block) {
                    assert_eq!(told, expected, "{byte} at {at}");
                }
            }
        }
    }

    #[cfg_attr(
        target_arch = "x86_64",
        allow(
            unsafe_code,
            reason = "the compiler wants a promise that the instructions are there"
        )
    )]
    fn of_this_machine(block: &[u8; 64]) -> Vec<Classes> {
        let mut told = vec![];
        #[cfg(target_arch = "x86_64")]
        {
            // SAFETY: every x86-64 has SSE2.
            told.push(unsafe { sse2::classes(block) });
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the CPU was asked.
                told.push(unsafe { avx2::classes(block) });
            }
        }
        told
    }
}
