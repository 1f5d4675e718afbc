//! Segments: values of one class, sealed, sorted by tag; immutable.
//!
//! A segment is two files. `CLASS-ID.parquet` is Parquet with modular encryption (AES-256-GCM, one data
//! key for footer and columns), `CLASS-ID.commit` a line of JSON beside it that carries its proof. A
//! file without its sidecar does not exist.
//!
//! # Layout of the file, version 1
//!
//! ```text
//! tag       FIXED_LEN_BYTE_ARRAY(12)   rising; page index
//! entity    BYTE_ARRAY (UTF8)          dictionary
//! head      INT32 (UINT_8)             mode and epoch, as the token has them
//! matching  INT32 (UINT_16)            how the spelling entered the tag
//! document  BYTE_ARRAY, optional       id of the document, where the mode asks for it
//! value     BYTE_ARRAY                 as it was spelled
//! ```
//!
//! Records of one tag are sorted by entity and head. Pages have 1,024 records, row groups 262,144.
//! The AAD prefix, vault id | segment id, is not stored; key metadata of the footer is version (u16 le) |
//! vault id | segment id. So a page cannot be moved, nor a file renamed or brought to another vault.
//!
//! # Layout of the sidecar, version 1
//!
//! ```text
//! {"version":1,"vault":ID,"segment":ID,"class":"contact","domain":"crm","epoch":1,
//!  "records":N,"bytes":length of the file,"sha256":of the file,
//!  "key":{"lease":{"id":ID,"sealed":BASE64}}            of a worker: HPKE to the class's public key
//!  "key":{"wrap":{"number":N,"wrapped":BASE64}}         of a merge: AES-256-GCM-SIV
//!  ,"mac":HEX}
//! ```
//!
//! HPKE's `info` and the additional data of the wrap are `"pm1seal" 00` | version (u16 be) | vault | segment |
//! class (u8) | epoch (u32 be) | domain. HPKE tells nothing of who has sealed; the code, under the key of
//! the lease or of manifests, does.

use std::path::{Path, PathBuf};

use crate::{
    Class, Head, Matching, SegmentId, Tag, VaultId,
    layout::{commit_name, segment_name},
};

pub(crate) use commit::{Commit, SealedKey};
pub(crate) use reader::{Batches, Rows, Segment};
pub(crate) use standing::{Held, Standing, commits, hold};
pub(crate) use writer::{Finished, Writer};

mod commit;
mod reader;
mod schema;
mod standing;
mod writer;

/// The layout that is written.
pub(crate) const VERSION: u16 = 1;

/// What a segment is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) vault: VaultId,
    pub(crate) segment: SegmentId,
    pub(crate) class: Class,
    pub(crate) domain: String,
    pub(crate) epoch: u32,
}

impl Title {
    /// Binds a sealed data key to its segment.
    pub(crate) fn binding(&self) -> Vec<u8> {
        let mut bytes = b"pm1seal\0".to_vec();
        bytes.extend_from_slice(&VERSION.to_be_bytes());
        bytes.extend_from_slice(self.vault.bytes());
        bytes.extend_from_slice(self.segment.bytes());
        bytes.push(self.class as u8);
        bytes.extend_from_slice(&self.epoch.to_be_bytes());
        bytes.extend_from_slice(self.domain.as_bytes());
        bytes
    }

    /// The prefix of the additional data of every module of the file.
    fn aad(&self) -> Vec<u8> {
        [*self.vault.bytes(), *self.segment.bytes()].concat()
    }

    /// Its file in a folder.
    pub(crate) fn path(&self, folder: &Path) -> PathBuf {
        folder.join(segment_name(self.class, self.segment))
    }

    /// Its sidecar in a folder.
    pub(crate) fn commit_path(&self, folder: &Path) -> PathBuf {
        folder.join(commit_name(self.class, self.segment))
    }
}

/// A record of a segment. Holds the value, so it has no `Debug`.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) tag: Tag,
    pub(crate) entity: &'a str,
    pub(crate) head: Head,
    pub(crate) matching: Matching,
    pub(crate) document: Option<&'a [u8]>,
    pub(crate) value: &'a [u8],
}

/// What tells tokens of one domain and epoch apart, in the order of segments.
pub(crate) type RowKey<'a> = (Tag, &'a str, Head);

impl<'a> Row<'a> {
    pub(crate) fn key(&self) -> RowKey<'a> {
        (self.tag, self.entity, self.head)
    }

    /// Whether nothing tells the two apart.
    pub(crate) fn equals(&self, other: &Row<'_>) -> bool {
        self.key() == other.key()
            && self.matching == other.matching
            && self.document == other.document
            && self.value == other.value
    }
}
