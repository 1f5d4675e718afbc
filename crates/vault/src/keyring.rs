//! The keys of a vault, in memory.
//!
//! ```text
//! DRK[domain, epoch]  random   tokens of an epoch hang on it: without it they cannot be made again
//! HSK[domain, class]  X25519   opens what workers have sealed
//! SWK[number, class]  random   wraps the data keys of merged segments
//! lease               random   proves what leases have written
//! manifest            random   proves manifests
//! ASK                 Ed25519  signs policies and checkpoints of the audit log
//! slot                X25519   public: the next root is sealed to it
//! ```

mod body;
pub(crate) mod generation;

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::SigningKey;

use crate::{
    Class, Key, LeaseId, SlotKind, VaultError, VaultErrorKind, VaultId,
    derive::{Label, derive},
    lease::Lease,
    seal::{self, PublicKey},
    tag::token_key,
};

const CLASSES: usize = Class::ALL.len();

/// All keys of a vault. Who has it can do everything.
#[derive(Clone, Debug)]
pub struct Keyring {
    pub(crate) vault: VaultId,
    pub(crate) domains: BTreeMap<String, DomainKeys>,
    /// By number, from 1; the last one is in use.
    pub(crate) wraps: BTreeMap<u32, [Key; CLASSES]>,
    pub(crate) lease: Key,
    pub(crate) manifest: Key,
    /// Seed of an Ed25519 key (RFC 8032).
    pub(crate) signing: Key,
    /// By name.
    pub(crate) slots: BTreeMap<String, SlotEntry>,
}

/// What the keyring knows of a slot.
#[derive(Clone, Debug)]
pub(crate) struct SlotEntry {
    pub(crate) kind: SlotKind,
    /// Roots are sealed to it.
    pub(crate) public: PublicKey,
}

/// The keys of a domain.
#[derive(Clone, Debug)]
pub(crate) struct DomainKeys {
    /// By number, from 1; the last one is in use.
    pub(crate) epochs: BTreeMap<u32, Key>,
    /// X25519, by the number of the class.
    pub(crate) classes: [Key; CLASSES],
}

impl DomainKeys {
    fn random() -> Self {
        Self {
            epochs: BTreeMap::from([(1, Key::random())]),
            classes: std::array::from_fn(|_| seal::new_pair().0),
        }
    }
}

impl Keyring {
    /// New keys for a new vault, without domains.
    pub(crate) fn random(vault: VaultId) -> Self {
        Self {
            vault,
            domains: BTreeMap::new(),
            wraps: BTreeMap::from([(1, std::array::from_fn(|_| Key::random()))]),
            lease: Key::random(),
            manifest: Key::random(),
            signing: Key::random(),
            slots: BTreeMap::new(),
        }
    }

    /// The vault that these keys are of.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// Names of the domains, in alphabetical order.
    pub fn domains(&self) -> impl Iterator<Item = &str> {
        self.domains.keys().map(String::as_str)
    }

    /// Adds a domain with keys of its own; says whether there was none of this name.
    pub(crate) fn add_domain(&mut self, domain: &str) -> bool {
        let is_new = !self.domains.contains_key(domain);
        if is_new {
            self.domains.insert(domain.into(), DomainKeys::random());
        }
        is_new
    }

    /// Begins the next epoch of a domain and gives its number.
    ///
    /// # Errors
    /// When there is no such domain, or when an epoch is kept that tokens could not tell from the next:
    /// they carry its number modulo 64.
    pub(crate) fn rotate_epoch(&mut self, domain: &str) -> Result<u32, VaultError> {
        let epochs = &mut self.domain_mut(domain)?.epochs;
        let next = epochs.last_key_value().map_or(0, |(&last, _)| last) + 1;
        if let Some(old) = epochs.keys().find(|&&old| old % 64 == next % 64) {
            return Err(VaultError::new(
                VaultErrorKind::Refused,
                format!(
                    "domain {domain:?} still has epoch {old}, and tokens of epoch {next} would look \
                     the same; retire it first"
                ),
            ));
        }
        epochs.insert(next, Key::random());
        Ok(next)
    }

