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
    let tail = tail(bytes, rest.len());
    hash = (hash ^ tail).wrapping_mul(FIRST);
    hash ^= hash >> 29;
    hash.wrapping_mul(SECOND)
}

/// The last `len` bytes as a number, fewer than eight: read at once, for a loop over them is seldom
/// foreseen by a CPU.
#[inline(always)]
fn tail(bytes: &[u8], len: usize) -> u64 {
    if let Some(last) = bytes.last_chunk::<8>() {
        // Two shifts, for one of 64 bits is none.
        return u64::from_le_bytes(*last) >> 8 >> (8 * (7 - len));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
        return first | last << (8 * (len - 4));
    }
    match *bytes {
        [] => 0,
        [only] => only.into(),
        [first, .., last] => {
            let middle = bytes[len / 2];
            u64::from(first)
                | u64::from(middle) << (8 * (len / 2))
                | u64::from(last) << (8 * (len - 1))
        }
    }
}

/// Row of a feature of template `template` about `what`, before it is cut to the size of a table.
#[inline(always)]
pub(crate) fn feature(template: u32, what: u32) -> u32 {
    ((u64::from(what) | u64::from(template) << 32).wrapping_mul(GOLDEN) >> 32) as u32
}

/// Two things seen as one.
#[inline(always)]
pub(crate) fn pair(one: u32, other: u32) -> u32 {
    one ^ other.wrapping_mul(0x85EB_CA6B).rotate_left(13)
}

/// Takes one more number into a hash of several.
#[inline(always)]
pub(crate) fn mix(hash: u64, more: u64) -> u64 {
    let hash = (hash ^ more).wrapping_mul(FIRST);
    hash ^ hash >> 32
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
const FIRST: u64 = 0xFF51_AFD7_ED55_8CCD;
const SECOND: u64 = 0xC4CE_B9FE_1A85_EC53;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_last_bytes() {
        let bytes: Vec<u8> = (1..=40).collect();
        for len in 0..=bytes.len() {
            let rest = &bytes[len - len % 8..len];
            let each = rest.iter().rev();
            let expected = each.fold(0, |tail, &byte| tail << 8 | u64::from(byte));
            assert_eq!(tail(&bytes[..len], rest.len()), expected, "{len} bytes");
        }
    }
}
