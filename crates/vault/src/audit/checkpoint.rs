//! Signed statements of how long a log is and what it says.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::line::Code;
use crate::{
    Keyring, VaultId,
    hex::{hex, unhex},
};

/// "When this was signed, the log had `count` entries, and the last one had this code."
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Checkpoint {
    vault: VaultId,
    /// Entries of the log.
    pub count: u64,
    /// Bytes of the log.
    pub bytes: u64,
    /// Time of the last entry, in seconds since 1970.
    pub at: u64,
    pub(super) head: Code,
    signature: [u8; 64],
}

/// As it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    vault: String,
    count: u64,
    bytes: u64,
    at: u64,
    head: String,
    signature: String,
}

impl Checkpoint {
    pub(super) fn sign(keyring: &Keyring, count: u64, bytes: u64, at: u64, head: Code) -> Self {
        let mut checkpoint = Self {
            vault: keyring.vault(),
            count,
            bytes,
            at,
            head,
            signature: [0; 64],
        };
        let key = SigningKey::from_bytes(keyring.signing.bytes());
        checkpoint.signature = key.sign(&checkpoint.message()).to_bytes();
        checkpoint
    }

    /// Reads one line; `None` where it is none of this vault, or was changed.
    pub(super) fn read(line: &[u8], keyring: &Keyring) -> Option<Self> {
        let checkpoint: Self = serde_json::from_slice(line).ok()?;
        // One spelling each: a line that was changed says so, even where it means the same.
        let same = checkpoint.line().strip_suffix(b"\n") == Some(line);
        (same && checkpoint.holds(keyring)).then_some(checkpoint)
    }

    /// Whether this vault has signed it.
    pub fn holds(&self, keyring: &Keyring) -> bool {
        let key: VerifyingKey = SigningKey::from_bytes(keyring.signing.bytes()).verifying_key();
        let signature = Signature::from_bytes(&self.signature);
        self.vault == keyring.vault() && key.verify_strict(&self.message(), &signature).is_ok()
    }

    /// Its line in a file, with the newline.
    pub(super) fn line(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).expect("numbers and texts are JSON");
        line.push(b'\n');
        line
    }

    fn message(&self) -> Vec<u8> {
        let mut message = b"pm1 audit checkpoint\0".to_vec();
        message.extend_from_slice(self.vault.bytes());
        for number in [self.count, self.bytes, self.at] {
            message.extend_from_slice(&number.to_be_bytes());
        }
        message.extend_from_slice(&self.head);
        message
    }
}

impl From<Checkpoint> for Written {
    fn from(checkpoint: Checkpoint) -> Self {
        Self {
            version: 1,
            vault: checkpoint.vault.to_string(),
            count: checkpoint.count,
            bytes: checkpoint.bytes,
            at: checkpoint.at,
            head: hex(&checkpoint.head),
            signature: hex(&checkpoint.signature),
        }
    }
}

impl TryFrom<Written> for Checkpoint {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        if written.version != 1 {
            return Err("a checkpoint of another version");
        }
        Ok(Self {
            vault: VaultId::parse(&written.vault).ok_or("no id of a vault")?,
            count: written.count,
            bytes: written.bytes,
            at: written.at,
            head: unhex(written.head.as_bytes()).ok_or("no code of an entry")?,
            signature: unhex(written.signature.as_bytes()).ok_or("no signature")?,
        })
    }
}
