//! Lines of the log and the chain that binds them.

use std::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::Event;
use crate::{
    Key, Keyring, Mac, MacBlock, VaultId,
    derive::{Label, derive},
    hex::{hex, unhex},
};

/// A code of a line.
pub(super) type Code = [u8; 32];

/// Where a log is: the key of its next line and the code of its last one.
#[derive(Clone)]
pub(super) struct Chain {
    vault: VaultId,
    key: Key,
    head: Code,
    count: u64,
}

/// Why a line is none of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Its code does not hold.
    Code,
    /// It is another entry than the next one.
    Number(u64),
    /// It is no JSON of an entry.
    Shape,
}

/// What is read of a line, whatever its event is.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Line {
    n: u64,
    /// Seconds since 1970.
    pub(crate) at: u64,
    event: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    tokens: u64,
    #[serde(default)]
    policy: u64,
    #[serde(default)]
    domain: String,
    #[serde(default)]
    epoch: u32,
    #[serde(default)]
    expires: u64,
}

impl Line {
    /// What it counts against a quota.
    pub(super) fn role_and_tokens(&self) -> Option<(&str, u64)> {
        (self.event == "revealing").then_some((&*self.role, self.tokens))
    }

    /// Number of the policy that it puts in force.
    pub(super) fn policy_set(&self) -> Option<u64> {
        (self.event == "policy_set").then_some(self.policy)
    }

    /// When the lease that it tells of ends, if it is one of this epoch of this domain.
    pub(super) fn leased(&self, domain: &str, epoch: u32) -> Option<u64> {
        let is_it = self.event == "lease_created" && self.domain == domain && self.epoch == epoch;
        is_it.then_some(self.expires)
    }
}

/// What is written of a line, but for the code.
#[derive(Serialize)]
struct Body<'a> {
    n: u64,
    at: u64,
    uid: u32,
    #[serde(flatten)]
    event: &'a Event<'a>,
}

impl Chain {
    /// Before the first line.
    pub(super) fn begin(keyring: &Keyring) -> Self {
        let vault = keyring.vault();
        Self {
            vault,
            key: derive(&keyring.signing, &vault, Label::Audit, &[b"chain"]),
            head: [0; 32],
            count: 0,
        }
    }

    /// Behind `count` lines, of which the last has the code `head`: about a microsecond a line.
    pub(super) fn at(keyring: &Keyring, count: u64, head: Code) -> Self {
        let mut chain = Self::begin(keyring);
        for _ in 0..count {
            chain.advance(head);
        }
        chain
    }

    /// Entries so far.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Code of the last entry.
    pub(super) fn head(&self) -> Code {
        self.head
    }

    /// The next line, with its newline; the chain goes on behind it.
    pub(super) fn line(&mut self, at: u64, event: &Event<'_>) -> Vec<u8> {
        let body = Body {
            n: self.count,
            at,
            uid: rustix::process::getuid().as_raw(),
            event,
        };
        let mut line = serde_json::to_vec(&body).expect("an event has nothing that JSON has not");
        let code = self.code(&line);
        line.pop();
        line.extend_from_slice(CODE);
        line.extend_from_slice(hex(&code).as_bytes());
        line.extend_from_slice(END);
        self.advance(code);
        line
    }

    /// Reads the next line, which ends with its newline, and goes on behind it.
    pub(super) fn check(&mut self, line: &[u8]) -> Result<Line, Fault> {
        let length = CODE.len() + 64 + END.len();
        let body = line.len().checked_sub(length).ok_or(Fault::Shape)?;
        let (body, tail) = line.split_at(body);
        let digits = tail
            .strip_prefix(CODE)
            .and_then(|tail| tail.strip_suffix(END))
            .ok_or(Fault::Shape)?;
        let given: Code = unhex(digits).ok_or(Fault::Shape)?;
        let body = [body, b"}"].concat();
        let read: Line = serde_json::from_slice(&body).map_err(|_| Fault::Shape)?;
        if read.n != self.count {
            return Err(Fault::Number(read.n));
        }
        let code = self.code(&body);
        if !bool::from(code.ct_eq(&given)) {
            return Err(Fault::Code);
        }
        self.advance(code);
        Ok(read)
    }

    fn code(&self, body: &[u8]) -> Code {
        let message = [&self.head, body].concat();
        Mac::new(self.key.bytes()).of(&message, &mut MacBlock::default())
    }

    fn advance(&mut self, head: Code) {
        self.key = derive(&self.key, &self.vault, Label::Audit, &[b"next"]);
        self.head = head;
        self.count += 1;
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chain({} entries)", self.count)
    }
}

const CODE: &[u8] = br#","mac":""#;
const END: &[u8] = b"\"}\n";