    /// Forgets an epoch of a domain. Whether anything needs it is for the caller to ask.
    ///
    /// # Errors
    /// When there is no such domain or epoch, or when tokens are made in it.
    pub(crate) fn retire_epoch(&mut self, domain: &str, epoch: u32) -> Result<(), VaultError> {
        let epochs = &mut self.domain_mut(domain)?.epochs;
        let refuse = |kind, what| Err(VaultError::new(kind, format!("epoch {epoch} {what}")));
        if epochs
            .last_key_value()
            .is_some_and(|(&last, _)| last == epoch)
        {
            return refuse(
                VaultErrorKind::Refused,
                "is the one in which tokens are made; rotate the epoch first",
            );
        }
        match epochs.remove(&epoch) {
            Some(_) => Ok(()),
            None => refuse(
                VaultErrorKind::Missing,
                "is none of this domain; `pumice vault domain list` shows them",
            ),
        }
    }

    fn domain_mut(&mut self, domain: &str) -> Result<&mut DomainKeys, VaultError> {
        self.domains
            .get_mut(domain)
            .ok_or_else(|| no_domain(domain))
    }

    /// The epochs of a domain whose keys are kept, ascending; the last one is in use.
    pub fn epochs(&self, domain: &str) -> Vec<u32> {
        let domain = self.domains.get(domain);
        domain.map_or(vec![], |keys| keys.epochs.keys().copied().collect())
    }

    /// The epoch in which tokens of a domain are made.
    pub fn epoch(&self, domain: &str) -> Option<u32> {
        let (&epoch, _) = self.domains.get(domain)?.epochs.last_key_value()?;
        Some(epoch)
    }

    /// The key that an entity's tags are made with.
    pub(crate) fn token_key(&self, domain: &str, epoch: u32, entity: &str) -> Option<Key> {
        let epoch_key = self.domains.get(domain)?.epochs.get(&epoch)?;
        Some(token_key(epoch_key, &self.vault, domain, epoch, entity))
    }

    /// Opens what workers have sealed.
    pub(crate) fn class_key(&self, domain: &str, class: Class) -> Option<&Key> {
        Some(&self.domains.get(domain)?.classes[class as usize])
    }

    /// Wraps the data keys of merged segments.
    pub(crate) fn wrap_key(&self, number: u32, class: Class) -> Option<&Key> {
        Some(&self.wraps.get(&number)?[class as usize])
    }

    /// The wrap key that is in use, with its number.
    pub(crate) fn newest_wrap_key(&self, class: Class) -> Option<(u32, &Key)> {
        let (&number, keys) = self.wraps.last_key_value()?;
        Some((number, &keys[class as usize]))
    }

    /// Proves what a lease has written.
    pub(crate) fn lease_mac_key(&self, lease: LeaseId) -> Key {
        derive(&self.lease, &self.vault, Label::Lease, &[lease.bytes()])
    }

    /// Signs policies and checkpoints of the audit log.
    pub(crate) fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(self.signing.bytes())
    }

    /// The public half of [`signing_key`](Self::signing_key): by it a vault is known.
    pub(crate) fn anchor(&self) -> [u8; 32] {
        self.signing_key().verifying_key().to_bytes()
    }

    /// Proves manifests.
    pub(crate) fn manifest_key(&self) -> &Key {
        &self.manifest
    }

    /// A lease for these entities in the newest epoch of a domain, until `expires` (seconds since
    /// 1970). `None` where there is no such domain.
    pub fn lease<'a>(
        &self,
        domain: &str,
        entities: impl IntoIterator<Item = &'a str>,
        expires: u64,
    ) -> Option<Lease> {
        let keys = self.domains.get(domain)?;
        let (&epoch, epoch_key) = keys.epochs.last_key_value()?;
        let id = LeaseId::random();
        let entities: BTreeSet<_> = entities.into_iter().collect();
        let token_keys = entities.into_iter().map(|entity| {
            let key = token_key(epoch_key, &self.vault, domain, epoch, entity);
            (entity.to_owned(), key)
        });
        let class_keys: [PublicKey; CLASSES] =
            std::array::from_fn(|class| seal::public_of(&keys.classes[class]));
        Some(Lease {
            id,
            vault: self.vault,
            domain: domain.into(),
            epoch,
            expires,
            mac_key: self.lease_mac_key(id),
            token_keys: token_keys.collect(),
            class_keys,
            inbox: None,
        })
    }
}

pub(crate) fn no_domain(domain: &str) -> VaultError {
    VaultError::new(
        VaultErrorKind::Missing,
        format!("there is no domain {domain:?}; `pumice vault domain list` shows those that are"),
    )
}
