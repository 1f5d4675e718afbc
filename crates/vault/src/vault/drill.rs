//! The restore drill: would this slot, and the files alone, bring everything back?

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::Vault;
use crate::{
    Class, Credential, Found, Head, Id, Keyring, Layout, Lease, Lookup, Matching, Record, Recorder,
    Records, Scope, TagKey, TagScratch, Token, VaultError, VaultErrorKind, disk, slots,
};

/// What a drill has proven.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Drill {
    /// The slot that opened the copy, alone.
    pub slot: String,
    /// The generation of the keyring that opened.
    pub generation: u64,
    /// Domains whose tokens would resolve.
    pub domains: usize,
}

/// An entity of each class.
const ENTITIES: [&str; Class::ALL.len()] = [
    "PERSON",
    "EMAIL_ADDRESS",
    "VIN",
    "CREDIT_CARD",
    "MEDICAL_RECORD_NUMBER",
    "PASSWORD",
    "LOCATION",
    "DRILL",
];

impl Vault {
    /// Copies what opens a vault into a new folder in `scratch`, opens the copy by this slot alone, and
    /// has a worker write, with a lease of the vault, a value of each class in each domain: with the
    /// keys of the copy their tokens must give them back. The values are made up, and the folder is
    /// removed afterwards.
    ///
    /// # Errors
    /// When it does not work; the message says what.
    pub fn drill(
        folder: impl Into<PathBuf>,
        credential: &Credential,
        scratch: &Path,
    ) -> Result<Drill, VaultError> {
        let vault = Self::open(folder, credential)?;
        let copy = Layout::new(scratch.join(format!("pumice-drill-{}", Id::random())));
        let result = copy_keys(&vault, &copy)
            .and_then(|()| Self::open(copy.root(), &credential.clone().for_slot(&*vault.slot)))
            .and_then(|restored| prove(&vault, &restored));
        let removed = fs::remove_dir_all(copy.root());
        let drill = result?;
        removed.map_err(|error| VaultError::io(copy.root(), &error))?;
        Ok(drill)
    }
}

fn copy_keys(vault: &Vault, to: &Layout) -> Result<(), VaultError> {
    let from = &vault.layout;
    for folder in to.folders() {
        disk::make_folder(&folder)?;
    }
    let copy = |from: &Path, to: &Path| {
        let copied = fs::copy(from, to).map(drop);
        copied.map_err(|error| VaultError::io(from, &error))
    };
    copy(&from.header(), &to.header())?;
    let slot = |layout| slots::path(layout, &vault.slot);
    copy(&slot(from), &slot(to))?;
    for name in disk::names(&from.keyring())? {
        copy(&from.keyring().join(&name), &to.keyring().join(&name))?;
    }
    Ok(())
}

fn prove(vault: &Vault, restored: &Vault) -> Result<Drill, VaultError> {
    let mut written = vec![];
    for domain in vault.keyring.domains() {
        // None that anybody gets, so the audit log need not know of it.
        let lease = vault.keyring.lease(domain, ENTITIES, u64::MAX);
        let lease = Arc::new(lease.ok_or_else(|| failed(vault, domain))?);
        written.extend(write(&lease, restored.layout.inbox())?);
    }
    read(vault, &restored.keyring, &restored.layout, &written)?;
    Ok(Drill {
        slot: restored.slot.clone(),
        generation: restored.generation,
        domains: vault.keyring.domains.len(),
    })
}

/// A token, the value that it stands for, and their domain.
struct Written {
    token: Token<'static>,
    value: Vec<u8>,
    domain: String,
}

/// What a worker does.
fn write(lease: &Arc<Lease>, inbox: PathBuf) -> Result<Vec<Written>, VaultError> {
    let (mut records, mut written) = (Records::default(), vec![]);
    for entity in ENTITIES {
        let (Some(place), Some(key)) = (lease.place_of(entity), lease.token_key(entity)) else {
            continue;
        };
        let value = format!("drill {}", Id::random()).into_bytes();
        let (scope, matching) = (Scope::Domain, Matching::Exact);
        let tag = TagKey::new(key).tag(scope, matching, &value, &mut TagScratch::default());
        let head = Head::new(scope.mode(), lease.epoch());
        records.push(&Record {
            entity: place,
            head,
            tag,
            matching,
            document: None,
            value: &value,
        });
        written.push(Written {
            token: Token { entity, head, tag },
            value,
            domain: lease.domain().to_owned(),
        });
    }
    let recorder = Recorder::start(lease.clone(), inbox);
    recorder.send(records);
    recorder.close()?;
    Ok(written)
}

/// What a reveal does.
fn read(
    vault: &Vault,
    keyring: &Keyring,
    layout: &Layout,
    written: &[Written],
) -> Result<(), VaultError> {
    let tokens: Vec<_> = written.iter().map(|written| written.token).collect();
    let found = Lookup::open(keyring, layout)?.find(&tokens)?;
    for (found, written) in found.iter().zip(written) {
        match found {
            Found::Value(hit) if hit.value.expose() == written.value => {}
            _ => return Err(failed(vault, &written.domain)),
        }
    }
    Ok(())
}

fn failed(vault: &Vault, domain: &str) -> VaultError {
    VaultError::new(
        VaultErrorKind::Damaged,
        format!("a copy of it does not read what is written now in domain {domain:?}"),
    )
    .at(vault.layout.root())
}
