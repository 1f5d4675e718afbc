//! Generations of the keyring on the disk, layout 1.
//!
//! Each change writes a new file, `keyring/NUMBER.keys`, with a new root: to make a root anew is to write
//! the same keys once more. A [`document`] of kind `keyring`:
//!
//! ```text
//! vault, generation            numbers from 1
//! roots: slot, root            the root, sealed by HPKE to the key of each slot; its purpose names vault, generation and slot
//! keys                         nonce (12) | keyring | tag (16): AES-256-GCM-SIV under a key of the root,
//!                              bound to all that stands above
//! ```
//!
//! `keyring/head` says which number was written last, so that a file that is gone, or a folder that was
//! set back, is noticed. It is written after the generation, and proves nothing against whoever sets
//! both back.
//!
//! A change that adds leaves the generation before it where it is, in case the new one is damaged. A
//! change that takes away leaves none: what was taken would be there still.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Keyring;
use crate::{
    Key, Layout, VaultError, VaultErrorKind, VaultId,
    derive::{Label, about, derive},
    disk,
    document::{self, Binary, Document},
    seal,
    slots::OpenSlot,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Generation {
    vault: VaultId,
    generation: u64,
    roots: Vec<Root>,
    keys: Binary,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Root {
    slot: String,
    root: Binary,
}

impl Document for Generation {
    const KIND: &str = "keyring";
    const VERSION: u32 = 1;
    const MAX_BYTES: u64 = 256 << 20;
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    vault: VaultId,
    generation: u64,
}

impl Document for Head {
    const KIND: &str = "head";
    const VERSION: u32 = 1;
}

/// A keyring that was read.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) keyring: Keyring,
    pub(crate) generation: u64,
    /// Newer generations that are there and do not open.
    pub(crate) damaged: Vec<u64>,
    /// What is known to have been written.
    pub(crate) last: u64,
}

/// What becomes of the generations before a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// The last one stays.
    Last,
    /// All of them go.
    None,
}

/// Reads the newest generation that opens.
pub(crate) fn open(layout: &Layout, vault: VaultId, slot: &OpenSlot) -> Result<Opened, VaultError> {
    let numbers = numbers(layout)?;
    let (mut damaged, mut first) = (vec![], None);
    for &generation in numbers.iter().rev() {
        match read(layout, vault, generation, slot) {
            Ok(keyring) => {
                let newest = *numbers.last().unwrap_or(&generation);
                return Ok(Opened {
                    keyring,
                    generation,
                    damaged,
                    last: newest.max(head(layout, vault)),
                });
            }
            Err(error) if error.kind() == VaultErrorKind::Damaged => {
                damaged.push(generation);
                first = first.or(Some(error));
            }
            Err(error) => return Err(error),
        }
    }
    Err(first.unwrap_or_else(|| {
        VaultError::new(
            VaultErrorKind::Missing,
            "holds no keyring; take the folder of the vault from a backup",
        )
        .at(layout.keyring())
    }))
}

fn read(
    layout: &Layout,
    vault: VaultId,
    generation: u64,
    slot: &OpenSlot,
) -> Result<Keyring, VaultError> {
    let path = path(layout, generation);
    let damaged = |what| VaultError::new(VaultErrorKind::Damaged, what).at(&path);
    let file = load(layout, vault, generation)?;
    let Some(sealed) = file.roots.iter().find(|root| root.slot == slot.name) else {
        return Err(VaultError::new(
            VaultErrorKind::Refused,
            format!(
                "knows no slot {:?}: it was removed, or adding it was interrupted; open the vault \
                 by another slot",
                slot.name
            ),
        )
        .at(path));
    };
    let purpose = purpose(vault, generation, &slot.name);
    let keyring = seal::open_with(&slot.key, &purpose, &sealed.root.0)
        .and_then(|root| {
            let key = derive(&root, &vault, Label::Keyring, &[]);
            seal::unwrap(&key, &bound(vault, generation, &file.roots), &file.keys.0)
        })
        .and_then(|keys| Keyring::from_bytes(vault, &keys));
    let keyring =
        keyring.ok_or_else(|| damaged("does not open; was it changed? Take it from a backup"))?;
    if keyring.anchor() != slot.anchor {
        return Err(damaged(
            "holds keys that the slot does not vouch for: somebody has put another vault in the \
             place of this one",
        ));
    }
    Ok(keyring)
}

