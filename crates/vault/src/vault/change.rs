//! Changes: each is one new generation of the keyring.

use std::path::PathBuf;

use super::{Loss, Notice, Vault, check_domain};
use crate::{
    Keyring, NewSlot, VaultError, VaultErrorKind,
    audit::{self, Event},
    claim::Claim,
    disk,
    keyring::generation::{self, Before},
    needed::{needed_epochs, needed_in},
    slots::{self, SlotFile},
};

/// Domains of a vault; a keyring should open at once.
const MAX_DOMAINS: usize = 4096;
/// Slots of a vault.
const MAX_SLOTS: usize = 64;

impl Vault {
    /// Adds a domain with keys of its own.
    ///
    /// # Errors
    /// When it is there already, or no name of a domain; and those of every change: another process
    /// changes the vault, or has changed it since it was opened ([`Busy`](VaultErrorKind::Busy)), or
    /// there are [notices](Vault::notices).
    pub fn add_domain(&mut self, domain: &str) -> Result<(), VaultError> {
        check_domain(domain)?;
        let root = self.layout.root().to_owned();
        self.change(Before::Last, |keyring| {
            let refuse = |kind, what| Err(VaultError::new(kind, what).at(&root));
            if keyring.domains.len() == MAX_DOMAINS {
                let what =
                    format!("has {MAX_DOMAINS} domains, and no more fit; make another vault");
                return refuse(VaultErrorKind::Refused, what);
            }
            if !keyring.add_domain(domain) {
                return refuse(
                    VaultErrorKind::Busy,
                    format!("has a domain {domain:?} already"),
                );
            }
            Ok(((), Event::DomainAdded { domain }))
        })
    }

    /// Begins the next epoch of a domain and gives its number: the same values have other tokens from
    /// now on, and leases of the old one should be replaced. Old tokens stay what they are.
    ///
    /// # Errors
    /// When there is no such domain, or 64 epochs are kept; and those of every change.
    pub fn rotate_epoch(&mut self, domain: &str) -> Result<u32, VaultError> {
        let root = self.layout.root().to_owned();
        self.change(Before::Last, |keyring| {
            let epoch = keyring.rotate_epoch(domain);
            let epoch = epoch.map_err(|error| error.at(root))?;
            Ok((epoch, Event::EpochRotated { domain, epoch }))
        })
    }

    /// Forgets the key of an old epoch: its tokens cannot be made again, by nobody.
    ///
    /// # Errors
    /// [`Refused`](VaultErrorKind::Refused) when it is in use, when a segment of the vault or of `folders`
    /// needs it to be read, or when a lease of it has not expired at `now` (seconds since 1970), so that a
    /// worker may still write one; and those of every change.
    pub fn retire_epoch(
        &mut self,
        domain: &str,
        epoch: u32,
        folders: &[PathBuf],
        now: u64,
    ) -> Result<(), VaultError> {
        let layout = self.layout.clone();
        self.change(Before::None, |keyring| {
            let root = layout.root();
            let retired = keyring.retire_epoch(domain, epoch);
            retired.map_err(|error| error.at(root))?;
            let needed = |what| {
                let what = format!("epoch {epoch} of domain {domain:?} {what}");
                Err(VaultError::new(VaultErrorKind::Refused, what).at(root))
            };
            let mut epochs = needed_epochs(&layout, domain)?;
            for folder in folders {
                epochs.append(&mut needed_in(folder, domain)?);
            }
            if epochs.contains(&epoch) {
                return needed("is needed: values of its tokens are kept".to_owned());
            }
            let until = audit::leased_until(&layout, keyring, domain, epoch)?;
            if until > now {
                let hours = (until - now).div_ceil(60 * 60);
                return needed(format!(
                    "is leased: a worker may write values for up to {hours} h"
                ));
            }
            Ok(((), Event::EpochRetired { domain, epoch }))
        })
    }

