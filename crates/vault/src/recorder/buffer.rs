//! Records that wait for their segment, by class.

use std::hint::black_box;

use zeroize::{Zeroize, Zeroizing};

use crate::{Class, Head, Lease, Matching, Records, Tag, segment::Row};

const CLASSES: usize = Class::ALL.len();

/// Records of all classes.
pub(super) struct Buffer {
    /// By the place of the entity in the lease.
    class_of: Vec<Class>,
    classes: [ClassBuffer; CLASSES],
}

/// Records of one class: where they stand in `bytes`, first the document, then the value.
#[derive(Default)]
pub(super) struct ClassBuffer {
    bytes: Zeroizing<Vec<u8>>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    /// The first eight bytes of the tag, as a number: nearly all comparisons end here.
    high: u64,
    low: [u8; 4],
    entity: u16,
    head: Head,
    matching: Matching,
    start: usize,
    /// Length of the document; `u32::MAX` for none.
    document: u32,
    value: u32,
}

impl Buffer {
    pub(super) fn new(lease: &Lease) -> Self {
        Self {
            class_of: lease.entities().map(Class::of).collect(),
            classes: Default::default(),
        }
    }

    /// Adds copies; says whether the lease has all of their entities. Hot: per record.
    pub(super) fn add(&mut self, records: &Records, lease: &Lease) -> bool {
        debug_assert_eq!(self.class_of.len(), lease.token_keys.len());
        for record in records.iter() {
            let Some(&class) = self.class_of.get(usize::from(record.entity)) else {
                return false;
            };
            let buffer = &mut self.classes[class as usize];
            let lengths = (
                record.document.map_or(Some(NONE), length),
                length(record.value),
            );
            let (Some(document), Some(value)) = lengths else {
                return false;
            };
            let start = buffer.bytes.len();
            append(&mut buffer.bytes, record.document.unwrap_or_default());
            append(&mut buffer.bytes, record.value);
            let [high @ .., _, _, _, _] = record.tag;
            let [_, _, _, _, _, _, _, _, low @ ..] = record.tag;
            buffer.entries.push(Entry {
                high: u64::from_be_bytes(high),
                low,
                entity: record.entity,
                head: record.head,
                matching: record.matching,
                start,
                document,
                value,
            });
        }
        true
    }

    /// Bytes of memory that the records take.
    pub(super) fn bytes(&self) -> usize {
        let bytes =
            |class: &ClassBuffer| class.bytes.len() + class.entries.len() * size_of::<Entry>();
        self.classes.iter().map(bytes).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.classes.iter().all(|class| class.entries.is_empty())
    }

    /// The classes that occur.
    pub(super) fn classes(&mut self) -> impl Iterator<Item = (Class, &mut ClassBuffer)> {
        let classes = Class::ALL.into_iter().zip(&mut self.classes);
        classes.filter(|(_, buffer)| !buffer.entries.is_empty())
    }
}

impl ClassBuffer {
    /// Gives all records in the order of segments, those that are equal once, and forgets them.
    pub(super) fn drain<E>(
        &mut self,
        lease: &Lease,
        mut to: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        // Places of entities are in the order of their names.
        self.entries
            .sort_unstable_by_key(|entry| (entry.high, entry.low, entry.entity, entry.head));
        let mut same: Vec<Row<'_>> = vec![];
        for near in self.entries.chunks(NEAR) {
            // Values stand anywhere, and memory is slow: asked for together, they come together.
            black_box(
                near.iter()
                    .fold(0, |sum, entry| sum ^ entry.touch(&self.bytes)),
            );
            for entry in near {
                let row = entry.row(&self.bytes, lease);
                if same.first().is_some_and(|first| first.key() != row.key()) {
                    same.clear();
                }
                // Nearly always there is none; of one value in many documents there is one.
                if !same.iter().any(|before| before.equals(&row)) {
                    to(&row)?;
                    same.push(row);
                }
            }
        }
        drop(same);
        self.entries.clear();
        self.bytes.as_mut_slice().zeroize();
        self.bytes.clear();
        Ok(())
    }
}

impl Entry {
    /// Reads a byte at either end.
    fn touch(&self, bytes: &[u8]) -> u8 {
        let document = if self.document == NONE {
            0
        } else {
            self.document
        };
        let end = self.start + document as usize + self.value as usize;
        let at = |place: usize| bytes.get(place).copied().unwrap_or(0);
        at(self.start) ^ at(end.saturating_sub(1))
    }

    fn row<'a>(&self, bytes: &'a [u8], lease: &'a Lease) -> Row<'a> {
        let has_document = self.document != NONE;
        let value = self.start
            + if has_document {
                self.document as usize
            } else {
                0
            };
        let mut tag: Tag = [0; _];
        tag[..8].copy_from_slice(&self.high.to_be_bytes());
        tag[8..].copy_from_slice(&self.low);
        Row {
            tag,
            entity: lease.entity_at(self.entity).unwrap_or_default(),
            head: self.head,
            matching: self.matching,
            document: has_document.then(|| &bytes[self.start..value]),
            value: &bytes[value..value + self.value as usize],
        }
    }
}

/// Records whose values are asked for together.
const NEAR: usize = 32;

/// Stands for no document.
const NONE: u32 = u32::MAX;

fn length(bytes: &[u8]) -> Option<u32> {
    u32::try_from(bytes.len())
        .ok()
        .filter(|&length| length != NONE)
}

/// Appends; a buffer that is too small for it is wiped, not only freed.
fn append(buffer: &mut Zeroizing<Vec<u8>>, bytes: &[u8]) {
    let needed = buffer.len() + bytes.len();
    if needed > buffer.capacity() {
        let mut larger =
            Zeroizing::new(Vec::with_capacity(needed.next_power_of_two().max(1 << 16)));
        larger.extend_from_slice(buffer);
        *buffer = larger;
    }
    buffer.extend_from_slice(bytes);
}
