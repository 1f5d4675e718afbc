//! Batches one by one, without a run.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use pumice_engine::{Scrubber, Tally, Worker};

use super::{
    block::{Block, Options, Table, Withheld},
    error::Error,
};

/// Scrubs the batches of a table on the thread that calls it; without files, threads or clock.
///
/// ```
/// use std::sync::Arc;
///
/// use arrow_array::{RecordBatch, StringArray, cast::AsArray};
/// use pumice_engine::{Policy, Scrubber};
/// use pumice_formats::arrow::{Options, Scrub};
///
/// let scrubber = Scrubber::new(Policy::builtin(), None)?;
/// let notes = StringArray::from(vec![Some("mail jane@example.org"), None]);
/// let batch = RecordBatch::try_from_iter([("note", Arc::new(notes) as _)])?;
/// let mut scrub = Scrub::new(&scrubber, &batch.schema(), &Options::default())?;
/// let (scrubbed, tally) = scrub.batch(&batch)?;
/// assert_eq!(scrubbed.column(0).as_string::<i32>().value(0), "mail <EMAIL_ADDRESS>");
/// assert_eq!((scrubbed.schema(), tally.findings), (batch.schema(), 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Scrub<'s> {
    scrubber: &'s Scrubber,
    worker: Worker,
    table: Arc<Table>,
    rows: u64,
    last: Option<Block>,
}

impl<'s> Scrub<'s> {
    /// Decides what is searched of batches with this schema.
    ///
    /// # Errors
    /// As [`Table::new`].
    pub fn new(
        scrubber: &'s Scrubber,
        schema: &SchemaRef,
        options: &Options,
    ) -> Result<Self, Error> {
        let table = Arc::new(Table::new(scrubber, schema, options)?);
        let worker = scrubber.worker::<Block>();
        Ok(Self {
            scrubber,
            worker,
            table,
            rows: 0,
            last: None,
        })
    }

    /// The schema, and what is searched of it.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Scrubs a batch and counts what was found.
    ///
    /// A value that cannot be scrubbed is null, or [`WITHHELD`](crate::parquet::WITHHELD) where it must be
    /// there; see [`withheld`](Scrub::withheld).
    ///
    /// # Errors
    /// As `Block::of` and `Block::batch`; rows are counted over all batches. Nothing of the batch is
    /// given out then.
    pub fn batch(&mut self, batch: &RecordBatch) -> Result<(RecordBatch, Tally), Error> {
        let block = Block::of(&self.table, batch, self.rows, self.last.take())?;
        let (block, tally) = self.scrubber.scrub(&mut self.worker, block);
        let scrubbed = block.batch()?;
        self.rows += batch.num_rows() as u64;
        self.last = Some(block);
        Ok((scrubbed, tally))
    }

    /// The values of the last batch that were withheld, in the order of its rows.
    pub fn withheld(&self) -> impl Iterator<Item = Withheld<'_>> {
        self.last.iter().flat_map(Block::withheld_values)
    }
}
