//! The threads of a run: one reader, some workers, one ordered writer.
//!
//! What the workers do is a parameter here, so that order, memory and every way to fail can be
//! tested without a policy. rayon was refused: it has no place for an ordered writer that pushes
//! back on a reader.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::{RunError, RunOptions};
use crate::{
    batch::{Batch, Sink, Source},
    budget::Budget,
    located::Located,
    order::Order,
    progress::{Observer, Progress},
    tally::Tally,
};

/// What every block weighs at least, so that the number of tiny blocks is bounded too.
const MIN_BLOCK_WEIGHT_BYTES: u64 = 4096;

/// A block that weighs more than this share of the memory is not used again: one giant line would
/// otherwise keep its memory until the end, in one block after the other.
const REUSABLE_SHARE: u64 = 8;

/// Reads, works and writes until the source ends or something fails; adds up what was counted.
///
/// `begin` makes the state of one worker, on its thread. `step` turns a block into what is written
/// and says what was found.
///
/// Channels carry the blocks and never block a sender; what bounds them is the budget in bytes.
pub(super) fn pump<S, K, W>(
    source: &mut S,
    sink: &mut K,
    options: &RunOptions<'_>,
    observer: &dyn Observer,
    begin: impl Fn() -> W + Sync,
    step: impl Fn(&mut W, S::Batch) -> Treated<S::Batch> + Sync,
) -> Result<Tally, RunError>
where
    S: Source,
    K: Sink<S::Batch>,
{
    let halt = Halt::new(options);
    let (work, jobs) = unbounded();
    let (finished, done) = unbounded();
    let (spent, used) = unbounded();
    // Every role borrows its ends of the channels from the thread around it: they close after the
    // role's failure is known, or the writer could take a failure for the end of the input.
    let tally = thread::scope(|scope| {
        let (halt, begin, step) = (&halt, &begin, &step);
        scope.spawn(move || halt.watch(|| read(source, &work, &used, halt)));
        for _ in 0..options.threads.get() {
            let (jobs, finished) = (jobs.clone(), finished.clone());
            scope.spawn(move || halt.watch(|| work_off(&jobs, &finished, halt, begin, step)));
        }
        // The threads hold the only other ends: when they are done, the writer sees the end.
        drop((jobs, finished));
        halt.watch(|| write(sink, &done, &spent, halt, observer))
    });
    match halt.into_failure() {
        Some(failure) => Err(failure),
        None => Ok(tally.unwrap_or_default()),
    }
}

/// A block as a worker leaves it.
pub(super) struct Treated<B> {
    pub(super) block: B,
    /// What was counted in it.
    pub(super) tally: Tally,
    /// What was found in it, where the run lists that.
    pub(super) located: Vec<Located>,
}

/// A block on its way, with its number and its weight.
struct Parcel<B> {
    number: u64,
    weight: u64,
    block: B,
}

/// The same on its way to the writer.
struct Done<B> {
    number: u64,
    weight: u64,
    treated: Treated<B>,
}

fn read<S: Source>(
    source: &mut S,
    work: &Sender<Parcel<S::Batch>>,
    used: &Receiver<S::Batch>,
    halt: &Halt<'_>,
) -> Result<(), RunError> {
    for number in 0.. {
        if !halt.goes_on()? {
            break;
        }
        let next = source.next(used.try_recv().ok());
        let Some(block) = next.map_err(|error| halt.blame(RunError::read(error)))? else {
            break;
        };
        let weight = block.bytes_read().max(MIN_BLOCK_WEIGHT_BYTES);
        let parcel = Parcel {
            number,
            weight,
            block,
        };
        if halt.budget.acquire(weight).is_err() || work.send(parcel).is_err() {
            break; // Somebody else has failed and said so.
        }
    }
    Ok(())
}

fn work_off<B: Batch, W>(
    jobs: &Receiver<Parcel<B>>,
    finished: &Sender<Done<B>>,
    halt: &Halt<'_>,
    begin: impl Fn() -> W,
    step: impl Fn(&mut W, B) -> Treated<B>,
) -> Result<(), RunError> {
    let mut state = begin();
    for parcel in jobs {
        if halt.is_over() {
            break;
        }
        let first_record = parcel.block.first_record();
        let treated = guarded(|| step(&mut state, parcel.block))
            .map_err(|_| RunError::panicked(Some(first_record)))?;
        let done = Done {
            number: parcel.number,
            weight: parcel.weight,
            treated,
        };
        if finished.send(done).is_err() {
            break;
        }
    }
    Ok(())
}

