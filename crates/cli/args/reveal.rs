//! The arguments of `pumice reveal`, and of what decides about it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{KeyArgs, Stream, stream};

/// Turn tokens back into values, as far as a role may see them
///
/// Looks for the tokens of `pumice scrub --vault` in a text, in JSONL or in Parquet, also where somebody
/// has lost their brackets, changed their case, escaped them, or put them into JSON inside of a string. Puts in
/// their place what the signed policy of the vault lets the role see; every other byte stays, and so does
/// every token that is not resolved. Before anything is revealed the audit log has it, with role, reason and
/// counts; if it cannot be written, nothing is revealed.
///
/// The output holds personal data, so only its owner may read it (mode 0600).
#[derive(Debug, Args)]
#[command(after_help = "\
What becomes of tokens:
  resolved    a value stands in their place, or as much of it as the level of the role shows
  denied      the role may not see them, or not more than the token
  over_quota  the role has seen as many values today, or in this run, as it may
  unknown     the vault does not know them: of another vault, or never written
  foreign     of a domain of the vault that is none of the role's
  refused     the vault has another value for them, or several: see `pumice vault verify`
  mangled     they look like tokens, and their checksum does not hold

Examples:
  pumice reveal answers.jsonl --vault vault --out plain.jsonl --role support --reason 'ticket 4711'
  model | pumice reveal - --vault vault --out - --role support --reason chat | tee plain.txt")]
pub(crate) struct RevealArgs {
    /// What holds the tokens: a file; `-` is standard input
    ///
    /// JSONL may be compressed with gzip or zstd, in as many parts as it likes.
    #[arg(value_name = "INPUT", value_parser = stream())]
    pub(crate) input: Stream,

    /// The folder of the vault
    #[arg(long, value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// Where the text with its values goes; `-` is standard output
    #[arg(long, value_name = "PATH", value_parser = stream())]
    pub(crate) out: Stream,

    /// Whose rights these are, as the policy of the vault has them
    #[arg(long, value_name = "NAME")]
    pub(crate) role: String,

    /// Why; one line, which the audit log keeps. Name a ticket and no person
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,

    /// What the input is
    #[arg(long, value_enum, default_value_t = RevealFormat::Auto)]
    pub(crate) format: RevealFormat,

    /// Also look in this folder where workers have left segments; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(crate) segments: Vec<PathBuf>,

    /// Where the report goes [default: OUT.report.json; none with `--out -`]
    ///
    /// JSON: what became of the tokens, by entity, and a signed checkpoint of the audit log: with it
    /// `pumice vault audit verify` proves that the log has lost nothing since. No value, and no token.
    #[arg(long, value_name = "PATH")]
    pub(crate) report: Option<PathBuf>,

    /// Exit with 3 when a token stays for one of these reasons, or `any`; a list with commas
    #[arg(long, value_enum, value_name = "REASON|any", value_delimiter = ',')]
    pub(crate) fail_on: Vec<Unresolved>,

    /// No counts at the end; errors only
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RevealFormat {
    /// Parquet by its bytes, JSONL by its name (.jsonl, .ndjson, .json, and .gz or .zst behind it), else text
    Auto,
    /// Any text; what is decided is written at once, so that a chat can be shown while it is written
    Text,
    /// One JSON text a line
    Jsonl,
    /// A Parquet file
    Parquet,
}

/// Why a token stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Unresolved {
    /// Any of these
    Any,
    /// The role may not see it
    Denied,
    /// The role has seen as many as it may
    OverQuota,
    /// The vault does not know it
    Unknown,
    /// Of another domain
    Foreign,
    /// The vault has another value for it, or several
    Refused,
    /// Its checksum does not hold
    Mangled,
}

/// Look after the audit log of a vault
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    Verify(AuditVerifyArgs),
}

/// Check the audit log of a vault
///
/// Each line is bound to those before it, and signed checkpoints say how many there are: a line that was
/// changed, moved, put in or taken away is named, and so is a log that was cut.
#[derive(Debug, Args)]
pub(crate) struct AuditVerifyArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// A report of `pumice reveal`, or a checkpoint, that was kept elsewhere; may be repeated
    ///
    /// Whoever can write to the folder of the vault can cut log and checkpoints together. What they had
    /// signed before is not undone by that.
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Vec<PathBuf>,
}

/// Say who may see what of the values of a vault
#[derive(Debug, Subcommand)]
pub(crate) enum RevealPolicyCommand {
    Set(PolicySetArgs),
    Show(PolicyShowArgs),
}

/// Put a policy of who may see what in force
///
/// TOML; what it does not name is denied:
///
///   version = 1
///   [roles.support]
///   domains = ["acme/crm/support"]
///   values_per_day = 200
///   bulk = false
///   [roles.support.reveal]
///   contact = "full"
///   CREDIT_CARD = "last4"
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
domains         names of domains, or [\"*\"] for all
values_per_day  different values a run, of all who claim the role, until midnight UTC
bulk            without it 1,000 values a run
reveal          a class (person, contact, identity, finance, health, secret, place, other) or an
                entity, which comes before its class, and a level:
  full          all of the value
  last4         ***-**-4399: the last four letters or digits, of values of 7 and more
  first6last4   4111 11** **** 1234, of values of 13 and more
  domain        ***@example.com
  year          1987, where it holds one year
  initial       J. D.
  token         the token stays
  deny          the token stays"
)]
pub(crate) struct PolicySetArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    /// The policy
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

/// Show the policy that is in force, as JSON
#[derive(Debug, Args)]
pub(crate) struct PolicyShowArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,
}
