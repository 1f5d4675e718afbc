//! Flags of `pumice status`.

use std::path::PathBuf;

use clap::Args;

/// Say how far a scrub is, whether it runs, and what to do next
///
/// Reads the manifest beside an output, OUT.manifest, and changes nothing; the run may go on meanwhile.
/// What is told of the inside of a file is what --resume would go on from.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
    0  all of it is done
    1  there is no manifest, or it cannot be read
    2  no process is at it, and something is left or has failed
    4  a process is at it

Examples:
  pumice status clean
  pumice status clean.jsonl --json")]
pub(crate) struct StatusArgs {
    /// What `pumice scrub` writes: the file or folder of its --out
    #[arg(value_name = "OUT")]
    pub(crate) out: PathBuf,

    /// One JSON object instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}
