//! Counting the distinct values of an entity within a record.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
};

use pumice_detect::{EntityId, Span};

use super::Value;

/// The values seen so far in a block, by record and entity. Memory is reused.
///
/// Holds values, so it has no `Debug`.
#[derive(Default)]
pub(crate) struct Ordinals {
    hasher: RandomState,
    /// By record, entity and hash of the value: the last entry, others follow by `next`.
    entries_by_value: HashMap<(u32, u16, u64), u32>,
    counts: HashMap<(u32, u16), u32>,
    entries: Vec<Entry>,
    values: Vec<u8>,
    /// The normal spelling of the value at hand.
    normal: Vec<u8>,
}

struct Entry {
    value: Span,
    ordinal: u32,
    /// Another value with the same hash.
    next: Option<u32>,
}

impl Ordinals {
    /// Forgets the last block.
    pub(crate) fn clear(&mut self) {
        self.entries_by_value.clear();
        self.counts.clear();
        self.entries.clear();
        self.values.clear();
    }

    /// The ordinal of a value in its normal spelling.
    pub(crate) fn of(&mut self, record: u32, entity: EntityId, value: &Value<'_>) -> u32 {
        let mut normal = std::mem::take(&mut self.normal);
        normal.clear();
        value.write_normal(&mut normal);
        let ordinal = self.ordinal(record, entity, &normal);
        self.normal = normal;
        ordinal
    }

    /// 1 for the first value of `entity` in `record`, 2 for the next different one, and so on.
    ///
    /// Linear in the number of values, whatever they are. The hash decides only where to look, so
    /// its random seed leaves no trace in the answer.
    fn ordinal(&mut self, record: u32, entity: EntityId, value: &[u8]) -> u32 {
        let hash = self.hasher.hash_one(value);
        let first = self
            .entries_by_value
            .get(&(record, entity.0, hash))
            .copied();
        let mut next = first;
        while let Some(at) = next {
            let entry = &self.entries[at as usize];
            if self.values.get(entry.value.range()) == Some(value) {
                return entry.ordinal;
            }
            next = entry.next;
        }
        let count = self.counts.entry((record, entity.0)).or_default();
        *count += 1;
        let start = self.values.len() as u32;
        self.values.extend_from_slice(value);
        let at = self.entries.len() as u32;
        self.entries_by_value.insert((record, entity.0, hash), at);
        self.entries.push(Entry {
            value: Span::new(start, self.values.len() as u32),
            ordinal: *count,
            next: first,
        });
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinct_values_are_counted_by_record_and_entity() {
        let mut ordinals = Ordinals::default();
        let (a, b) = (EntityId(0), EntityId(1));
        assert_eq!(ordinals.ordinal(0, a, b"x"), 1);
        assert_eq!(ordinals.ordinal(0, a, b"y"), 2);
        assert_eq!(ordinals.ordinal(1, a, b"y"), 1);
        assert_eq!(ordinals.ordinal(0, b, b"y"), 1);
        assert_eq!(ordinals.ordinal(0, a, b"x"), 1);
        ordinals.clear();
        assert_eq!(ordinals.ordinal(0, a, b"y"), 1);
    }
}
