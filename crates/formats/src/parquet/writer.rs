//! Writes the blocks of a file as a file of the same shape.

use std::{
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use parquet::{
    column::writer::ColumnCloseResult,
    errors::ParquetError,
    file::{
        metadata::SortingColumn,
        properties::{EnabledStatistics, WriterProperties, WriterVersion},
        writer::SerializedFileWriter,
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
    notes::{self, Indexes, Notes, Pending, Zeros},
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
    /// Lines that were put aside.
    lines_aside: u64,
    /// Where chunks go that are too large for memory.
    folder: PathBuf,
    is_noted: bool,
}

/// How far an output is, and what it takes to go on from there.
pub struct Mark<'w, W, Q> {
    /// What is new in the notes of the output; they are to stand behind each other.
    pub notes: Vec<u8>,
    /// The output, with nothing left in memory.
    pub out: &'w mut W,
    /// What was put aside so far.
    pub quarantine: &'w mut Quarantine<Q>,
}

enum State<W: Write + Send> {
    /// The first block is still to come.
    New(W),
    /// The same, of an output that has so many bytes.
    Behind(W, Notes, u64),
    Open(Box<Open<W>>),
    /// The output is complete, or it has failed.
    Closed(Option<W>),
}

struct Open<W: Write + Send> {
    file: Arc<Opened>,
    out: SerializedFileWriter<Tail<W>>,
    /// Of the row group at hand, by leaf of the plan; none where the column is copied.
    chunks: Vec<Option<Chunk>>,
    /// What is not noted yet, where it is to be.
    pending: Option<Pending>,
}

impl<W: Write + Send, Q: Write> Writer<W, Q> {
    /// Writes to `out`; `folder` is a place for chunks that are too large for memory, which have no name there.
    pub fn new(out: W, quarantine: Quarantine<Q>, folder: PathBuf) -> Self {
        Self {
            state: State::New(out),
            quarantine,
            entries: Entries::default(),
            lines_aside: 0,
            folder,
            is_noted: false,
        }
    }

    /// The same, of which it can be noted how far it is.
    #[must_use]
    pub fn noted(mut self) -> Self {
        self.is_noted = true;
        self
    }

    /// Goes on behind the `bytes` that are in the output and the `lines_aside` in its quarantine. The first
    /// block comes from a reader that goes on there.
    #[must_use]
    pub fn behind(mut self, bytes: u64, notes: Notes, lines_aside: u64) -> Self {
        self.lines_aside = lines_aside;
        self.state = match self.state {
            State::New(out) => State::Behind(out, notes, bytes),
            state => state,
        };
        self
    }

    /// The same for an output that is complete: nothing is written any more.
    #[must_use]
    pub fn behind_all(mut self, lines_aside: u64) -> Self {
        self.lines_aside = lines_aside;
        self.state = match self.state {
            State::New(out) => State::Closed(Some(out)),
            state => state,
        };
        self
    }

    /// Lines of the quarantine so far.
    pub fn lines_aside(&self) -> u64 {
        self.lines_aside
    }

    /// How far the output is; `None` within a row group, and where it was not asked to note that.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn mark(&mut self) -> io::Result<Option<Mark<'_, W, Q>>> {
        let State::Open(open) = &mut self.state else {
            return Ok(None);
        };
        let Open {
            file,
            out,
            chunks,
            pending: Some(pending),
        } = &mut **open
        else {
            return Ok(None);
        };
        if !chunks.is_empty() {
            return Ok(None);
        }
        out.flush()?;
        let notes = pending.take(file.file.metadata.file_metadata());
        Ok(Some(Mark {
            notes: notes.map_err(|error| written(error, file.name()))?,
            out: out.inner_mut().out_mut(),
            quarantine: &mut self.quarantine,
        }))
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
                let State::New(out) = std::mem::replace(&mut self.state, State::Closed(None))
                else {
                    return Err(io::Error::other("a footer that is not the first block"));
                };
                let open = self.open(&block.table, Tail::behind(out, 0), footer)?;
                self.state = State::Open(Box::new(open));
                Ok(())
            }
            Part::Behind { row_group } => self.go_on(&block.table, *row_group),
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
                let out = out.release(file.file.orders.as_deref());
                let out = out.map_err(|error| match error.kind() {
                    io::ErrorKind::InvalidData => {
                        written(ParquetError::General("a footer".into()), file.name())
                    }
                    _ => error,
                })?;
                self.state = State::Closed(Some(out));
                Ok(())
            }
            State::New(_) | State::Behind(..) => Err(io::Error::other("a file without a footer")),
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
            State::New(_) | State::Behind(..) | State::Open(_) => None,
        };
        (out, self.quarantine)
    }

    /// Writes once more what is there, to where it goes to nothing, so that the library knows of it.
    fn go_on(&mut self, file: &Arc<Opened>, row_group: usize) -> io::Result<()> {
        let (out, notes, bytes) = match std::mem::replace(&mut self.state, State::Closed(None)) {
            State::Behind(out, notes, bytes) => (out, notes, bytes),
            State::Closed(Some(out)) => {
                self.state = State::Closed(Some(out));
                return Ok(());
            }
            _ => return Err(io::Error::other("a file that goes on and was not begun")),
        };
        let name = file.name();
        let mut open = self.open(file, Tail::behind(out, bytes), notes.footer())?;
        open.repeat(&notes).map_err(|error| written(error, name))?;
        let is_all = open.out.inner().there() == 0 && open.out.bytes_written() as u64 == bytes;
        if notes.row_groups() != row_group || !is_all {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "{name}: what is kept of its output is not what was written; run without --resume"
                ),
            ));
        }
        self.state = State::Open(Box::new(open));
        Ok(())
    }

    /// An output of which `footer` says what its end will hold.
    fn open(&self, file: &Arc<Opened>, out: Tail<W>, footer: Footer) -> io::Result<Open<W>> {
        let metadata = file.file.metadata.file_metadata();
        let version = match metadata.version() {
            1 => WriterVersion::PARQUET_1_0,
            _ => WriterVersion::PARQUET_2_0,
        };
        // A single row group is never left in the middle.
        let is_noted = self.is_noted && file.file.metadata.num_row_groups() > 1;
        let pending = is_noted.then(|| Pending::new(footer.clone()));
        let properties = WriterProperties::builder()
            .set_writer_version(version)
            .set_created_by(footer.created_by)
            .set_key_value_metadata(footer.pairs)
            .set_sorting_columns(sorting(file))
            // Columns bring their own.
            .set_statistics_enabled(EnabledStatistics::None)
            .build();
        let schema = metadata.schema_descr().root_schema_ptr();
        let out = SerializedFileWriter::new(out, schema, Arc::new(properties));
        Ok(Open {
            file: Arc::clone(file),
            out: out.map_err(|error| written(error, file.name()))?,
            chunks: vec![],
            pending,
        })
    }

    fn put_aside(&mut self, block: &Block) -> io::Result<()> {
        let (row_group, before) = match &block.part {
            Part::Footer(_) | Part::Behind { .. } => (0, 0),
            Part::Rows(rows) => (rows.row_group + 1, rows.before),
        };
        let leaves = &block.plan.leaves;
        for withheld in block.withheld_cells() {
            let leaf = leaves.get(withheld.cell.leaf as usize);
            let column = leaf.map(|leaf| &*leaf.name);
            let cell = RejectedCell {
                row_group,
                row: match &block.part {
                    Part::Footer(_) | Part::Behind { .. } => 0,
                    Part::Rows(_) => before + u64::from(withheld.cell.row) + 1,
                },
                column: column.unwrap_or_default(),
                values: withheld.cell.count,
                reason: withheld.reason,
                raw: withheld.raw,
            };
            self.quarantine
                .put_cell(&mut self.entries, block.table.name(), cell)?;
            self.lines_aside += 1;
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
                    (!leaf.is_only_read).then(|| Chunk::new(leaf, &like, folder))
                })
                .collect();
        }
        let chunks = self.chunks.par_iter_mut().zip(block.levels.par_iter());
        let result = chunks.try_for_each(|(chunk, levels)| match chunk {
            Some(chunk) => chunk.write(levels),
            None => Ok(()),
        });
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
        let mut chunks = std::mem::take(&mut self.chunks);
        let mut group = self.out.next_row_group()?;
        let mut indexes = vec![];
        let mut note = |closed: &_| {
            if self.pending.is_some() {
                indexes.push(Indexes::of(closed));
            }
        };
        for column in 0..metadata.num_columns() {
            let leaf = plan.leaf_of(column);
            let chunk = leaf.and_then(|leaf| chunks.get_mut(leaf)?.take());
            match chunk {
                Some(chunk) => {
                    let (spool, closed) = chunk.close()?;
                    note(&closed);
                    group.append_column(&spool, closed)?;
                }
                None => {
                    let closed = copied(&self.file, (row_group, column))?;
                    note(&closed);
                    group.append_column(&*file.bytes, closed)?;
                }
            }
        }
        let group = group.close()?;
        if let Some(pending) = &mut self.pending {
            pending.push(group, indexes);
        }
        Ok(())
    }

    /// Writes the row groups that are noted once more, with other bytes.
    fn repeat(&mut self, notes: &Notes) -> Result<(), ParquetError> {
        for columns in notes.columns(&self.file) {
            let mut group = self.out.next_row_group()?;
            for closed in columns? {
                group.append_column(&Zeros, closed)?;
            }
            group.close()?;
        }
        self.out.flush()?;
        Ok(())
    }
}

/// What the footer is to say of a column chunk that is copied byte for byte.
fn copied(
    file: &Opened,
    (row_group, column): (usize, usize),
) -> Result<ColumnCloseResult, ParquetError> {
    let metadata = file.file.metadata.row_group(row_group);
    let chunk = metadata.column(column);
    let indexes = file.file.metadata.page_index_for_row_group(row_group);
    Ok(ColumnCloseResult {
        bytes_written: u64::try_from(chunk.compressed_size()).unwrap_or_default(),
        rows_written: u64::try_from(metadata.num_rows()).unwrap_or_default(),
        metadata: chunk.clone(),
        bloom_filter: notes::filter(file, row_group, column)?,
        column_index: indexes.column_index(column).cloned(),
        offset_index: indexes.offset_index(column).cloned(),
    })
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
