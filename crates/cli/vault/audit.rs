//! `pumice vault audit`: what the log of a vault is worth.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, bail};
use pumice_vault::{
    Vault,
    audit::{Checkpoint, Log},
    policy::SignedPolicy,
};
use serde_json::Value;

use crate::{
    args::{AuditCommand, AuditVerifyArgs},
    exit::Exit,
    message, output, vault,
};

/// Runs the command.
///
/// # Errors
/// When something was changed, moved or taken away, or cannot be read.
pub(super) fn run(command: &AuditCommand) -> anyhow::Result<Exit> {
    match command {
        AuditCommand::Verify(args) => verify(args),
    }
}

/// Checks a log, and says how long it is.
fn verify(args: &AuditVerifyArgs) -> anyhow::Result<Exit> {
    let vault = vault::open(&args.vault, &args.key)?;
    let (layout, keyring) = (vault.layout(), vault.keyring());
    let mut verdict = Log::verify(layout, keyring, None)?;
    for file in &args.checkpoint {
        let known = read(file)?;
        verdict = Log::verify(layout, keyring, Some(&known))
            .with_context(|| format!("{}: was kept of another log", file.display()))?;
    }
    check_policy(&vault, verdict.policy)?;
    if verdict.torn_bytes > 0 {
        message(format_args!(
            "{}: {} bytes at the end of the audit log are of an entry that was never completed; the next \
             entry takes them away",
            args.vault.display(),
            verdict.torn_bytes
        ));
    }
    let signed = verdict.last.map_or(0, |last| last.count);
    let mut out = output::stdout()?;
    writeln!(
        out,
        "{}: the audit log holds: {} entries, {} of them signed by {} checkpoints",
        args.vault.display(),
        verdict.entries,
        signed,
        verdict.checkpoints
    )?;
    out.flush()?;
    Ok(Exit::Clean)
}

/// Refuses a vault whose policy is an older one than was set last.
fn check_policy(vault: &Vault, set_last: u64) -> anyhow::Result<()> {
    let newest = SignedPolicy::newest(vault.layout(), vault.keyring())?;
    let newest = newest.map_or(0, |policy| policy.number);
    // A crash may have come between the entry and the policy.
    if newest + 1 < set_last || newest > set_last {
        bail!(
            "{}: policy {newest} is in force, and the audit log says that policy {set_last} was set last; \
             set it again with `pumice vault policy set`",
            vault.layout().policies().display()
        );
    }
    Ok(())
}

/// The checkpoint in a report of a reveal, or one that stands alone.
fn read(file: &Path) -> anyhow::Result<Checkpoint> {
    let name = file.display();
    let text = fs::read(file).with_context(|| format!("{name}: cannot be read; check the path"))?;
    let none = || format!("{name}: holds no checkpoint; name a report of `pumice reveal`");
    let mut object: Value = serde_json::from_slice(&text).with_context(none)?;
    let object = match object.get_mut("audit") {
        Some(audit) => audit.take(),
        None => object,
    };
    serde_json::from_value(object).with_context(none)
}
