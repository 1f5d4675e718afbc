//! Addresses of Monero.

use sha3::{Digest, Keccak256};

use super::base58::BITCOIN;

/// Whether this is an address: 69 bytes, or 77 with a payment's id, of which the first one names the
/// kind and the last four are those of a Keccak-256. Eleven characters are eight bytes, seven at the
/// end five.
pub(super) fn is_address(token: &[u8]) -> bool {
    let (len, kinds): (_, &[u8]) = match token.len() {
        95 => (69, &[18, 42]),
        106 => (77, &[19]),
        _ => return false,
    };
    let mut bytes = [0; 80];
    let (blocks, last) = token.as_chunks::<11>();
    for (at, block) in blocks.iter().enumerate() {
        match decode::<8>(block) {
            Some(eight) => bytes[at * 8..][..8].copy_from_slice(&eight),
            None => return false,
        }
    }
    match decode::<5>(last) {
        Some(five) => bytes[blocks.len() * 8..][..5].copy_from_slice(&five),
        None => return false,
    }
    let (payload, check) = bytes[..len].split_at(len - 4);
    kinds.contains(&payload[0]) && Keccak256::digest(payload)[..4] == *check
}

/// The bytes of one block; ones in front are zeros of the number, not bytes.
fn decode<const N: usize>(block: &[u8]) -> Option<[u8; N]> {
    let value = block.iter().try_fold(0u128, |value, &byte| {
        let digit = BITCOIN[usize::from(byte)];
        (digit < 58).then_some(value * 58 + u128::from(digit))
    })?;
    let bytes = value.to_be_bytes();
    let (zeros, bytes) = bytes.split_at(bytes.len() - N);
    if zeros.iter().any(|&byte| byte != 0) {
        return None;
    }
    bytes.try_into().ok()
}
