//! The vault as a handle: made, opened, changed.

mod change;
mod drill;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{
    Credential, Keyring, Layout, Lease, NewSlot, SlotKind, VaultError, VaultErrorKind, VaultId,
    audit::{self, Event},
    claim::Claim,
    disk,
    document::{self, Document},
    is_domain, is_entity,
    keyring::{
        generation::{self, Before},
        no_domain,
    },
    slots::{self, SlotFile},
};

pub use drill::Drill;

/// A vault that is open: who has it can do everything.
#[derive(Debug)]
pub struct Vault {
    layout: Layout,
    keyring: Keyring,
    generation: u64,
    slot: String,
    notices: Vec<Notice>,
    /// What was written last, as far as anything says.
    last: u64,
}

/// Whether it may be that nobody can open a vault any more, or that keys are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It may not: two slots at least.
    Refused,
    /// Whoever asks has said that he knows.
    Accepted,
}

/// Something about a vault that opens, and that somebody should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// A generation of the keyring does not open; an older one did.
    Damaged {
        /// Its number.
        generation: u64,
    },
    /// A generation was written and is gone: a file was lost, or the folder is an old one.
    Gone {
        /// Its number.
        generation: u64,
    },
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Notice::Damaged { generation } => write!(
                f,
                "generation {generation} of the keyring does not open, and an older one is used; \
                 take it from a backup"
            ),
            Notice::Gone { generation } => write!(
                f,
                "generation {generation} of the keyring was written and is gone, and an older one \
                 is used; is this an old copy of the vault?"
            ),
        }
    }
}

/// What a vault is: `vault.json`, layout 1. A [`document`] of kind `vault` with its id
/// alone; slots and keyring are bound to it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    vault: VaultId,
}

impl Document for Header {
    const KIND: &str = "vault";
    const VERSION: u32 = 1;
}

/// A slot, as far as it is no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// What opens it; `None` where its file cannot be read.
    pub kind: Option<SlotKind>,
}

/// What a vault shows to whoever has no key.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Its name.
    pub vault: VaultId,
    /// The slots that have a file, by name.
    pub slots: Vec<Slot>,
    /// The newest generation of the keyring that is there, 0 for none.
    pub generation: u64,
}

impl Vault {
    /// Makes a vault with these slots, without domains. The folder may be there, if it is empty.
    ///
    /// `vault.json` is written last: a folder without it is no vault.
    ///
    /// # Errors
    /// [`Refused`](VaultErrorKind::Refused) for fewer than two slots, unless the loss is accepted, for
    /// two of one name or one secret; [`Busy`](VaultErrorKind::Busy) for a folder that is not empty.
    pub fn init(
        folder: impl Into<PathBuf>,
        slots: &[NewSlot],
        loss: Loss,
    ) -> Result<Self, VaultError> {
        let layout = Layout::new(folder);
        check_slots(slots, loss)?;
        disk::make_folder(layout.root())?;
        if !disk::names(layout.root())?.is_empty() {
            return Err(VaultError::new(
                VaultErrorKind::Busy,
                "is not empty; name a new folder, or remove what an interrupted `init` has left",
            )
            .at(layout.root()));
        }
        for folder in layout.folders() {
            disk::make_folder(&folder)?;
        }
        let claim = Claim::take(&layout)?;
        let vault = VaultId::random();
        let mut keyring = Keyring::random(vault);
        for new in slots {
            let (file, entry) = SlotFile::make(vault, new, &keyring.anchor())?;
            file.create(&layout)?;
            keyring.slots.insert(new.name().to_owned(), entry);
        }
        generation::write(&layout, &keyring, 1, Before::Last)?;
        audit::Log::create(&layout, &keyring)?;
        let header = document::to_bytes(&Header { vault });
        disk::create(&layout.header(), &header)?;
        disk::sync_folder(disk::folder_of(layout.root()))?;
        drop(claim);
        Ok(Self {
            layout,
            keyring,
            generation: 1,
            slot: slots
                .first()
                .map_or(String::new(), |slot| slot.name().to_owned()),
            notices: vec![],
            last: 1,
        })
    }

    /// Opens a vault.
    ///
    /// # Errors
    /// [`Missing`](VaultErrorKind::Missing) where there is none, [`WrongKey`](VaultErrorKind::WrongKey)
    /// when the credential opens no slot, [`Damaged`](VaultErrorKind::Damaged) when no generation of
    /// the keyring opens.
    pub fn open(folder: impl Into<PathBuf>, credential: &Credential) -> Result<Self, VaultError> {
        let layout = Layout::new(folder);
        let vault = header(&layout)?;
        let slot = slots::open(&layout, vault, credential)?;
        let opened = generation::open(&layout, vault, &slot)?;
        let mut notices: Vec<_> = opened
            .damaged
            .iter()
            .map(|&generation| Notice::Damaged { generation })
            .collect();
        let newest = opened.damaged.first().copied().unwrap_or(opened.generation);
        if opened.last > newest {
            notices.push(Notice::Gone {
                generation: opened.last,
            });
        }
        Ok(Self {
            layout,
            keyring: opened.keyring,
            generation: opened.generation,
            slot: slot.name,
            notices,
            last: opened.last,
        })
    }

