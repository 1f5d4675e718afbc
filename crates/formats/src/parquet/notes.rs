//! What the footer of an output will say of the row groups that are done, while others are not.
//!
//! A Parquet file says at its end what it holds, so that its first half tells nothing. Notes stand beside it
//! as long as it is written. They come in pieces, one each time that it is noted how far the output is:
//!
//! ```text
//! length   8 bytes, little-endian
//! piece    as many bytes: page indexes, footer, its length, PAR1, as a Parquet file has them at its end,
//!          of the row groups since the last piece and with the texts of the footer as they are written
//! ```
//! The bytes of the row groups stay in the draft of the output. To go on, they are written once more as
//! zeros that go nowhere ([`Tail`](super::tail::Tail)), for the library writes a file from its beginning only;
//! so what it knows at the end is what it would have known. A copy of the searched columns beside the
//! output was refused: they would be written twice in every run, and copied in each that goes on.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use bytes::Bytes;
use parquet::{
    bloom_filter::Sbbf,
    column::writer::ColumnCloseResult,
    errors::{ParquetError, Result},
    file::{
        metadata::{
            FileMetaData, PageIndexPolicy, ParquetMetaData, ParquetMetaDataBuilder,
            ParquetMetaDataOptions, ParquetMetaDataReader, ParquetMetaDataWriter, RowGroupMetaData,
            RowGroupMetaDataPtr, page_index::PageIndexBuilder,
        },
        page_index::{column_index::ColumnIndexMetaData, offset_index::OffsetIndexMetaData},
        reader::{ChunkReader, Length},
    },
};

use super::{footer::Footer, source::Opened};

/// Notes of an output, as they were read.
pub struct Notes {
    pieces: Vec<ParquetMetaData>,
}

impl Notes {
    /// Reads pieces; `None` if there is none, or one is not whole.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut pieces = vec![];
        while let Some((length, more)) = rest.split_first_chunk() {
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let (piece, more) = more.split_at_checked(length)?;
            pieces.push(parse(Bytes::copy_from_slice(piece))?);
            rest = more;
        }
        (rest.is_empty() && !pieces.is_empty()).then_some(Self { pieces })
    }

    /// How many row groups they tell of.
    pub fn row_groups(&self) -> usize {
        self.pieces
            .iter()
            .map(ParquetMetaData::num_row_groups)
            .sum()
    }

    /// The texts of the footer.
    pub(super) fn footer(&self) -> Footer {
        let metadata = self.pieces.first().map(ParquetMetaData::file_metadata);
        let created_by = metadata.and_then(FileMetaData::created_by);
        Footer {
            created_by: created_by.unwrap_or_default().to_owned(),
            pairs: metadata.and_then(FileMetaData::key_value_metadata).cloned(),
        }
    }

    /// By row group, what is known of its columns. `file` is the input, which has the filters of columns that
    /// were copied.
    pub(super) fn columns(
        &self,
        file: &Opened,
    ) -> impl Iterator<Item = Result<Vec<ColumnCloseResult>>> {
        let groups = self.pieces.iter().flat_map(|piece| {
            let groups = piece.row_groups().iter().enumerate();
            groups.map(move |(at, group)| (piece, at, group))
        });
        groups.zip(0..).map(|((piece, at, group), number)| {
            let indexes = piece.page_index_for_row_group(at);
            let columns = group.columns().iter().enumerate();
            let columns = columns.map(|(column, chunk)| {
                Ok(ColumnCloseResult {
                    bytes_written: u64::try_from(chunk.compressed_size()).unwrap_or_default(),
                    rows_written: u64::try_from(group.num_rows()).unwrap_or_default(),
                    metadata: chunk.clone(),
                    bloom_filter: filter(file, number, column)?,
                    column_index: indexes.column_index(column).cloned(),
                    offset_index: indexes.offset_index(column).cloned(),
                })
            });
            columns.collect()
        })
    }
}

/// Says how many there are; statistics are values.
impl std::fmt::Debug for Notes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "notes of {} row groups", self.row_groups())
    }
}

/// The filter of a column that is copied, if it has one.
pub(super) fn filter(file: &Opened, row_group: usize, column: usize) -> Result<Option<Sbbf>> {
    let Opened { file, plan } = file;
    let chunk = file.metadata.row_groups().get(row_group);
    match chunk.and_then(|group| group.columns().get(column)) {
        Some(chunk) if plan.leaf_of(column).is_none() => {
            Sbbf::read_from_column_chunk(chunk, &*file.bytes)
        }
        _ => Ok(None),
    }
}

/// The library may panic at what it has not written itself.
fn parse(piece: Bytes) -> Option<ParquetMetaData> {
    let options = ParquetMetaDataOptions::new().with_encoding_stats_as_mask(false);
    let reader = ParquetMetaDataReader::new()
        .with_page_index_policy(PageIndexPolicy::Optional)
        .with_metadata_options(Some(options));
    let parse = AssertUnwindSafe(|| reader.parse_and_finish(&piece));
    catch_unwind(parse).ok()?.ok()
}

