//! What an entry of the log says. Names of domains, slots and roles, numbers and counts; no values.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Class;

/// One thing that is about to be done.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event<'a> {
    /// The vault, with its log.
    Created,
    /// A way to open the vault.
    SlotAdded {
        /// Its name.
        slot: &'a str,
        /// `passphrase`, `key-file`, `environment`.
        kind: &'a str,
    },
    /// A way to open the vault, taken away.
    SlotRemoved {
        /// Its name.
        slot: &'a str,
    },
    /// A new root key; all slots are wrapped anew.
    Rekeyed,
    /// `tenant/dataset/purpose`.
    DomainAdded {
        /// Its name.
        domain: &'a str,
    },
    /// Tokens of the domain are made with a new key.
    EpochRotated {
        /// The domain.
        domain: &'a str,
        /// The new epoch.
        epoch: u32,
    },
    /// The key of an epoch is destroyed.
    EpochRetired {
        /// The domain.
        domain: &'a str,
        /// The epoch.
        epoch: u32,
    },
    /// A worker gets what it needs to make tokens.
    LeaseCreated {
        /// Its name.
        lease: String,
        /// The domain.
        domain: &'a str,
        /// The epoch.
        epoch: u32,
        /// How many entities it has keys of.
        entities: usize,
        /// Seconds since 1970.
        expires: u64,
    },
    /// Segments become fewer.
    Merged {
        /// Number of the manifest.
        manifest: u64,
        /// Segments that went in.
        segments: u64,
        /// Records that came out.
        records: u64,
    },
    /// Files that were not complete are taken away.
    Repaired {
        /// How many.
        files: u64,
    },
    /// A new policy of who may reveal what.
    PolicySet {
        /// Its number.
        policy: u64,
        /// SHA-256 of its text, in hexadecimal digits.
        sha256: String,
    },
    /// Somebody asks for values.
    RevealBegun {
        /// Name of the run.
        run: &'a str,
        /// The role that was claimed.
        role: &'a str,
        /// Why.
        reason: &'a Reason,
        /// Number of the policy that allows it.
        policy: u64,
    },
    /// Values of these classes are about to be looked up for a run.
    Revealing {
        /// Name of the run.
        run: &'a str,
        /// The role, whose quota this counts against.
        role: &'a str,
        /// How many tokens.
        tokens: u64,
        /// How many of each class.
        classes: BTreeMap<&'static str, u64>,
    },
    /// The run is over.
    RevealEnded {
        /// Name of the run.
        run: &'a str,
        /// Tokens in whose place a value stands.
        resolved: u64,
        /// Tokens that the policy keeps.
        denied: u64,
    },
    /// Bytes of an entry that a crash cut short were taken away; nothing came of it.
    Torn {
        /// How many.
        bytes: u64,
    },
}

impl Event<'_> {
    /// What it counts against a quota.
    pub(crate) fn role_and_tokens(&self) -> Option<(&str, u64)> {
        match self {
            Event::Revealing { role, tokens, .. } => Some((role, *tokens)),
            _ => None,
        }
    }
}

/// How many of each class, by its name, for [`Event::Revealing`].
pub(crate) fn by_class(counts: &[u64; Class::ALL.len()]) -> BTreeMap<&'static str, u64> {
    let classes = Class::ALL.into_iter().map(Class::name).zip(*counts);
    classes.filter(|(_, count)| *count > 0).collect()
}

/// Why somebody wants to see values: what a person wrote, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Reason(String);

impl Reason {
    /// The longest reason, in bytes.
    pub const MAX_BYTES: usize = 500;

    /// `None` where it says nothing, has several lines or is too long.
    ///
    /// ```
    /// use pumice_vault::audit::Reason;
    /// assert!(Reason::new("ticket 4711: refund").is_some());
    /// assert!(Reason::new("  ").is_none() && Reason::new("one\ntwo").is_none());
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_one_line = !text.chars().any(char::is_control);
        (!text.is_empty() && is_one_line && text.len() <= Self::MAX_BYTES)
            .then(|| Self(text.into()))
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.0
    }
}