    /// Adds a slot.
    ///
    /// # Errors
    /// When there is one of this name; and those of every change.
    pub fn add_slot(&mut self, new: &NewSlot) -> Result<(), VaultError> {
        let layout = self.layout.clone();
        self.change(Before::Last, |keyring| {
            let refuse = |kind, what| Err(VaultError::new(kind, what).at(layout.root()));
            if keyring.slots.contains_key(new.name()) {
                return refuse(
                    VaultErrorKind::Busy,
                    format!("has a slot {:?} already; remove it first", new.name()),
                );
            }
            if keyring.slots.len() == MAX_SLOTS {
                let what = format!("has {MAX_SLOTS} slots; remove one first");
                return refuse(VaultErrorKind::Refused, what);
            }
            let (file, entry) = SlotFile::make(keyring.vault, new, &keyring.anchor())?;
            // One that the keyring does not know is left from an interrupted change.
            disk::remove(&slots::path(&layout, new.name()))?;
            file.create(&layout)?;
            let kind = entry.kind.name();
            keyring.slots.insert(new.name().to_owned(), entry);
            let slot = new.name();
            Ok(((), Event::SlotAdded { slot, kind }))
        })
    }

    /// Removes a slot. The vault has a new root then, and older generations are gone: its secret opens
    /// nothing that is written from now on, with whatever copy of its file. What it could read before,
    /// its owner may have kept.
    ///
    /// # Errors
    /// When there is no such slot; when it is the last one, or the last but one and the loss is not
    /// accepted; and those of every change.
    pub fn remove_slot(&mut self, name: &str, loss: Loss) -> Result<(), VaultError> {
        let layout = self.layout.clone();
        let is_known = self.keyring.slots.contains_key(name);
        if !is_known && slots::names(&layout)?.iter().any(|it| it == name) {
            // An interrupted change has left its file, which opens nothing.
            let _claim = Claim::take(&layout)?;
            return self.remove_slot_file(name);
        }
        self.change(Before::None, |keyring| {
            let refuse = |kind, what| Err(VaultError::new(kind, what).at(layout.root()));
            if keyring.slots.remove(name).is_none() {
                return refuse(
                    VaultErrorKind::Missing,
                    format!("has no slot {name:?}; `pumice vault status` lists them"),
                );
            }
            match (keyring.slots.len(), loss) {
                (0, _) => refuse(
                    VaultErrorKind::Refused,
                    format!("has no slot but {name:?}; add another first"),
                ),
                (1, Loss::Refused) => refuse(
                    VaultErrorKind::Refused,
                    "would have one slot left, and a lost key would be a lost vault; add another \
                     first (or say that you accept the loss)"
                        .to_owned(),
                ),
                _ => Ok(((), Event::SlotRemoved { slot: name })),
            }
        })?;
        self.remove_slot_file(name)
    }

    fn remove_slot_file(&self, name: &str) -> Result<(), VaultError> {
        disk::remove(&slots::path(&self.layout, name))?;
        disk::sync_folder(&self.layout.slots())
    }

    /// Makes the root anew, and forgets older generations: backups of them, and whoever knew the old
    /// root, do not open what is written from now on.
    ///
    /// With [`Loss::Accepted`] a generation that is damaged or gone is given up: what was changed by it
    /// is lost, and the [notices](Vault::notices) go.
    ///
    /// # Errors
    /// Those of every change.
    pub fn rekey(&mut self, loss: Loss) -> Result<(), VaultError> {
        if loss == Loss::Accepted {
            self.notices.clear();
        }
        self.change(Before::None, |_| Ok(((), Event::Rekeyed)))
    }

    /// Writes what `change` makes of the keyring, once the audit log has it.
    fn change<'a, T>(
        &mut self,
        before: Before,
        change: impl FnOnce(&mut Keyring) -> Result<(T, Event<'a>), VaultError>,
    ) -> Result<T, VaultError> {
        if let Some(notice) = self.notices.first() {
            return Err(self.unchangeable(notice));
        }
        let claim = Claim::take(&self.layout)?;
        let newest = generation::numbers(&self.layout)?.pop().unwrap_or(0);
        if newest > self.last {
            return Err(VaultError::new(
                VaultErrorKind::Busy,
                "was changed by another process meanwhile; try again",
            )
            .at(self.layout.root()));
        }
        let mut keyring = self.keyring.clone();
        let (done, event) = change(&mut keyring)?;
        audit::note(&self.layout, &self.keyring, &event)?;
        let next = self.last + 1;
        generation::write(&self.layout, &keyring, next, before)?;
        (self.keyring, self.generation, self.last) = (keyring, next, next);
        drop(claim);
        Ok(done)
    }

    fn unchangeable(&self, notice: &Notice) -> VaultError {
        VaultError::new(
            VaultErrorKind::Damaged,
            format!(
                "{notice}. Until then it can be read and not be changed; `pumice vault rekey \
                 --i-accept-loss` gives up what is lost"
            ),
        )
        .at(self.layout.root())
    }
}
