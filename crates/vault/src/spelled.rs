//! What of a record enters its tag, and whether the tag is that of the value.

use std::{borrow::Cow, collections::HashMap};

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    Keyring, Matching, Mode, Scope, Spelling, TagKey, TagScratch, normalize, segment::Row,
};

/// The spelling of a value that its tag was made of.
fn normal<'a>(row: &Row<'a>) -> Cow<'a, [u8]> {
    match row.matching {
        Matching::Exact => Cow::Borrowed(row.value),
        Matching::Canonical => normalize(row.entity, row.value),
    }
}

/// Whether two records of one token tell of one value, however it is spelled.
pub(crate) fn is_same(one: &Row<'_>, other: &Row<'_>) -> bool {
    one.matching == other.matching
        && one.document == other.document
        && (one.value == other.value || normal(one) == normal(other))
}

/// Whether a value gives the tag that stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It does.
    Holds,
    /// It gives another.
    Fails,
    /// What was drawn at random cannot be drawn again.
    Unknown,
}

/// Makes tags again, of values of one domain and epoch.
pub(crate) struct Proof {
    domain: String,
    epoch: u32,
    /// By entity; `None` where there is no key.
    keys: HashMap<String, Option<(TagKey, Spelling)>>,
    normal: Zeroizing<Vec<u8>>,
    scratch: TagScratch,
}

impl Proof {
    pub(crate) fn new(domain: &str, epoch: u32) -> Self {
        Self {
            domain: domain.into(),
            epoch,
            keys: HashMap::new(),
            normal: Zeroizing::default(),
            scratch: TagScratch::default(),
        }
    }

    /// Makes the tag of a record again. Compares in constant time.
    pub(crate) fn of(&mut self, row: &Row<'_>, keyring: &Keyring) -> Verdict {
        let scope = match (row.head.mode(), row.document) {
            (Mode::Random, _) => return Verdict::Unknown,
            (Mode::Domain, _) => Scope::Domain,
            (Mode::Document, Some(id)) => Scope::Document { id },
            (Mode::Document, None) => return Verdict::Fails,
        };
        if !self.keys.contains_key(row.entity) {
            let key = keyring.token_key(&self.domain, self.epoch, row.entity);
            let key = key.map(|key| (TagKey::new(&key), Spelling::of(row.entity)));
            self.keys.insert(row.entity.into(), key);
        }
        let Some(Some((key, spelling))) = self.keys.get(row.entity) else {
            return Verdict::Fails;
        };
        let normal = match row.matching {
            Matching::Exact => row.value,
            Matching::Canonical => {
                self.normal.clear();
                spelling.write(row.value, &mut self.normal);
                &self.normal
            }
        };
        let tag = key.tag(scope, row.matching, normal, &mut self.scratch);
        if tag.ct_eq(&row.tag).into() {
            Verdict::Holds
        } else {
            Verdict::Fails
        }
    }
}
