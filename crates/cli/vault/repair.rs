//! `pumice vault repair`.

use std::{io::Write, time::Duration};

use super::open;
use crate::{args::VaultRepairArgs, exit::Exit, message, output};

pub(super) fn run(args: &VaultRepairArgs) -> anyhow::Result<Exit> {
    let vault = open(&args.vault, &args.key)?;
    let age = Duration::from_secs(args.older_than);
    let repaired = pumice_vault::repair(vault.keyring(), vault.layout(), &args.segments, age)?;
    let mut out = output::stdout()?;
    for path in &repaired.removed {
        writeln!(out, "{}", path.display())?;
    }
    out.flush()?;
    for path in &repaired.spared {
        message(format_args!(
            "{}: is left, for a process may be at work on it (--older-than)",
            path.display()
        ));
    }
    message(format_args!(
        "{}: {} files were taken away",
        args.vault.display(),
        repaired.removed.len()
    ));
    Ok(Exit::Clean)
}
