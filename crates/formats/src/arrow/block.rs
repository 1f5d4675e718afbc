//! A record batch as a block of the engine.

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::{Schema, SchemaRef};
use pumice_engine::{Batch, PathPattern, Reason, Scrubber, Tally};

use super::{
    entries::Entries,
    error::{Error, ErrorKind},
    frame::{Frame, Taker, arrays},
    schema::{Shape, record},
};
use crate::{
    columns::{
        block::{self, Part, Rows},
        plan::Plan,
    },
    parquet::footer::Texts,
};

/// Some rows of a table: one record batch, which `Block::batch` gives back once it is scrubbed.
pub type Block = block::Block<Held>;

/// What a block keeps of its batch.
pub struct Held {
    table: Arc<Table>,
    rows: usize,
    /// By field of the schema.
    frames: Vec<Frame>,
}

/// A schema and what of it is searched. Shared by all blocks.
#[derive(Debug)]
pub struct Table {
    read: SchemaRef,
    written: SchemaRef,
    shape: Shape,
    plan: Arc<Plan>,
    max_value_bytes: usize,
    tally: Tally,
}

/// What is searched beside what the policy says.
#[derive(Clone, Debug)]
pub struct Options {
    /// The columns that are searched; all that hold text if there are none. Columns of bytes are searched
    /// only if they are among them.
    pub columns: Vec<PathPattern>,
    /// Longer values are withheld.
    pub max_value_bytes: usize,
}

impl Default for Options {
    /// All columns that hold text; values of 64 MiB.
    fn default() -> Self {
        Self {
            columns: vec![],
            max_value_bytes: 64 << 20,
        }
    }
}

/// A value that could not be scrubbed and is not in the batch any more: for a quarantine.
///
/// Its `Debug` leaves out the value.
#[derive(Clone, Copy)]
pub struct Withheld<'b> {
    /// Counted from 1, over all batches of a table.
    pub row: u64,
    /// Its path.
    pub column: &'b str,
    /// Why.
    pub reason: Reason,
    /// The value as it was.
    pub raw: &'b [u8],
}

impl std::fmt::Debug for Withheld<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Withheld")
            .field("row", &self.row)
            .field("column", &self.column)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

impl Table {
    /// Decides what is searched of batches with this schema, and scrubs its metadata.
    ///
    /// # Errors
    /// When a type is not searched that would have to be, and when the name of a field, or the metadata of
    /// one within another, holds personal data: neither can be replaced.
    pub fn new(scrubber: &Scrubber, schema: &SchemaRef, options: &Options) -> Result<Self, Error> {
        let mut worker = scrubber.worker::<Block>();
        let (record, facts) = record(schema)?;
        let fields = &mut scrubber.fields(&mut worker);
        let plan = Arc::new(Plan::new(&record, &facts, &options.columns, fields));
        let shape = Shape::of_fields(schema.fields(), &record, &plan)?;
        let (part, limit) = (
            Part::Footer(Texts::of_schema(schema)),
            options.max_value_bytes,
        );
        let texts = block::Block::new(((), Arc::clone(&plan)), part, (vec![], None), limit, None);
        let (texts, tally) = scrubber.scrub(&mut worker, texts);
        let written = match &texts.part {
            Part::Footer(texts) => texts.schema(),
            Part::Behind { .. } | Part::Rows(_) => None,
        };
        Ok(Self {
            read: Arc::clone(schema),
            written: cleaned(schema, written)?,
            shape,
            plan,
            max_value_bytes: options.max_value_bytes,
            tally,
        })
    }

    /// The schema of scrubbed batches: the same, with its metadata scrubbed.
    pub fn schema(&self) -> &SchemaRef {
        &self.written
    }

    /// What was found in the metadata.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The paths of the columns that are searched.
    pub fn searched(&self) -> impl Iterator<Item = &str> {
        let searched = self.plan.leaves.iter().filter(|leaf| !leaf.is_only_read);
        searched.map(|leaf| &*leaf.name)
    }
}

