//! `pumice vault epoch`.

use pumice_vault::now;

use super::{done, open};
use crate::{args::EpochCommand, exit::Exit};

pub(super) fn run(command: &EpochCommand) -> anyhow::Result<Exit> {
    match command {
        EpochCommand::Rotate {
            vault: folder,
            domain,
            key,
        } => {
            let mut vault = open(folder, key)?;
            let epoch = vault.rotate_epoch(domain)?;
            let what = format_args!("domain {domain} is in epoch {epoch} now; replace its leases");
            done(folder, &vault, what);
        }
        EpochCommand::Retire(args) => {
            let mut vault = open(&args.vault, &args.key)?;
            vault.retire_epoch(&args.domain, args.epoch, &args.segments, now())?;
            let (domain, epoch) = (&args.domain, args.epoch);
            let what = format_args!("epoch {epoch} of domain {domain} is forgotten");
            done(&args.vault, &vault, what);
        }
    }
    Ok(Exit::Clean)
}
