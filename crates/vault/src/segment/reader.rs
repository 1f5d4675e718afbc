//! Reads the file of a segment: all of it, or the pages that may hold some tags.

use std::{
    fs::File,
    io,
    ops::Range,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_array::{
    Array, BinaryArray, FixedSizeBinaryArray, RecordBatch, StringArray, UInt8Array, UInt16Array,
    cast::AsArray,
    types::{UInt8Type, UInt16Type},
};
use bytes::{Buf, Bytes};
use parquet::{
    arrow::arrow_reader::{
        ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
        ParquetRecordBatchReaderBuilder, RowSelection,
    },
    errors::ParquetError,
    file::{
        metadata::{PageIndexPolicy, ParquetMetaData, page_index::RowGroupPageIndex},
        page_index::column_index::ColumnIndexMetaData,
        reader::{ChunkReader, Length},
    },
};
use sha2::{Digest, Sha256};

use super::{Commit, Row, schema};
use crate::{
    Head, Key, Keyring, Matching, TAG_BYTES, Tag, VaultError, VaultErrorKind, guard::guarded,
};

/// A segment whose file is what its sidecar says, and its key at hand.
pub(crate) struct Segment {
    path: PathBuf,
    commit: Commit,
    file: SegmentFile,
    metadata: ArrowReaderMetadata,
    pages: Vec<Page>,
}

/// Where a page stands and which tags it holds.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    pub(crate) first: Tag,
    pub(crate) last: Tag,
    group: u32,
    /// Its first record in the row group.
    start: u32,
    records: u32,
}

impl Segment {
    /// Opens the segment of a sidecar that was checked: the file is hashed before anything of it is parsed.
    pub(crate) fn open(
        folder: &Path,
        file: File,
        commit: Commit,
        keyring: &Keyring,
    ) -> Result<Self, VaultError> {
        let title = commit.title();
        let path = title.path(folder);
        let key = commit.open(&title.commit_path(folder), keyring)?;
        check(&path, &file, &commit)?;
        let file = SegmentFile {
            file: Arc::new(file),
            bytes: commit.bytes,
        };
        let (metadata, pages) = guarded(&path, || parse(&file, &commit, &key))?;
        Ok(Self {
            path,
            commit,
            file,
            metadata,
            pages,
        })
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Its sidecar.
    pub(crate) fn commit(&self) -> &Commit {
        &self.commit
    }

    /// Its pages, by their tags.
    pub(crate) fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// All of its records, so many at a time.
    pub(crate) fn all(&self, batch: usize) -> Result<Batches<'_>, VaultError> {
        self.batches(None, batch)
    }

    /// The records of these pages, given in their order.
    pub(crate) fn read(&self, pages: &[usize]) -> Result<Batches<'_>, VaultError> {
        let records: usize = pages
            .iter()
            .map(|&page| self.pages[page].records as usize)
            .sum();
        self.batches(Some(pages), records.min(BATCH))
    }

    fn batches(&self, pages: Option<&[usize]>, batch: usize) -> Result<Batches<'_>, VaultError> {
        let reader = guarded(&self.path, || {
            let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(
                self.file.clone(),
                self.metadata.clone(),
            )
            .with_batch_size(batch);
            match pages {
                None => builder.build(),
                Some(pages) => {
                    let (groups, selection) = self.select(pages);
                    builder
                        .with_row_groups(groups)
                        .with_row_selection(selection)
                        .build()
                }
            }
        })?;
        Ok(Batches {
            segment: self,
            reader,
        })
    }

    /// The row groups of these pages, and their records among those of the groups.
    fn select(&self, pages: &[usize]) -> (Vec<usize>, RowSelection) {
        let metadata = self.metadata.metadata();
        let (mut groups, mut ranges): (Vec<usize>, Vec<Range<usize>>) = Default::default();
        let (mut before, mut total) = (0, 0);
        for page in pages.iter().map(|&page| self.pages[page]) {
            let group = page.group as usize;
            if groups.last() != Some(&group) {
                before = total;
                total += metadata.row_group(group).num_rows() as usize;
                groups.push(group);
            }
            let start = before + page.start as usize;
            let end = start + page.records as usize;
            match ranges.last_mut() {
                Some(range) if range.end == start => range.end = end,
                _ => ranges.push(start..end),
            }
        }
        let selection = RowSelection::from_consecutive_ranges(ranges.into_iter(), total);
        (groups, selection)
    }
}

