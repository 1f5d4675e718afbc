//! A vault, workers, and values that are all synthetic.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use pumice_vault::{
    Credential, Found, Head, Lease, Lookup, Loss, Matching, NewSlot, Record, Recorder, Records,
    Scope, SegmentId, Tag, TagKey, TagScratch, Token, Vault, VaultError, Verified, normalize,
};

const KEY: &[u8] = b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

pub(crate) const ENTITIES: [&str; 3] = ["EMAIL_ADDRESS", "PERSON", "US_SSN"];

pub(crate) fn new_vault(folder: &Path) -> Vault {
    let slot = NewSlot::new("ci", Credential::variable(KEY).unwrap()).unwrap();
    let mut vault = Vault::init(folder, &[slot], Loss::Accepted).unwrap();
    vault.add_domain("crm").unwrap();
    vault
}

pub(crate) fn open_vault(folder: &Path) -> Vault {
    Vault::open(folder, &Credential::variable(KEY).unwrap()).unwrap()
}

pub(crate) fn lease(vault: &Vault, domain: &str) -> Arc<Lease> {
    Arc::new(vault.lease(domain, ENTITIES, u64::MAX).unwrap())
}

/// Makes tokens as a worker does.
pub(crate) struct Worker {
    lease: Arc<Lease>,
    keys: HashMap<&'static str, TagKey>,
    records: Records,
    scratch: TagScratch,
}

impl Worker {
    pub(crate) fn new(lease: &Arc<Lease>) -> Self {
        let key = |entity| (entity, TagKey::new(lease.token_key(entity).unwrap()));
        Self {
            lease: lease.clone(),
            keys: ENTITIES.map(key).into(),
            records: Records::default(),
            scratch: TagScratch::default(),
        }
    }

    /// The token of a value in its domain, whose record is kept.
    pub(crate) fn token(&mut self, entity: &'static str, value: &str) -> Token<'static> {
        self.token_in(entity, Matching::Canonical, Scope::Domain, value)
    }

    pub(crate) fn token_in(
        &mut self,
        entity: &'static str,
        matching: Matching,
        scope: Scope<'_>,
        value: &str,
    ) -> Token<'static> {
        let value = value.as_bytes();
        let normal = match matching {
            Matching::Exact => value.into(),
            Matching::Canonical => normalize(entity, value),
        };
        let tag = self.keys[entity].tag(scope, matching, &normal, &mut self.scratch);
        self.record(entity, tag, matching, scope, value)
    }

    /// A record of any tag, as a worker may write that lies.
    pub(crate) fn record(
        &mut self,
        entity: &'static str,
        tag: Tag,
        matching: Matching,
        scope: Scope<'_>,
        value: &[u8],
    ) -> Token<'static> {
        let head = Head::new(scope.mode(), self.lease.epoch());
        let document = match scope {
            Scope::Document { id } => Some(id),
            _ => None,
        };
        self.records.push(&Record {
            entity: self.lease.place_of(entity).unwrap(),
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

    /// Writes what it has kept as segments.
    pub(crate) fn write(&mut self, folder: PathBuf) -> Vec<SegmentId> {
        let recorder = Recorder::start(self.lease.clone(), folder);
        recorder.send(self.take());
        recorder.close().unwrap()
    }
}

/// The n-th value, different for each; entities take turns.
pub(crate) fn value(n: u64) -> (&'static str, String) {
    match n % 3 {
        0 => (
            "EMAIL_ADDRESS",
            format!("someone.{n}@example{}.com", n % 97),
        ),
        1 => ("PERSON", format!("Someone Number{n}")),
        _ => (
            "US_SSN",
            format!(
                "{:03}-{:02}-{:04}",
                n / 1_000_000 + 1,
                n / 10_000 % 100,
                n % 10_000
            ),
        ),
    }
}

/// What a look-up says of tokens: `None` for what is unknown or refused.
pub(crate) fn try_find(
    vault: &Vault,
    tokens: &[Token<'_>],
) -> Result<Vec<Option<Vec<u8>>>, VaultError> {
    let mut lookup = Lookup::open(vault.keyring(), vault.layout())?;
    Ok(lookup.find(tokens)?.iter().map(found).collect())
}

pub(crate) fn find(vault: &Vault, tokens: &[Token<'_>]) -> Vec<Option<Vec<u8>>> {
    try_find(vault, tokens).unwrap()
}

pub(crate) fn found(found: &Found) -> Option<Vec<u8>> {
    match found {
        Found::Value(hit) => Some(hit.value.expose().to_vec()),
        Found::Unknown | Found::Refused => None,
    }
}

pub(crate) fn verify(vault: &Vault) -> Verified {
    pumice_vault::verify(vault.keyring(), vault.layout(), &[]).unwrap()
}

/// A copy of a folder of files and folders.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

/// All files below a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
