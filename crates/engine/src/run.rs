//! The run: blocks from a source through many workers to a sink, in the order of the input.
//!
//! One reader cuts, any number of workers scrub, one writer writes. What comes out does not depend
//! on the number of workers. Memory is bounded in bytes. Whatever fails ends the whole run:
//! nothing is published here, so nothing half done can be.

mod pipeline;
mod shards;
#[cfg(test)]
mod tests;

use std::{
    error::Error,
    fmt, io,
    num::NonZeroUsize,
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use self::pipeline::{Treated, pump};
pub use self::shards::{Ending, Part, Shard, Shards};
use crate::{
    batch::{Batch, Sink, Source},
    fingerprint::Fingerprinter,
    progress::Observer,
    scrub::{Scrubber, Worker},
    tally::Tally,
};

/// How a run goes about it; none of this changes what comes out.
#[derive(Clone, Copy, Debug)]
pub struct RunOptions<'a> {
    /// Workers; reader and writer come on top.
    pub threads: NonZeroUsize,
    /// Bytes of the input that may be under way at once. A block takes about three times its size
    /// in memory; one block passes whatever its size.
    pub memory_bytes: u64,
    /// Whether records are rewritten.
    pub mode: Mode,
    /// Whether a scan tells [`Sink::list`] what it finds.
    pub listing: Listing<'a>,
    /// Ends the run with [`RunErrorKind::Interrupted`] once it is set. The run sets it too when
    /// something has failed, so that a source that waits for input can watch it and give up.
    pub stop: &'a AtomicBool,
}

impl<'a> RunOptions<'a> {
    /// Input under way for each worker: enough for a block in work, one that waits for it and two
    /// that wait for the writer, at blocks of a megabyte or two.
    const MEMORY_BYTES_PER_THREAD: u64 = 8 << 20;

    /// Options for `threads` workers, with memory to match.
    pub fn new(threads: NonZeroUsize, mode: Mode, stop: &'a AtomicBool) -> Self {
        Self {
            threads,
            memory_bytes: Self::MEMORY_BYTES_PER_THREAD * threads.get() as u64,
            mode,
            listing: Listing::None,
            stop,
        }
    }
}

/// What the sink of a scan is told of findings, one by one.
///
/// A block's list waits for its turn like the block; it takes some 120 bytes a finding.
#[derive(Clone, Copy, Debug)]
pub enum Listing<'a> {
    /// Nothing: they are counted.
    None,
    /// Where they stand.
    Places,
    /// Where they stand, and names for their values.
    Fingerprints(&'a Fingerprinter),
}

/// What a run does with what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Replaces it.
    Scrub,
    /// Does all that [`Scrub`](Mode::Scrub) does, and nobody writes it: what would come out is counted.
    DryRun,
    /// Counts it.
    Scan,
}

/// What a run has done.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RunOutcome {
    /// The counts of all blocks; does not depend on the number of threads.
    pub tally: Tally,
    /// From the first read to the last write.
    pub elapsed: Duration,
}

/// Runs every block of `source` through `scrubber` into `sink`.
///
/// Publishes nothing: that is the caller's part once this has returned without an error. The
/// number of threads and the observer change nothing of what comes out.
///
/// # Errors
/// When source or sink fail, when a block makes a worker panic and when
/// [`RunOptions::stop`] is set. All threads have ended then, and the sink is not finished.
pub fn run<S: Source, K: Sink<S::Batch>>(
    scrubber: &Scrubber,
    source: &mut S,
    sink: &mut K,
    options: &RunOptions<'_>,
    observer: &dyn Observer,
) -> Result<RunOutcome, RunError> {
    let begun = Instant::now();
    let tally = pump(
        source,
        sink,
        options,
        observer,
        || scrubber.worker::<S::Batch>(),
        |worker, block| treat(scrubber, worker, options, block),
    )?;
    Ok(RunOutcome {
        tally,
        elapsed: begun.elapsed(),
    })
}

/// The block as it is written, and what was found in it.
fn treat<B: Batch>(
    scrubber: &Scrubber,
    worker: &mut Worker,
    options: &RunOptions<'_>,
    block: B,
) -> Treated<B> {
    let (block, tally) = match options.mode {
        Mode::Scrub | Mode::DryRun => scrubber.scrub(worker, block),
        Mode::Scan => scrubber.inspect(worker, block),
    };
    let fingerprinter = match (options.mode, options.listing) {
        (Mode::Scrub | Mode::DryRun, _) | (_, Listing::None) => None,
        (Mode::Scan, Listing::Places) => Some(None),
        (Mode::Scan, Listing::Fingerprints(fingerprinter)) => Some(Some(fingerprinter)),
    };
    let located = fingerprinter.map(|fingerprinter| scrubber.list(worker, &block, fingerprinter));
    Treated {
        block,
        tally,
        located: located.unwrap_or_default(),
    }
}

/// A sink for runs that only count: takes every record, also a rejected one, and writes nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Discard;

impl<B: Batch> Sink<B> for Discard {
    fn write(&mut self, _batch: &B) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why a run has ended early. Holds no value of the corpus.
#[derive(Debug)]
pub struct RunError {
    kind: RunErrorKind,
    /// First record of the block that a worker had in hand.
    record: Option<u64>,
    cause: Option<io::Error>,
}

/// The kinds of [`RunError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunErrorKind {
    /// The source failed.
    Read,
    /// The sink failed, or it has no place for a rejected record.
    Write,
    /// A part of the program stopped where it must not.
    Panicked,
    /// Somebody has set [`RunOptions::stop`].
    Interrupted,
}

impl RunError {
    /// What kind of failure this is.
    pub fn kind(&self) -> RunErrorKind {
        self.kind
    }

    /// What the source or the sink said.
    pub fn io(&self) -> Option<&io::Error> {
        self.cause.as_ref()
    }

    fn read(cause: io::Error) -> Self {
        Self {
            cause: Some(cause),
            ..Self::of(RunErrorKind::Read)
        }
    }

    fn write(cause: io::Error) -> Self {
        Self {
            cause: Some(cause),
            ..Self::of(RunErrorKind::Write)
        }
    }

    fn panicked(record: Option<u64>) -> Self {
        Self {
            record,
            ..Self::of(RunErrorKind::Panicked)
        }
    }

    fn interrupted() -> Self {
        Self::of(RunErrorKind::Interrupted)
    }

    fn of(kind: RunErrorKind) -> Self {
        Self {
            kind,
            record: None,
            cause: None,
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            RunErrorKind::Read => f.write_str("the input cannot be read"),
            RunErrorKind::Write => f.write_str("the output cannot be written"),
            RunErrorKind::Interrupted => f.write_str("interrupted before the end"),
            RunErrorKind::Panicked => {
                f.write_str("an internal check failed")?;
                if let Some(record) = self.record {
                    write!(f, " in the block that begins with record {record}")?;
                }
                f.write_str("; please report it with the version and without the data")
            }
        }
    }
}

impl Error for RunError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
