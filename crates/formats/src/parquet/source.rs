//! Cuts a file into blocks of rows.

use std::{
    cell::Cell,
    fs, io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use parquet::data_type::ByteArray;
use pumice_engine::{Fields, PathPattern, Position, Selection, Source};

use super::{
    Block,
    block::{Part, Rows},
    column::Column,
    facts::facts,
    footer::Texts,
    input::{File, damaged},
    levels::{Levels, Values},
    plan::Plan,
    tree,
};

/// Reads what is to be searched of a Parquet file, row group by row group.
///
/// The first block holds the texts of the footer, or of a file whose beginning is done where it goes on.
/// Each row group has one block at least, also where nothing of it is searched, so that a
/// [`Writer`](super::Writer) sees where it ends.
pub struct Reader {
    file: Arc<Opened>,
    block_bytes: usize,
    max_value_bytes: usize,
    selection: Selection,
    is_cut_short: bool,
    /// The first row group that is read. Where it is not that of the file, the footer is done too.
    first: usize,
    /// None before the first block was given.
    at: Option<Group>,
}

/// A file and what is searched in it.
#[derive(Debug)]
pub struct Opened {
    pub(super) file: File,
    pub(super) plan: Arc<Plan>,
}

/// What is searched of a file beside what the policy says, and how large blocks are.
#[derive(Clone, Debug)]
pub struct Options {
    /// The columns that are searched; all that hold text if there are none.
    pub columns: Vec<PathPattern>,
    /// Bytes of values from which on a block is full. One row passes whatever its size.
    pub block_bytes: usize,
    /// Longer values are withheld.
    pub max_value_bytes: usize,
    /// Which rows are looked at.
    pub selection: Selection,
}

/// A row group that is read.
struct Group {
    index: usize,
    columns: Vec<Column>,
    /// Rows that are left in it, and rows of the file before these.
    left: usize,
    before: u64,
    /// Rows that are read at a time.
    step: usize,
}

/// Rows of a block, however few bytes they have.
const MAX_ROWS: usize = 1 << 16;

/// Rows that are read at a time: few at first, for nobody knows how long they are.
const FIRST_STEP: usize = 16;
const MAX_STEP: usize = 4096;

impl Opened {
    pub(super) fn name(&self) -> &str {
        &self.file.name
    }
}

impl Reader {
    /// Reads the footer of `file`, which is shown as `name`, and decides what is searched.
    ///
    /// # Errors
    /// When it is damaged or of a kind that is not read; the message names it and holds nothing of it.
    pub fn open(
        file: fs::File,
        name: &str,
        options: &Options,
        fields: &mut Fields<'_>,
    ) -> io::Result<Self> {
        let file = guarded(name, || File::open(file, name))??;
        let record = tree::record(file.metadata.file_metadata().schema());
        let facts = facts(&file.metadata);
        let plan = Arc::new(Plan::new(&record, &facts, &options.columns, fields));
        Ok(Self {
            file: Arc::new(Opened { file, plan }),
            block_bytes: options.block_bytes,
            max_value_bytes: options.max_value_bytes,
            selection: options.selection.clone(),
            is_cut_short: false,
            first: 0,
            at: None,
        })
    }

    /// Goes on behind so many row groups, of which there is one at least: what it gives is what it would have
    /// given behind them.
    ///
    /// # Errors
    /// When the file has not as many.
    pub fn behind(mut self, row_groups: usize) -> io::Result<Self> {
        let (name, metadata) = (self.file.name(), &self.file.file.metadata);
        if row_groups == 0 || row_groups > metadata.num_row_groups() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "{name}: has other row groups than those that are done; run without --resume"
                ),
            ));
        }
        self.first = row_groups;
        Ok(self)
    }

    /// The first block.
    fn first_block(&self) -> io::Result<Block> {
        if self.first > 0 {
            let row_group = self.first;
            return Ok(self.block(Part::Behind { row_group }, vec![], None));
        }
        let metadata = self.file.file.metadata.file_metadata();
        let texts = Texts::new(metadata, self.file.name())?;
        Ok(self.block(Part::Footer(texts), vec![], None))
    }

    fn block(&self, part: Part, levels: Vec<Levels>, used: Option<Block>) -> Block {
        let (file, plan) = (Arc::clone(&self.file), Arc::clone(&self.file.plan));
        let sample = self.selection.sample();
        Block::new(
            (file, plan),
            part,
            (levels, sample),
            self.max_value_bytes,
            used,
        )
    }

    fn open_group(&self, index: usize, before: u64) -> io::Result<Group> {
        let Opened { file, plan } = &*self.file;
        let leaves = plan.leaves.iter();
        let columns = leaves.map(|leaf| {
            Column::open(&self.file.file, index, leaf)
                .map_err(|error| damaged(&error, &file.name, &place(index, leaf.column)))
        });
        let rows = file.metadata.row_group(index).num_rows();
        Ok(Group {
            index,
            columns: columns.collect::<io::Result<_>>()?,
            left: usize::try_from(rows).unwrap_or_default(),
            before,
            step: FIRST_STEP,
        })
    }

    /// The next rows of a group.
    fn rows(&mut self, group: &mut Group, used: Option<Block>) -> io::Result<Block> {
        let mut levels: Vec<Levels> = group.columns.iter().map(Column::levels).collect();
        let mut weights = vec![Weight::default(); levels.len()];
        let (mut count, mut bytes) = (0, 0);
        let most = group.left.min(MAX_ROWS);
        // Where nothing is searched, the rows are only counted.
        let most = if levels.is_empty() { group.left } else { most };
        if levels.is_empty() {
            count = most;
        }
        while count < most && bytes < self.block_bytes {
            let step = group.step.min(most - count);
            for ((column, levels), at) in group.columns.iter_mut().zip(&mut levels).zip(0..) {
                self.read(column, step, levels, (group.index, at))?;
            }
            count += step;
            let weighed = levels.iter().zip(&mut weights);
            bytes = weighed.map(|(levels, weight)| weight.of(levels)).sum();
            let left = self.block_bytes.saturating_sub(bytes);
            group.step = (left * count / bytes.max(1)).clamp(1, MAX_STEP);
        }
        if count == group.left {
            self.check_end(group)?;
        }
        let count = self.wanted(group.before, count);
        let is_last = count == group.left;
        let rows = Rows {
            row_group: group.index,
            before: group.before,
            count,
            is_last,
            behind: self.position_behind(group.index).filter(|_| is_last),
        };
        group.left -= count;
        group.before += count as u64;
        Ok(self.block(Part::Rows(rows), levels, used))
    }

    /// Where one goes on behind a row group, where there are several.
    fn position_behind(&self, row_group: usize) -> Option<Position> {
        let (file, row_group) = (&self.file.file, row_group + 1);
        let is_unit = file.metadata.num_row_groups() > 1;
        is_unit.then(|| Position::RowGroup {
            row_group,
            stored: file.stored_before(row_group),
        })
    }

    /// Sees that nothing is left in the columns of a group: it would be lost.
    fn check_end(&self, group: &mut Group) -> io::Result<()> {
        let Opened { file, plan } = &*self.file;
        for (column, leaf) in group.columns.iter_mut().zip(&plan.leaves) {
            let mut rest = column.levels();
            let read = column.read(1, &mut rest);
            let at = place(group.index, leaf.column);
            if read.map_err(|error| damaged(&error, &file.name, &at))? > 0 {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!(
                        "{}: {at} has more rows than its row group; check the file, or write it again",
                        file.name
                    ),
                ));
            }
        }
        Ok(())
    }

    /// How many of the next rows are looked at, or passed by before the last one of these.
    fn wanted(&mut self, before: u64, count: usize) -> usize {
        if !self.selection.is_limited() {
            return count;
        }
        let sample = self.selection.sample();
        let is_one_too_many = |row: &usize| {
            let is_in_sample = sample.is_none_or(|sample| sample.takes(before + *row as u64 + 1));
            is_in_sample && !self.selection.take()
        };
        let end = (0..count).find(is_one_too_many);
        self.is_cut_short = end.is_some();
        end.unwrap_or(count)
    }

    /// Reads as many rows of one column.
    fn read(
        &self,
        column: &mut Column,
        rows: usize,
        levels: &mut Levels,
        (group, leaf): (usize, usize),
    ) -> io::Result<()> {
        let Opened { file, plan } = &*self.file;
        let column_at = plan.leaves.get(leaf).map_or(0, |leaf| leaf.column);
        let mut done = 0;
        while done < rows {
            let read = column.read(rows - done, levels);
            let read =
                read.map_err(|error| damaged(&error, &file.name, &place(group, column_at)))?;
            if read == 0 {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!(
                        "{}: {} has fewer rows than its row group; check the file, or write it again",
                        file.name,
                        place(group, column_at)
                    ),
                ));
            }
            done += read;
        }
        Ok(())
    }

    fn advance(&mut self, used: Option<Block>) -> io::Result<Option<Block>> {
        let groups = self.file.file.metadata.num_row_groups();
        let mut group = match self.at.take() {
            None => {
                let block = self.first_block()?;
                let done = self.file.file.metadata.row_groups().iter().take(self.first);
                let rows = done.map(|group| u64::try_from(group.num_rows()).unwrap_or_default());
                self.at = Some(Group {
                    index: self.first.wrapping_sub(1),
                    columns: vec![],
                    left: 0,
                    before: rows.sum(),
                    step: 0,
                });
                return Ok(Some(block));
            }
            Some(group) if group.left > 0 => group,
            Some(group) => {
                let index = group.index.wrapping_add(1);
                if index >= groups {
                    self.at = Some(group);
                    return Ok(None);
                }
                self.open_group(index, group.before)?
            }
        };
        let block = self.rows(&mut group, used)?;
        self.at = Some(group);
        Ok(Some(block))
    }
}

