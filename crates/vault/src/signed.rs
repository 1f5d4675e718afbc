//! JSON that carries its proof: HMAC-SHA-256 over its very bytes, so that no other spelling of it holds.
//!
//! ```text
//! {"version":1, ... ,"mac":"64 hexadecimal digits"}\n
//! ```
//!
//! The code is that of `"pm1mac" 00 kind 00` and the object without the member `mac`.

use std::path::Path;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error as _,
};
use subtle::ConstantTimeEq;

use crate::{
    Key, Mac, MacBlock, VaultError, VaultErrorKind,
    hex::{hex, unhex},
};

/// Writes an object that this key proves. `kind` keeps proofs of one kind of file from those of another.
pub(crate) fn encode<T: Serialize>(body: &T, kind: &str, key: &Key) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(body).expect("what a vault writes has strings for keys");
    let code = code(&bytes, kind, key);
    bytes.pop();
    bytes.extend_from_slice(BEFORE.as_bytes());
    bytes.extend_from_slice(hex(&code).as_bytes());
    bytes.extend_from_slice(AFTER.as_bytes());
    bytes
}

/// Reads an object and checks its proof with the key that `key_of` finds for it.
///
/// # Errors
/// [`VaultErrorKind::Damaged`] where the proof does not hold or there is none.
pub(crate) fn decode<T: DeserializeOwned>(
    path: &Path,
    bytes: &[u8],
    kind: &str,
    key_of: impl FnOnce(&T) -> Option<Key>,
) -> Result<T, VaultError> {
    let damaged = |what| VaultError::new(VaultErrorKind::Damaged, what).at(path);
    let (body, mac) = split(bytes).ok_or_else(|| damaged(NO_PROOF))?;
    let object: T = serde_json::from_slice(&body).map_err(|_| damaged(NO_PROOF))?;
    let key = key_of(&object).ok_or_else(|| damaged(NO_KEY))?;
    if !bool::from(code(&body, kind, &key).ct_eq(&mac)) {
        return Err(damaged(PROOF_FAILS));
    }
    Ok(object)
}

/// The object without its proof, and the proof. The only reading of a spelling.
fn split(bytes: &[u8]) -> Option<(Vec<u8>, [u8; 32])> {
    let rest = bytes.strip_suffix(AFTER.as_bytes())?;
    let (rest, mac) = rest.split_at_checked(rest.len().checked_sub(64)?)?;
    let mut body = rest.strip_suffix(BEFORE.as_bytes())?.to_vec();
    body.push(b'}');
    Some((body, unhex(mac)?))
}

fn code(body: &[u8], kind: &str, key: &Key) -> [u8; 32] {
    let message = [b"pm1mac\0", kind.as_bytes(), b"\0", body].concat();
    Mac::new(key.bytes()).of(&message, &mut MacBlock::default())
}

const BEFORE: &str = ",\"mac\":\"";
const AFTER: &str = "\"}\n";
const NO_PROOF: &str = "was cut or changed: it is not what a vault writes";
const NO_KEY: &str = "names keys that this vault does not have";
const PROOF_FAILS: &str = "was changed, or written without the right: its proof does not hold";

/// 32 bytes, in JSON as 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Hex(pub(crate) [u8; 32]);

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = unhex(text.as_bytes());
        bytes
            .map(Self)
            .ok_or_else(|| D::Error::custom("a hash has 64 hexadecimal digits"))
    }
}

/// Bytes, in JSON as base64.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Base64(pub(crate) Vec<u8>);

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = BASE64_STANDARD.decode(text);
        bytes.map(Self).map_err(|_| D::Error::custom("no base64"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Body {
        version: u16,
        sha256: Hex,
    }

    #[test]
    fn no_byte_can_be_changed_added_or_left_out() {
        let body = Body {
            version: 1,
            sha256: Hex([0xa5; 32]),
        };
        let key = Key::random();
        let path = Path::new("x");
        let read =
            |bytes: &[u8], kind| decode::<Body>(path, bytes, kind, |_| Some(key.clone())).ok();
        let bytes = encode(&body, "kind", &key);
        assert_eq!(read(&bytes, "kind"), Some(body));
        assert_eq!(read(&bytes, "other"), None);
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                assert_eq!(read(&changed, "kind"), None, "byte {at}, bit {bit}");
            }
            assert_eq!(read(&bytes[..at], "kind"), None);
        }
        assert_eq!(read(&[&bytes[..], b"\n"].concat(), "kind"), None);
    }
}
