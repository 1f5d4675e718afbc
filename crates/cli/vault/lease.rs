//! `pumice vault lease`.

use std::{
    collections::BTreeSet,
    fmt,
    io::Write,
    path::Path,
    time::{Duration, SystemTime},
};

use pumice_detect::DetectorBuilder;
use pumice_vault::{Key, Lease, LeaseLabel, now};
use serde::Serialize;

use super::open;
use crate::{
    args::{LeaseCommand, LeaseCreateArgs, LeaseShowArgs},
    exit::Exit,
    log, message, output,
};

/// What stands for all entities of the catalogue.
const ALL: &str = "all";

/// What a text that looks like a token becomes.
const TOKENLIKE: &str = "TOKENLIKE";

pub(super) fn run(command: &LeaseCommand) -> anyhow::Result<Exit> {
    match command {
        LeaseCommand::Create(args) => create(args),
        LeaseCommand::Show(args) => show(args),
    }
}

fn create(args: &LeaseCreateArgs) -> anyhow::Result<Exit> {
    let seal_key = seal_key(args.seal_key_file.as_deref())?;
    let vault = open(&args.vault, &args.key)?;
    let entities = entities(&args.entities)?;
    let expires = now() + args.expires;
    let lease = vault.lease(&args.domain, entities.iter().map(String::as_str), expires)?;
    lease.write(&args.out, seal_key.as_ref())?;
    message(format_args!(
        "{}: a lease for {} entities in epoch {} of domain {}, until {}",
        args.out.display(),
        lease.entities().len(),
        lease.epoch(),
        lease.domain(),
        utc(expires)
    ));
    Ok(Exit::Clean)
}

/// What was asked for: those of the catalogue, and others that a policy may have of its own. A text that
/// looks like a token becomes one in every scrub.
fn entities(asked: &[String]) -> anyhow::Result<BTreeSet<String>> {
    let mut entities: BTreeSet<_> = asked.iter().filter(|name| *name != ALL).cloned().collect();
    if asked.iter().any(|name| name == ALL) {
        let detector = DetectorBuilder::new().build()?;
        let rules = detector.recognizers().iter();
        entities.extend(rules.map(|rule| rule.entity.to_string()));
    }
    entities.insert(TOKENLIKE.to_owned());
    Ok(entities)
}

/// What is told of a lease; the JSON of the command. Fields may be added.
#[derive(Debug, Serialize)]
struct Shown {
    lease: String,
    vault: String,
    domain: String,
    epoch: u32,
    expires: String,
    is_expired: bool,
    inbox: Option<String>,
    is_sealed: bool,
    /// Missing where the lease is sealed and its key was not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<String>>,
}

fn show(args: &LeaseShowArgs) -> anyhow::Result<Exit> {
    let seal_key = seal_key(args.seal_key_file.as_deref())?;
    let label = Lease::label(&args.lease)?;
    // What has expired is shown too.
    let lease = match (label.is_sealed, &seal_key) {
        (true, None) => None,
        _ => Some(Lease::read(&args.lease, seal_key.as_ref(), 0)?),
    };
    let shown = Shown::new(&label, lease.as_ref());
    let mut out = output::stdout()?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &shown)?;
        writeln!(out)?;
    } else {
        write!(out, "{shown}")?;
    }
    out.flush()?;
    Ok(Exit::Clean)
}

fn seal_key(file: Option<&Path>) -> anyhow::Result<Option<Key>> {
    Ok(file.map(Key::read).transpose()?)
}

impl Shown {
    fn new(label: &LeaseLabel, lease: Option<&Lease>) -> Self {
        let inbox = label
            .inbox
            .as_ref()
            .map(|inbox| inbox.display().to_string());
        Self {
            lease: label.lease.to_string(),
            vault: label.vault.to_string(),
            domain: label.domain.clone(),
            epoch: label.epoch,
            expires: utc(label.expires),
            is_expired: now() >= label.expires,
            inbox,
            is_sealed: label.is_sealed,
            entities: lease.map(|lease| lease.entities().map(str::to_owned).collect()),
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "lease     {}", self.lease)?;
        writeln!(f, "vault     {}", self.vault)?;
        writeln!(f, "domain    {}", self.domain)?;
        writeln!(f, "epoch     {}", self.epoch)?;
        let state = if self.is_expired { "  (over)" } else { "" };
        writeln!(f, "expires   {}{state}", self.expires)?;
        if let Some(inbox) = &self.inbox {
            writeln!(f, "inbox     {inbox}")?;
        }
        match &self.entities {
            Some(entities) => writeln!(f, "entities  {}", entities.join(", ")),
            None => writeln!(f, "entities  sealed; give --seal-key-file"),
        }
    }
}

/// A moment, as RFC 3339 has it.
fn utc(seconds: u64) -> String {
    log::utc(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}
