//! The vault of a scrub: from flags to what makes tokens.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use pumice_engine::{Ours, Policy, Tokens, VaultReport};
use pumice_vault::{Key, Lease, Recorder, Tokenizer, lock, now};

use super::{gate::Gate, ours};
use crate::{
    args::{Stream, TokenArgs},
    inputs::Inputs,
    vault,
};

/// Where the values of a run go.
pub(super) struct Vaulted {
    lease: Arc<Lease>,
    pub(super) gate: Arc<Gate>,
}

/// What a run needs that makes tokens, or would in a dry run.
pub(super) struct Opened {
    pub(super) tokens: Tokens,
    /// `None` in a dry run.
    pub(super) vaulted: Option<Vaulted>,
    /// Whose tokens they are.
    pub(super) name: String,
}

/// How long a vault that a run has opened itself lets it write.
const LONGEST_RUN: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Opened {
    /// Opens what the flags name, if they name something.
    ///
    /// # Errors
    /// When it cannot be opened, or takes no values.
    pub(super) fn open(
        args: &TokenArgs,
        policy: &Policy,
        (inputs, is_dry_run): (&Inputs, bool),
    ) -> anyhow::Result<Option<Self>> {
        if args.vault.is_none() && args.lease.is_none() {
            return Ok(None);
        }
        lock::harden();
        let lease = Arc::new(lease(args, policy)?);
        let tokenizer = Tokenizer::new(Arc::clone(&lease));
        let name = format!(
            "{} {} epoch {}",
            lease.vault(),
            lease.domain(),
            lease.epoch()
        );
        let ours = match args.rescrub || ours::are_ours(inputs, &name) {
            true => Ours::Rescrub,
            false => Ours::Foreign,
        };
        if is_dry_run {
            return Ok(Some(Self {
                tokens: Tokens::new(tokenizer, None).with_ours(ours),
                vaulted: None,
                name,
            }));
        }
        let folder = segments(args, &lease)?;
        let gate = Arc::new(Gate::new(Recorder::start(Arc::clone(&lease), folder)));
        let keep = Arc::clone(&gate);
        let tokens = Tokens::new(tokenizer, Some(Arc::new(move |records| keep.send(records))));
        Ok(Some(Self {
            tokens: tokens.with_ours(ours),
            vaulted: Some(Vaulted { lease, gate }),
            name,
        }))
    }
}

impl Opened {
    /// What makes tokens, where the values go, and whose tokens they are.
    pub(super) fn parts(opened: Option<Self>) -> (Option<Tokens>, Option<Vaulted>, Option<String>) {
        match opened {
            Some(Self {
                tokens,
                vaulted,
                name,
            }) => (Some(tokens), vaulted, Some(name)),
            None => (None, None, None),
        }
    }
}

impl Vaulted {
    /// What the report says of it; `before` are the segments of earlier processes of the run.
    pub(super) fn report(&self, before: &[String], notes: Vec<String>) -> VaultReport {
        let mut segments = self.gate.segments();
        segments.extend_from_slice(before);
        segments.sort();
        segments.dedup();
        VaultReport {
            vault: self.lease.vault().to_string(),
            domain: self.lease.domain().to_owned(),
            epoch: self.lease.epoch(),
            lease: self.lease.id().to_string(),
            segments,
            notes,
        }
    }
}

fn lease(args: &TokenArgs, policy: &Policy) -> anyhow::Result<Lease> {
    if let Some(path) = &args.lease {
        let key = args.lease_key_file.as_deref().map(Key::read).transpose()?;
        return Ok(Lease::read(path, key.as_ref(), now())?);
    }
    let (Some(folder), Some(domain)) = (&args.vault, &args.domain) else {
        bail!("--vault and --domain are for each other; give both, or a --lease");
    };
    let vault = vault::open(folder, &args.key)?;
    let expires = now() + LONGEST_RUN.as_secs();
    Ok(vault.lease(domain, policy.entities(), expires)?)
}

/// The folder for segments, which must be there: a typing error must not hide them.
fn segments(args: &TokenArgs, lease: &Lease) -> anyhow::Result<PathBuf> {
    let Some(folder) = args.segments.as_deref().or(lease.inbox()) else {
        bail!("the lease names no folder for the values; give one with --segments");
    };
    let is_there = std::fs::metadata(folder).is_ok_and(|it| it.is_dir());
    if !is_there {
        bail!(
            "{}: is no folder that values could go to; make it, or name another with --segments",
            folder.display()
        );
    }
    std::path::absolute(folder).with_context(|| folder.display().to_string())
}

/// Refuses what would hand tokens out before their values are kept.
///
/// # Errors
/// When the output is a stream.
pub(super) fn check_output(out: Option<&Stream>) -> anyhow::Result<()> {
    if out.is_some_and(|out| out.path().is_none()) {
        bail!(
            "--out -: whoever reads it would see tokens before their values are in the vault; write to a \
             file, which appears when they are"
        );
    }
    Ok(())
}
