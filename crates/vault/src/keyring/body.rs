//! A keyring as bytes, layout 1. They exist in memory alone: on the disk they are sealed.
//!
//! ```text
//! lease (32) | manifest (32) | signing (32)
//! count | slots:    name | kind (1) | public slot key (32)
//! count | domains:  name | classes (8 × 32) | count | epochs: number (4), key (32)
//! count | wraps:    number (4) | keys (8 × 32)
//! ```
//!
//! Counts and lengths of names have 2 bytes; numbers are little-endian. All lists are sorted, without
//! repetition. Nothing follows.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::{CLASSES, DomainKeys, Keyring, SlotEntry};
use crate::{Key, SlotKind, VaultId};

impl Keyring {
    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        // In one piece: a vector that grows leaves copies behind.
        let mut out = Writer(Zeroizing::new(Vec::with_capacity(self.length())));
        for key in [&self.lease, &self.manifest, &self.signing] {
            out.key(key);
        }
        out.count(self.slots.len());
        for (name, slot) in &self.slots {
            out.name(name);
            out.bytes(&[slot.kind as u8]);
            out.bytes(&slot.public);
        }
        out.count(self.domains.len());
        for (name, domain) in &self.domains {
            out.name(name);
            domain.classes.iter().for_each(|key| out.key(key));
            out.count(domain.epochs.len());
            for (number, key) in &domain.epochs {
                out.bytes(&number.to_le_bytes());
                out.key(key);
            }
        }
        out.count(self.wraps.len());
        for (number, keys) in &self.wraps {
            out.bytes(&number.to_le_bytes());
            keys.iter().for_each(|key| out.key(key));
        }
        debug_assert_eq!(out.0.len(), self.length());
        out.0
    }

    fn length(&self) -> usize {
        let slots = self.slots.keys().map(|name| 2 + name.len() + 1 + 32);
        let domains = self.domains.iter().map(|(name, domain)| {
            2 + name.len() + CLASSES * Key::BYTES + 2 + domain.epochs.len() * (4 + Key::BYTES)
        });
        let wraps = self.wraps.len() * (4 + CLASSES * Key::BYTES);
        3 * Key::BYTES + 3 * 2 + slots.sum::<usize>() + domains.sum::<usize>() + wraps
    }

    /// `None` where the bytes are of no keyring.
    pub(super) fn from_bytes(vault: VaultId, bytes: &[u8]) -> Option<Self> {
        let mut from = Reader(bytes);
        let [lease, manifest, signing] = from.keys()?;
        let slots = from.list(|from| {
            let name = from.name()?;
            let kind = match from.take::<1>()?[0] {
                0 => SlotKind::Passphrase,
                1 => SlotKind::KeyFile,
                2 => SlotKind::Variable,
                _ => return None,
            };
            let public = *from.take()?;
            Some((name, SlotEntry { kind, public }))
        })?;
        let domains = from.list(|from| {
            let (name, classes) = (from.name()?, from.keys()?);
            let epochs = from.list(|from| Some((from.number()?, from.key()?)))?;
            Some((name, DomainKeys { epochs, classes }))
        })?;
        let wraps = from.list(|from| Some((from.number()?, from.keys()?)))?;
        from.0.is_empty().then_some(Self {
            vault,
            domains,
            wraps,
            lease,
            manifest,
            signing,
            slots,
        })
    }
}

struct Writer(Zeroizing<Vec<u8>>);

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn key(&mut self, key: &Key) {
        self.bytes(key.bytes());
    }

    fn count(&mut self, count: usize) {
        let count = u16::try_from(count).expect("adding to a list of the keyring has a limit");
        self.bytes(&count.to_le_bytes());
    }

    fn name(&mut self, name: &str) {
        self.count(name.len());
        self.bytes(name.as_bytes());
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<&[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(taken)
    }

    fn key(&mut self) -> Option<Key> {
        Key::from_slice(self.take::<{ Key::BYTES }>()?)
    }

    fn keys<const N: usize>(&mut self) -> Option<[Key; N]> {
        let keys: Option<Vec<_>> = (0..N).map(|_| self.key()).collect();
        keys?.try_into().ok()
    }

    fn number(&mut self) -> Option<u32> {
        self.take().copied().map(u32::from_le_bytes)
    }

    fn count(&mut self) -> Option<usize> {
        self.take()
            .copied()
            .map(u16::from_le_bytes)
            .map(usize::from)
    }

    fn name(&mut self) -> Option<String> {
        let length = self.count()?;
        let (name, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(str::from_utf8(name).ok()?.to_owned())
    }

    fn list<K: Ord, V>(
        &mut self,
        mut entry: impl FnMut(&mut Self) -> Option<(K, V)>,
    ) -> Option<BTreeMap<K, V>> {
        let count = self.count()?;
        let mut list = BTreeMap::new();
        for _ in 0..count {
            let (key, value) = entry(self)?;
            if list.last_key_value().is_some_and(|(last, _)| *last >= key) {
                return None;
            }
            list.insert(key, value);
        }
        Some(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyring_comes_back_and_one_that_was_cut_does_not() {
        let vault = VaultId::random();
        let mut keyring = Keyring::random(vault);
        for domain in ["crm", "acme/mails/finetune"] {
            keyring.add_domain(domain);
        }
        let slot = SlotEntry {
            kind: SlotKind::Variable,
            public: [7; 32],
        };
        keyring.slots.insert("ci".into(), slot);
        let bytes = keyring.to_bytes();
        let read = Keyring::from_bytes(vault, &bytes).unwrap();
        assert_eq!(*read.to_bytes(), *bytes);
        assert_eq!(
            read.domains().collect::<Vec<_>>(),
            ["acme/mails/finetune", "crm"]
        );
        for end in 0..bytes.len() {
            assert!(Keyring::from_bytes(vault, &bytes[..end]).is_none());
        }
        assert!(Keyring::from_bytes(vault, &[&bytes[..], &[0]].concat()).is_none());
    }
}
