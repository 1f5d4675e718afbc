//! From tokens back to values.
//!
//! Tokens are looked up many at a time, in the order of their tags: of each segment the pages that may hold
//! one are decoded, once, and compared as two sorted lists are merged. In memory are the first and last tag
//! of each page, 36 bytes for 1,024 records.
//!
//! A record is believed when its value gives the tag again, which is known for tokens of a domain or a
//! document; what `random` has drawn cannot be drawn again. Where segments hold several spellings of a
//! value, the bytewise smallest comes back. Where they hold different values for one token none does.

use std::{path::PathBuf, sync::Arc};

use crate::{
    Class, Head, Keyring, Layout, Matching, Revealed, Tag, Token, VaultError,
    segment::{Held, Row, Segment, Standing},
    spelled::{Proof, Verdict, is_same},
};

/// Finds the values of tokens, in all domains of a vault.
///
/// Segments are as they stood when it was opened: later ones are seen by another.
pub struct Lookup {
    keyring: Keyring,
    groups: Vec<Group>,
}

/// What became of a token.
#[derive(Clone, Debug)]
pub enum Found {
    /// Its value.
    Value(Hit),
    /// No segment has it.
    Unknown,
    /// Segments have a value that does not give this token, or different values for it: something was
    /// forged, or tags have collided. Nothing is guessed.
    Refused,
}

/// A value and what is known of it.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The domain that the token is of.
    pub domain: Arc<str>,
    /// The class that the value is kept in.
    pub class: Class,
    /// The epoch of the token.
    pub epoch: u32,
    /// Whether this is the spelling that was there (exact), or one of those that share the token.
    pub matching: Matching,
    /// The value.
    pub value: Revealed,
}

/// Segments of one domain, epoch and class.
struct Group {
    domain: Arc<str>,
    epoch: u32,
    class: Class,
    segments: Vec<Source>,
    proof: Proof,
}

/// A segment, checked and parsed when it is first needed.
enum Source {
    Held(Box<Held>),
    Read(Box<Segment>),
}

impl Source {
    fn segment(&mut self, keyring: &Keyring) -> Result<&Segment, VaultError> {
        if let Source::Held(held) = self {
            *self = Source::Read(Box::new(held.read(keyring)?));
        }
        match self {
            Source::Read(segment) => Ok(segment),
            Source::Held(_) => unreachable!("read above"),
        }
    }
}

impl Lookup {
    /// In all that holds of a vault.
    ///
    /// # Errors
    /// Where a manifest or a sidecar was changed, or a file is missing.
    pub fn open(keyring: &Keyring, layout: &Layout) -> Result<Self, VaultError> {
        Self::open_with(keyring, layout, &[])
    }

    /// The same, and in these folders where workers have left segments.
    ///
    /// # Errors
    /// As of [`open`](Self::open).
    pub fn open_with(
        keyring: &Keyring,
        layout: &Layout,
        folders: &[PathBuf],
    ) -> Result<Self, VaultError> {
        let mut groups: Vec<Group> = vec![];
        for held in Standing::of(layout, keyring, folders)?.all() {
            let commit = &held.commit;
            let of = |group: &Group| {
                *group.domain == *commit.domain
                    && (group.epoch, group.class) == (commit.epoch, commit.class)
            };
            let place = groups.iter().position(of).unwrap_or_else(|| {
                groups.push(Group {
                    domain: commit.domain.as_str().into(),
                    epoch: commit.epoch,
                    class: commit.class,
                    segments: vec![],
                    proof: Proof::new(&commit.domain, commit.epoch),
                });
                groups.len() - 1
            });
            groups[place].segments.push(Source::Held(Box::new(held)));
        }
        Ok(Self {
            keyring: keyring.clone(),
            groups,
        })
    }

    /// What became of each token, in their order.
    ///
    /// # Errors
    /// Where a segment was changed or cannot be read; nothing is found then.
    pub fn find(&mut self, tokens: &[Token<'_>]) -> Result<Vec<Found>, VaultError> {
        let mut wanted: Vec<Wanted<'_>> = tokens.iter().enumerate().map(Wanted::new).collect();
        wanted.sort_unstable_by_key(Wanted::key);
        // A value stands in the class of its entity, unless an older version has put it elsewhere.
        for turn in [Turn::OwnClass, Turn::OtherClasses] {
            for group in &mut self.groups {
                group.search(&mut wanted, turn, &self.keyring)?;
            }
        }
        let mut found: Vec<_> = tokens.iter().map(|_| Found::Unknown).collect();
        for wanted in wanted {
            found[wanted.place] = wanted.state.into_found();
        }
        Ok(found)
    }

    /// Finds tokens in bulk: they come in the order of their tags, or nearly so, and go to `to` with what
    /// became of them, in the same order. Repeated tokens cost little.
    ///
    /// # Errors
    /// As of [`find`](Self::find); what was found before was given to `to`.
    pub fn join<'a>(
        &mut self,
        tokens: impl IntoIterator<Item = Token<'a>>,
        mut to: impl FnMut(Token<'a>, Found),
    ) -> Result<(), VaultError> {
        let mut tokens = tokens.into_iter();
        loop {
            let chunk: Vec<_> = tokens.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(());
            }
            for (token, found) in chunk.iter().zip(self.find(&chunk)?) {
                to(*token, found);
            }
        }
    }
}

