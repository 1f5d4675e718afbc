//! Keys of vaults, from files and from the environment.

use std::{env, ffi::OsString, path::Path};

use anyhow::{anyhow, bail};
use pumice_vault::{Credential, Key, Loss, NewSlot, SlotKind, Vault, VaultError};
use zeroize::Zeroizing;

use crate::{
    args::{KeyArgs, SlotSpec},
    log::{Event, Level, Message},
    message,
};

const PASSPHRASE: &str = "PUMICE_VAULT_PASSPHRASE";
const KEY: &str = "PUMICE_VAULT_KEY";
const NEW_PASSPHRASE: &str = "PUMICE_VAULT_NEW_PASSPHRASE";
const NEW_KEY: &str = "PUMICE_VAULT_NEW_KEY";

/// Opens a vault with what the flags or the environment give, and says what somebody should look at.
///
/// # Errors
/// When nothing is given, or more than one thing, or when it opens no slot.
pub(crate) fn open(folder: &Path, args: &KeyArgs) -> anyhow::Result<Vault> {
    let credential = credential(args)?.ok_or_else(|| {
        anyhow!(
            "{}: no key was given to open it; give --vault-key-file, --vault-passphrase-file, \
             {KEY} or {PASSPHRASE}",
            folder.display()
        )
    })?;
    let vault = Vault::open(folder, &credential)?;
    for notice in vault.notices() {
        let text = format_args!("{}: {notice}", folder.display());
        Message::new(Event::Note, text).level(Level::Warning).send();
    }
    Ok(vault)
}

/// What opens a vault, if anything is given: a file comes before variables.
pub(super) fn credential(args: &KeyArgs) -> anyhow::Result<Option<Credential>> {
    let files = (&args.vault_key_file, &args.vault_passphrase_file);
    let credential = match files {
        (Some(_), Some(_)) => bail!(
            "--vault-key-file and --vault-passphrase-file (or their variables) are both given; a \
             vault is opened by one"
        ),
        (Some(path), None) => Credential::key_file(path)?,
        (None, Some(path)) => Credential::passphrase_file(path)?,
        (None, None) => match (variable(KEY), variable(PASSPHRASE)) {
            (Some(_), Some(_)) => {
                bail!("{KEY} and {PASSPHRASE} are both given; a vault is opened by one")
            }
            (Some(text), None) => of_variable(KEY, Credential::variable(&text))?,
            (None, Some(text)) => of_variable(PASSPHRASE, Credential::passphrase(&text))?,
            (None, None) => return Ok(None),
        },
    };
    Ok(Some(match &args.vault_slot {
        Some(name) => credential.for_slot(name.as_str()),
        None => credential,
    }))
}

/// A slot that is to be made; a key file that is not there is made too.
pub(super) fn new_slot(spec: &SlotSpec) -> anyhow::Result<NewSlot> {
    let credential = match (spec.kind, spec.source.as_deref()) {
        (SlotKind::Passphrase, Some(path)) => Credential::passphrase_file(path.as_ref())?,
        (SlotKind::Passphrase, None) => of_variable(
            NEW_PASSPHRASE,
            Credential::passphrase(&wanted(NEW_PASSPHRASE)?),
        )?,
        (SlotKind::KeyFile, path) => key_file(path.unwrap_or_default().as_ref())?,
        (SlotKind::Variable, name) => {
            let name = name.unwrap_or(NEW_KEY);
            of_variable(name, Credential::variable(&wanted(name)?))?
        }
    };
    Ok(NewSlot::new(spec.name.as_str(), credential)?)
}

fn key_file(path: &Path) -> anyhow::Result<Credential> {
    if path.exists() {
        return Ok(Credential::key_file(path)?);
    }
    let key = Key::create(path)?;
    message(format_args!(
        "{}: a new key was made; keep a copy where the vault is not",
        path.display()
    ));
    Ok(Credential::key(key))
}

/// Whether a loss was accepted.
pub(super) fn loss(is_accepted: bool) -> Loss {
    if is_accepted {
        Loss::Accepted
    } else {
        Loss::Refused
    }
}

/// A variable that is set; an empty one is none.
fn variable(name: &str) -> Option<Zeroizing<Vec<u8>>> {
    let text = env::var_os(name).map(OsString::into_encoded_bytes)?;
    (!text.is_empty()).then(|| Zeroizing::new(text))
}

fn wanted(name: &str) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    variable(name).ok_or_else(|| anyhow!("{name}: is not set; it is to hold the secret of a slot"))
}

/// Names the variable where the secret in it is wrong.
fn of_variable(name: &str, result: Result<Credential, VaultError>) -> anyhow::Result<Credential> {
    result.map_err(|error| anyhow!("{name}: {error}"))
}
