//! `pumice vault`: makes and keeps a vault.

mod audit;
mod domain;
mod epoch;
mod init;
mod key;
mod lease;
mod merge;
mod policy;
mod repair;
mod slot;
mod status;
mod verify;

use std::{fmt, path::Path};

use pumice_vault::{Vault, lock};

pub(crate) use self::key::open;
use crate::{
    args::{RekeyArgs, VaultCommand},
    exit::Exit,
    message,
};

/// Runs the command.
///
/// # Errors
/// When the vault cannot be opened, or what is asked for cannot be done.
pub(crate) fn run(command: &VaultCommand) -> anyhow::Result<Exit> {
    lock::harden();
    match command {
        VaultCommand::Init(args) => init::run(args),
        VaultCommand::Status(args) => status::run(args),
        VaultCommand::Slot(command) => slot::run(command),
        VaultCommand::Domain(command) => domain::run(command),
        VaultCommand::Epoch(command) => epoch::run(command),
        VaultCommand::Rekey(args) => rekey(args),
        VaultCommand::Lease(command) => lease::run(command),
        VaultCommand::Verify(args) => verify::run(args),
        VaultCommand::Merge(args) => merge::run(args),
        VaultCommand::Repair(args) => repair::run(args),
        VaultCommand::Policy(command) => policy::run(command),
        VaultCommand::Audit(command) => audit::run(command),
    }
}

fn rekey(args: &RekeyArgs) -> anyhow::Result<Exit> {
    let mut vault = open(&args.vault, &args.key)?;
    vault.rekey(key::loss(args.i_accept_loss))?;
    done(
        &args.vault,
        &vault,
        format_args!("has a new root, and all of its slots open it"),
    );
    Ok(Exit::Clean)
}

/// Says what was changed.
fn done(folder: &Path, vault: &Vault, what: impl fmt::Display) {
    message(format_args!(
        "{}: {what} (generation {} of the keyring)",
        folder.display(),
        vault.generation()
    ));
}
