//! A Parquet file that is read in several places at once, and what of it is refused.

use std::{
    fs,
    io::{self, BufReader, Read},
    os::unix::fs::FileExt,
    sync::Arc,
};

use bytes::Bytes;
use parquet::{
    basic::{Compression, LogicalType},
    errors::{ParquetError, Result},
    file::{
        metadata::{
            PageIndexPolicy, ParquetMetaData, ParquetMetaDataOptions, ParquetMetaDataReader,
        },
        reader::{ChunkReader, Length},
    },
    schema::types::Type,
};

use super::{claims, shape};

/// A file whose footer was read.
#[derive(Debug)]
pub(crate) struct File {
    /// As it is shown.
    pub(super) name: Arc<str>,
    pub(super) bytes: Arc<Positioned>,
    pub(super) metadata: ParquetMetaData,
    /// In which order the statistics of each column are, as the footer spells it.
    pub(super) orders: Option<Vec<u8>>,
}

/// A file that is read by place, so that readers do not move each other's.
#[derive(Debug)]
pub(super) struct Positioned {
    file: fs::File,
    len: u64,
}

impl File {
    /// Reads the footer and the page indexes.
    ///
    /// # Errors
    /// When it is damaged, or of a kind that is not read; the message names the file and holds nothing of it.
    pub(crate) fn open(file: fs::File, name: &str) -> io::Result<Self> {
        let unread = |error| unread(&error, name);
        let len = file.metadata().map_err(unread)?.len();
        refuse_encrypted(&file, len, name)?;
        let orders = shape::check(&file, len, name)?;
        let bytes = Arc::new(Positioned { file, len });
        // Which pages there are tells how a column is written again.
        let options = ParquetMetaDataOptions::new().with_encoding_stats_as_mask(false);
        let reader = ParquetMetaDataReader::new()
            .with_page_index_policy(PageIndexPolicy::Optional)
            .with_metadata_options(Some(options));
        let metadata = reader
            .parse_and_finish(&*bytes)
            .and_then(claims::placed)
            .map_err(|error| damaged(&error, name, "its footer"))?;
        let file = Self {
            name: name.into(),
            bytes,
            metadata,
            orders,
        };
        file.refuse()?;
        claims::check(&file.metadata, len, name)?;
        Ok(file)
    }

    /// Bytes of the file before a row group, or all of them.
    pub(super) fn stored_before(&self, row_group: usize) -> u64 {
        let groups = self.metadata.row_groups();
        let chunk = groups
            .get(row_group)
            .and_then(|group| group.columns().first());
        let first_page = chunk.map(|chunk| {
            let dictionary = chunk.dictionary_page_offset();
            dictionary.unwrap_or_else(|| chunk.data_page_offset())
        });
        let place = first_page.and_then(|place| u64::try_from(place).ok());
        place.unwrap_or(self.bytes.len)
    }

    /// Refuses what cannot be read or written in full.
    fn refuse(&self) -> io::Result<()> {
        let Self { name, metadata, .. } = self;
        for (group, at) in metadata.row_groups().iter().zip(1..) {
            for (chunk, column) in group.columns().iter().zip(1..) {
                if chunk.compression() == Compression::LZO {
                    return Err(unsupported(format!(
                        "{name}, row group {at}, column {column}: is compressed with LZO, which is not read; \
                         write it with another codec, such as zstd"
                    )));
                }
                if chunk.file_path().is_some() {
                    return Err(unsupported(format!(
                        "{name}, row group {at}, column {column}: its data is in another file; write one file"
                    )));
                }
            }
        }
        if has_variant(metadata.file_metadata().schema()) {
            return Err(unsupported(format!(
                "{name}: has a column of type VARIANT, which is not read; write it as JSON in a string"
            )));
        }
        Ok(())
    }
}

fn has_variant(schema: &Type) -> bool {
    let info = schema.get_basic_info();
    let is_variant = matches!(info.logical_type_ref(), Some(LogicalType::Variant(_)));
    is_variant || schema.is_group() && schema.get_fields().iter().any(|field| has_variant(field))
}

/// Files with an encrypted footer end in a mark of their own.
fn refuse_encrypted(file: &fs::File, len: u64, name: &str) -> io::Result<()> {
    let mut mark = [0; 4];
    if len >= 4 {
        let read = file.read_exact_at(&mut mark, len - 4);
        read.map_err(|error| unread(&error, name))?;
    }
    if &mark == b"PARE" {
        return Err(unsupported(format!(
            "{name}: is encrypted; decrypt it first (modular encryption is not read)"
        )));
    }
    Ok(())
}

/// The error of a file that the system does not read.
pub(super) fn unread(error: &io::Error, name: &str) -> io::Error {
    io::Error::new(error.kind(), format!("cannot read {name}: {error}"))
}

pub(super) fn unsupported(words: String) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, words)
}

/// The error of a file that cannot be read to its end. What the library says may hold values.
pub(super) fn damaged(error: &ParquetError, name: &str, place: &str) -> io::Error {
    let why = match error {
        ParquetError::EOF(_) | ParquetError::NeedMoreData(_) => "ends too early",
        ParquetError::NYI(_) => "uses something that is not read",
        _ => "is damaged",
    };
    let words = format!("{name}: {place} {why}; check the file, or write it again");
    io::Error::new(io::ErrorKind::InvalidData, words)
}

impl Length for Positioned {
    fn len(&self) -> u64 {
        self.len
    }
}

impl ChunkReader for Positioned {
    type T = BufReader<From>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        // Reads of pages are as large as pages; the buffer is for their headers.
        let file = self.file.try_clone()?;
        Ok(BufReader::with_capacity(
            HEADER_BYTES,
            From { file, at: start },
        ))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        if start
            .checked_add(length as u64)
            .is_none_or(|end| end > self.len)
        {
            return Err(ParquetError::EOF("a range behind the end".into()));
        }
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, start)?;
        Ok(bytes.into())
    }
}

const HEADER_BYTES: usize = 4 << 10;

/// Reads on from a place.
#[derive(Debug)]
pub(super) struct From {
    file: fs::File,
    at: u64,
}

impl Read for From {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}
