//! `pumice vault domain`.

use std::io::Write;

use super::{done, open, status};
use crate::{
    args::{DomainAddArgs, DomainCommand, VaultStatusArgs},
    exit::Exit,
    output,
};

pub(super) fn run(command: &DomainCommand) -> anyhow::Result<Exit> {
    match command {
        DomainCommand::Add(args) => add(args),
        DomainCommand::List(args) => list(args),
    }
}

fn add(args: &DomainAddArgs) -> anyhow::Result<Exit> {
    let mut vault = open(&args.vault, &args.key)?;
    vault.add_domain(&args.domain)?;
    done(
        &args.vault,
        &vault,
        format_args!("domain {} was added", args.domain),
    );
    Ok(Exit::Clean)
}

fn list(args: &VaultStatusArgs) -> anyhow::Result<Exit> {
    let vault = open(&args.vault, &args.key)?;
    let domains = status::domains(&vault);
    let mut out = output::stdout()?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &domains)?;
        writeln!(out)?;
    } else {
        for domain in &domains {
            writeln!(out, "{domain}")?;
        }
    }
    out.flush()?;
    Ok(Exit::Clean)
}
