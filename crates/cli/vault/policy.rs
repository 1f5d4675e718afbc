//! `pumice vault policy`: who may see what.

use std::{fs, io::Write};

use anyhow::{Context, anyhow};
use pumice_vault::policy::{RevealPolicy, SignedPolicy};

use crate::{
    args::{PolicySetArgs, PolicyShowArgs, RevealPolicyCommand},
    exit::Exit,
    message, output, vault,
};

/// Runs the command.
///
/// # Errors
/// When there is no policy, or it is wrong, was changed or cannot be written.
pub(super) fn run(command: &RevealPolicyCommand) -> anyhow::Result<Exit> {
    match command {
        RevealPolicyCommand::Set(args) => set(args),
        RevealPolicyCommand::Show(args) => show(args),
    }
}

/// Signs a policy and puts it in force.
fn set(args: &PolicySetArgs) -> anyhow::Result<Exit> {
    let name = args.file.display();
    let text = fs::read_to_string(&args.file)
        .with_context(|| format!("{name}: cannot be read; it must be TOML in UTF-8"))?;
    let policy: RevealPolicy =
        toml::from_str(&text).map_err(|error| anyhow!("{name}: {}", error.to_string().trim()))?;
    policy.check().map_err(|error| anyhow!("{name}: {error}"))?;
    let vault = vault::open(&args.vault, &args.key)?;
    let signed = SignedPolicy::set(vault.layout(), vault.keyring(), policy)?;
    message(format_args!(
        "{}: policy {} is in force; roles: {}",
        args.vault.display(),
        signed.number,
        signed.policy.roles().collect::<Vec<_>>().join(", ")
    ));
    Ok(Exit::Clean)
}

/// Writes the policy that is in force to standard output.
fn show(args: &PolicyShowArgs) -> anyhow::Result<Exit> {
    let vault = vault::open(&args.vault, &args.key)?;
    let signed = SignedPolicy::newest(vault.layout(), vault.keyring())?.ok_or_else(|| {
        anyhow!(
            "{}: has no policy, so nobody may reveal anything; write one and run `pumice vault policy set`",
            args.vault.display()
        )
    })?;
    let mut out = output::stdout()?;
    serde_json::to_writer_pretty(&mut out, &signed.policy)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(Exit::Clean)
}
