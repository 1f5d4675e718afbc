//! Values to tokens, as a worker makes them: one a thread, no lock, no allocation once it is warm.
//!
//! ```text
//! value ── seen? ─ yes ──────────────────────────────────────────── text of the token
//!            └──── no ── normal spelling ── tag ── sent? ─ no ── record for the segments
//! ```
//!
//! Two tables of fixed size remember the last values: `Seen` whole tokens by a hash of a value, where the
//! token depends on the value alone, and `Sent` which spelling of which tag a segment will have already. Both
//! forget: what is forgotten is made, or sent, once more.

use std::{fmt, hash::Hasher as _, sync::Arc};

use siphasher::sip128::{Hasher128 as _, SipHasher13};
use zeroize::Zeroizing;

use crate::{
    Head, LETTERS, Lease, Matching, Record, Records, Scope, Spelling, TAG_BYTES, Tag, TagKey,
    TagScratch, Token,
};

/// Makes the tokens of one lease.
///
/// ```
/// use pumice_vault::{Matching, Scope, Tokenizer};
/// # use pumice_vault::Lease;
/// let lease = Lease::for_test("crm", &["EMAIL_ADDRESS"]);
/// let mut tokenizer = Tokenizer::new(lease.into());
/// let email = tokenizer.place_of("EMAIL_ADDRESS").unwrap();
/// let mut out = vec![];
/// for spelling in ["jane@example.com", "Jane@Example.com"] {
///     tokenizer.tokenize(email, Scope::Domain, Matching::Canonical, spelling.as_bytes(), &mut out);
/// }
/// let (one, other) = out.split_at(out.len() / 2);
/// assert_eq!(one, other);
/// assert_eq!(tokenizer.take().len(), 2);
/// ```
///
/// It holds values, so its `Debug` shows nothing.
pub struct Tokenizer {
    lease: Arc<Lease>,
    /// By place in the lease.
    entities: Arc<[Entity]>,
    scratch: TagScratch,
    normal: Zeroizing<Vec<u8>>,
    hasher: SipHasher13,
    seen: Vec<Seen>,
    sent: Vec<Sent>,
    records: Records,
}

/// What is known of an entity before its first value.
struct Entity {
    key: TagKey,
    spelling: Spelling,
}

/// Tokens that were made before: four, of values whose hashes begin alike. The hashes fill one line of cache.
///
/// A hash of a value has 128 bits under keys of this process: among 10^12 values two share one with a
/// probability of 10^-15, and nobody can look for such two, nor see a value here.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Seen {
    /// 0 where there is none.
    hashes: [u128; WAYS],
    tokens: [([u8; LETTERS], Spelled); WAYS],
    /// Which goes next.
    oldest: u8,
}

impl Seen {
    const NONE: Seen = Seen {
        hashes: [0; WAYS],
        tokens: [([0; LETTERS], Spelled::AsNormal); WAYS],
        oldest: 0,
    };

    fn get(&self, hash: u128) -> Option<([u8; LETTERS], Spelled)> {
        let way = self.hashes.iter().position(|&seen| seen == hash)?;
        Some(self.tokens[way])
    }

    fn insert(&mut self, hash: u128, token: ([u8; LETTERS], Spelled)) {
        let way = usize::from(self.oldest);
        self.hashes[way] = hash;
        self.tokens[way] = token;
        self.oldest = (self.oldest + 1) % WAYS as u8;
    }
}

/// What was sent before.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sent {
    tag: Tag,
    /// Part of a hash of the spelling: each is sent, so that which one is kept does not depend on what a worker
    /// remembers.
    spelling: u32,
}

impl Sent {
    const NONE: Sent = Sent {
        tag: [0; TAG_BYTES],
        spelling: 0,
    };
}

/// Tokens of one `Seen`.
const WAYS: usize = 4;

/// How many `Seen` there are: 131,072 tokens in 6 MB.
const SEEN: usize = 1 << 15;

/// Tags that are remembered, in 2 MB.
const SENT: usize = 1 << 17;

/// What a token says of how its value was spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelled {
    /// As its normal spelling, or spelling counts.
    AsNormal,
    /// Otherwise: another spelling of the same value may come back.
    Otherwise,
}

impl Tokenizer {
    /// For tokens of this lease.
    pub fn new(lease: Arc<Lease>) -> Self {
        let entities = lease.token_keys.iter().map(|(entity, key)| Entity {
            key: TagKey::new(key),
            spelling: Spelling::of(entity),
        });
        Self::with(entities.collect(), lease)
    }

