//! Looking up keys: the few that are named, and the many that came by a moment ago.

use super::{Member, PathId};

/// The keys that a layout or a policy names.
#[derive(Debug, Default)]
pub(super) struct KeySet {
    /// By [`KeySet::bucket`]; a bucket holds one or two keys.
    buckets: Vec<Vec<Box<str>>>,
}

impl KeySet {
    /// A set of these keys; repeated ones count once.
    pub(super) fn new<'a>(keys: impl IntoIterator<Item = &'a str>) -> Self {
        let mut set = Self {
            buckets: vec![vec![]; 256],
        };
        for key in keys {
            let bucket = &mut set.buckets[Self::bucket(key.as_bytes())];
            if !bucket.iter().any(|known| **known == *key) {
                bucket.push(key.into());
            }
        }
        set
    }

    /// The key as it is named; `None` when it is not. Hot: per key.
    pub(super) fn find(&self, key: &[u8]) -> Option<&str> {
        let bucket = self.buckets.get(Self::bucket(key))?;
        let known = bucket.iter().find(|known| known.as_bytes() == key)?;
        Some(known)
    }

    /// Length, first and last byte tell the keys of a record format apart well enough.
    fn bucket(key: &[u8]) -> usize {
        let edge = |byte: Option<&u8>| byte.copied().unwrap_or_default();
        let mixed = edge(key.first())
            .wrapping_mul(31)
            .wrapping_add(edge(key.last()).wrapping_mul(7))
            .wrapping_add((key.len() as u8).wrapping_mul(59));
        usize::from(mixed)
    }
}

/// Members that were looked up before, a fixed number of them: the keys of a corpus repeat from
/// record to record, and one that no pattern names would otherwise be searched for cues each time.
///
/// Holds keys of the corpus, so it has no `Debug`.
pub(super) struct Recent {
    slots: Vec<Slot>,
}

/// One remembered member. The key is compared whole: a hash alone could be forged, and a value would
/// lose the evidence of its field's name.
#[derive(Clone, Copy)]
struct Slot {
    key: [u8; Recent::MAX_KEY],
    len: u8,
    object: PathId,
    member: Member,
}

/// A key that is short enough to be remembered, and where.
pub(super) struct Place {
    key: [u8; Recent::MAX_KEY],
    len: u8,
    slot: usize,
}

impl Default for Recent {
    fn default() -> Self {
        // No key has this length, so nothing is found in an empty slot.
        let empty = Slot {
            key: [0; Self::MAX_KEY],
            len: u8::MAX,
            object: PathId(0),
            member: Member {
                path: PathId(0),
                is_foreign: false,
            },
        };
        Self {
            slots: vec![empty; Self::SLOTS],
        }
    }
}

impl Recent {
    /// Three words; longer keys are rare and are looked up each time.
    const MAX_KEY: usize = 24;
    /// Ten times the keys of a chat line.
    const SLOTS: usize = 512;

    /// Where a member would stand; `None` for a long key. Hot: per key.
    pub(super) fn place(object: PathId, key: &[u8]) -> Option<Place> {
        // Padding makes hash and comparison free of branches; the length tells `a` from `a\0`.
        let mut padded = [0; Self::MAX_KEY];
        padded.get_mut(..key.len())?.copy_from_slice(key);
        let (words, _) = padded.as_chunks::<8>();
        let seed = u64::from(object.0) << 8 | key.len() as u64;
        let hash = words.iter().fold(seed, |hash, word| {
            (hash.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(0x517c_c1b7_2722_0a95)
        });
        Some(Place {
            key: padded,
            len: key.len() as u8,
            slot: (hash >> 55) as usize % Self::SLOTS,
        })
    }

    /// The member that was remembered there. Hot: per key.
    pub(super) fn find(&self, object: PathId, place: &Place) -> Option<Member> {
        let slot = &self.slots[place.slot];
        let same = slot.object == object && slot.len == place.len && slot.key == place.key;
        same.then_some(slot.member)
    }

    /// Remembers a member in the place of whatever was there.
    pub(super) fn remember(&mut self, object: PathId, place: Place, member: Member) {
        self.slots[place.slot] = Slot {
            key: place.key,
            len: place.len,
            object,
            member,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_keys_are_found_and_others_are_not() {
        let set = KeySet::new(["role", "content", "name", "", "content"]);
        assert_eq!(set.find(b"content"), Some("content"));
        assert_eq!(set.find(b""), Some(""));
        assert_eq!(set.find(b"Content"), None);
        assert_eq!(set.find(b"nbme"), None);
    }

    #[test]
    fn members_are_remembered_by_object_and_whole_key() {
        let mut recent = Recent::default();
        let place = Recent::place(PathId(1), b"a").unwrap();
        let member = Member {
            path: PathId(7),
            is_foreign: true,
        };
        recent.remember(PathId(1), place, member);
        let find = |object, key: &[u8]| recent.find(object, &Recent::place(object, key).unwrap());
        assert_eq!(find(PathId(1), b"a"), Some(member));
        assert_eq!(find(PathId(2), b"a"), None);
        assert_eq!(find(PathId(1), b"a\0"), None);
        assert!(Recent::place(PathId(1), &[b'a'; 25]).is_none());
    }

    #[test]
    fn nothing_is_remembered_at_first() {
        let recent = Recent::default();
        let place = Recent::place(PathId(0), b"").unwrap();
        assert_eq!(recent.find(PathId(0), &place), None);
    }
}