fn write<B: Batch, K: Sink<B>>(
    sink: &mut K,
    done: &Receiver<Done<B>>,
    spent: &Sender<B>,
    halt: &Halt<'_>,
    observer: &dyn Observer,
) -> Result<Tally, RunError> {
    let (mut order, mut tally) = (Order::new(), Tally::default());
    let mut progress = Progress::default();
    for done in done {
        order.insert(done.number, done);
        while let Some(Done {
            weight, treated, ..
        }) = order.pop()
        {
            if !halt.goes_on()? {
                return Ok(tally);
            }
            let block = treated.block;
            if !treated.located.is_empty() {
                sink.list(&block, &treated.located)
                    .map_err(RunError::write)?;
            }
            sink.count(&block, &treated.tally);
            sink.write(&block).map_err(RunError::write)?;
            progress.bytes_read += block.bytes_read();
            progress.records += block.accepted() + block.rejected() + block.skipped();
            progress.findings += treated.tally.findings;
            tally.merge(treated.tally);
            observer.advanced(progress);
            // Before the bytes are given back, so that a reader that waits for them finds it.
            if weight <= halt.reusable_weight {
                // The reader may have come to the end: then the memory is not needed.
                let _ = spent.send(block);
            }
            halt.budget.release(weight);
        }
    }
    if halt.goes_on()? {
        debug_assert!(order.is_empty(), "a block is lost only by a failure");
        sink.finish().map_err(RunError::write)?;
    }
    Ok(tally)
}

/// How a run ends early: the first failure counts, and everybody is told.
struct Halt<'a> {
    budget: Budget,
    reusable_weight: u64,
    /// Set from outside to interrupt the run, and from inside when something has failed, so that
    /// a source that waits for input can give up.
    stop: &'a AtomicBool,
    over: AtomicBool,
    failure: Mutex<Option<RunError>>,
}

impl<'a> Halt<'a> {
    fn new(options: &RunOptions<'a>) -> Self {
        Self {
            budget: Budget::new(options.memory_bytes),
            reusable_weight: (options.memory_bytes / REUSABLE_SHARE).max(MIN_BLOCK_WEIGHT_BYTES),
            stop: options.stop,
            over: AtomicBool::new(false),
            failure: Mutex::new(None),
        }
    }

    /// Whether somebody has failed.
    fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }

    /// `false` when somebody has failed; an error when the run was interrupted from outside.
    ///
    /// [`Halt::fail`] sets `over` before `stop`, so a failure is never taken for an interruption.
    fn goes_on(&self) -> Result<bool, RunError> {
        let stopped = self.stop.load(Ordering::Acquire);
        let over = self.is_over();
        if stopped && !over {
            return Err(RunError::interrupted());
        }
        Ok(!over)
    }

    /// A source that gives up because it was told to stop has not failed.
    fn blame(&self, failure: RunError) -> RunError {
        self.goes_on().err().unwrap_or(failure)
    }

    /// Runs one role of the run and turns its error or its panic into the failure of the run.
    fn watch<T>(&self, role: impl FnOnce() -> Result<T, RunError>) -> Option<T> {
        match guarded(role) {
            Ok(Ok(result)) => return Some(result),
            Ok(Err(failure)) => self.fail(failure),
            Err(_) => self.fail(RunError::panicked(None)),
        }
        None
    }

    fn fail(&self, failure: RunError) {
        self.failure
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert(failure);
        self.over.store(true, Ordering::Release);
        self.stop.store(true, Ordering::Release);
        self.budget.close();
    }

    fn into_failure(self) -> Option<RunError> {
        self.failure
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs `action` and catches its panic.
///
/// What the action has touched is not looked at again after a panic: a worker's state and block
/// are dropped, and source and sink are not called any more.
fn guarded<T>(action: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(action))
}
