//! From a value to its tag.

use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest, Sha256};

use crate::{
    Key, VaultId,
    derive::{Label, derive},
    mac::{Mac, MacBlock},
    token::{Mode, TAG_BYTES, Tag},
};

/// How the spelling of a value enters its tag. Pinned: whoever changes what one does adds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matching {
    /// Byte for byte: what comes back is what was there.
    Exact,
    /// In the normal spelling of its entity ([`normalize`](crate::normalize())), version 1: spellings
    /// share a token, and one of them comes back.
    Canonical,
}

impl Matching {
    /// As messages and segments have it.
    pub fn version(self) -> u16 {
        match self {
            Matching::Exact => 0,
            Matching::Canonical => 1,
        }
    }

    /// What a version means, if it is known.
    pub fn from_version(version: u16) -> Option<Self> {
        match version {
            0 => Some(Matching::Exact),
            1 => Some(Matching::Canonical),
            _ => None,
        }
    }
}

/// What a tag depends on beside domain, epoch, entity and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// Nothing else.
    Domain,
    /// The run, the record and the place of the value among those of the record.
    Random {
        /// Drawn for the run.
        nonce: &'a [u8; 16],
        /// SHA-256 of the raw record.
        record: &'a [u8; 32],
        /// Counted from 0.
        ordinal: u32,
    },
    /// The document.
    Document {
        /// The id of the document, or SHA-256 of the raw record where it has none.
        id: &'a [u8],
    },
}

impl Scope<'_> {
    /// Its kind.
    pub fn mode(&self) -> Mode {
        match self {
            Scope::Domain => Mode::Domain,
            Scope::Random { .. } => Mode::Random,
            Scope::Document { .. } => Mode::Document,
        }
    }
}

/// The key of one entity in one epoch of one domain, taken in.
///
/// Tags are the first 12 bytes of HMAC-SHA-256 over
///
/// ```text
/// mode (1) | scope | matching version (u16 be) | length (u32 be) | value in its normal spelling
///    domain    nothing
///    random    nonce (16) | SHA-256 of the record (32) | ordinal (u32 be)
///    document  length (u32 be) | id
/// ```
#[derive(Clone, Debug)]
pub struct TagKey(Mac);

/// Buffers of a worker for [`TagKey::tag`]. Holds values, so its `Debug` shows nothing.
#[derive(Default)]
pub struct TagScratch {
    message: zeroize::Zeroizing<Vec<u8>>,
    block: MacBlock,
}

impl std::fmt::Debug for TagScratch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TagScratch(..)")
    }
}

impl TagKey {
    /// From the key that a lease holds for an entity; see [`token_key`].
    pub fn new(key: &Key) -> Self {
        Self(Mac::new(key.bytes()))
    }

    /// The tag of a value that is spelled as `matching` asks. Hot: per value.
    ///
    /// # Panics
    /// When the value or the document's id has 4 GiB and more.
    pub fn tag(
        &self,
        scope: Scope<'_>,
        matching: Matching,
        normal: &[u8],
        scratch: &mut TagScratch,
    ) -> Tag {
        let TagScratch { message, block } = scratch;
        message.clear();
        message.push(scope.mode() as u8);
        match scope {
            Scope::Domain => {}
            Scope::Random {
                nonce,
                record,
                ordinal,
            } => {
                message.extend_from_slice(nonce);
                message.extend_from_slice(record);
                message.extend_from_slice(&ordinal.to_be_bytes());
            }
            Scope::Document { id } => extend_with_length(message, id),
        }
        message.extend_from_slice(&matching.version().to_be_bytes());
        extend_with_length(message, normal);
        let code = self.0.of(message, block);
        let mut tag = [0; TAG_BYTES];
        tag.copy_from_slice(&code[..TAG_BYTES]);
        if cfg!(debug_assertions) {
            shorten(&mut tag);
        }
        tag
    }
}

/// Bytes of tags that tell values apart.
static TOLD: AtomicUsize = AtomicUsize::new(TAG_BYTES);

/// Has tags of values, from now on, differ in their first `bytes` bytes alone, so that they collide. For
/// tests of collisions; builds without debug assertions ignore it.
pub fn shorten_tags(bytes: usize) {
    TOLD.store(bytes, Ordering::Relaxed);
}

fn shorten(tag: &mut Tag) {
    let told = TOLD.load(Ordering::Relaxed);
    tag.iter_mut().skip(told).for_each(|byte| *byte = 0);
}

fn extend_with_length(message: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).expect("values are far below 4 GiB");
    message.extend_from_slice(&length.to_be_bytes());
    message.extend_from_slice(bytes);
}

/// The key of an entity's tags, of the random key of an epoch of a domain.
pub fn token_key(epoch_key: &Key, vault: &VaultId, domain: &str, epoch: u32, entity: &str) -> Key {
    let fields: [&[u8]; 3] = [domain.as_bytes(), &epoch.to_be_bytes(), entity.as_bytes()];
    derive(epoch_key, vault, Label::Token, &fields)
}

/// SHA-256 of a raw record that comes in pieces: each behind its length (u32, big-endian), so that
/// no two lists are one text. A record of one piece, such as a line of JSON, is hashed as it is.
pub fn record_hash<'a>(mut pieces: impl Iterator<Item = &'a [u8]>) -> [u8; 32] {
    let first = pieces.next().unwrap_or_default();
    let Some(second) = pieces.next() else {
        return Sha256::digest(first).into();
    };
    let mut hash = Sha256::new();
    for piece in [first, second].into_iter().chain(pieces) {
        hash.update((piece.len() as u32).to_be_bytes());
        hash.update(piece);
    }
    hash.finalize().into()
}
