//! What a reveal has done, without values.

use std::path::PathBuf;

use pumice_vault::{Vault, audit::Checkpoint, reveal::Counts};
use serde::Serialize;

use crate::{args::RevealArgs, output::with_suffix};

/// The layout of [`Report`]; it grows by members alone as long as it stays.
const VERSION: u32 = 1;

/// The report of a reveal, in JSON.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    kind: &'static str,
    version: u32,
    tool: &'static str,
    vault: String,
    /// As the audit log has it.
    run: String,
    role: &'a str,
    policy: u64,
    input: String,
    format: &'static str,
    tokens: &'a Counts,
    audit: Checkpoint,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        args: &'a RevealArgs,
        vault: &Vault,
        (run, policy): (String, u64),
        format: &'static str,
        tokens: &'a Counts,
        audit: Checkpoint,
    ) -> Self {
        Self {
            kind: "reveal",
            version: VERSION,
            tool: env!("CARGO_PKG_VERSION"),
            vault: vault.id().to_string(),
            run,
            role: &args.role,
            policy,
            input: args.input.name(),
            format,
            tokens,
            audit,
        }
    }
}

/// Where it goes, if anywhere.
pub(super) fn path(args: &RevealArgs) -> Option<PathBuf> {
    let beside = || {
        let out = args.out.path();
        out.map(|out| with_suffix(out, ".report.json"))
    };
    args.report.clone().or_else(beside)
}
