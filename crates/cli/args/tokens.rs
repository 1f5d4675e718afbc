//! Flags of a scrub that makes tokens.

use std::path::PathBuf;

use clap::Args;

use super::KeyArgs;

/// Where values go that become tokens.
#[derive(Debug, Args)]
#[command(next_help_heading = "Tokens")]
pub(crate) struct TokenArgs {
    /// The vault that keeps the values of the transform `tokenize`; see `pumice help vault`
    ///
    /// It is opened, for tokens of all entities that the policy knows; workers that must not be able to read
    /// have a lease instead. Outputs appear once all values that their tokens stand for are in the vault.
    #[arg(
        long,
        value_name = "DIR",
        requires = "domain",
        conflicts_with = "lease"
    )]
    pub(crate) vault: Option<PathBuf>,

    /// The domain of the vault: the same value has the same token in it, and another one in others
    #[arg(long, value_name = "NAME", requires = "vault")]
    pub(crate) domain: Option<String>,

    /// A lease of a vault, instead of the vault: makes tokens and reads none
    #[arg(long, value_name = "FILE")]
    pub(crate) lease: Option<PathBuf>,

    /// File with the key that the lease is sealed with
    #[arg(long, value_name = "FILE", requires = "lease")]
    pub(crate) lease_key_file: Option<PathBuf>,

    /// The folder that takes the sealed values [default: the inbox of the vault]
    ///
    /// For a worker that cannot reach the vault: whoever has it names the folder to `pumice vault merge`.
    /// It must be there.
    #[arg(long, value_name = "DIR")]
    pub(crate) segments: Option<PathBuf>,

    /// Leave tokens in the input as they are: it is an output of ours
    ///
    /// Without this flag a token in the input becomes one that stands for the text of that token, since
    /// whoever has written it there would have somebody else's value revealed. Inputs that a manifest
    /// beside them names as outputs, byte for byte, need no flag.
    #[arg(long)]
    pub(crate) rescrub: bool,

    #[command(flatten)]
    pub(crate) key: KeyArgs,
}
