//! `pumice policy`: writes and checks policies, and hashes values for them.

mod hash;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow, bail};
use pumice_detect::Backend;
use pumice_engine::{Access, AllowHashes, Draft, HashKey, Mode, Policy, Scrubber, publish};

use crate::{args::PolicyCommand, exit::Exit, job::hash_key, output};

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
        PolicyCommand::Check {
            file,
            hash_key_file,
        } => check(file, hash_key_file.as_deref())?,
        PolicyCommand::Hash(args) => hash::run(args)?,
    }
    Ok(Exit::Clean)
}

/// Reads a policy, the built-in one where no file is named, and compiles it for a backend.
///
/// # Errors
/// When it cannot be read or is wrong, or when its key is missing; the message names the file, and the
/// line if there is one.
pub(crate) fn compile(
    file: Option<&Path>,
    key: Option<HashKey>,
    mode: Mode,
    backend: Backend,
) -> anyhow::Result<Scrubber> {
    let name = file.map_or("the built-in policy".into(), |file| {
        file.display().to_string()
    });
    let policy = match file {
        Some(file) => read(file)?,
        None => Policy::builtin(),
    };
    let key = match mode {
        // What counts is the same under any key, so nobody should have to hand over theirs.
        Mode::Scan if policy.allow_hashes_file().is_none() => Some(key.map_or_else(any_key, Ok)?),
        _ => key,
    };
    Scrubber::with_backend(policy, key, backend).map_err(|error| anyhow!("{name}: {error}"))
}

/// Reads a policy and the hashes of allowed values that it names.
fn read(file: &Path) -> anyhow::Result<Policy> {
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| {
        format!("{name}: the policy cannot be read; check the path and that it is UTF-8")
    })?;
    let mut policy = Policy::parse(&text).map_err(|error| anyhow!("{name}: {error}"))?;
    if let Some(hashes) = policy.allow_hashes_file() {
        let hashes = file.with_file_name("").join(hashes);
        policy.set_allow_hashes(read_hashes(&hashes)?);
    }
    Ok(policy)
}

fn read_hashes(file: &Path) -> anyhow::Result<AllowHashes> {
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| {
        format!("{name}: the allowed hashes cannot be read; check `allow_hashes` in the policy")
    })?;
    AllowHashes::parse(&text).map_err(|error| anyhow!("{name}: {error}"))
}

/// The file of hashes that a policy names, so that no output replaces it; `None` where it names none or
/// cannot be read, which others tell.
pub(crate) fn allow_hashes_path(policy: Option<&Path>, scrubber: &Scrubber) -> Option<PathBuf> {
    let hashes = scrubber.policy().allow_hashes_file()?;
    Some(policy?.with_file_name("").join(hashes))
}

/// A key for policies that are compiled and hash nothing.
fn any_key() -> anyhow::Result<HashKey> {
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

fn check(file: &Path, hash_key_file: Option<&Path>) -> anyhow::Result<()> {
    let key = hash_key(hash_key_file)?;
    let scrubber = compile(Some(file), key, Mode::Scan, Backend::best())?;
    let mut out = output::stdout()?;
    writeln!(
        out,
        "{}: ok, sha256 {}",
        file.display(),
        scrubber.policy().hash()
    )?;
    Ok(out.flush()?)
}