impl Source for Reader {
    type Batch = Block;

    fn next(&mut self, used: Option<Block>) -> io::Result<Option<Block>> {
        if self.is_cut_short {
            return Ok(None);
        }
        let name = self.file.file.name.clone();
        guarded(&name, || self.advance(used))?
    }

    fn is_cut_short(&self) -> bool {
        self.is_cut_short
    }
}

/// What a column weighs in a block: the bytes of its values, but those that stand in memory once.
#[derive(Clone, Copy, Default)]
struct Weight {
    bytes: usize,
    /// Values that are weighed.
    values: usize,
    /// Where values of late stand, told by some bits of that.
    seen: [usize; 32],
}

impl Weight {
    /// Weighs what has come; gives the weight of all.
    fn of(&mut self, levels: &Levels) -> usize {
        match &levels.values {
            Values::Bytes(values) => {
                let new = values.get(self.values..).unwrap_or_default();
                new.iter().for_each(|value| self.add(value));
            }
            other => self.bytes += (other.len() - self.values) * 8,
        }
        self.values = levels.values.len();
        self.bytes
    }

    fn add(&mut self, value: &ByteArray) {
        let place = value.data().as_ptr() as usize;
        let seen = self.seen.get_mut((place ^ place >> 5) % 32);
        let is_seen = seen.is_some_and(|seen| std::mem::replace(seen, place) == place);
        // A value takes its handle, too.
        self.bytes += if is_seen { 0 } else { value.len() } + 8;
    }
}

fn place(group: usize, column: usize) -> String {
    format!("row group {}, column {}", group + 1, column + 1)
}

/// The library may panic at a file that is damaged in some way that it does not expect; that is an error of
/// this file alone.
fn guarded<T>(name: &str, read: impl FnOnce() -> T) -> io::Result<T> {
    GUARDED.set(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(false);
    result.map_err(|_| {
        let words = format!("{name}: is damaged; check the file, or write it again");
        io::Error::new(io::ErrorKind::InvalidData, words)
    })
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread becomes the error of a damaged file: a hook need not tell of it.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Says how far it is; what it reads are values.
impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("file", &self.file.name())
            .finish_non_exhaustive()
    }
}