/// Tells how many segments there are.
impl std::fmt::Debug for Lookup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let segments: usize = self.groups.iter().map(|group| group.segments.len()).sum();
        write!(f, "Lookup({segments} segments)")
    }
}

/// Tokens of a bulk that are looked up at once.
const CHUNK: usize = 1 << 16;

#[derive(Clone, Copy, PartialEq)]
enum Turn {
    OwnClass,
    OtherClasses,
}

/// A token that is looked up.
struct Wanted<'a> {
    tag: Tag,
    entity: &'a str,
    head: Head,
    place: usize,
    class: Class,
    state: State,
}

/// What is known of a token so far.
enum State {
    Unknown,
    /// A record has it whose value gives another.
    Mismatch,
    Value(Candidate),
    /// Several values have it.
    Ambiguous,
}

struct Candidate {
    hit: Hit,
    document: Option<Vec<u8>>,
}

impl State {
    fn into_found(self) -> Found {
        match self {
            State::Unknown => Found::Unknown,
            State::Mismatch | State::Ambiguous => Found::Refused,
            State::Value(candidate) => Found::Value(candidate.hit),
        }
    }
}

impl<'a> Wanted<'a> {
    fn new((place, token): (usize, &Token<'a>)) -> Self {
        Self {
            tag: token.tag,
            entity: token.entity,
            head: token.head,
            place,
            class: Class::of(token.entity),
            state: State::Unknown,
        }
    }

    fn key(&self) -> (Tag, &'a str, Head) {
        (self.tag, self.entity, self.head)
    }

    fn is_sought(&self, group: &Group, turn: Turn) -> bool {
        let may_be_there = self.head.epoch() == (group.epoch % 64) as u8;
        may_be_there
            && match turn {
                Turn::OwnClass => self.class == group.class,
                Turn::OtherClasses => {
                    self.class != group.class && matches!(self.state, State::Unknown)
                }
            }
    }
}

impl Group {
    /// Looks for the tokens of this turn, which are sorted, in all segments.
    fn search(
        &mut self,
        wanted: &mut [Wanted<'_>],
        turn: Turn,
        keyring: &Keyring,
    ) -> Result<(), VaultError> {
        let sought: Vec<usize> = (0..wanted.len())
            .filter(|&place| wanted[place].is_sought(self, turn))
            .collect();
        if sought.is_empty() {
            return Ok(());
        }
        let mut segments = std::mem::take(&mut self.segments);
        let result = segments.iter_mut().try_for_each(|source| {
            let segment = source.segment(keyring)?;
            self.scan(segment, &sought, wanted, keyring)
        });
        self.segments = segments;
        result
    }

    fn scan(
        &mut self,
        segment: &Segment,
        sought: &[usize],
        wanted: &mut [Wanted<'_>],
        keyring: &Keyring,
    ) -> Result<(), VaultError> {
        let pages = pages_of(segment, sought, wanted);
        if pages.is_empty() {
            return Ok(());
        }
        let mut batches = segment.read(&pages)?;
        let mut from = 0;
        while let Some(rows) = batches.next()? {
            for row in 0..rows.len() {
                let tag = rows.tag(row);
                while sought
                    .get(from)
                    .is_some_and(|&place| wanted[place].tag < tag)
                {
                    from += 1;
                }
                if from == sought.len() {
                    return Ok(());
                }
                if wanted[sought[from]].tag != tag {
                    continue;
                }
                let row = rows.row(row);
                for &place in &sought[from..] {
                    if wanted[place].tag != tag {
                        break;
                    }
                    if wanted[place].key() == row.key() {
                        let state = std::mem::replace(&mut wanted[place].state, State::Ambiguous);
                        wanted[place].state = self.weigh(state, &row, keyring);
                    }
                }
            }
        }
        Ok(())
    }

    /// What is known of a token after another record of it.
    fn weigh(&mut self, state: State, row: &Row<'_>, keyring: &Keyring) -> State {
        if self.proof.of(row, keyring) == Verdict::Fails {
            return match state {
                State::Unknown => State::Mismatch,
                state => state,
            };
        }
        let here = |group: &Self| Candidate {
            hit: Hit {
                domain: group.domain.clone(),
                class: group.class,
                epoch: group.epoch,
                matching: row.matching,
                value: Revealed::new(row.value.to_vec()),
            },
            document: row.document.map(<[u8]>::to_vec),
        };
        match state {
            State::Unknown | State::Mismatch => State::Value(here(self)),
            State::Ambiguous => State::Ambiguous,
            State::Value(before) => {
                let old = Row {
                    matching: before.hit.matching,
                    document: before.document.as_deref(),
                    value: before.hit.value.expose(),
                    ..*row
                };
                let same = (&*before.hit.domain, before.hit.epoch) == (&*self.domain, self.epoch)
                    && is_same(&old, row);
                if !same {
                    State::Ambiguous
                } else if old.value <= row.value {
                    State::Value(before)
                } else {
                    State::Value(here(self))
                }
            }
        }
    }
}

/// The pages of a segment that may hold one of the tokens, which are sorted.
fn pages_of(segment: &Segment, sought: &[usize], wanted: &[Wanted<'_>]) -> Vec<usize> {
    let pages = segment.pages();
    let (mut chosen, mut page): (Vec<usize>, usize) = (vec![], 0);
    for tag in sought.iter().map(|&place| wanted[place].tag) {
        // Few tokens in many pages: leap. The next page is the one of most tokens in bulk.
        if pages.get(page).is_some_and(|page| page.last < tag) {
            page += 1;
            if pages.get(page).is_some_and(|page| page.last < tag) {
                page += pages[page..].partition_point(|page| page.last < tag);
            }
        }
        // Records of one tag may go on in the next page.
        let mut at = page;
        while pages.get(at).is_some_and(|page| page.first <= tag) {
            if chosen.last().is_none_or(|&last| last < at) {
                chosen.push(at);
            }
            at += 1;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Recorder, Scope,
        testing::{TestVault, Worker, mails},
    };

    fn value(found: &Found) -> Option<&[u8]> {
        match found {
            Found::Value(hit) => Some(hit.value.expose()),
            Found::Unknown | Found::Refused => None,
        }
    }

    #[test]
    fn every_token_of_every_scope_comes_back() {
        let vault = TestVault::new();
        let mut worker = Worker::new(vault.lease());
        let recorder = Recorder::start(vault.lease(), vault.layout.inbox());
        let (mut tokens, mut values) = (vec![], vec![]);
        for (n, mail) in mails(5_000).enumerate() {
            let random = Scope::Random {
                nonce: &[7; 16],
                record: &[9; 32],
                ordinal: n as u32,
            };
            let (entity, matching, scope) = match n % 4 {
                0 => ("EMAIL_ADDRESS", Matching::Canonical, Scope::Domain),
                1 => ("PERSON", Matching::Exact, Scope::Domain),
                2 => ("US_SSN", Matching::Exact, random),
                _ => ("PERSON", Matching::Exact, Scope::Document { id: b"row-1" }),
            };
            tokens.push(worker.tokenize(entity, matching, scope, mail.as_bytes()));
            values.push(mail);
            if n % 1_000 == 0 {
                recorder.send(worker.take());
            }
        }
        recorder.send(worker.take());
        let segments = recorder.close().unwrap();
        assert_eq!(segments.len(), 3, "one for each class");

        let mut lookup = Lookup::open(&vault.keyring, &vault.layout).unwrap();
        let found = lookup.find(&tokens).unwrap();
        for (found, expected) in found.iter().zip(&values) {
            assert_eq!(value(found), Some(expected.as_bytes()));
        }
        // One at a time, and one that nobody has made.
        assert_eq!(
            value(&lookup.find(&tokens[42..43]).unwrap()[0]),
            Some(values[42].as_bytes())
        );
        let nobody = Token {
            tag: [3; 12],
            ..tokens[0]
        };
        assert!(matches!(lookup.find(&[nobody]).unwrap()[0], Found::Unknown));
        let mut joined = 0;
        tokens.sort_unstable_by_key(|token| token.tag);
        lookup
            .join(tokens.iter().copied(), |_, found| {
                joined += usize::from(value(&found).is_some());
            })
            .unwrap();
        assert_eq!(joined, tokens.len());
    }
}
