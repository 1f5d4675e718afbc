//! Values in, tokens out, and back.
//!
//! A value that was found becomes a [`Token`]: a truncated HMAC under a key of its domain, epoch and
//! entity, so that workers who never talk write the same token for the same value. The value itself
//! goes, sealed to the vault's public keys, into a *segment*: a worker holds a [`Lease`], with which it
//! can make tokens and read nothing.
//!
//! # The folder of a vault, layout 1
//!
//! ```text
//! vault.json                what vault it is                                             public
//! slots/NAME.slot           a key that opens roots, wrapped by a passphrase, a key file, a variable
//! keyring/NUMBER.keys       one generation: keys of domains, classes, leases, signatures sealed by its root
//! keyring/head              which generation was written last                            public
//! policies/NUMBER.json      who may reveal what, signed                                  public
//! audit/log.jsonl           every reveal and every change, before it happens             no values
//! audit/checkpoints.jsonl   signed: how long the log is and what it says
//! inbox/CLASS-ID.parquet    segments of workers, with CLASS-ID.commit beside each
//! merged/CLASS-ID.parquet   segments that `merge` made of them, the same
//! manifests/NUMBER.json     which segments hold; written by `merge` alone
//! quarantine/               records whose tags collide, sealed like segments
//! lock                      held by whoever changes more than adding to it
//! ```
//!
//! Nothing is written over: files are created, and later ones take the place of earlier ones by their
//! number. All are 0600.

pub use class::Class;
pub use domain::{MAX_DOMAIN, is_domain};
pub use error::{VaultError, VaultErrorKind};
pub use fpe::{Fpe, FpeRefused};
pub use guard::is_guarded;
pub use id::{Id, LeaseId, SegmentId, VaultId};
pub use keyring::Keyring;
pub use layout::Layout;
pub use lease::{Lease, LeaseLabel, now};
pub use lookup::{Found, Hit, Lookup};
pub use mac::{Mac, MacBlock};
pub use merge::{Merged, merge};
pub use needed::needed_epochs;
pub use normalize::{Spelling, normalize};
pub use recorder::{Recorder, Ticket};
pub use records::{Record, Records};
pub use repair::{Repaired, repair};
pub use secret::{Key, Revealed};
pub use slots::{Credential, NewSlot, SlotKind};
pub use tag::{Matching, Scope, TagKey, TagScratch, record_hash, shorten_tags, token_key};
pub use token::{Head, LETTERS, MAX_ENTITY, MAX_TOKEN, Mode, TAG_BYTES, Tag, Token, is_entity};
pub use tokenizer::{Spelled, Tokenizer};
pub use vault::{Drill, Loss, Notice, Outside, Slot, Vault};
pub use verify::{Verified, verify};

pub mod audit;
mod claim;
mod class;
mod derive;
pub mod disk;
mod document;
mod domain;
mod error;
mod fpe;
mod guard;
mod hex;
mod id;
mod keyring;
mod layout;
mod lease;
pub mod lock;
mod lookup;
mod mac;
mod manifest;
mod merge;
mod needed;
mod normalize;
pub mod policy;
mod recorder;
mod records;
#[cfg(test)]
mod reference;
mod repair;
pub mod reveal;
mod seal;
mod secret;
mod segment;
mod signed;
mod slots;
mod spelled;
mod tag;
#[cfg(test)]
mod testing;
mod token;
mod tokenizer;
mod vault;
mod verify;
