//! `pumice policy`: writes and checks policies.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, anyhow, bail};
use pumice_detect::Backend;
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

/// Reads a policy, the built-in one where no file is named, and compiles it for a backend.
///
/// # Errors
/// When it cannot be read or is wrong; the message names the file, and the line if there is one.
pub(crate) fn compile(
    file: Option<&Path>,
    key: Option<HashKey>,
    backend: Backend,
) -> anyhow::Result<Scrubber> {
    let name = file.map_or("the built-in policy".into(), |file| {
        file.display().to_string()
    });
    let policy = match file {
        Some(file) => {
            let text = fs::read_to_string(file).with_context(|| {
                format!("{name}: the policy cannot be read; check the path and that it is UTF-8")
            })?;
            Policy::parse(&text).map_err(|error| anyhow!("{name}: {error}"))?
        }
        None => Policy::builtin(),
    };
    Scrubber::with_backend(policy, key, backend).map_err(|error| anyhow!("{name}: {error}"))
}

/// A key for policies that are compiled and hash nothing: to be right or wrong, or to count, is
/// the same under any key, so nobody should have to hand over theirs.
///
/// # Errors
/// Never: the key is long enough.
pub(crate) fn any_key() -> anyhow::Result<HashKey> {
    Ok(HashKey::from_bytes(&[0; HashKey::MIN_BYTES])?)
}

/// Writes the built-in policy. What is there is somebody's work, so it stays.
fn init(path: &Path) -> anyhow::Result<()> {
    if path.symlink_metadata().is_ok() {
        bail!("{}: is there already; choose another name", path.display());
    }
    let mut draft = Draft::beside(path, Access::Default, &[])?;
    draft
        .write_all(Policy::BUILTIN.as_bytes())
        .with_context(|| {
            format!(
                "{}: cannot be written; check the space on its disk",
                path.display()
            )
        })?;
    Ok(publish([draft])?)
}

fn check(file: &Path) -> anyhow::Result<()> {
    let scrubber = compile(Some(file), Some(any_key()?), Backend::best())?;
    let mut out = output::stdout()?;
    writeln!(
        out,
        "{}: ok, sha256 {}",
        file.display(),
        scrubber.policy().hash()
    )?;
    Ok(out.flush()?)
}