/// Length and hash of the file are those that the sidecar tells.
fn check(path: &Path, file: &File, commit: &Commit) -> Result<(), VaultError> {
    let fails = |error: &io::Error| VaultError::io(path, error);
    let damaged = |what| Err(VaultError::new(VaultErrorKind::Damaged, what).at(path));
    let metadata = file.metadata().map_err(|error| fails(&error))?;
    if metadata.len() != commit.bytes {
        return damaged("is not as long as its sidecar says; restore it from a backup");
    }
    let (mut hash, mut buffer, mut at) = (Sha256::new(), vec![0; 1 << 17], 0);
    loop {
        match file.read_at(&mut buffer, at) {
            Ok(0) => break,
            Ok(read) => {
                hash.update(&buffer[..read]);
                at += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(fails(&error)),
        }
    }
    if hash.finalize()[..] != commit.sha256.0 {
        return damaged(
            "was changed: its hash is not what its sidecar says; restore it from a backup",
        );
    }
    Ok(())
}

/// Reads the footer and the page index.
fn parse(
    file: &SegmentFile,
    commit: &Commit,
    key: &Key,
) -> Result<(ArrowReaderMetadata, Vec<Page>), ParquetError> {
    let options = ArrowReaderOptions::new()
        .with_skip_arrow_metadata(true)
        .with_page_index_policy(PageIndexPolicy::Required)
        .with_file_decryption_properties(schema::reading(&commit.title(), key)?);
    let metadata = ArrowReaderMetadata::load(file, options)?;
    let wrong = || ParquetError::General("is no segment".into());
    let same = metadata.schema().fields() == schema::schema().fields();
    let records = metadata.metadata().file_metadata().num_rows();
    if !same || u64::try_from(records) != Ok(commit.records) {
        return Err(wrong());
    }
    let pages = pages(metadata.metadata()).ok_or_else(wrong)?;
    Ok((metadata, pages))
}

/// The pages of the tag, in their order; `None` where the index is not what a writer makes.
fn pages(metadata: &Arc<ParquetMetaData>) -> Option<Vec<Page>> {
    let mut pages: Vec<Page> = vec![];
    for group in 0..metadata.num_row_groups() {
        let records = u32::try_from(metadata.row_group(group).num_rows()).ok()?;
        let index: RowGroupPageIndex = metadata.page_index_for_row_group(group);
        let ColumnIndexMetaData::FIXED_LEN_BYTE_ARRAY(tags) = index.column_index(0)? else {
            return None;
        };
        let starts = index
            .page_locations(0)?
            .iter()
            .map(|page| page.first_row_index);
        let starts: Vec<_> = starts
            .map(|start| u32::try_from(start).ok())
            .collect::<Option<_>>()?;
        let ends = starts.iter().skip(1).chain([&records]);
        for (page, (&start, &end)) in starts.iter().zip(ends).enumerate() {
            let first: Tag = tags.min_value(page)?.try_into().ok()?;
            let last: Tag = tags.max_value(page)?.try_into().ok()?;
            if first > last || pages.last().is_some_and(|before| before.last > first) {
                return None;
            }
            pages.push(Page {
                first,
                last,
                group: u32::try_from(group).ok()?,
                start,
                records: end.checked_sub(start)?,
            });
        }
    }
    Some(pages)
}

/// Records of a segment, some thousand at a time.
pub(crate) struct Batches<'a> {
    segment: &'a Segment,
    reader: ParquetRecordBatchReader,
}

impl Batches<'_> {
    /// The next ones; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Rows>, VaultError> {
        let path = &self.segment.path;
        let Self { reader, .. } = self;
        let batch = guarded(path, || reader.next().transpose())?;
        let Some(batch) = batch else { return Ok(None) };
        let rows = Rows::new(&batch).ok_or_else(|| {
            let what = "holds what no writer makes; restore it from a backup";
            VaultError::new(VaultErrorKind::Damaged, what).at(path)
        })?;
        Ok(Some(rows))
    }
}

/// Some thousand records. Hold values, so they have no `Debug`.
pub(crate) struct Rows {
    tag: FixedSizeBinaryArray,
    entity: StringArray,
    head: UInt8Array,
    matching: UInt16Array,
    document: BinaryArray,
    value: BinaryArray,
}

