//! Back from tokens to values, for whoever may.
//!
//! ```text
//! text ── Sightings ── Revealer ── level of the role? ── look-up ── domain of the role? ── quota? ──┐
//!                                                                                                   │
//! value or token ◄── how much of it ◄──────────────── audit log, on the disk ◄──────────────────────┘
//! ```
//!
//! What is not resolved stays a token. What a role may not see is not looked up. If the log cannot be
//! written, nothing comes back.

mod level;
mod sight;
mod stream;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde::Serialize;

pub use self::{
    sight::{MAX_HELD, Sighting, Sightings},
    stream::TextStream,
};
use crate::{
    Class, Found, Head, Id, Keyring, Layout, Lookup, Revealed, Tag, Token, VaultError,
    VaultErrorKind,
    audit::{Checkpoint, Event, Log, Reason, by_class},
    policy::{Level, Role, SignedPolicy},
};

/// What became of the tokens of a run; no value, and no name that stands in a text alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// A value stands in their place, or what the role may see of it.
    pub resolved: u64,
    /// The role may not see them, or only their tokens.
    pub denied: u64,
    /// The role has seen as many values today, or in this run, as it may.
    pub over_quota: u64,
    /// No token of this vault, or one whose value is gone.
    pub unknown: u64,
    /// Of a domain of this vault that is none of the role's.
    pub foreign: u64,
    /// The vault has another value for them, or several: nothing is guessed. Run `pumice vault verify`.
    pub refused: u64,
    /// They look like tokens, and the checksum does not hold.
    pub mangled: u64,
    /// Those resolved, by entity.
    pub resolved_by_entity: BTreeMap<String, u64>,
    /// Those denied, by class.
    pub denied_by_class: BTreeMap<&'static str, u64>,
    /// Different values that were shown; what counts against quotas.
    pub values: u64,
}

impl Counts {
    /// Tokens that stay and that a reader may have expected to be resolved.
    pub fn unresolved(&self) -> u64 {
        let answered = self.denied + self.over_quota + self.foreign;
        answered + self.unknown + self.refused + self.mangled
    }
}

/// Who asks, and why.
#[derive(Clone, Debug)]
pub struct Request {
    /// The role that is claimed.
    pub role: String,
    /// Why.
    pub reason: Reason,
}

/// Resolves tokens for one run of one role.
pub struct Revealer<'k> {
    lookup: Lookup,
    keyring: &'k Keyring,
    log: Log,
    run: String,
    role_name: String,
    role: Role,
    policy: u64,
    counts: Counts,
    /// Bounded; wiped when dropped.
    seen: HashMap<Spelled, Answer>,
}

type Spelled = (Box<str>, Head, Tag);

/// Tokens that are remembered; each takes some 200 bytes.
const MAX_SEEN: usize = 65_536;

/// What becomes of a token.
#[derive(Clone, Debug)]
enum Answer {
    Shown(Arc<Revealed>),
    Denied,
    OverQuota,
    Unknown,
    Foreign,
    Refused,
}

/// A value on its way from the vault to who asked, before the log says so.
struct Candidate<'t> {
    token: Token<'t>,
    shown: Revealed,
}

impl<'k> Revealer<'k> {
    /// Begins a run, and says so in the log.
    ///
    /// # Errors
    /// [`VaultErrorKind::Refused`] where no policy was set, or it has no such role; and when policy or
    /// log cannot be read or written.
    pub fn begin(
        layout: &Layout,
        keyring: &'k Keyring,
        lookup: Lookup,
        request: &Request,
    ) -> Result<Self, VaultError> {
        let refuse = |what: String| VaultError::new(VaultErrorKind::Refused, what);
        let signed = SignedPolicy::newest(layout, keyring)?.ok_or_else(|| {
            refuse(
                "nobody may reveal anything as long as there is no policy; write one and run \
                 `pumice vault policy set`"
                    .into(),
            )
            .at(layout.policies())
        })?;
        let name = &request.role;
        let role = signed.policy.role(name).ok_or_else(|| {
            refuse(format!(
                "policy {} has no role of this name; it has: {}",
                signed.number,
                signed.policy.roles().collect::<Vec<_>>().join(", ")
            ))
        })?;
        let mut log = Log::open(layout, keyring)?;
        let run = Id::random().to_string();
        log.write(&Event::RevealBegun {
            run: &run,
            role: name,
            reason: &request.reason,
            policy: signed.number,
        })?;
        Ok(Self {
            lookup,
            keyring,
            log,
            run,
            role_name: name.clone(),
            role: role.clone(),
            policy: signed.number,
            counts: Counts::default(),
            seen: HashMap::new(),
        })
    }

    /// What stands in the place of each token of a text or a block; `None` where it stays. The log has
    /// them all when this returns.
    ///
    /// # Errors
    /// When the vault cannot be read, or the log not be written; then nothing comes back.
    pub fn resolve(
        &mut self,
        sightings: &Sightings,
    ) -> Result<Vec<Option<Arc<Revealed>>>, VaultError> {
        self.learn([sightings])?;
        Ok(self.answers(sightings))
    }