    /// Another one for the same lease: it shares the keys and has nothing to remember yet.
    #[must_use]
    pub fn another(&self) -> Self {
        Self::with(Arc::clone(&self.entities), Arc::clone(&self.lease))
    }

    fn with(entities: Arc<[Entity]>, lease: Arc<Lease>) -> Self {
        let mut key = [0; 16];
        getrandom::fill(&mut key).expect("the system's random source answers");
        Self {
            lease,
            entities,
            scratch: TagScratch::default(),
            normal: Zeroizing::default(),
            hasher: SipHasher13::new_with_key(&key),
            seen: vec![],
            sent: vec![],
            records: Records::default(),
        }
    }

    /// The lease.
    pub fn lease(&self) -> &Lease {
        &self.lease
    }

    /// The place of an entity, by which [`tokenize`](Self::tokenize) knows it. Ask once, not for each value.
    pub fn place_of(&self, entity: &str) -> Option<u16> {
        self.lease.place_of(entity)
    }

    /// Appends the token of a value, with brackets, and keeps the value for the segments unless it was
    /// kept of late. Hot: per value.
    ///
    /// # Panics
    /// When the lease has no such place.
    pub fn tokenize(
        &mut self,
        place: u16,
        scope: Scope<'_>,
        matching: Matching,
        value: &[u8],
        out: &mut Vec<u8>,
    ) -> Spelled {
        out.push(b'[');
        let spelled = self.tokenize_bare(place, scope, matching, value, out);
        out.push(b']');
        spelled
    }

    /// The same without brackets, for names.
    ///
    /// # Panics
    /// When the lease has no such place.
    pub fn tokenize_bare(
        &mut self,
        place: u16,
        scope: Scope<'_>,
        matching: Matching,
        value: &[u8],
        out: &mut Vec<u8>,
    ) -> Spelled {
        if self.seen.is_empty() {
            self.seen = vec![Seen::NONE; SEEN];
            self.sent = vec![Sent::NONE; SENT];
        }
        out.extend_from_slice(self.lease.token_keys[usize::from(place)].0.as_bytes());
        out.push(b'_');
        let hash = self.hash(place, matching, value);
        let at = hash as usize % SEEN;
        let seen = (scope == Scope::Domain).then(|| self.seen[at].get(hash));
        let (letters, spelled) = seen.flatten().unwrap_or_else(|| {
            let token = self.make(place, scope, matching, value, (hash >> 96) as u32);
            if scope == Scope::Domain {
                self.seen[at].insert(hash, token);
            }
            token
        });
        out.extend_from_slice(&letters);
        spelled
    }

    fn hash(&self, place: u16, matching: Matching, value: &[u8]) -> u128 {
        let mut hasher = self.hasher;
        hasher.write_u32(u32::from(place) << 16 | u32::from(matching.version()));
        hasher.write(value);
        hasher.finish128().as_u128()
    }

    /// Makes a token and keeps what it stands for. Hot: per new value.
    fn make(
        &mut self,
        place: u16,
        scope: Scope<'_>,
        matching: Matching,
        value: &[u8],
        hash: u32,
    ) -> ([u8; LETTERS], Spelled) {
        let entity = &self.entities[usize::from(place)];
        let mut normal = value;
        if matching == Matching::Canonical {
            self.normal.clear();
            entity.spelling.write(value, &mut self.normal);
            normal = &self.normal;
        }
        let tag = entity.key.tag(scope, matching, normal, &mut self.scratch);
        let spelled = match normal == value {
            true => Spelled::AsNormal,
            false => Spelled::Otherwise,
        };
        let token = Token {
            entity: &self.lease.token_keys[usize::from(place)].0,
            head: Head::new(scope.mode(), self.lease.epoch),
            tag,
        };
        let letters = token.letters();
        let sent = Sent {
            tag,
            spelling: hash,
        };
        let at = u32::from_le_bytes([tag[0], tag[1], tag[2], tag[3]]) as usize % SENT;
        if self.sent[at] != sent {
            self.sent[at] = sent;
            self.records.push(&Record {
                entity: place,
                head: token.head,
                tag,
                matching,
                document: match scope {
                    Scope::Document { id } => Some(id),
                    Scope::Domain | Scope::Random { .. } => None,
                },
                value,
            });
        }
        (letters, spelled)
    }

    /// What was kept since it was last taken: to be handed to the recorder before the tokens are handed
    /// on, once a block.
    pub fn take(&mut self) -> Records {
        std::mem::take(&mut self.records)
    }
}

