//! `pumice policy hash`: values in, entries of an allow list out.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    str,
};

use anyhow::{Context, anyhow, bail};
use pumice_detect::DetectorBuilder;
use pumice_engine::{AllowHashes, AllowSpelling};

use crate::{args::PolicyHashArgs, job::hash_key, message, output};

/// Reads values from standard input and writes their hashes.
///
/// # Errors
/// When there is no key, or standard input cannot be read; no message holds a value.
pub(super) fn run(args: &PolicyHashArgs) -> anyhow::Result<()> {
    let key = hash_key(args.hash_key_file.as_deref())?.ok_or_else(|| {
        anyhow!(
            "allowed values are hashed with a key, and there is no key; make one with \
             `openssl rand -hex 32` and give it with --hash-key-file or PUMICE_HASH_KEY"
        )
    })?;
    let spellings = spellings(&args.entities)?;
    let mut input = io::stdin().lock();
    if io::stdin().is_terminal() {
        message("reads values from the terminal, one a line; Ctrl-D ends them");
    }
    let mut out = output::stdout()?;
    writeln!(out, "{}", AllowHashes::head(&key))?;
    let mut line = vec![];
    for number in 1u64.. {
        line.clear();
        let read = input.read_until(b'\n', &mut line);
        if read.context("<stdin>: cannot be read")? == 0 {
            break;
        }
        let value = str::from_utf8(&line)
            .map_err(|_| anyhow!("<stdin>:{number}: is not UTF-8; convert the list"))?
            .trim();
        let entries = AllowHashes::entries(&key, value).into_iter();
        for (spelling, hash) in entries.filter(|(spelling, _)| spellings.contains(spelling)) {
            writeln!(out, "{hash}  # line {number}, {}", spelling.describe())?;
        }
    }
    Ok(out.flush()?)
}

/// The spellings that findings of these entities are compared in; of all, where none is named.
fn spellings(entities: &[String]) -> anyhow::Result<Vec<AllowSpelling>> {
    if entities.is_empty() {
        return Ok(AllowSpelling::ALL.into());
    }
    let detector = DetectorBuilder::new().build()?;
    let mut spellings = vec![];
    for name in entities {
        if detector.entity(name).is_none() {
            bail!("{name}: is no entity; `pumice entities` lists them");
        }
        let rules = detector.recognizers().iter();
        let rules = rules.filter(|rule| rule.entity == name.as_str());
        spellings.extend(rules.map(|rule| AllowSpelling::of(rule.normal)));
    }
    Ok(spellings)
}
