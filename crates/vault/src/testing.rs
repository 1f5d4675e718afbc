//! A vault in memory and on the disk, for unit tests. All values are synthetic.

use std::{fs, sync::Arc};

use crate::{
    Head, Keyring, Layout, Lease, Matching, Record, Records, Scope, TagKey, TagScratch, Token,
    VaultId, normalize,
};

/// A folder with the folders of a vault, keys, and a domain `crm`.
pub(crate) struct TestVault {
    pub(crate) keyring: Keyring,
    pub(crate) layout: Layout,
    _folder: tempfile::TempDir,
}

impl TestVault {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        for folder in layout.folders() {
            fs::create_dir_all(folder).unwrap();
        }
        let mut keyring = Keyring::random(VaultId::random());
        keyring.add_domain("crm");
        Self {
            keyring,
            layout,
            _folder: folder,
        }
    }

    pub(crate) fn lease(&self) -> Arc<Lease> {
        self.lease_of("crm")
    }

    pub(crate) fn lease_of(&self, domain: &str) -> Arc<Lease> {
        let entities = ["EMAIL_ADDRESS", "PERSON", "US_SSN"];
        Arc::new(self.keyring.lease(domain, entities, u64::MAX).unwrap())
    }
}

/// Makes tokens as a worker does.
pub(crate) struct Worker {
    pub(crate) lease: Arc<Lease>,
    pub(crate) records: Records,
    scratch: TagScratch,
}

impl Worker {
    pub(crate) fn new(lease: Arc<Lease>) -> Self {
        Self {
            lease,
            records: Records::default(),
            scratch: TagScratch::default(),
        }
    }

    /// The token of a value, whose record is added.
    pub(crate) fn tokenize<'e>(
        &mut self,
        entity: &'e str,
        matching: Matching,
        scope: Scope<'_>,
        value: &[u8],
    ) -> Token<'e> {
        let normal = match matching {
            Matching::Exact => value.into(),
            Matching::Canonical => normalize(entity, value),
        };
        let key = TagKey::new(self.lease.token_key(entity).unwrap());
        let tag = key.tag(scope, matching, &normal, &mut self.scratch);
        let head = Head::new(scope.mode(), self.lease.epoch());
        let document = match scope {
            Scope::Document { id } => Some(id),
            _ => None,
        };
        let entity_place = self.lease.place_of(entity).unwrap();
        self.records.push(&Record {
            entity: entity_place,
            head,
            tag,
            matching,
            document,
            value,
        });
        Token { entity, head, tag }
    }

    pub(crate) fn take(&mut self) -> Records {
        std::mem::take(&mut self.records)
    }
}

/// `n` mail addresses, all different.
pub(crate) fn mails(n: usize) -> impl Iterator<Item = String> {
    (0..n).map(|n| format!("person.{n}@example{}.com", n % 97))
}
