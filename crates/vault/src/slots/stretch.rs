//! Keys of passphrases: Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

use crate::{Key, VaultError, VaultErrorKind, document::Binary};

/// What a passphrase is stretched with; stands in its slot.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stretch {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: Binary,
}

/// The least that is written and taken: the second choice of RFC 9106.
const MIN_MEMORY_KIB: u32 = 64 << 10;
const MIN_PASSES: u32 = 3;
const LANES: u32 = 4;
/// The most: a file that was changed cannot take all memory, or all day.
const MAX_MEMORY_KIB: u32 = 4 << 20;
const MAX_PASSES: u32 = 64;
const MAX_LANES: u32 = 64;
const SALT_BYTES: usize = 16;

/// What is spent on a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    /// What the slot says.
    AsStored,
    /// Next to nothing, whatever the slot says: tests open hundreds.
    ForTests,
}

impl Stretch {
    pub(super) fn random() -> Self {
        let mut salt = vec![0; SALT_BYTES];
        getrandom::fill(&mut salt).expect("the system's random source answers");
        Self {
            memory_kib: MIN_MEMORY_KIB,
            passes: MIN_PASSES,
            lanes: LANES,
            salt: salt.into(),
        }
    }

    /// The key of a passphrase.
    ///
    /// # Errors
    /// When the parameters are weaker than a vault takes, or cost more than it allows.
    pub(super) fn of(&self, passphrase: &[u8], cost: Cost) -> Result<Key, VaultError> {
        let refuse = |what| Err(VaultError::new(VaultErrorKind::Refused, what));
        if self.memory_kib < MIN_MEMORY_KIB
            || self.passes < MIN_PASSES
            || self.lanes == 0
            || self.salt.0.len() != SALT_BYTES
        {
            return refuse(
                "stretches its passphrase less than Argon2id with 64 MiB and 3 passes; open the \
                 vault by another slot and make this one anew",
            );
        }
        if self.memory_kib > MAX_MEMORY_KIB || self.passes > MAX_PASSES || self.lanes > MAX_LANES {
            return refuse(
                "asks for more than 4 GiB, 64 passes or 64 lanes of Argon2id; was the file changed?",
            );
        }
        let (memory, passes, lanes) = match cost {
            Cost::AsStored => (self.memory_kib, self.passes, self.lanes),
            Cost::ForTests => (8, 1, 1),
        };
        let params = Params::new(memory, passes, lanes, Some(Key::BYTES))
            .expect("within the limits of Argon2");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut result = Ok(());
        let key =
            Key::filled(|key| result = argon2.hash_password_into(passphrase, &self.salt.0, key));
        match result {
            Ok(()) => Ok(key),
            Err(_) => refuse("needs more memory for its passphrase than there is"),
        }
    }

    /// What a slot is bound to.
    pub(super) fn fields(&self) -> [[u8; 4]; 3] {
        [self.memory_kib, self.passes, self.lanes].map(u32::to_le_bytes)
    }

    pub(super) fn salt(&self) -> &[u8] {
        &self.salt.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weaker_and_endless_parameters_are_refused() {
        let right = Stretch::random();
        assert!(right.of(b"passphrase", Cost::ForTests).is_ok());
        let changes: [fn(&mut Stretch); 7] = [
            |it| it.memory_kib -= 1,
            |it| it.passes = 2,
            |it| it.lanes = 0,
            |it| it.salt = vec![0; 8].into(),
            |it| it.memory_kib = MAX_MEMORY_KIB + 1,
            |it| it.passes = u32::MAX,
            |it| it.lanes = u32::MAX,
        ];
        for change in changes {
            let mut stretch = right.clone();
            change(&mut stretch);
            let error = stretch.of(b"passphrase", Cost::ForTests).unwrap_err();
            assert_eq!(error.kind(), VaultErrorKind::Refused);
        }
    }
}