impl Rows {
    /// `None` where heads or versions of matching mean nothing.
    fn new(batch: &RecordBatch) -> Option<Self> {
        let [tag, entity, head, matching, document, value] = batch.columns() else {
            return None;
        };
        let rows = Self {
            tag: tag.as_fixed_size_binary_opt()?.clone(),
            entity: entity.as_string_opt()?.clone(),
            head: head.as_primitive_opt::<UInt8Type>()?.clone(),
            matching: matching.as_primitive_opt::<UInt16Type>()?.clone(),
            document: document.as_binary_opt()?.clone(),
            value: value.as_binary_opt()?.clone(),
        };
        let heads = rows
            .head
            .values()
            .iter()
            .all(|&head| Head::from_byte(head).is_some());
        let versions = rows.matching.values().iter();
        let matchings = versions
            .copied()
            .all(|version| Matching::from_version(version).is_some());
        (heads && matchings && rows.tag.value_length() == TAG_BYTES as i32).then_some(rows)
    }

    pub(crate) fn len(&self) -> usize {
        self.tag.len()
    }

    pub(crate) fn tag(&self, row: usize) -> Tag {
        let mut tag = [0; TAG_BYTES];
        tag.copy_from_slice(self.tag.value(row));
        tag
    }

    pub(crate) fn row(&self, row: usize) -> Row<'_> {
        let head = Head::from_byte(self.head.value(row));
        let matching = Matching::from_version(self.matching.value(row));
        Row {
            tag: self.tag(row),
            entity: self.entity.value(row),
            head: head.expect("checked when the rows came"),
            matching: matching.expect("checked when the rows came"),
            document: self
                .document
                .is_valid(row)
                .then(|| self.document.value(row)),
            value: self.value.value(row),
        }
    }
}

/// Records that are decoded at once.
const BATCH: usize = 8 * schema::PAGE;

/// The file, read at places without moving anything that is shared.
#[derive(Clone)]
struct SegmentFile {
    file: Arc<File>,
    bytes: u64,
}

impl Length for SegmentFile {
    fn len(&self) -> u64 {
        self.bytes
    }
}

impl ChunkReader for SegmentFile {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        // Whoever asks for a stream wants a header of a page, which is short, or goes on asking.
        let bytes = usize::try_from(self.bytes.saturating_sub(start)).unwrap_or(usize::MAX);
        Ok(self.get_bytes(start, bytes.min(STREAM))?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        if start
            .checked_add(length as u64)
            .is_none_or(|end| end > self.bytes)
        {
            return Err(ParquetError::EOF("beyond the file".into()));
        }
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, start)?;
        Ok(bytes.into())
    }
}

/// Bytes of a stream.
const STREAM: usize = 1 << 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Recorder, Scope, seal,
        segment::{SealedKey, commits},
        testing::{TestVault, Worker},
    };

    /// Row "leaked lease" of the threats: no bytes of a lease are a key that its worker's segments open with.
    #[test]
    fn nothing_in_a_lease_opens_what_its_worker_has_sealed() {
        let vault = TestVault::new();
        let mut worker = Worker::new(vault.lease());
        let mail = ("EMAIL_ADDRESS", b"jane@example.com");
        worker.tokenize(mail.0, Matching::Exact, Scope::Domain, mail.1);
        let recorder = Recorder::start(vault.lease(), vault.layout.inbox());
        recorder.send(worker.take());
        recorder.close().unwrap();
        let inbox = vault.layout.inbox();
        let path = commits(&inbox).unwrap().pop().unwrap();
        let commit = Commit::read(&path, &vault.keyring).unwrap();
        let SealedKey::Lease { sealed, .. } = &commit.key else {
            panic!("a worker seals");
        };
        let title = commit.title();
        let file = SegmentFile {
            file: Arc::new(File::open(title.path(&inbox)).unwrap()),
            bytes: commit.bytes,
        };
        let opens = |key: &Key| {
            let data_key = seal::open_with(key, &title.binding(), &sealed.0);
            data_key.is_some() || parse(&file, &commit, key).is_ok()
        };

        let lease = &worker.lease;
        let mut bytes = lease.mac_key.bytes().to_vec();
        bytes.extend_from_slice(lease.class_keys.as_flattened());
        for (_, key) in &lease.token_keys {
            bytes.extend_from_slice(key.bytes());
        }
        for window in bytes.windows(Key::BYTES) {
            assert!(!opens(&Key::from_slice(window).unwrap()));
        }
        // The vault's keys do.
        let class_key = vault.keyring.class_key("crm", commit.class).unwrap();
        assert!(opens(class_key));
        assert!(opens(&commit.open(&path, &vault.keyring).unwrap()));
    }
}
