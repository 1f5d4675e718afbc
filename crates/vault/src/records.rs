//! Values on their way from a worker to a segment.

use std::{fmt, ops::Range};

use zeroize::Zeroizing;

use crate::{Head, Matching, Tag};

/// New values of one block, one behind the other: a worker hands them over once a block.
///
/// They are wiped when dropped; `Debug` tells how many there are.
#[derive(Default)]
pub struct Records {
    bytes: Zeroizing<Vec<u8>>,
    entries: Vec<Entry>,
}

/// Where the parts of a record stand in [`Records::bytes`]: the document, then the value.
#[derive(Clone, Copy)]
struct Entry {
    entity: u16,
    head: Head,
    matching: Matching,
    has_document: bool,
    tag: Tag,
    start: usize,
    value: usize,
    end: usize,
}

/// One value and the tag that stands for it. Holds the value, so its `Debug` shows its length only.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// Place of the entity in the lease; see [`Lease::entity_at`](crate::Lease::entity_at).
    pub entity: u16,
    /// Mode and epoch.
    pub head: Head,
    /// What tells values of the entity apart.
    pub tag: Tag,
    /// How the spelling entered the tag.
    pub matching: Matching,
    /// Id of the document, where the mode asks for it.
    pub document: Option<&'a [u8]>,
    /// The value as it was spelled.
    pub value: &'a [u8],
}

impl Records {
    /// Adds one. Hot: per new value.
    pub fn push(&mut self, record: &Record<'_>) {
        let start = self.bytes.len();
        self.bytes
            .extend_from_slice(record.document.unwrap_or_default());
        let value = self.bytes.len();
        self.bytes.extend_from_slice(record.value);
        self.entries.push(Entry {
            entity: record.entity,
            head: record.head,
            matching: record.matching,
            has_document: record.document.is_some(),
            tag: record.tag,
            start,
            value,
            end: self.bytes.len(),
        });
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Bytes of memory that they take.
    pub fn bytes(&self) -> usize {
        self.bytes.len() + self.entries.len() * size_of::<Entry>()
    }

    /// All of them, in the order in which they were added.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Record<'_>> {
        self.entries.iter().map(|entry| Record {
            entity: entry.entity,
            head: entry.head,
            tag: entry.tag,
            matching: entry.matching,
            document: entry
                .has_document
                .then(|| self.slice(entry.start..entry.value)),
            value: self.slice(entry.value..entry.end),
        })
    }

    fn slice(&self, range: Range<usize>) -> &[u8] {
        &self.bytes[range]
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Records({})", self.len())
    }
}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({} bytes)", self.value.len())
    }
}
