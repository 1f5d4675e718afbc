//! The checksum of Bech32 (Bitcoin, BIP 173): of coin addresses and of the secret keys of age.

/// Characters of the checksum.
pub(in crate::recognizers) const CHECKSUM: usize = 6;

/// The state behind a name in small letters.
pub(in crate::recognizers) const fn named(name: &[u8]) -> u32 {
    let (mut state, mut at) = (1, 0);
    while at < name.len() {
        state = step(state, (name[at] >> 5) as u32);
        at += 1;
    }
    state = step(state, 0);
    at = 0;
    while at < name.len() {
        state = step(state, (name[at] & 31) as u32);
        at += 1;
    }
    state
}

/// The state behind the data, all in one case, that follow `1` and the name that `state` is of: 1 where
/// the checksum fits; `None` where a character is none of theirs.
pub(in crate::recognizers) fn behind(state: u32, data: &[u8]) -> Option<u32> {
    data.iter().try_fold(state, |state, &byte| {
        Some(step(state, u32::from(value(byte)?)))
    })
}

/// The five bits of a character, in either case.
pub(in crate::recognizers) fn value(byte: u8) -> Option<u8> {
    let value = VALUES[usize::from(byte.to_ascii_lowercase())];
    (value != NONE).then_some(value)
}

const NONE: u8 = 0xFF;

/// The value of each small character.
static VALUES: [u8; 256] = {
    let (characters, mut table, mut at) = (b"qpzry9x8gf2tvdw0s3jn54khce6mua7l", [NONE; 256], 0);
    while at < characters.len() {
        table[characters[at] as usize] = at as u8;
        at += 1;
    }
    table
};

/// One step of the BCH code over groups of five bits.
const fn step(state: u32, value: u32) -> u32 {
    const GENERATORS: [u32; 5] = [
        0x3b6a_57b2,
        0x2650_8e6d,
        0x1ea1_19fa,
        0x3d42_33dd,
        0x2a14_62b3,
    ];
    let (top, mut next, mut bit) = (state >> 25, (state & 0x1ff_ffff) << 5 ^ value, 0);
    while bit < GENERATORS.len() {
        if top >> bit & 1 == 1 {
            next ^= GENERATORS[bit];
        }
        bit += 1;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_its_vector() {
        // The secret bytes 0, 1 and so on.
        let data = b"QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0";
        let check = |tail: &[u8]| behind(named(b"age-secret-key-"), &[&data[..], tail].concat());
        assert_eq!(check(b"SWRYDWG"), Some(1));
        assert_ne!(check(b"SWRYDWQ"), Some(1));
        assert_eq!(check(b"SWRYDB1"), None);
    }
}