    /// What can be seen without a key.
    ///
    /// # Errors
    /// When there is no vault, or its folder cannot be read.
    pub fn outside(folder: impl Into<PathBuf>) -> Result<Outside, VaultError> {
        let layout = Layout::new(folder);
        let vault = header(&layout)?;
        let slots = slots::names(&layout)?.into_iter().map(|name| Slot {
            kind: slots::read(&layout, vault, &name)
                .ok()
                .map(|slot| slot.kind()),
            name,
        });
        Ok(Outside {
            vault,
            slots: slots.collect(),
            generation: generation::numbers(&layout)?.pop().unwrap_or(0),
        })
    }

    /// Its name.
    pub fn id(&self) -> VaultId {
        self.keyring.vault
    }

    /// Where its parts stand.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// All of its keys.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// The generation of the keyring that was opened.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The slot by which it was opened.
    pub fn slot(&self) -> &str {
        &self.slot
    }

    /// Its slots, by name.
    pub fn slots(&self) -> impl ExactSizeIterator<Item = (&str, SlotKind)> {
        let slots = self.keyring.slots.iter();
        slots.map(|(name, slot)| (&**name, slot.kind))
    }

    /// What somebody should look at. A vault with notices can be read, and not be changed but by
    /// [`Vault::rekey`].
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Looks at every byte of what keys hang on: header, slots, keyring. What only another secret opens is
    /// held against its sum alone.
    ///
    /// # Errors
    /// When a folder cannot be read; what is wrong with files is what it returns.
    pub fn check_keys(&self) -> Result<Vec<VaultError>, VaultError> {
        let (layout, vault) = (&self.layout, self.id());
        let mut damage = vec![];
        damage.extend(header(layout).err());
        let mut left: Vec<_> = self.keyring.slots.keys().collect();
        for name in slots::names(layout)? {
            // One that the keyring does not know opens nothing; an interrupted change has left it.
            left.retain(|known| **known != name);
            damage.extend(slots::read(layout, vault, &name).err());
        }
        damage.extend(left.into_iter().map(|name| {
            VaultError::new(VaultErrorKind::Damaged, "is missing; take it from a backup")
                .at(slots::path(layout, name))
        }));
        damage.extend(generation::check(layout, vault)?);
        damage.extend(self.notices.iter().map(|notice| {
            VaultError::new(VaultErrorKind::Damaged, notice.to_string()).at(layout.root())
        }));
        Ok(damage)
    }

    /// A lease for these entities in the newest epoch of a domain, until `expires` (seconds since
    /// 1970); what is written with it goes to the inbox of this vault. The audit log has it first.
    ///
    /// # Errors
    /// When the audit log cannot be written; when there is no such domain, no entity, one that no token can carry, or more than 65,536.
    pub fn lease<'a>(
        &self,
        domain: &str,
        entities: impl IntoIterator<Item = &'a str>,
        expires: u64,
    ) -> Result<Lease, VaultError> {
        let refuse = |what| VaultError::new(VaultErrorKind::Refused, what);
        let entities: Vec<_> = entities.into_iter().collect();
        if let Some(name) = entities.iter().find(|name| !is_entity(name)) {
            return Err(refuse(format!(
                "{name:?} is no name of an entity; `pumice entities` lists those that are"
            )));
        }
        if entities.is_empty() || entities.len() > 1 << 16 {
            return Err(refuse("a lease is for 1 to 65536 entities".to_owned()));
        }
        let inbox = std::path::absolute(self.layout.inbox())
            .map_err(|error| VaultError::io(self.layout.inbox(), &error))?;
        let lease = self.keyring.lease(domain, entities, expires);
        let mut lease = lease.ok_or_else(|| no_domain(domain).at(self.layout.root()))?;
        lease.inbox = Some(inbox);
        let event = Event::LeaseCreated {
            lease: lease.id.to_string(),
            domain,
            epoch: lease.epoch,
            entities: lease.token_keys.len(),
            expires,
        };
        audit::note(&self.layout, &self.keyring, &event)?;
        Ok(lease)
    }
}

fn header(layout: &Layout) -> Result<VaultId, VaultError> {
    let header: Header = document::read(&layout.header()).map_err(|error| {
        if error.kind() == VaultErrorKind::Missing {
            VaultError::new(
                VaultErrorKind::Missing,
                "is no vault; `pumice vault init` makes one",
            )
            .at(layout.root())
        } else {
            error
        }
    })?;
    Ok(header.vault)
}

fn check_slots(slots: &[NewSlot], loss: Loss) -> Result<(), VaultError> {
    let refuse = |what| Err(VaultError::new(VaultErrorKind::Refused, what));
    if slots.is_empty() || slots.len() < 2 && loss == Loss::Refused {
        return refuse(
            "a vault wants two slots: with one, a lost key is a lost vault (or say that you accept \
             the loss)"
                .to_owned(),
        );
    }
    for (at, slot) in slots.iter().enumerate() {
        for other in slots.iter().take(at) {
            if slot.name() == other.name() {
                return refuse(format!("two slots are called {:?}", slot.name()));
            }
            if slot.credential().is_same(other.credential()) {
                return refuse(format!(
                    "slots {:?} and {:?} have one secret, and who loses it loses both",
                    other.name(),
                    slot.name()
                ));
            }
        }
    }
    Ok(())
}

/// Refuses what is no name of a domain.
fn check_domain(domain: &str) -> Result<(), VaultError> {
    if is_domain(domain) {
        return Ok(());
    }
    Err(VaultError::new(
        VaultErrorKind::Refused,
        format!(
            "{domain:?} is no name of a domain; take up to 8 parts of a-z, 0-9, -, _ and . with / \
             between them, such as tenant/dataset/purpose"
        ),
    ))
}

#[cfg(test)]
mod tests;
