//! Flags of `pumice vault`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use pumice_vault::SlotKind;

use super::{AuditCommand, RevealPolicyCommand};

/// Make and keep the vault that values go to when they become tokens
///
/// A vault is a folder. Whoever has one of its keys can do everything with it; a worker has a lease, with
/// which it makes tokens and reads nothing. What is changed stands in the vault's audit log first.
#[derive(Debug, Subcommand)]
pub(crate) enum VaultCommand {
    Init(VaultInitArgs),
    Status(VaultStatusArgs),
    #[command(subcommand)]
    Slot(SlotCommand),
    #[command(subcommand)]
    Domain(DomainCommand),
    #[command(subcommand)]
    Epoch(EpochCommand),
    Rekey(RekeyArgs),
    #[command(subcommand)]
    Lease(LeaseCommand),
    Merge(VaultMergeArgs),
    Verify(VaultVerifyArgs),
    Repair(VaultRepairArgs),
    #[command(subcommand)]
    Policy(RevealPolicyCommand),
    #[command(subcommand)]
    Audit(AuditCommand),
}

/// What opens a vault. Nothing secret stands on the command line, which the list of processes shows.
#[derive(Debug, Args)]
pub(crate) struct KeyArgs {
    /// Open the vault by this slot [default: each of the kind of what is given]
    #[arg(long, value_name = "NAME")]
    pub(crate) vault_slot: Option<String>,

    /// File with the passphrase (instead of PUMICE_VAULT_PASSPHRASE); only its owner may read it
    #[arg(long, value_name = "FILE")]
    pub(crate) vault_passphrase_file: Option<PathBuf>,

    /// File with the key of a slot of the kind key-file; only its owner may read it
    ///
    /// Without it and --vault-passphrase-file the variable PUMICE_VAULT_KEY is read, the key of a slot
    /// of the kind variable, or else PUMICE_VAULT_PASSPHRASE. One of them may be given.
    #[arg(long, value_name = "FILE")]
    pub(crate) vault_key_file: Option<PathBuf>,
}

/// Make a vault
///
/// A folder that is not there, or is empty, with the slots that will open it. Two are wanted, for a lost
/// key is a lost vault: keep them apart, and try them (`pumice vault slot test --drill`).
#[derive(Debug, Args)]
#[command(after_help = SLOTS)]
pub(crate) struct VaultInitArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    /// A slot, as NAME=KIND:SOURCE; see below
    #[arg(long = "new-slot", value_name = "SLOT", value_parser = new_slot, required = true)]
    pub(crate) new_slots: Vec<SlotSpec>,

    /// A domain to begin with, such as tenant/dataset/purpose
    #[arg(long = "domain", value_name = "NAME")]
    pub(crate) domains: Vec<String>,

    /// Make do with one slot
    #[arg(long)]
    pub(crate) i_accept_loss: bool,
}

const SLOTS: &str = "\
Slots:
  NAME=passphrase:FILE     a passphrase of 12 characters and more, in a file
  NAME=passphrase          the same, in PUMICE_VAULT_NEW_PASSPHRASE
  NAME=key-file:FILE       32 random bytes in hexadecimal or base64; a file that is not there is made
  NAME=variable:VARIABLE   the same, in a variable of the environment
  NAME=variable            the same, in PUMICE_VAULT_NEW_KEY

  Files must be their owner's alone (chmod 600). Names are of a-z, 0-9 and -.

Examples:
  pumice vault init vault --new-slot ops=passphrase:ops.txt --new-slot recovery=key-file:recovery.key
  pumice vault slot add vault ci=variable:CI_VAULT_KEY --vault-key-file recovery.key";

/// A slot that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SlotSpec {
    pub(crate) name: String,
    pub(crate) kind: SlotKind,
    /// A file, or a variable.
    pub(crate) source: Option<String>,
}

fn new_slot(text: &str) -> Result<SlotSpec, &'static str> {
    let (name, rest) = text
        .split_once('=')
        .ok_or("a slot is NAME=KIND or NAME=KIND:SOURCE")?;
    let (kind, source) = match rest.split_once(':') {
        Some((kind, source)) => (kind, Some(source.to_owned())),
        None => (rest, None),
    };
    let kind = match kind {
        "passphrase" => SlotKind::Passphrase,
        "key-file" if source.is_some() => SlotKind::KeyFile,
        "key-file" => return Err("a slot of a key file is NAME=key-file:FILE"),
        "variable" => SlotKind::Variable,
        _ => return Err("the kind of a slot is passphrase, key-file or variable"),
    };
    let name = name.to_owned();
    Ok(SlotSpec { name, kind, source })
}

/// Say what a vault is and what is in it
///
/// Without a key: its id and its slots. With one: its domains and epochs as well, and what somebody should
/// look at.
#[derive(Debug, Args)]
pub(crate) struct VaultStatusArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// One JSON object instead of lines
    #[arg(long)]
    pub(crate) json: bool,
}

