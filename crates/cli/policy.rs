//! `pumice policy`: writes and checks policies.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, bail};
use pumice_engine::{Access, Draft, HashKey, Policy, Scrubber, publish};

use crate::{args::PolicyCommand, exit::Exit, output};

/// Runs the command.
///
/// # Errors
/// When a policy is wrong or cannot be read or written.
pub(crate) fn run(command: &PolicyCommand) -> anyhow::Result<Exit> {
    match command {
        PolicyCommand::Init { out: None } => {
            let mut out = output::stdout()?;
            out.write_all(Policy::BUILTIN.as_bytes())?;
            out.flush()?;
        }
        PolicyCommand::Init { out: Some(path) } => init(path)?,
        PolicyCommand::Check { file } => check(file)?,
    }
    Ok(Exit::Clean)
}

/// Reads and parses a policy, the built-in one where no file is named.
///
/// # Errors
/// When it cannot be read or is wrong; the message names file and line.
pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Policy> {
    let Some(file) = file else {
        return Ok(Policy::builtin());
    };
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| {
        format!("{name}: the policy cannot be read; check the path and that it is UTF-8")
    })?;
    Policy::parse(&text).with_context(|| name.to_string())
}

/// Writes the built-in policy. What is there is somebody's work, so it stays.
fn init(path: &Path) -> anyhow::Result<()> {
    if path.symlink_metadata().is_ok() {
        bail!("{}: is there already; choose another name", path.display());
    }
    let mut draft = Draft::beside(path, Access::Default, &[])?;
    draft
        .write_all(Policy::BUILTIN.as_bytes())
        .with_context(|| format!("{}: cannot be written; check the disk", path.display()))?;
    publish([draft])?;
    Ok(())
}

fn check(file: &Path) -> anyhow::Result<()> {
    let policy = load(Some(file))?;
    let hash = policy.hash().to_owned();
    // Compiled as for a run: some mistakes show only against the recognizers. A policy is right or
    // wrong whatever the key, so any will do.
    let key = HashKey::from_bytes(&[0; HashKey::MIN_BYTES])?;
    Scrubber::new(policy, Some(key)).with_context(|| file.display().to_string())?;
    let mut out = output::stdout()?;
    writeln!(out, "{}: ok, sha256 {hash}", file.display())?;
    out.flush()?;
    Ok(())
}
