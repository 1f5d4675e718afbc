//! `pumice policy`: writes and checks policies, and hashes values for them.

mod hash;

use std::{
    fmt,
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use anyhow::{Context, anyhow, bail};
use pumice_detect::Backend;
use pumice_engine::{
    Access, Draft, HashKey, Mode, Policy, PolicyError, PolicyErrors, Proof, Protected, Scrubber,
    Tokens, publish,
};

use crate::{
    args::PolicyCommand,
    exit::Exit,
    job::hash_key,
    log::{Event, Level, Message},
    output,
};

/// A dictionary of a million long terms; what is larger is no policy.
const MAX_FILE_BYTES: u64 = 1 << 30;

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
        } => return check(file, hash_key_file.as_deref()),
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
    compile_read((read_or_builtin(file)?, file), key, (mode, None), backend)
}

/// Reads a policy, the built-in one where no file is named.
///
/// # Errors
/// When it cannot be read or is wrong.
pub(crate) fn read_or_builtin(file: Option<&Path>) -> anyhow::Result<Policy> {
    match file {
        None => Ok(Policy::builtin()),
        Some(file) => read(file)?.map_err(|errors| refused(file, errors.as_slice())),
    }
}

/// Compiles a policy that was read from a file, with what makes its tokens.
///
/// # Errors
/// When it does not compile, or a key or a vault is missing.
pub(crate) fn compile_read(
    (policy, file): (Policy, Option<&Path>),
    key: Option<HashKey>,
    (mode, tokens): (Mode, Option<Tokens>),
    backend: Backend,
) -> anyhow::Result<Scrubber> {
    let key = key_for(&policy, key, mode)?;
    // What only counts replaces nothing.
    let tokens = tokens.or_else(|| (mode == Mode::Scan).then(Tokens::unused));
    let compiled = Scrubber::compile(policy, key, tokens, backend);
    let Some(file) = file else {
        return compiled.map_err(|error| anyhow!("the built-in policy: {error}"));
    };
    compiled.map_err(|error| match error.mistakes() {
        [] => anyhow!("{}: {error}", file.display()),
        mistakes => refused(file, mistakes),
    })
}

/// The key that a policy is compiled with. What counts is the same under any, so nobody should have to
/// hand over theirs to have something counted; only hashes of allowed values want the one that made
/// them.
fn key_for(policy: &Policy, key: Option<HashKey>, mode: Mode) -> anyhow::Result<Option<HashKey>> {
    Ok(match (key, mode) {
        (None, Mode::Scan) if policy.allow_hashes().is_none() => {
            Some(HashKey::from_bytes(&[0; HashKey::MIN_BYTES])?)
        }
        (key, _) => key,
    })
}

/// The first of some mistakes, as a message puts it.
fn refused(file: &Path, mistakes: &[PolicyError]) -> anyhow::Error {
    let first = mistakes
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    match mistakes.len() {
        0 | 1 => anyhow!("{first}"),
        all => anyhow!(
            "{first} (and {} more; `pumice policy check {}` names them)",
            all - 1,
            file.display()
        ),
    }
}

/// Reads a policy and the files that it names.
///
/// # Errors
/// The outer one when there is no such file; the inner one when the policy is wrong.
fn read(file: &Path) -> anyhow::Result<Result<Policy, PolicyErrors>> {
    let bytes = read_file(file).with_context(|| {
        let name = file.display();
        format!("{name}: the policy cannot be read; check the path and its permissions")
    })?;
    Ok(Policy::load(file, &bytes, &mut read_file))
}

/// All bytes of a file of reasonable size.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = File::open(path)?.take(MAX_FILE_BYTES + 1);
    if file.read_to_end(&mut bytes)? as u64 > MAX_FILE_BYTES {
        return Err(io::Error::other("it has more than 1 GiB"));
    }
    Ok(bytes)
}

/// Writes the built-in policy. What is there is somebody's work, so it stays.
fn init(path: &Path) -> anyhow::Result<()> {
    if path.symlink_metadata().is_ok() {
        bail!("{}: is there already; choose another name", path.display());
    }
    let mut draft = Draft::beside(path, Access::Default, &Protected::default())?;
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

/// Says everything that is wrong with a policy, or what was proved of it.
///
/// Mistakes and warnings go to standard error, a line each and as compilers write them, so that
/// editors find the place.
fn check(file: &Path, hash_key_file: Option<&Path>) -> anyhow::Result<Exit> {
    let key = hash_key(hash_key_file)?;
    let policy = match read(file)? {
        Ok(policy) => policy,
        Err(errors) => return conclude(file, errors.as_slice()),
    };
    let key = key_for(&policy, key, Mode::Scan)?;
    let tokens = Some(Tokens::unused());
    let scrubber = match Scrubber::compile(policy, key, tokens, Backend::best()) {
        Ok(scrubber) => scrubber,
        Err(error) if error.mistakes().is_empty() => bail!("{}: {error}", file.display()),
        Err(error) => return conclude(file, error.mistakes()),
    };
    let proof = scrubber.prove();
    for warning in &proof.warnings {
        let (name, line) = (warning.file().unwrap_or_default(), warning.line());
        let text = format_args!("{name}:{line}: warning: {}", warning.message());
        tell(Level::Warning, warning, text);
    }
    if !proof.mistakes.is_empty() {
        return conclude(file, &proof.mistakes);
    }
    let mut out = output::stdout()?;
    let name = file.display();
    let hash = scrubber.policy().hash();
    writeln!(out, "{name}: ok, sha256 {hash}")?;
    write_proof(&mut out, file, scrubber.policy(), &proof)?;
    out.flush()?;
    Ok(Exit::Clean)
}

/// What was proved, in numbers.
fn write_proof(
    out: &mut impl Write,
    file: &Path,
    policy: &Policy,
    proof: &Proof,
) -> io::Result<()> {
    let name = file.display();
    let files = policy.files().count();
    if files > 1 {
        writeln!(out, "{name}: {} read", count(files, "file"))?;
    }
    if proof.recognizers > 0 {
        writeln!(
            out,
            "{name}: {} of its own, {} found, {} left",
            count(proof.recognizers, "recognizer"),
            count(proof.examples, "example"),
            count(proof.counterexamples, "counterexample")
        )?;
    }
    if let Some(hashes) = policy.allow_hashes() {
        let key = hashes.key_id();
        writeln!(
            out,
            "{name}: it allows values by their hashes, so every run needs the key {key} that made them"
        )?;
    } else if proof.needs_key {
        writeln!(
            out,
            "{name}: it hashes, so `scrub` needs --hash-key-file or PUMICE_HASH_KEY"
        )?;
    }
    match proof.warnings.len() {
        0 => Ok(()),
        warnings => writeln!(out, "{name}: {}", count(warnings, "warning")),
    }
}

/// Names all mistakes.
fn conclude(file: &Path, mistakes: &[PolicyError]) -> anyhow::Result<Exit> {
    for mistake in mistakes {
        tell(Level::Error, mistake, mistake);
    }
    let count = count(mistakes.len(), "mistake");
    let text = format_args!("{}: {count}; correct them", file.display());
    Message::new(Event::Failed, text)
        .with("file", file.display().to_string())
        .send();
    Ok(Exit::Error)
}

/// One line on standard error about a place in a policy.
fn tell(level: Level, flaw: &PolicyError, line: impl fmt::Display) {
    let message = Message::new(Event::Policy, line).level(level);
    let message = message.with("line", flaw.line());
    match flaw.file() {
        Some(file) => message.with("file", file).send_bare(),
        None => message.send_bare(),
    }
}

/// `1 file`, `2 files`.
fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