/// Add, test or remove a way to open a vault
#[derive(Debug, Subcommand)]
pub(crate) enum SlotCommand {
    Add(SlotAddArgs),
    Test(SlotTestArgs),
    Remove(SlotRemoveArgs),
}

/// Add a slot
///
/// The vault is opened by a slot that it has.
#[derive(Debug, Args)]
#[command(after_help = SLOTS)]
pub(crate) struct SlotAddArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    /// The slot, as NAME=KIND:SOURCE; see below
    #[arg(value_name = "SLOT", value_parser = new_slot)]
    pub(crate) slot: SlotSpec,

    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

/// Prove that a passphrase, a key file or a variable opens a vault
///
/// With --drill: that it would bring the vault back. What opens the vault is copied, the copy is opened by
/// this slot alone, a value of each class is written in each domain as a worker writes it, and their
/// tokens are resolved with the copy. The values are made up; the copy is removed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  pumice vault slot test vault --vault-slot recovery --vault-key-file recovery.key --drill")]
pub(crate) struct SlotTestArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// Restore from a copy
    #[arg(long)]
    pub(crate) drill: bool,

    /// Where the copy goes [default: the folder for temporary files]
    #[arg(long, value_name = "DIR", requires = "drill")]
    pub(crate) scratch: Option<PathBuf>,
}

/// Remove a slot
///
/// The vault has a new root then: with the secret of the slot and whatever backup of its file nothing
/// opens that is written from now on. What could be read until then may have been read.
#[derive(Debug, Args)]
pub(crate) struct SlotRemoveArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    /// The slot
    #[arg(value_name = "NAME")]
    pub(crate) slot: String,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// Make do with one slot
    #[arg(long)]
    pub(crate) i_accept_loss: bool,
}

/// Add or list domains
#[derive(Debug, Subcommand)]
pub(crate) enum DomainCommand {
    Add(DomainAddArgs),
    List(VaultStatusArgs),
}

/// Add a domain
///
/// The same value has the same token within a domain and another in every other one. What is to be
/// joined belongs into one domain, what must not be joined into two.
#[derive(Debug, Args)]
pub(crate) struct DomainAddArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    /// Up to 8 parts of a-z, 0-9, -, _ and ., such as tenant/dataset/purpose
    #[arg(value_name = "NAME")]
    pub(crate) domain: String,

    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

/// Change the key that tokens of a domain are made with
#[derive(Debug, Subcommand)]
pub(crate) enum EpochCommand {
    /// Begin the next epoch: from now on the same values have other tokens
    ///
    /// Tokens of older epochs are resolved as before. Leases of the old epoch go on until they expire.
    Rotate {
        /// The folder of the vault
        #[arg(value_name = "DIR")]
        vault: PathBuf,

        /// The domain
        #[arg(value_name = "DOMAIN")]
        domain: String,

        #[command(flatten)]
        key: KeyArgs,
    },
    Retire(EpochRetireArgs),
}

/// Forget the key of an old epoch, for good
///
/// Refused while a segment holds values of its tokens, which nobody could resolve then, and while a lease
/// of it has not expired.
#[derive(Debug, Args)]
pub(crate) struct EpochRetireArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    /// The domain
    #[arg(value_name = "DOMAIN")]
    pub(crate) domain: String,

    /// The epoch, by its number
    #[arg(value_name = "EPOCH")]
    pub(crate) epoch: u32,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// A folder where workers have left segments that were not merged, besides the vault's inbox
    #[arg(long, value_name = "DIR")]
    pub(crate) segments: Vec<PathBuf>,
}

/// Make the root key anew
///
/// All slots go on opening the vault, and all tokens are resolved as before. Older generations of the
/// keyring are removed.
#[derive(Debug, Args)]
pub(crate) struct RekeyArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// Give up a generation of the keyring that is damaged or gone, with what it has changed
    #[arg(long)]
    pub(crate) i_accept_loss: bool,
}

/// Give workers what they need to make tokens, and nothing that reads one
#[derive(Debug, Subcommand)]
pub(crate) enum LeaseCommand {
    Create(LeaseCreateArgs),
    Show(LeaseShowArgs),
}

