//! Writes the file of a segment.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
    sync::Arc,
};

use arrow_array::{
    RecordBatch,
    builder::{BinaryBuilder, FixedSizeBinaryBuilder, StringBuilder, UInt8Builder, UInt16Builder},
};
use parquet::arrow::{ArrowWriter, arrow_writer::ArrowWriterOptions};
use sha2::{Digest, Sha256};

use super::{Commit, Row, SealedKey, Title, VERSION, schema};
use crate::{
    Key, VaultError, VaultErrorKind,
    disk::{self, Draft, Owner},
    signed::Hex,
};

/// A segment that is being written, from rows in their order.
pub(crate) struct Writer {
    title: Title,
    draft: Draft,
    parquet: ArrowWriter<Hashed>,
    columns: Columns,
    records: u64,
}

/// A file that is on the disk as a draft and lacks name and sidecar.
pub(crate) struct Finished {
    title: Title,
    draft: Draft,
    records: u64,
    bytes: u64,
    sha256: [u8; 32],
}

/// A file that has its name and lacks its sidecar.
pub(crate) struct Named {
    /// What the sidecar will say.
    pub(crate) commit: Commit,
    /// Until the sidecar is there.
    _owner: Owner,
}

impl Writer {
    /// Begins a segment in a folder.
    pub(crate) fn create(folder: &Path, title: Title, key: &Key) -> Result<Self, VaultError> {
        let path = title.path(folder);
        let fails = |error: &io::Error| VaultError::io(&path, error);
        let mut draft = Draft::create(&path)?;
        let file = draft.file().try_clone().map_err(|error| fails(&error))?;
        let properties = schema::writing(&title, key).map_err(|_| cannot_write(&path))?;
        let parquet = ArrowWriter::try_new_with_options(
            Hashed::new(file),
            schema::schema(),
            ArrowWriterOptions::new()
                .with_properties(properties)
                .with_skip_arrow_metadata(true),
        );
        Ok(Self {
            draft,
            parquet: parquet.map_err(|_| cannot_write(&path))?,
            title,
            columns: Columns::default(),
            records: 0,
        })
    }

    /// Adds a record; they come in the order of their keys. Hot: per record.
    pub(crate) fn push(&mut self, row: &Row<'_>) -> Result<(), VaultError> {
        self.columns.push(row);
        self.records += 1;
        if self.columns.rows == BATCH || self.columns.bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), VaultError> {
        let batch = self.columns.take();
        let written = self.parquet.write(&batch);
        written.map_err(|_| self.failed())
    }

    /// How many it has.
    pub(crate) fn records(&self) -> u64 {
        self.records
    }

    /// All records are on the disk.
    pub(crate) fn finish(mut self) -> Result<Finished, VaultError> {
        self.flush()?;
        let flushed = self.parquet.finish().is_ok() && self.parquet.inner_mut().flush().is_ok();
        if !flushed {
            return Err(self.failed());
        }
        self.draft.sync()?;
        let written = self.parquet.inner_mut();
        let (hash, bytes) = (std::mem::take(&mut written.hash), written.bytes);
        Ok(Finished {
            title: self.title,
            draft: self.draft,
            records: self.records,
            bytes,
            sha256: hash.finalize().into(),
        })
    }

    /// What went wrong: the disk alone has an error worth telling.
    fn failed(&mut self) -> VaultError {
        let path = self.draft.to();
        match self.parquet.inner_mut().error.take() {
            Some(kind) => VaultError::io(path, &kind.into()),
            None => cannot_write(path),
        }
    }
}

fn cannot_write(path: &Path) -> VaultError {
    VaultError::new(
        VaultErrorKind::Refused,
        "the library cannot write this segment",
    )
    .at(path)
}

impl Finished {
    /// Gives the file its name; the folder is to be synced before the sidecar follows.
    pub(crate) fn publish(self, key: SealedKey) -> Result<Named, VaultError> {
        let owner = self.draft.publish()?;
        let Title {
            vault,
            segment,
            class,
            domain,
            epoch,
        } = self.title;
        Ok(Named {
            commit: Commit {
                version: VERSION,
                vault,
                segment,
                class,
                domain,
                epoch,
                records: self.records,
                bytes: self.bytes,
                sha256: Hex(self.sha256),
                key,
            },
            _owner: owner,
        })
    }
}

impl Named {
    /// Writes the sidecar; the folder is to be synced afterwards.
    pub(crate) fn write_sidecar(&self, folder: &Path, bytes: &[u8]) -> Result<(), VaultError> {
        let path = self.commit.title().commit_path(folder);
        let mut draft = Draft::create(&path)?;
        draft
            .file()
            .write_all(bytes)
            .map_err(|error| VaultError::io(&path, &error))?;
        draft.sync()?;
        draft.publish().map(drop)
    }
}

/// Rows on their way to the library.
#[derive(Default)]
struct Columns {
    tag: Option<FixedSizeBinaryBuilder>,
    entity: StringBuilder,
    head: UInt8Builder,
    matching: UInt16Builder,
    document: BinaryBuilder,
    value: BinaryBuilder,
    rows: usize,
    bytes: usize,
}

impl Columns {
    fn push(&mut self, row: &Row<'_>) {
        let tag = self.tag.get_or_insert_with(|| {
            FixedSizeBinaryBuilder::with_capacity(BATCH, row.tag.len() as i32)
        });
        tag.append_value(row.tag).expect("tags have one length");
        self.entity.append_value(row.entity);
        self.head.append_value(row.head.byte());
        self.matching.append_value(row.matching.version());
        self.document.append_option(row.document);
        self.value.append_value(row.value);
        self.rows += 1;
        self.bytes += row.value.len() + row.document.map_or(0, <[u8]>::len);
    }

    fn take(&mut self) -> RecordBatch {
        (self.rows, self.bytes) = (0, 0);
        let mut tag = self
            .tag
            .take()
            .unwrap_or_else(|| FixedSizeBinaryBuilder::with_capacity(0, crate::TAG_BYTES as i32));
        let tags = tag.finish();
        self.tag = Some(tag);
        RecordBatch::try_new(
            schema::schema(),
            vec![
                Arc::new(tags),
                Arc::new(self.entity.finish()),
                Arc::new(self.head.finish()),
                Arc::new(self.matching.finish()),
                Arc::new(self.document.finish()),
                Arc::new(self.value.finish()),
            ],
        )
        .expect("the columns are those of the schema")
    }
}

/// Records that the library is given at once.
const BATCH: usize = 16 * schema::PAGE;
/// Bytes that it is given at once, about.
const BATCH_BYTES: usize = 4 << 20;

/// A file that is hashed as it is written.
struct Hashed {
    file: BufWriter<Counted>,
    hash: Sha256,
    bytes: u64,
    error: Option<io::ErrorKind>,
}

impl Hashed {
    fn new(file: File) -> Self {
        Self {
            file: BufWriter::with_capacity(1 << 18, Counted(file)),
            hash: Sha256::new(),
            bytes: 0,
            error: None,
        }
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes);
        let written = written.inspect_err(|error| self.error = Some(error.kind()))?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.file.flush();
        flushed.inspect_err(|error| self.error = Some(error.kind()))
    }
}

/// A file whose writes are steps of the disk.
struct Counted(File);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        disk::step();
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