    /// The same for many at once, which a vault of many segments answers sooner.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn resolve_all(
        &mut self,
        all: &[Sightings],
    ) -> Result<Vec<Vec<Option<Arc<Revealed>>>>, VaultError> {
        self.learn(all)?;
        Ok(all
            .iter()
            .map(|sightings| self.answers(sightings))
            .collect())
    }

    fn answers(&mut self, sightings: &Sightings) -> Vec<Option<Arc<Revealed>>> {
        let answers = sightings.iter().map(|(_, token)| {
            let Some(token) = token else {
                self.counts.mangled += 1;
                return None;
            };
            let answer = self.seen.get(&spelled(&token));
            let counts = &mut self.counts;
            match answer.unwrap_or(&Answer::Denied) {
                Answer::Shown(value) => {
                    counts.resolved += 1;
                    *counts
                        .resolved_by_entity
                        .entry(token.entity.into())
                        .or_default() += 1;
                    return Some(Arc::clone(value));
                }
                Answer::Denied => {
                    counts.denied += 1;
                    let class = Class::of(token.entity).name();
                    *counts.denied_by_class.entry(class).or_default() += 1;
                }
                Answer::OverQuota => counts.over_quota += 1,
                Answer::Unknown => counts.unknown += 1,
                Answer::Foreign => counts.foreign += 1,
                Answer::Refused => counts.refused += 1,
            }
            None
        });
        answers.collect()
    }

    /// Finds an answer for each token that has none yet.
    fn learn<'s>(
        &mut self,
        all: impl IntoIterator<Item = &'s Sightings>,
    ) -> Result<(), VaultError> {
        if self.seen.len() > MAX_SEEN {
            self.seen.clear();
        }
        let mut asked: Vec<Token<'_>> = vec![];
        for (_, token) in all.into_iter().flat_map(Sightings::iter) {
            let Some(token) = token else { continue };
            let spelled = spelled(&token);
            if self.seen.contains_key(&spelled) {
                continue;
            }
            // Denied until it is known better.
            self.seen.insert(spelled, Answer::Denied);
            if !matches!(self.role.level(token.entity), Level::Deny | Level::Token) {
                asked.push(token);
            }
        }
        if asked.is_empty() {
            return Ok(());
        }
        let learnt = self.look_up(&asked);
        if learnt.is_err() {
            // Nothing that was not written down is known.
            self.seen.clear();
        }
        learnt
    }

    fn look_up(&mut self, asked: &[Token<'_>]) -> Result<(), VaultError> {
        let found = self.lookup.find(asked)?;
        let mut candidates = vec![];
        for (token, found) in asked.iter().zip(found) {
            let answer = match found {
                Found::Unknown => Answer::Unknown,
                Found::Refused => Answer::Refused,
                Found::Value(hit) if !self.role.has_domain(&hit.domain) => Answer::Foreign,
                Found::Value(hit) => {
                    let level = self.role.level(token.entity);
                    if let Some(shown) = level::shown(level, hit.value.expose()) {
                        candidates.push(Candidate {
                            token: *token,
                            shown: Revealed::new(shown),
                        });
                    }
                    Answer::Denied
                }
            };
            self.seen.insert(spelled(token), answer);
        }
        let allowed = self.allow(&candidates)?;
        for (place, Candidate { token, shown }) in candidates.into_iter().enumerate() {
            let answer = match place < allowed {
                true => Answer::Shown(Arc::new(shown)),
                false => Answer::OverQuota,
            };
            self.seen.insert(spelled(&token), answer);
        }
        Ok(())
    }

    /// Writes down how many of these are shown, as many as quotas allow.
    fn allow(&mut self, candidates: &[Candidate<'_>]) -> Result<usize, VaultError> {
        let left = self
            .role
            .values_per_run()
            .saturating_sub(self.counts.values);
        let wanted = left.min(candidates.len() as u64);
        if wanted == 0 {
            return Ok(0);
        }
        let (run, role) = (&self.run, &self.role_name);
        let allowed =
            self.log
                .write_within(role, wanted, self.role.values_per_day(), |tokens| {
                    let mut classes = [0; Class::ALL.len()];
                    for candidate in &candidates[..tokens as usize] {
                        classes[Class::of(candidate.token.entity) as usize] += 1;
                    }
                    Event::Revealing {
                        run,
                        role,
                        tokens,
                        classes: by_class(&classes),
                    }
                })?;
        self.log.checkpoint_if_due(self.keyring)?;
        self.counts.values += allowed;
        Ok(allowed as usize)
    }

    /// Name of the run, as the log has it.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// Number of the policy that decides.
    pub fn policy(&self) -> u64 {
        self.policy
    }

    /// What became of the tokens so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Ends the run, says so in the log and signs it.
    ///
    /// # Errors
    /// When the log cannot be written; then what was resolved must not be published.
    pub fn end(mut self) -> Result<(Counts, Checkpoint), VaultError> {
        self.log.write(&Event::RevealEnded {
            run: &self.run,
            resolved: self.counts.resolved,
            denied: self.counts.denied + self.counts.over_quota,
        })?;
        let checkpoint = self.log.checkpoint(self.keyring)?;
        Ok((self.counts, checkpoint))
    }
}

fn spelled(token: &Token<'_>) -> Spelled {
    (token.entity.into(), token.head, token.tag)
}

/// Says how far it is.
impl std::fmt::Debug for Revealer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Revealer")
            .field("role", &self.role_name)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}
