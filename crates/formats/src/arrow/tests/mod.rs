//! Batches of all shapes: what is kept stays, what is searched is what Parquet makes of it, and nothing that
//! a batch does not show gets through.

mod cases;
mod leaks;
mod random;
mod shapes;
mod shown;

use arrow_array::RecordBatch;
use pumice_engine::{Policy, Scrubber, Tally};

use super::{Options, Scrub};

/// A policy that finds everything and changes nothing.
const KEEP: &str = "version = 1\n[defaults]\ntransform = \"keep\"\n";

/// The policy that there is without one.
const DEFAULT: &str = "version = 1\n";

fn scrubber(policy: &str) -> Scrubber {
    let policy = Policy::parse(policy).expect("a policy");
    Scrubber::new(policy, None).expect("it compiles")
}

fn scrub(scrubber: &Scrubber, batch: &RecordBatch, options: &Options) -> (RecordBatch, Tally) {
    let mut scrub = Scrub::new(scrubber, &batch.schema(), options).expect("a schema");
    scrub.batch(batch).expect("a batch")
}
