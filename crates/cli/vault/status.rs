//! `pumice vault status`.

use std::{fmt, io::Write};

use pumice_vault::{Slot, Vault};
use serde::Serialize;

use super::{key, open};
use crate::{args::VaultStatusArgs, exit::Exit, output};

/// What is told of a vault; the JSON of the command. Fields may be added.
#[derive(Debug, Serialize)]
struct Status {
    vault: String,
    /// The newest generation of the keyring that is there.
    generation: u64,
    slots: Vec<SlotStatus>,
    /// The generation that was opened; with a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    opened: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domains: Option<Vec<DomainStatus>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notices: Option<Vec<String>>,
}

#[derive(Debug, Serialize)]
struct SlotStatus {
    name: String,
    kind: &'static str,
}

/// A domain and the epochs whose keys are kept.
#[derive(Debug, Serialize)]
pub(super) struct DomainStatus {
    domain: String,
    /// The one in use is the last.
    epochs: Vec<u32>,
}

pub(super) fn run(args: &VaultStatusArgs) -> anyhow::Result<Exit> {
    let outside = Vault::outside(&args.vault)?;
    let vault = match key::credential(&args.key)? {
        Some(_) => Some(open(&args.vault, &args.key)?),
        None => None,
    };
    let slots = outside.slots.into_iter().map(SlotStatus::from);
    let status = Status {
        vault: outside.vault.to_string(),
        generation: outside.generation,
        slots: slots.collect(),
        opened: vault.as_ref().map(Vault::generation),
        domains: vault.as_ref().map(domains),
        notices: vault
            .as_ref()
            .map(|vault| vault.notices().iter().map(ToString::to_string).collect()),
    };
    let mut out = output::stdout()?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &status)?;
        writeln!(out)?;
    } else {
        write!(out, "{status}")?;
    }
    out.flush()?;
    Ok(Exit::Clean)
}

pub(super) fn domains(vault: &Vault) -> Vec<DomainStatus> {
    let keyring = vault.keyring();
    let domains = keyring.domains().map(|domain| DomainStatus {
        domain: domain.to_owned(),
        epochs: keyring.epochs(domain),
    });
    domains.collect()
}

impl From<Slot> for SlotStatus {
    fn from(slot: Slot) -> Self {
        Self {
            name: slot.name,
            kind: slot.kind.map_or("damaged", |kind| kind.name()),
        }
    }
}

impl fmt::Display for DomainStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let epochs: Vec<_> = self.epochs.iter().map(u32::to_string).collect();
        write!(f, "{}  epochs {}", self.domain, epochs.join(", "))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "vault    {}", self.vault)?;
        writeln!(f, "keyring  generation {}", self.generation)?;
        for slot in &self.slots {
            writeln!(f, "slot     {}  {}", slot.name, slot.kind)?;
        }
        for domain in self.domains.iter().flatten() {
            writeln!(f, "domain   {domain}")?;
        }
        for notice in self.notices.iter().flatten() {
            writeln!(f, "look at  {notice}")?;
        }
        Ok(())
    }
}
