//! Counting the distinct values of an entity within a record.
//!
//! Persons are counted, not their names: who is named by a part of a name that the record has is the same one.

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
    /// Persons, record by record.
    persons: Vec<Person>,
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

/// A person, by the longest name that was met.
struct Person {
    record: u32,
    ordinal: u32,
    name: Span,
}

/// Persons who were named last in a record: a name is compared with no more, so that time stays linear.
const LATEST: usize = 64;
/// Bytes of the longest name that is compared: what is longer, such as a field that is taken whole, is itself alone.
const LONGEST: u32 = 128;

impl Ordinals {
    /// Forgets the last block.
    pub(crate) fn clear(&mut self) {
        self.entries_by_value.clear();
        self.counts.clear();
        self.entries.clear();
        self.persons.clear();
        self.values.clear();
    }

    /// The ordinal of a value in its normal spelling; whether it is the name of a person.
    pub(crate) fn of(
        &mut self,
        record: u32,
        entity: EntityId,
        value: &Value<'_>,
        is_person: bool,
    ) -> u32 {
        let mut normal = std::mem::take(&mut self.normal);
        normal.clear();
        value.write_normal(&mut normal);
        let ordinal = self.ordinal(record, entity, &normal, is_person);
        self.normal = normal;
        ordinal
    }

    /// 1 for the first value of `entity` in `record`, 2 for the next different one, and so on.
    ///
    /// Linear in the number of values, whatever they are. The hash decides only where to look, so
    /// its random seed leaves no trace in the answer.
    fn ordinal(&mut self, record: u32, entity: EntityId, value: &[u8], is_person: bool) -> u32 {
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
        let start = self.values.len() as u32;
        self.values.extend_from_slice(value);
        let value = Span::new(start, self.values.len() as u32);
        let is_person = is_person && value.len() <= LONGEST;
        let known = is_person.then(|| self.known(record, value)).flatten();
        let ordinal = known.unwrap_or_else(|| {
            let count = self.counts.entry((record, entity.0)).or_default();
            *count += 1;
            *count
        });
        if is_person && known.is_none() {
            self.persons.push(Person {
                record,
                ordinal,
                name: value,
            });
        }
        let at = self.entries.len() as u32;
        self.entries_by_value.insert((record, entity.0, hash), at);
        self.entries.push(Entry {
            value,
            ordinal,
            next: first,
        });
        ordinal
    }

    /// The ordinal of the person of `record` who was named last by a part of this name, or by more than it.
    fn known(&mut self, record: u32, name: Span) -> Option<u32> {
        let values = &self.values;
        let text = |span: Span| str::from_utf8(&values[span.range()]).unwrap_or("");
        let name_text = text(name);
        let persons = self.persons.iter_mut().rev().take(LATEST);
        for person in persons.take_while(|person| person.record == record) {
            let known = text(person.name);
            if is_part(name_text, known) {
                return Some(person.ordinal);
            }
            if is_part(known, name_text) {
                person.name = name;
                return Some(person.ordinal);
            }
        }
        None
    }
}

/// Whether each word of `part` is one of `name` or the first letter of one, and some word is whole.
fn is_part(part: &str, name: &str) -> bool {
    let mut is_any_whole = false;
    let are_all = words(part).all(|word| {
        let is_whole = words(name).any(|other| folded(word).eq(folded(other)));
        is_any_whole |= is_whole && folded(word).count() > 1;
        is_whole || {
            let mut letters = folded(word);
            let first = letters.next();
            letters.next().is_none() && words(name).any(|other| folded(other).next() == first)
        }
    });
    are_all && is_any_whole
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

fn folded(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinct_values_are_counted_by_record_and_entity() {
        let mut ordinals = Ordinals::default();
        let (a, b) = (EntityId(0), EntityId(1));
        assert_eq!(ordinals.ordinal(0, a, b"x", false), 1);
        assert_eq!(ordinals.ordinal(0, a, b"y", false), 2);
        assert_eq!(ordinals.ordinal(1, a, b"y", false), 1);
        assert_eq!(ordinals.ordinal(0, b, b"y", false), 1);
        assert_eq!(ordinals.ordinal(0, a, b"x", false), 1);
        ordinals.clear();
        assert_eq!(ordinals.ordinal(0, a, b"y", false), 1);
    }

    #[test]
    fn what_is_longer_than_a_name_is_itself_alone() {
        let mut ordinals = Ordinals::default();
        let mut of = |name: &str| ordinals.ordinal(0, EntityId(0), name.as_bytes(), true);
        let long = "Thornbury ".repeat(20);
        assert_eq!(of("Thornbury"), 1);
        assert_eq!(of(&long), 2);
        assert_eq!(of(&long), 2);
    }

    #[test]
    fn parts_of_a_name_are_the_same_person() {
        let mut ordinals = Ordinals::default();
        let mut of =
            |record, name: &str| ordinals.ordinal(record, EntityId(0), name.as_bytes(), true);
        assert_eq!(of(0, "Margaret"), 1);
        assert_eq!(of(0, "Margaret Thornbury"), 1);
        assert_eq!(of(0, "THORNBURY"), 1);
        assert_eq!(of(0, "M. J. Thornbury"), 2, "nobody has a J");
        assert_eq!(of(0, "M. Thornbury"), 2, "who was named last");
        assert_eq!(of(0, "Margaret Winterbourne"), 3);
        assert_eq!(of(0, "Margaret"), 1, "as it was");
        assert_eq!(of(0, "Élodie d'Aubigné"), 4);
        assert_eq!(of(0, "ÉLODIE"), 4);
        assert_eq!(of(0, "M."), 5);
        assert_eq!(of(1, "Thornbury"), 1);
        assert_eq!(ordinals.ordinal(1, EntityId(1), b"Thornbury Ltd", false), 1);
    }
}
