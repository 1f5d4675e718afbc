//! `hash`: a keyed hash of the value, so that equal values can still be joined.

use pumice_vault::{Mac, MacBlock};

use super::{Outcome, Pattern, Scope, Transform, TransformContext, Value, WorkerState};
use crate::key::HashKey;

/// Writes `<EMAIL_ADDRESS:` + 24 letters + `>`, in names `EMAIL_ADDRESS_` + 24 letters.
///
/// The letters are the first 96 bits of HMAC-SHA-256 over the entity's name, a zero byte and the
/// normal spelling of the value; one letter `a` to `p` a nibble, the high one first, since no
/// number can be found in letters. 96 bits: among 10^12 distinct values two collide with a
/// probability of 6 * 10^-6.
pub(crate) struct Hash {
    mac: Mac,
}

/// Bytes of the hash that are shown.
pub(super) const SHOWN: usize = 12;

impl Hash {
    pub(crate) fn new(key: &HashKey) -> Self {
        Self { mac: key.mac() }
    }

    /// Writes the letters of a message. Hot: per finding.
    fn write(&self, message: &[u8], block: &mut MacBlock, out: &mut Vec<u8>) {
        let mac = self.mac.of(message, block);
        let mut letters = [0; 2 * SHOWN];
        for (pair, byte) in letters.as_chunks_mut().0.iter_mut().zip(mac) {
            *pair = [b'a' + (byte >> 4), b'a' + (byte & 15)];
        }
        out.extend_from_slice(&letters);
    }
}

/// Says what it is; the instance has taken in the key.
impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hash(..)")
    }
}

impl Transform for Hash {
    fn name(&self) -> &'static str {
        "hash"
    }

    fn scope(&self) -> Scope {
        Scope::Value
    }

    fn apply(
        &self,
        state: &mut WorkerState,
        value: &Value<'_>,
        context: &TransformContext<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        let entity = context.entity_name;
        let (message, block) = (&mut state.normal, &mut state.block);
        message.clear();
        message.extend_from_slice(entity.as_bytes());
        message.push(0);
        value.write_normal(message);
        if context.pattern == Pattern::Name {
            out.extend_from_slice(entity.as_bytes());
            out.push(b'_');
            self.write(message, block, out);
        } else {
            out.push(b'<');
            out.extend_from_slice(entity.as_bytes());
            out.push(b':');
            self.write(message, block, out);
            out.push(b'>');
        }
        Outcome::Replaced
    }
}
