//! A lease: what a worker needs to make tokens, and nothing that reads one.

mod file;

use std::{
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

pub use self::file::LeaseLabel;
use crate::{Class, Key, LeaseId, VaultId, token_key};

/// Keys and names for tokens of one epoch of one domain.
///
/// Who holds a lease can compute the tokens of its entities, so test guesses, until the epoch is over.
/// It holds public keys only where values are sealed: nothing that was written can be read with it.
#[derive(Clone, Debug)]
pub struct Lease {
    pub(crate) id: LeaseId,
    pub(crate) vault: VaultId,
    pub(crate) domain: String,
    pub(crate) epoch: u32,
    /// Seconds since 1970; no segment is begun later.
    pub(crate) expires: u64,
    /// Proves who wrote a segment.
    pub(crate) mac_key: Key,
    /// By the name of the entity, sorted; see [`token_key`].
    pub(crate) token_keys: Vec<(String, Key)>,
    /// X25519, by the number of the class: segments are sealed to them.
    pub(crate) class_keys: [[u8; 32]; Class::ALL.len()],
    /// Where segments go, unless they are told to go elsewhere.
    pub(crate) inbox: Option<PathBuf>,
}

/// Seconds since 1970 UTC, 0 for all that was before.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

impl Lease {
    /// A lease of a vault that is nowhere, with keys that everybody knows: for tests and measurements of what
    /// makes tokens, and for tokens that another program has made.
    #[doc(hidden)]
    pub fn for_test(domain: &str, entities: &[&str]) -> Self {
        let vault = VaultId::from_bytes([0x11; 16]);
        let epoch_key = Key::filled(|key| (0..).zip(key).for_each(|(n, byte)| *byte = n));
        let mut entities: Vec<_> = entities.iter().map(|entity| entity.to_string()).collect();
        entities.sort();
        entities.dedup();
        let keys = entities.into_iter().map(|entity| {
            let key = token_key(&epoch_key, &vault, domain, 1, &entity);
            (entity, key)
        });
        Self {
            id: LeaseId::from_bytes([0; 16]),
            vault,
            domain: domain.into(),
            epoch: 1,
            expires: u64::MAX,
            mac_key: Key::random(),
            token_keys: keys.collect(),
            class_keys: [[0; 32]; Class::ALL.len()],
            inbox: None,
        }
    }

    /// Its name.
    pub fn id(&self) -> LeaseId {
        self.id
    }

    /// The vault that it belongs to.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// `tenant/dataset/purpose`.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Counted from 1.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Seconds since 1970 UTC; from then on it is refused.
    pub fn expires(&self) -> u64 {
        self.expires
    }

    /// The folder that segments go to, absolute; `None` for a lease that was never at home in one.
    pub fn inbox(&self) -> Option<&Path> {
        self.inbox.as_deref()
    }

    /// The entities that it can make tokens of, in alphabetical order: at most 65,536.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = &str> {
        self.token_keys.iter().map(|(entity, _)| &**entity)
    }

    /// The place of an entity among [`entities`](Self::entities), by which [`Records`](crate::Records)
    /// name it.
    pub fn place_of(&self, entity: &str) -> Option<u16> {
        let key = |(name, _): &(String, Key)| (**name).cmp(entity);
        let place = self.token_keys.binary_search_by(key).ok()?;
        u16::try_from(place).ok()
    }

    /// The entity at a place.
    pub fn entity_at(&self, place: u16) -> Option<&str> {
        Some(&self.token_keys.get(usize::from(place))?.0)
    }

    /// The key of an entity's tags.
    pub fn token_key(&self, entity: &str) -> Option<&Key> {
        let place = self.place_of(entity)?;
        Some(&self.token_keys[usize::from(place)].1)
    }
}