/// Write a lease for a worker
///
/// It holds the keys of some entities in the newest epoch of a domain, and public keys to which values
/// are sealed. Whoever has it can make tokens, so try values out, until the epoch is over; he can read
/// nothing. Only the owner of the file may read it.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  pumice vault lease create vault --domain crm --expires 12h --out crm.lease --vault-key-file ops.key")]
pub(crate) struct LeaseCreateArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// The domain
    #[arg(long, value_name = "NAME")]
    pub(crate) domain: String,

    /// Entities that the worker may make tokens of, separated by commas, or all of the catalogue
    #[arg(
        long,
        value_name = "ENTITY|all",
        value_delimiter = ',',
        default_value = "all"
    )]
    pub(crate) entities: Vec<String>,

    /// How long it holds: minutes, hours, days or weeks, such as 90m, 12h, 30d, 2w
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    pub(crate) expires: u64,

    /// The file to write; one that is there is not replaced
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// File with a key to seal the lease with; a worker needs it too
    #[arg(long, value_name = "FILE")]
    pub(crate) seal_key_file: Option<PathBuf>,
}

/// Make few large segments of the many that workers have left
///
/// The inbox is empty then, and a token is found in one segment. Equal values are kept once; of several
/// spellings of a value that share a token the bytewise smallest is. Where two values have one token, both go to
/// quarantine, nothing is merged and the exit code is 1: no token of theirs is revealed. Another merge goes on
/// without them. Workers need not stop meanwhile.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  pumice vault merge vault --segments /mnt/worker-7/segments --vault-key-file ops.key")]
pub(crate) struct VaultMergeArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// Merge the segments of this folder too, which stay as they are
    #[arg(long, value_name = "DIR")]
    pub(crate) segments: Vec<PathBuf>,
}

/// Look at every byte of a vault
///
/// Hashes, proofs and order, and that each value gives its token again. What is wrong is told file by file,
/// and the exit code is 1.
#[derive(Debug, Args)]
pub(crate) struct VaultVerifyArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// Look at the segments of this folder too
    #[arg(long, value_name = "DIR")]
    pub(crate) segments: Vec<PathBuf>,
}

/// Take away what a crash has left in a vault, and list it
///
/// Drafts, segments that were never committed, and those that a merge has retired or not finished. No
/// published output hangs on any of them.
#[derive(Debug, Args)]
pub(crate) struct VaultRepairArgs {
    /// The folder of the vault
    #[arg(value_name = "DIR")]
    pub(crate) vault: PathBuf,

    #[command(flatten)]
    pub(crate) key: KeyArgs,

    /// Look into this folder of segments too
    #[arg(long, value_name = "DIR")]
    pub(crate) segments: Vec<PathBuf>,

    /// Leave what is younger: a worker on another machine may be at work on it. 0m takes all
    ///
    /// What a worker on this machine writes is left in any case.
    #[arg(long, value_name = "TIME", value_parser = age, default_value = "1h")]
    pub(crate) older_than: u64,
}

/// Seconds of an age.
fn age(text: &str) -> Result<u64, &'static str> {
    if text == "0m" { Ok(0) } else { seconds(text) }
}

/// Longest life of a lease.
const MAX_DAYS: u64 = 366;

/// Seconds of a span of time.
fn seconds(text: &str) -> Result<u64, &'static str> {
    const WRONG: &str = "a time is a number and m, h, d or w, such as 12h or 30d; a year at most";
    let unit = match text.bytes().last() {
        Some(b'm') => 60,
        Some(b'h') => 60 * 60,
        Some(b'd') => 24 * 60 * 60,
        Some(b'w') => 7 * 24 * 60 * 60,
        _ => return Err(WRONG),
    };
    let number: u64 = text[..text.len() - 1].parse().map_err(|_| WRONG)?;
    let seconds = number.checked_mul(unit).ok_or(WRONG)?;
    let is_right = seconds > 0 && seconds <= MAX_DAYS * 24 * 60 * 60;
    is_right.then_some(seconds).ok_or(WRONG)
}

/// Say what a lease is for and how long it holds; no key is shown
#[derive(Debug, Args)]
pub(crate) struct LeaseShowArgs {
    /// The lease
    #[arg(value_name = "FILE")]
    pub(crate) lease: PathBuf,

    /// File with the key that it is sealed with; without it the entities of a sealed one are not shown
    #[arg(long, value_name = "FILE")]
    pub(crate) seal_key_file: Option<PathBuf>,

    /// One JSON object instead of lines
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_and_times_are_read_and_others_refused() {
        let slot = new_slot("ops=passphrase:a=b:c").unwrap();
        assert_eq!(slot.source.as_deref(), Some("a=b:c"));
        assert_eq!(slot.kind, SlotKind::Passphrase);
        assert_eq!(new_slot("ci=variable").unwrap().source, None);
        for text in ["ops", "ops=", "ops=key-file", "ops=age:x"] {
            assert!(new_slot(text).is_err(), "{text}");
        }
        assert_eq!(seconds("90m"), Ok(5_400));
        assert_eq!(seconds("2w"), Ok(1_209_600));
        for text in [
            "",
            "d",
            "0d",
            "30",
            "-1d",
            "367d",
            "99999999999999999999w",
            "1é",
        ] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }
}
