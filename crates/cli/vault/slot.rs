//! `pumice vault slot`.

use std::env;

use anyhow::anyhow;
use pumice_vault::Vault;

use super::{done, key, open};
use crate::{
    args::{SlotAddArgs, SlotCommand, SlotRemoveArgs, SlotTestArgs},
    exit::Exit,
    message,
};

pub(super) fn run(command: &SlotCommand) -> anyhow::Result<Exit> {
    match command {
        SlotCommand::Add(args) => add(args),
        SlotCommand::Test(args) => test(args),
        SlotCommand::Remove(args) => remove(args),
    }
}

fn add(args: &SlotAddArgs) -> anyhow::Result<Exit> {
    let mut vault = open(&args.vault, &args.key)?;
    let slot = key::new_slot(&args.slot)?;
    vault.add_slot(&slot)?;
    done(
        &args.vault,
        &vault,
        format_args!("slot {} was added", slot.name()),
    );
    Ok(Exit::Clean)
}

fn remove(args: &SlotRemoveArgs) -> anyhow::Result<Exit> {
    let mut vault = open(&args.vault, &args.key)?;
    vault.remove_slot(&args.slot, key::loss(args.i_accept_loss))?;
    done(
        &args.vault,
        &vault,
        format_args!("slot {} was removed", args.slot),
    );
    Ok(Exit::Clean)
}

fn test(args: &SlotTestArgs) -> anyhow::Result<Exit> {
    let folder = args.vault.display();
    let vault = open(&args.vault, &args.key)?;
    let generation = vault.generation();
    message(format_args!(
        "{folder}: slot {} opens it (generation {generation} of the keyring)",
        vault.slot()
    ));
    if !args.drill {
        return Ok(Exit::Clean);
    }
    let credential = key::credential(&args.key)?
        .ok_or_else(|| anyhow!("{folder}: the key that opened it is gone"))?;
    let scratch = args.scratch.clone().unwrap_or_else(env::temp_dir);
    let drill = Vault::drill(&args.vault, &credential.for_slot(vault.slot()), &scratch)?;
    message(format_args!(
        "{folder}: a copy was restored by slot {} alone; tokens made now are resolved in {} domains, \
         in all classes",
        drill.slot, drill.domains
    ));
    Ok(Exit::Clean)
}