/// The schema as it is written; types hold the metadata of fields within fields, and stay what they are.
fn cleaned(read: &SchemaRef, written: Option<Schema>) -> Result<SchemaRef, Error> {
    let Some(written) = written else {
        let words = "the name of a field holds personal data and cannot be replaced; rename it, or have the \
                     policy keep what is found there";
        return Err(Error::new(ErrorKind::Name, words));
    };
    if written == **read {
        return Ok(Arc::clone(read));
    }
    let mut types = read.fields().iter().zip(written.fields());
    if types.any(|(read, written)| read.data_type() != written.data_type()) {
        let words = "the metadata of a field within another one holds personal data and cannot be replaced; \
                     leave it out";
        return Err(Error::new(ErrorKind::Name, words));
    }
    Ok(Arc::new(written))
}

impl Block {
    /// Takes the values out of a batch; `before` rows of its table come before it, and the memory of `used`
    /// is used again.
    ///
    /// # Errors
    /// When the batch has another schema than the table, and when its arrays are not what that says.
    pub fn of(
        table: &Arc<Table>,
        batch: &RecordBatch,
        before: u64,
        used: Option<Self>,
    ) -> Result<Self, Error> {
        let fields = table.read.fields();
        if !batch.schema().fields().iter().eq(fields) {
            let words = "has other fields than the schema that was to be scrubbed; make one for each schema";
            return Err(Error::new(ErrorKind::Schema, words));
        }
        let kept = Shape::Kept;
        let shape = |at: usize| match &table.shape {
            Shape::Struct(shapes) => shapes.get(at).unwrap_or(&kept),
            _ => &kept,
        };
        let mut taker = Taker::new(&table.plan.leaves);
        let columns = batch.columns().iter().zip(fields).enumerate();
        let frames = columns.map(|(at, (array, field))| {
            let shape = shape(at);
            let entries = match shape {
                Shape::Kept => Entries::default(),
                _ => Entries::rows(batch.num_rows()),
            };
            let frame = taker.take((shape, field), array, (entries, 0));
            frame.map_err(|error| error.of(field.name()).behind(before))
        });
        let frames = frames.collect::<Result<_, _>>()?;
        let held = Held {
            table: Arc::clone(table),
            rows: batch.num_rows(),
            frames,
        };
        let rows = Part::Rows(Rows {
            row_group: 0,
            before,
            count: batch.num_rows(),
            is_last: true,
            behind: None,
        });
        let (plan, limit) = (Arc::clone(&table.plan), table.max_value_bytes);
        Ok(Self::new(
            (held, plan),
            rows,
            (taker.levels, None),
            limit,
            used,
        ))
    }

    /// The batch as it is after the scrub. Searched columns have memory of their own.
    ///
    /// # Errors
    /// When it was not scrubbed, when its texts are too many to be searched at a time, and when values have
    /// become more than a type can hold.
    pub fn batch(&self) -> Result<RecordBatch, Error> {
        if !self.is_written() {
            let words = "was not scrubbed"; // a bug, and nothing is passed on
            return Err(Error::new(ErrorKind::Damaged, words));
        }
        if self.text().len() > MAX_TEXT_BYTES {
            let words = "has more than 1 GiB of text; give smaller batches";
            return Err(Error::new(ErrorKind::TooLarge, words));
        }
        let Held {
            table,
            rows,
            frames,
        } = &self.table;
        let searched = (&*self.plan.leaves, &*self.levels);
        let columns = arrays(frames, table.written.fields(), searched)?;
        let options = RecordBatchOptions::new().with_row_count(Some(*rows));
        let schema = Arc::clone(&table.written);
        RecordBatch::try_new_with_options(schema, columns, &options).map_err(|_| Error::damaged())
    }

    /// The values that were withheld, in the order of the rows.
    pub fn withheld_values(&self) -> impl Iterator<Item = Withheld<'_>> {
        self.withheld_cells().map(|withheld| {
            let leaf = self.plan.leaves.get(withheld.cell.leaf as usize);
            Withheld {
                row: self.first_record() + u64::from(withheld.cell.row),
                column: leaf.map_or("", |leaf| &*leaf.name),
                reason: withheld.reason,
                raw: withheld.raw,
            }
        })
    }
}

/// Half of what spans reach: beyond, values would be withheld for what stands before them.
const MAX_TEXT_BYTES: usize = 1 << 30;
