//! Hashes of words and of features: fast, fixed for ever, and no defence against anybody.

/// Hash of the bytes of a word; every model file depends on it.
#[inline(always)]
pub(crate) fn word(bytes: &[u8]) -> u64 {
    let mut hash = GOLDEN ^ bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        hash = (hash ^ u64::from_le_bytes(*chunk)).wrapping_mul(FIRST);
        hash ^= hash >> 32;
    }
    let tail = rest
        .iter()
        .rev()
        .fold(0, |tail, &byte| tail << 8 | u64::from(byte));
    hash = (hash ^ tail).wrapping_mul(FIRST);
    hash ^= hash >> 29;
    hash.wrapping_mul(SECOND)
}

/// Row of a feature of template `template` about `what`, before it is cut to the size of a table.
#[inline(always)]
pub(crate) fn feature(template: u32, what: u32) -> u32 {
    let mixed = (u64::from(what) | u64::from(template) << 32).wrapping_mul(GOLDEN);
    ((mixed ^ mixed >> 29).wrapping_mul(SECOND) >> 32) as u32
}

/// Two things seen as one.
#[inline(always)]
pub(crate) fn pair(one: u32, other: u32) -> u32 {
    one ^ other.wrapping_mul(0x85EB_CA6B).rotate_left(13)
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
const FIRST: u64 = 0xFF51_AFD7_ED55_8CCD;
const SECOND: u64 = 0xC4CE_B9FE_1A85_EC53;