/// What is wrong with generations, and with what says which was the last, as far as their sums tell.
pub(crate) fn check(layout: &Layout, vault: VaultId) -> Result<Vec<VaultError>, VaultError> {
    let generations = numbers(layout)?.into_iter();
    let wrong = generations.filter_map(|generation| load(layout, vault, generation).err());
    Ok(wrong.chain(read_head(layout, vault).err()).collect())
}

/// The file of a generation, if it is that of this vault and this number.
fn load(layout: &Layout, vault: VaultId, generation: u64) -> Result<Generation, VaultError> {
    let path = path(layout, generation);
    let file: Generation = document::read(&path)?;
    if (file.vault, file.generation) == (vault, generation) {
        return Ok(file);
    }
    Err(VaultError::new(
        VaultErrorKind::Damaged,
        "is the keyring of another vault, or of another number; take it from a backup",
    )
    .at(path))
}

/// Writes a generation under a new root, durable when this returns.
pub(crate) fn write(
    layout: &Layout,
    keyring: &Keyring,
    generation: u64,
    before: Before,
) -> Result<(), VaultError> {
    let (vault, root) = (keyring.vault, Key::random());
    let roots = keyring.slots.iter().map(|(name, slot)| {
        let sealed = seal::seal_to(&slot.public, &purpose(vault, generation, name), &root);
        Root {
            slot: name.clone(),
            root: sealed.expect("keys of slots are keys").into(),
        }
    });
    let mut file = Generation {
        vault,
        generation,
        roots: roots.collect(),
        keys: vec![].into(),
    };
    let key = derive(&root, &vault, Label::Keyring, &[]);
    let bound = bound(vault, generation, &file.roots);
    file.keys = seal::wrap(&key, &bound, &keyring.to_bytes()).into();
    disk::create(&path(layout, generation), &document::to_bytes(&file))?;
    let head = Head { vault, generation };
    disk::replace(&head_path(layout), &document::to_bytes(&head))?;
    remove_before(layout, generation, before)
}

fn remove_before(layout: &Layout, generation: u64, before: Before) -> Result<(), VaultError> {
    let mut old = numbers(layout)?;
    old.retain(|&number| number < generation);
    if before == Before::Last {
        old.pop();
    }
    for &number in &old {
        disk::remove(&path(layout, number))?;
    }
    if !old.is_empty() {
        disk::sync_folder(&layout.keyring())?;
    }
    Ok(())
}

/// What a root is sealed for.
fn purpose(vault: VaultId, generation: u64, slot: &str) -> Vec<u8> {
    let generation = generation.to_le_bytes();
    about(Label::Root, &[vault.bytes(), &generation, slot.as_bytes()])
}

/// What the keys are bound to.
fn bound(vault: VaultId, generation: u64, roots: &[Root]) -> Vec<u8> {
    let generation = generation.to_le_bytes();
    let mut fields: Vec<&[u8]> = vec![vault.bytes(), &generation];
    for root in roots {
        fields.extend([root.slot.as_bytes(), &root.root.0]);
    }
    about(Label::Keyring, &fields)
}

/// Numbers of the generations that are there, ascending.
pub(crate) fn numbers(layout: &Layout) -> Result<Vec<u64>, VaultError> {
    let names = disk::names(&layout.keyring())?;
    let mut numbers: Vec<u64> = names
        .iter()
        .filter_map(|name| name.strip_suffix(".keys")?.parse().ok())
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// The number that was written last, 0 where nothing says so.
fn head(layout: &Layout, vault: VaultId) -> u64 {
    read_head(layout, vault).unwrap_or(0)
}

fn read_head(layout: &Layout, vault: VaultId) -> Result<u64, VaultError> {
    let path = head_path(layout);
    let head: Head = document::read(&path)?;
    if head.vault == vault {
        return Ok(head.generation);
    }
    let what = "is that of another vault; take it from a backup";
    Err(VaultError::new(VaultErrorKind::Damaged, what).at(path))
}

pub(crate) fn path(layout: &Layout, generation: u64) -> PathBuf {
    layout.keyring().join(format!("{generation:08}.keys"))
}

fn head_path(layout: &Layout) -> PathBuf {
    layout.keyring().join("head")
}
