//! Bech32 and Bech32m.

/// Whether this is an address of Bitcoin or Litecoin: a version, a program that its version allows,
/// and a checksum that goes with the version. Letters are all small or all capitals.
pub(super) fn is_address(token: &[u8]) -> bool {
    let mut lower = [0; MAX_LEN];
    let Some(lower) = lower.get_mut(..token.len()) else {
        return false;
    };
    lower.copy_from_slice(token);
    lower.make_ascii_lowercase();
    let mixed =
        token.iter().any(u8::is_ascii_lowercase) && token.iter().any(u8::is_ascii_uppercase);
    let (network, data) = match &*lower {
        [b'b', b'c', b'1', data @ ..] => (BITCOIN, data),
        [b'l', b't', b'c', b'1', data @ ..] => (LITECOIN, data),
        _ => return false,
    };
    if mixed || data.len() < 8 {
        return false;
    }
    let values = || data.iter().map(|&byte| VALUES[usize::from(byte)]);
    if values().any(|value| value == NONE) {
        return false;
    }
    let version = VALUES[usize::from(data[0])];
    let program = &data[1..data.len() - CHECKSUM];
    let checksum = values().fold(network, |state, value| step(state, u32::from(value)));
    // Of version 0 the checksum is Bech32's and the program a hash; later ones are Bech32m.
    match version {
        0 => checksum == 1 && matches!(program.len(), 32 | 52),
        1..=16 => checksum == 0x2bc8_30a3 && matches!(program.len(), 4..=64),
        _ => false,
    }
}

const MAX_LEN: usize = 90;
/// Characters of the checksum.
const CHECKSUM: usize = 6;
const NONE: u8 = 0xFF;

/// The value of each character.
static VALUES: [u8; 256] = {
    let (characters, mut table, mut at) = (b"qpzry9x8gf2tvdw0s3jn54khce6mua7l", [NONE; 256], 0);
    while at < characters.len() {
        table[characters[at] as usize] = at as u8;
        at += 1;
    }
    table
};

/// The states behind the names of the networks.
const BITCOIN: u32 = named(b"bc");
const LITECOIN: u32 = named(b"ltc");

const fn named(name: &[u8]) -> u32 {
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
