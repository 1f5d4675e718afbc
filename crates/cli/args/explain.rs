//! The arguments of `pumice explain`.

use std::{num::NonZeroU64, path::PathBuf};

use clap::{ArgGroup, Args, ValueEnum};
use pumice_detect::Role;

use super::{Stream, stream};

/// Show what is found in a text or a record, and why
///
/// Shows the text with what is found in it. For each finding: the rule and who defines what it looks
/// for, the parts of its score in decibans (ten times the logarithm of an odds ratio; they add up, and
/// 0 is a score of 0.5), the threshold, and what the policy does with it. Then what was almost found,
/// and why it is none: wrong check digits, no word that speaks for it, inside another value.
///
/// This command shows values, and on standard output only. With --file and --record it explains what
/// `pumice scrub` does with that record under the same policy.
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("source").required(true).args(["text", "file"])),
    after_help = "\
Examples:
  pumice explain 'SSN 219-09-9999, card 4111 1111 1111 1112'
  pumice explain --field user.phone 2025550143
  pumice explain --file corpus.jsonl --record 17 --policy policy.toml
  pumice explain --file corpus.jsonl --record 17 --json | less"
)]
pub(crate) struct ExplainArgs {
    /// The text; `-` reads it from standard input, so that no history of a shell has it
    #[arg(value_name = "TEXT")]
    pub(crate) text: Option<String>,

    /// Explain a record of this file instead: JSONL in UTF-8; `-` is standard input
    #[arg(long, value_name = "FILE", value_parser = stream(), requires = "record")]
    pub(crate) file: Option<Stream>,

    /// Which record of --file: the number of its line, as messages and reports have it
    #[arg(long, value_name = "N", requires = "file")]
    pub(crate) record: Option<NonZeroU64>,

    /// The field that the text stands in, such as `email` or `customers[].phone`
    ///
    /// Its name may speak for a value, and the policy may have rules for it.
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub(crate) field: Option<String>,

    /// Who speaks: the text is that of a message [default field: messages[].content]
    #[arg(long, value_name = "ROLE", value_parser = role, conflicts_with = "file")]
    pub(crate) role: Option<Role>,

    /// Policy in TOML [default: the built-in one; see `pumice policy init`]
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,

    /// File with the key of the `hash` transform and of allowed hashes (instead of PUMICE_HASH_KEY)
    ///
    /// Without a key all is explained but what a hash would be.
    #[arg(long, value_name = "FILE")]
    pub(crate) hash_key_file: Option<PathBuf>,

    /// Show at most so many near misses of a text, the nearest first
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) misses: usize,

    /// Whether to mark findings by colours, and not by brackets
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// Write one JSON object instead
    ///
    /// The layout has a version; fields may be added to it. Offsets count characters.
    #[arg(long)]
    pub(crate) json: bool,
}

/// When to write colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// In a terminal, unless NO_COLOR is set
    Auto,
    /// Also into a file or a pipe
    Always,
    /// Not at all
    Never,
}

fn role(name: &str) -> Result<Role, String> {
    Role::parse(name.as_bytes()).ok_or_else(|| {
        let names = Role::ALL.map(Role::name);
        format!("a role is one of {}", names.join(", "))
    })
}