/// What is to be noted: row groups that are done since the last piece.
pub(super) struct Pending {
    footer: Footer,
    done: Vec<(RowGroupMetaDataPtr, Vec<Indexes>)>,
}

/// The page indexes of a column that is written, which the footer will lead to.
pub(super) struct Indexes {
    column_index: Option<ColumnIndexMetaData>,
    offset_index: Option<OffsetIndexMetaData>,
    /// Where the first page stands, as the indexes have it.
    data_page_offset: i64,
}

impl Indexes {
    /// Those of a column that is about to be appended.
    pub(super) fn of(closed: &ColumnCloseResult) -> Self {
        Self {
            column_index: closed.column_index.clone(),
            offset_index: closed.offset_index.clone(),
            data_page_offset: closed.metadata.data_page_offset(),
        }
    }

    /// Where its pages stand, now that the first one stands there.
    fn placed(self, data_page_offset: i64) -> Option<OffsetIndexMetaData> {
        let mut index = self.offset_index?;
        for page in &mut index.page_locations {
            page.offset += data_page_offset - self.data_page_offset;
        }
        Some(index)
    }
}

impl Pending {
    pub(super) fn new(footer: Footer) -> Self {
        Self {
            footer,
            done: vec![],
        }
    }

    /// Takes a row group that is done, with what was known of its columns.
    pub(super) fn push(&mut self, group: RowGroupMetaDataPtr, indexes: Vec<Indexes>) {
        self.done.push((group, indexes));
    }

    /// The next piece, with its length; nothing is pending then.
    ///
    /// # Errors
    /// When the library cannot write it.
    pub(super) fn take(&mut self, input: &FileMetaData) -> Result<Vec<u8>> {
        let done = std::mem::take(&mut self.done);
        let schema = input.schema_descr_ptr();
        let mut indexes = PageIndexBuilder::new(done.len(), schema.num_columns());
        let mut groups: Vec<RowGroupMetaData> = vec![];
        for ((group, of), at) in done.into_iter().zip(0..) {
            for ((mut of, chunk), column) in of.into_iter().zip(group.columns()).zip(0..) {
                if let Some(index) = of.column_index.take() {
                    indexes.put_column_index(index, at, column);
                }
                if let Some(index) = of.placed(chunk.data_page_offset()) {
                    indexes.put_offset_index(index, at, column);
                }
            }
            groups.push(Arc::unwrap_or_clone(group));
        }
        let rows = groups.iter().map(RowGroupMetaData::num_rows).sum();
        let Footer { created_by, pairs } = self.footer.clone();
        let version = input.version();
        let file = FileMetaData::new(version, rows, Some(created_by), pairs, schema, None);
        let metadata = ParquetMetaDataBuilder::new(file)
            .set_row_groups(groups)
            .set_page_index(Some(Arc::new(indexes.build())))
            .build();
        let mut piece = vec![];
        ParquetMetaDataWriter::new(&mut piece, &metadata).finish()?;
        Ok([&(piece.len() as u64).to_le_bytes()[..], &piece].concat())
    }
}

/// As many bytes as anybody wants, in place of those that are written already.
pub(super) struct Zeros;

impl Length for Zeros {
    fn len(&self) -> u64 {
        u64::MAX
    }
}

impl ChunkReader for Zeros {
    type T = io::Repeat;

    fn get_read(&self, _: u64) -> Result<io::Repeat> {
        Ok(io::repeat(0))
    }

    fn get_bytes(&self, _: u64, _: usize) -> Result<Bytes> {
        Err(ParquetError::NYI("a chunk is read as a whole".into()))
    }
}

#[cfg(test)]
mod tests {
    use parquet::{schema::parser::parse_message_type, schema::types::SchemaDescriptor};

    use super::*;

    fn piece(created_by: &str) -> Vec<u8> {
        let schema = parse_message_type("message m { required binary text (UTF8); }");
        let schema = Arc::new(SchemaDescriptor::new(Arc::new(schema.expect("a schema"))));
        let input = FileMetaData::new(1, 0, None, None, schema, None);
        let mut pending = Pending::new(Footer {
            created_by: created_by.into(),
            pairs: None,
        });
        pending.take(&input).expect("written")
    }

    #[test]
    fn pieces_are_read_whole_or_not_at_all() {
        let both = [piece("first"), piece("second")].concat();
        let notes = Notes::read(&both).expect("as they were written");
        let Footer { created_by, pairs } = notes.footer();
        assert_eq!((&*created_by, pairs.is_none()), ("first", true));
        assert_eq!(notes.row_groups(), 0);
        let first = piece("first").len();
        for length in (0..both.len()).filter(|&length| length != first) {
            assert!(Notes::read(&both[..length]).is_none(), "cut at {length}");
        }
        for at in 0..8 {
            let mut other = both.clone();
            other[at] ^= 0x80;
            assert!(Notes::read(&other).is_none(), "another length, byte {at}");
        }
    }
}
