//! Writes one column of a row group, encoded as it was.

use std::{
    fs,
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::{Buf, Bytes};
use parquet::{
    basic::{Encoding, PageType, Type},
    column::{
        page::{CompressedPage, PageWriteSpec, PageWriter},
        writer::{ColumnCloseResult, ColumnWriterImpl, get_column_writer, get_typed_column_writer},
    },
    data_type::{ByteArrayType, Int32Type, Int64Type},
    errors::{ParquetError, Result},
    file::{
        metadata::ColumnChunkMetaData,
        properties::{EnabledStatistics, WriterProperties, WriterVersion},
        reader::{ChunkReader, Length},
        writer::{SerializedPageWriter, TrackedWrite},
    },
};

use super::{
    levels::{Levels, Values},
    plan::{Kind, Leaf},
};

/// A column chunk that is written.
pub(super) struct Chunk {
    writer: Typed,
    spool: Arc<Mutex<Spool>>,
}

enum Typed {
    Bytes(ColumnWriterImpl<'static, ByteArrayType>),
    Int32(ColumnWriterImpl<'static, Int32Type>),
    Int64(ColumnWriterImpl<'static, Int64Type>),
}

impl Chunk {
    /// Begins a chunk that is written as `like` was; what does not fit in memory goes to a file in `folder`.
    pub(super) fn new(leaf: &Leaf, like: &Like<'_>, folder: &Path) -> Self {
        let spool = Arc::new(Mutex::new(Spool::new(folder)));
        let pages = Pages(TrackedWrite::new(Shared(Arc::clone(&spool))));
        let properties = Arc::new(like.properties());
        let writer = get_column_writer(like.chunk.column_descr_ptr(), properties, Box::new(pages));
        let writer = match leaf.kind {
            Kind::Text => Typed::Bytes(get_typed_column_writer(writer)),
            Kind::Int32 | Kind::UInt32 => Typed::Int32(get_typed_column_writer(writer)),
            Kind::Int64 | Kind::UInt64 => Typed::Int64(get_typed_column_writer(writer)),
        };
        Self { writer, spool }
    }

    /// Appends some rows. Hot: per block.
    pub(super) fn write(&mut self, levels: &Levels) -> Result<()> {
        let Levels { def, rep, values } = levels;
        let (def, rep) = (given(def), given(rep));
        match (&mut self.writer, values) {
            (Typed::Bytes(writer), Values::Bytes(values)) => writer.write_batch(values, def, rep),
            (Typed::Int32(writer), Values::Int32(values)) => writer.write_batch(values, def, rep),
            (Typed::Int64(writer), Values::Int64(values)) => writer.write_batch(values, def, rep),
            _ => Err(ParquetError::General("a column of another type".into())),
        }
        .map(|_| ())
    }

    /// The chunk, and what the footer says of it.
    pub(super) fn close(self) -> Result<(Spooled, ColumnCloseResult)> {
        let closed = match self.writer {
            Typed::Bytes(writer) => writer.close(),
            Typed::Int32(writer) => writer.close(),
            Typed::Int64(writer) => writer.close(),
        }?;
        let spool = std::mem::take(&mut *lock(&self.spool));
        Ok((spool.close(), closed))
    }
}

fn given(levels: &[i16]) -> Option<&[i16]> {
    (!levels.is_empty()).then_some(levels)
}

/// How a chunk was written that a new one replaces.
pub(super) struct Like<'a> {
    pub(super) chunk: &'a ColumnChunkMetaData,
    pub(super) has_column_index: bool,
    pub(super) has_offset_index: bool,
}

impl Like<'_> {
    /// The same codec and, as near as there is, the same encodings. A bloom filter is left out: one of the
    /// old values would tell which they were.
    fn properties(&self) -> WriterProperties {
        let Self {
            chunk,
            has_column_index,
            has_offset_index,
        } = self;
        let has_dictionary = chunk.dictionary_page_offset().is_some()
            || chunk.encodings().any(|encoding| {
                matches!(
                    encoding,
                    Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY
                )
            });
        // A footer may claim what its type does not have.
        let known = match chunk.column_type() {
            Type::BYTE_ARRAY => [
                Encoding::DELTA_BYTE_ARRAY,
                Encoding::DELTA_LENGTH_BYTE_ARRAY,
            ],
            _ => [Encoding::DELTA_BINARY_PACKED, Encoding::BYTE_STREAM_SPLIT],
        };
        let other = chunk.encodings().find(|encoding| known.contains(encoding));
        let version = match self.has_pages_of_version_2() {
            true => WriterVersion::PARQUET_2_0,
            false => WriterVersion::PARQUET_1_0,
        };
        let statistics = match (has_column_index, chunk.statistics()) {
            (true, _) => EnabledStatistics::Page,
            (false, Some(_)) => EnabledStatistics::Chunk,
            (false, None) => EnabledStatistics::None,
        };
        WriterProperties::builder()
            .set_writer_version(version)
            .set_compression(chunk.compression())
            .set_dictionary_enabled(has_dictionary)
            .set_encoding(other.unwrap_or(Encoding::PLAIN))
            .set_statistics_enabled(statistics)
            .set_offset_index_disabled(!has_offset_index && !has_column_index)
            .set_bloom_filter_enabled(false)
            .build()
    }

    fn has_pages_of_version_2(&self) -> bool {
        let pages = self.chunk.page_encoding_stats().into_iter().flatten();
        let mut types = pages.map(|page| page.page_type);
        types.any(|page| page == PageType::DATA_PAGE_V2)
    }
}

/// Writes pages behind each other.
struct Pages(TrackedWrite<Shared>);

impl PageWriter for Pages {
    fn write_page(&mut self, page: CompressedPage) -> Result<PageWriteSpec> {
        SerializedPageWriter::new(&mut self.0).write_page(page)
    }

    fn close(&mut self) -> Result<()> {
        Ok(())
    }
}

/// What the writer of pages and the chunk share; the chunk takes it back when the writer is gone.
struct Shared(Arc<Mutex<Spool>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lock(spool: &Mutex<Spool>) -> std::sync::MutexGuard<'_, Spool> {
    // Nobody panics with the lock in hand.
    spool.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The bytes of a chunk, as long as its row group is not complete: in memory, and in a file without a name
/// once they are many. They are scrubbed.
#[derive(Default)]
struct Spool {
    folder: PathBuf,
    bytes: Vec<u8>,
    file: Option<fs::File>,
}

/// What of a chunk is held in memory.
const MAX_BYTES: usize = 8 << 20;

impl Spool {
    fn new(folder: &Path) -> Self {
        Self {
            folder: folder.into(),
            ..Self::default()
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.file.is_none() && self.bytes.len() + bytes.len() > MAX_BYTES {
            let mut file = tempfile::tempfile_in(&self.folder)?;
            file.write_all(&self.bytes)?;
            self.bytes = vec![];
            self.file = Some(file);
        }
        match &mut self.file {
            Some(file) => file.write_all(bytes),
            None => {
                self.bytes.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    fn close(self) -> Spooled {
        match self.file {
            Some(file) => Spooled::File(file),
            None => Spooled::Memory(self.bytes.into()),
        }
    }
}

/// The bytes of a complete chunk.
pub(super) enum Spooled {
    Memory(Bytes),
    File(fs::File),
}

impl Length for Spooled {
    fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::File(file) => file.metadata().map_or(0, |metadata| metadata.len()),
        }
    }
}

impl ChunkReader for Spooled {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(match self {
            Self::Memory(bytes) => Box::new(bytes.slice(start as usize..).reader()),
            Self::File(file) => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(start))?;
                Box::new(file)
            }
        })
    }

    fn get_bytes(&self, _: u64, _: usize) -> Result<Bytes> {
        Err(ParquetError::NYI("a chunk is read as a whole".into()))
    }
}
