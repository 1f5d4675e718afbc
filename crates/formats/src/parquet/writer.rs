//! Writes the blocks of a file as a file of the same shape.

use std::{
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use parquet::{
    bloom_filter::Sbbf,
    column::writer::ColumnCloseResult,
    errors::ParquetError,
    file::{
        metadata::{RowGroupMetaData, SortingColumn},
        properties::{EnabledStatistics, WriterProperties, WriterVersion},
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
};
use rayon::iter::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};

use super::{
    Block,
    block::{Part, Rows},
    chunk::{Chunk, Like},
    footer::Footer,
    source::Opened,
    tail::Tail,
};
use crate::jsonl::{
    Quarantine,
    quarantine::{Entries, RejectedCell},
};

/// Writes rows with the same schema, row groups, codecs and metadata; columns that were not searched are
/// copied byte for byte.
///
/// Nothing stands in the output before a row group is complete. What was withheld goes to the quarantine.
pub struct Writer<W: Write + Send, Q> {
    state: State<W>,
    quarantine: Quarantine<Q>,
    entries: Entries,
    /// Where chunks go that are too large for memory.
    folder: PathBuf,
}

enum State<W: Write + Send> {
    /// The first block is still to come.
    New(W),
    Open(Box<Open<W>>),
    /// The output is complete, or it has failed.
    Closed(Option<W>),
}

struct Open<W: Write + Send> {
    file: Arc<Opened>,
    out: SerializedFileWriter<Tail<W>>,
    /// Of the row group at hand, by leaf of the plan.
    chunks: Vec<Chunk>,
}

impl<W: Write + Send, Q: Write> Writer<W, Q> {
    /// Writes to `out`; `folder` is a place for chunks that are too large for memory, which have no name there.
    pub fn new(out: W, quarantine: Quarantine<Q>, folder: PathBuf) -> Self {
        Self {
            state: State::New(out),
            quarantine,
            entries: Entries::default(),
            folder,
        }
    }

    /// Writes a block; they come in the order of the file.
    ///
    /// # Errors
    /// When an output cannot be written, when a value was withheld and there is no place for it, and when the
    /// input cannot be copied.
    pub fn write(&mut self, block: &Block) -> io::Result<()> {
        if !block.is_written() {
            return Err(io::Error::other("a block that was not scrubbed")); // a bug, and nothing is passed on
        }
        self.put_aside(block)?;
        match &block.part {
            Part::Footer(texts) => {
                let metadata = block.table.file.metadata.file_metadata();
                let footer = texts.footer(metadata, block.table.name())?;
                self.begin(&block.table, footer)
            }
            Part::Rows(rows) => {
                let State::Open(open) = &mut self.state else {
                    return Err(io::Error::other("rows before their footer"));
                };
                open.write(block, rows, &self.folder)
            }
        }
    }

    /// Writes the footer.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.state, State::Closed(None)) {
            State::Open(open) => {
                let Open { file, mut out, .. } = *open;
                out.inner_mut().hold();
                let out = out.into_inner();
                let out = out.map_err(|error| written(error, file.name()))?;
                let out = out.release(file.file.orders.as_deref())?;
                self.state = State::Closed(Some(out));
                Ok(())
            }
            State::New(_) => Err(io::Error::other("a file without a footer")),
            State::Closed(out) => {
                self.state = State::Closed(out);
                Ok(())
            }
        }
    }

    /// The output, where it is complete, and the quarantine.
    pub fn into_parts(self) -> (Option<W>, Quarantine<Q>) {
        let out = match self.state {
            State::Closed(out) => out,
            State::New(_) | State::Open(_) => None,
        };
        (out, self.quarantine)
    }

    fn begin(&mut self, file: &Arc<Opened>, footer: Footer) -> io::Result<()> {
        let State::New(out) = std::mem::replace(&mut self.state, State::Closed(None)) else {
            return Err(io::Error::other("a footer that is not the first block"));
        };
        let metadata = file.file.metadata.file_metadata();
        let version = match metadata.version() {
            1 => WriterVersion::PARQUET_1_0,
            _ => WriterVersion::PARQUET_2_0,
        };
        let properties = WriterProperties::builder()
            .set_writer_version(version)
            .set_created_by(footer.created_by)
            .set_key_value_metadata(footer.pairs)
            .set_sorting_columns(sorting(file))
            // Columns bring their own.
            .set_statistics_enabled(EnabledStatistics::None)
            .build();
        let schema = metadata.schema_descr().root_schema_ptr();
        let out = SerializedFileWriter::new(Tail::new(out), schema, Arc::new(properties));
        let out = out.map_err(|error| written(error, file.name()))?;
        self.state = State::Open(Box::new(Open {
            file: Arc::clone(file),
            out,
            chunks: vec![],
        }));
        Ok(())
    }

    fn put_aside(&mut self, block: &Block) -> io::Result<()> {
        let (row_group, before) = match &block.part {
            Part::Footer(_) => (0, 0),
            Part::Rows(rows) => (rows.row_group + 1, rows.before),
        };
        let leaves = &block.plan.leaves;
        for withheld in block.withheld_cells() {
            let leaf = leaves.get(withheld.cell.leaf as usize);
            let column = leaf.map(|leaf| &*leaf.name);
            let cell = RejectedCell {
                row_group,
                row: match &block.part {
                    Part::Footer(_) => 0,
                    Part::Rows(_) => before + u64::from(withheld.cell.row) + 1,
                },
                column: column.unwrap_or_default(),
                reason: withheld.reason,
                raw: withheld.raw,
            };
            self.quarantine
                .put_cell(&mut self.entries, block.table.name(), cell)?;
        }
        Ok(())
    }
}

