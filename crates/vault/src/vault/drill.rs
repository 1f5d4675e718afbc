//! The restore drill: would this slot, and the files alone, bring everything back?

use std::{fs, path::Path};

use super::Vault;
use crate::{
    Class, Credential, Head, Id, Key, Layout, Matching, Scope, TagKey, TagScratch, Token,
    VaultError, VaultErrorKind, disk, seal, slots,
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

/// Enough of an entity to make a token of.
const ENTITY: &str = "PERSON";

impl Vault {
    /// Copies what opens a vault into a new folder in `scratch`, opens the copy by this slot alone, and
    /// proves for each domain that what a worker writes now, with a lease of the vault, could be read
    /// with the keys of the copy: the same token comes out, and what is sealed for each class opens.
    /// The folder is removed afterwards.
    ///
    /// # Errors
    /// When it does not work; the message says what.
    pub fn drill(
        folder: impl Into<std::path::PathBuf>,
        credential: &Credential,
        scratch: &Path,
    ) -> Result<Drill, VaultError> {
        let vault = Self::open(folder, credential)?;
        let copy = Layout::new(scratch.join(format!("pumice-drill-{}", Id::random())));
        let result = copy_keys(&vault, &copy)
            .and_then(|()| Self::open(copy.root(), credential))
            .and_then(|restored| prove(&vault, &restored));
        fs::remove_dir_all(copy.root()).map_err(|error| VaultError::io(copy.root(), &error))?;
        result
    }
}

fn copy_keys(vault: &Vault, to: &Layout) -> Result<(), VaultError> {
    let from = &vault.layout;
    for folder in to.folders() {
        disk::make_folder(&folder)?;
    }
    let copy = |from: &Path, to: &Path| {
        fs::copy(from, to)
            .map(drop)
            .map_err(|error| VaultError::io(from, &error))
    };
    copy(&from.header(), &to.header())?;
    copy(
        &slots::path(from, &vault.slot),
        &slots::path(to, &vault.slot),
    )?;
    for name in disk::names(&from.keyring())? {
        copy(&from.keyring().join(&name), &to.keyring().join(&name))?;
    }
    Ok(())
}

/// A worker writes with a lease of the vault; the copy must be able to read it.
fn prove(vault: &Vault, restored: &Vault) -> Result<Drill, VaultError> {
    let failed = |domain: &str| {
        VaultError::new(
            VaultErrorKind::Damaged,
            format!("the copy does not read what is written now in domain {domain:?}"),
        )
        .at(vault.layout.root())
    };
    for domain in vault.keyring.domains() {
        let lease = vault.lease(domain, [ENTITY], u64::MAX)?;
        let key = lease.token_key(ENTITY).ok_or_else(|| failed(domain))?;
        let again = restored.keyring.token_key(domain, lease.epoch(), ENTITY);
        let again = again.ok_or_else(|| failed(domain))?;
        let is_read = token(key, &lease) == token(&again, &lease)
            && Class::ALL.into_iter().all(|class| {
                let data = Key::random();
                let sealed = seal::seal_to(&lease.class_keys[class as usize], b"drill", &data);
                let secret = restored.keyring.class_key(domain, class);
                sealed
                    .zip(secret)
                    .and_then(|(sealed, secret)| seal::open_with(secret, b"drill", &sealed))
                    == Some(data)
            });
        if !is_read {
            return Err(failed(domain));
        }
    }
    Ok(Drill {
        slot: restored.slot.clone(),
        generation: restored.generation,
        domains: vault.keyring.domains.len(),
    })
}

fn token(key: &Key, lease: &crate::Lease) -> [u8; 26] {
    let mut scratch = TagScratch::default();
    let tag = TagKey::new(key).tag(Scope::Domain, Matching::Exact, b"drill", &mut scratch);
    Token {
        entity: ENTITY,
        head: Head::new(Scope::Domain.mode(), lease.epoch()),
        tag,
    }
    .letters()
}