impl fmt::Debug for Tokenizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokenizer(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokenizer() -> Tokenizer {
        Tokenizer::new(Lease::for_test("crm", &["EMAIL_ADDRESS", "US_SSN"]).into())
    }

    fn token(
        tokenizer: &mut Tokenizer,
        scope: Scope<'_>,
        matching: Matching,
        value: &str,
    ) -> String {
        let place = tokenizer.place_of("EMAIL_ADDRESS").unwrap();
        let mut out = vec![];
        tokenizer.tokenize(place, scope, matching, value.as_bytes(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_remembered_is_what_would_be_made() {
        let mut one = tokenizer();
        let values: Vec<_> = (0..40_000)
            .map(|n| format!("jane{n}@example.com"))
            .collect();
        for matching in [Matching::Canonical, Matching::Exact] {
            for value in values.iter().chain(&values) {
                let made = token(&mut one, Scope::Domain, matching, value);
                // A tokenizer that has just begun remembers nothing.
                if value.ends_with("77@example.com") {
                    let other = &mut one.another();
                    assert_eq!(made, token(other, Scope::Domain, matching, value));
                }
                let read = Token::parse(&made).unwrap();
                assert_eq!(read.entity, "EMAIL_ADDRESS");
                assert_eq!(read.head, Head::new(crate::Mode::Domain, 1));
            }
        }
    }

    #[test]
    fn each_spelling_is_kept_once() {
        let mut tokenizer = tokenizer();
        let spellings = [
            "jane@example.com",
            "Jane@example.com",
            "jane@example.com",
            "JANE@example.com",
        ];
        let tokens =
            spellings.map(|it| token(&mut tokenizer, Scope::Domain, Matching::Canonical, it));
        assert!(tokens.iter().all(|it| *it == tokens[0]));
        let records = tokenizer.take();
        let kept: Vec<_> = records.iter().map(|record| record.value.to_vec()).collect();
        assert_eq!(
            kept,
            [spellings[0], spellings[1], spellings[3]].map(|it| it.as_bytes().to_vec())
        );
        assert!(tokenizer.take().is_empty());
    }

    #[test]
    fn what_depends_on_more_than_the_value_is_not_remembered_by_it() {
        let mut tokenizer = tokenizer();
        let (nonce, record) = ([7; 16], [8; 32]);
        let random = |ordinal| Scope::Random {
            nonce: &nonce,
            record: &record,
            ordinal,
        };
        let scopes = [
            Scope::Domain,
            Scope::Document { id: b"1" },
            Scope::Document { id: b"2" },
            random(0),
            random(1),
        ];
        let mut tokens: Vec<_> = scopes
            .map(|scope| token(&mut tokenizer, scope, Matching::Exact, "jane@example.com"))
            .into();
        tokens.push(token(
            &mut tokenizer,
            Scope::Domain,
            Matching::Canonical,
            "jane@example.com",
        ));
        let records = tokenizer.take();
        let documents: Vec<_> = records
            .iter()
            .map(|record| record.document.map(<[u8]>::to_vec))
            .collect();
        assert_eq!(
            documents,
            [
                None,
                Some(b"1".to_vec()),
                Some(b"2".to_vec()),
                None,
                None,
                None
            ]
        );
        tokens.sort();
        tokens.dedup();
        assert_eq!(tokens.len(), 6);
    }

    #[test]
    fn long_and_empty_values_have_tokens_too() {
        let mut tokenizer = tokenizer();
        for value in ["", &"x".repeat(65), &"x".repeat(256), &"x".repeat(9000)] {
            let once = token(&mut tokenizer, Scope::Domain, Matching::Exact, value);
            assert_eq!(
                token(&mut tokenizer, Scope::Domain, Matching::Exact, value),
                once
            );
        }
        assert_eq!(tokenizer.take().len(), 4);
    }

    #[test]
    fn another_spelling_is_told() {
        let mut tokenizer = tokenizer();
        let place = tokenizer.place_of("US_SSN").unwrap();
        let mut spelled = |matching, value: &str| {
            tokenizer.tokenize(
                place,
                Scope::Domain,
                matching,
                value.as_bytes(),
                &mut vec![],
            )
        };
        for _ in 0..2 {
            assert_eq!(
                spelled(Matching::Canonical, "536-90-4399"),
                Spelled::Otherwise
            );
            assert_eq!(spelled(Matching::Canonical, "536904399"), Spelled::AsNormal);
            assert_eq!(spelled(Matching::Exact, "536-90-4399"), Spelled::AsNormal);
        }
    }
}