impl<W: Write + Send> Open<W> {
    fn write(&mut self, block: &Block, rows: &Rows, folder: &std::path::Path) -> io::Result<()> {
        let name = self.file.file.name.clone();
        if self.chunks.is_empty() {
            let leaves = self.file.plan.leaves.iter();
            let metadata = &self.file.file.metadata;
            let indexes = metadata.page_index_for_row_group(rows.row_group);
            self.chunks = leaves
                .map(|leaf| {
                    let like = Like {
                        chunk: metadata.row_group(rows.row_group).column(leaf.column),
                        has_column_index: indexes.column_index(leaf.column).is_some(),
                        has_offset_index: indexes.offset_index(leaf.column).is_some(),
                    };
                    Chunk::new(leaf, &like, folder)
                })
                .collect();
        }
        let result = match &mut *self.chunks {
            [] => Ok(()),
            [chunk] => block
                .levels
                .first()
                .map_or(Ok(()), |levels| chunk.write(levels)),
            chunks => chunks
                .par_iter_mut()
                .zip(block.levels.par_iter())
                .try_for_each(|(chunk, levels)| chunk.write(levels)),
        };
        result.map_err(|error| written(error, &name))?;
        if rows.is_last {
            self.close_group(rows.row_group)
                .map_err(|error| written(error, &name))?;
        }
        Ok(())
    }

    /// Writes the columns of a row group in their order.
    fn close_group(&mut self, row_group: usize) -> Result<(), ParquetError> {
        let Opened { file, plan } = &*self.file;
        let metadata = file.metadata.row_group(row_group);
        let mut chunks: Vec<Option<Chunk>> = self.chunks.drain(..).map(Some).collect();
        let mut group = self.out.next_row_group()?;
        for column in 0..metadata.num_columns() {
            let leaf = plan.leaf_of(column);
            let chunk = leaf.and_then(|leaf| chunks.get_mut(leaf)?.take());
            match chunk {
                Some(chunk) => {
                    let (spool, closed) = chunk.close()?;
                    group.append_column(&spool, closed)?;
                }
                None => copy(&self.file, metadata, (row_group, column), &mut group)?,
            }
        }
        group.close()?;
        Ok(())
    }
}

/// Copies a column chunk byte for byte, with all that the footer says of it.
fn copy<W: Write + Send>(
    file: &Opened,
    metadata: &RowGroupMetaData,
    (row_group, column): (usize, usize),
    group: &mut SerializedRowGroupWriter<'_, W>,
) -> Result<(), ParquetError> {
    let chunk = metadata.column(column);
    let indexes = file.file.metadata.page_index_for_row_group(row_group);
    let closed = ColumnCloseResult {
        bytes_written: u64::try_from(chunk.compressed_size()).unwrap_or_default(),
        rows_written: u64::try_from(metadata.num_rows()).unwrap_or_default(),
        metadata: chunk.clone(),
        bloom_filter: Sbbf::read_from_column_chunk(chunk, &*file.file.bytes)?,
        column_index: indexes.column_index(column).cloned(),
        offset_index: indexes.offset_index(column).cloned(),
    };
    group.append_column(&*file.file.bytes, closed)
}

/// The order that holds in all row groups, as far as its columns were not searched.
fn sorting(file: &Opened) -> Option<Vec<SortingColumn>> {
    let mut groups = file.file.metadata.row_groups().iter();
    let order = groups.next()?.sorting_columns()?;
    if groups.any(|group| group.sorting_columns() != Some(order)) {
        return None;
    }
    let is_kept = |by: &&SortingColumn| {
        usize::try_from(by.column_idx).is_ok_and(|column| file.plan.leaf_of(column).is_none())
    };
    let kept: Vec<_> = order.iter().take_while(is_kept).cloned().collect();
    (!kept.is_empty()).then_some(kept)
}

/// The error of an output; what the library says of a value is left out.
fn written(error: ParquetError, name: &str) -> io::Error {
    let error = match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => return *error,
            Err(error) => ParquetError::External(error),
        },
        error => error,
    };
    let why = match error {
        ParquetError::EOF(_) => "ends too early",
        _ => "is damaged, or uses something that cannot be written",
    };
    let words = format!("{name}: {why}; check the file, or write it again");
    io::Error::new(io::ErrorKind::InvalidData, words)
}
