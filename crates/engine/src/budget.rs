//! Bounds the memory between reader and writer, in bytes.
//!
//! A channel bounded in messages was refused: a block holds one line of 200 MB as well as a
//! thousand short ones, so a number of blocks says nothing about memory.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes that may be under way at once.
///
/// The reader takes what a block weighs before it hands the block over; the writer gives it back
/// once the block is written. Blocks are admitted in the order of the input and the writer needs
/// them in that order, so the block that the writer waits for is always under way already: waiting
/// here cannot become a deadlock.
#[derive(Debug)]
pub(crate) struct Budget {
    limit_bytes: u64,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    used_bytes: u64,
    closed: bool,
}

/// The budget was closed while somebody waited for it: the run is over.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Closed;

impl Budget {
    /// A budget of `limit_bytes`, all of it free.
    pub(crate) fn new(limit_bytes: u64) -> Self {
        Self {
            limit_bytes,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Waits until `bytes` fit, and takes them.
    ///
    /// Something that weighs more than the whole budget goes through alone, when nothing else is
    /// under way; refusing it would make a long line an error.
    pub(crate) fn acquire(&self, bytes: u64) -> Result<(), Closed> {
        let mut state = self
            .changed
            .wait_while(self.lock(), |state| {
                !state.closed
                    && state.used_bytes > 0
                    && state.used_bytes.saturating_add(bytes) > self.limit_bytes
            })
            .unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return Err(Closed);
        }
        state.used_bytes = state.used_bytes.saturating_add(bytes);
        Ok(())
    }

    /// Gives back what [`Budget::acquire`] took.
    pub(crate) fn release(&self, bytes: u64) {
        let mut state = self.lock();
        state.used_bytes = state.used_bytes.saturating_sub(bytes);
        drop(state);
        self.changed.notify_one();
    }

    /// Ends every wait, now and later, with [`Closed`].
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// A panic elsewhere leaves two numbers that are still true, so a poisoned lock is taken.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread};

    use super::*;

    #[test]
    fn what_fits_is_admitted_at_once() {
        let budget = Budget::new(10);
        assert_eq!(budget.acquire(4), Ok(()));
        assert_eq!(budget.acquire(6), Ok(()));
        assert_eq!(budget.lock().used_bytes, 10);
    }

    #[test]
    fn what_is_larger_than_the_budget_goes_alone() {
        let budget = Budget::new(10);
        assert_eq!(budget.acquire(1000), Ok(()));
        budget.release(1000);
        assert_eq!(budget.acquire(u64::MAX), Ok(()));
    }

    #[test]
    fn a_waiter_is_admitted_when_bytes_come_back() {
        let budget = Budget::new(10);
        budget.acquire(8).expect("fits");
        let (admitted, seen) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                admitted
                    .send(budget.acquire(5))
                    .expect("the receiver lives")
            });
            // The waiter cannot have got in before: whatever it does, its bytes do not fit.
            assert_eq!(seen.try_recv(), Err(mpsc::TryRecvError::Empty));
            budget.release(8);
            assert_eq!(seen.recv(), Ok(Ok(())));
        });
        assert_eq!(budget.lock().used_bytes, 5);
    }

    #[test]
    fn closing_ends_waits_that_have_begun_and_that_begin_later() {
        let budget = Budget::new(10);
        budget.acquire(10).expect("fits");
        thread::scope(|scope| {
            let waiter = scope.spawn(|| budget.acquire(1));
            budget.close();
            assert_eq!(waiter.join().expect("no panic"), Err(Closed));
        });
        budget.release(10);
        assert_eq!(budget.acquire(1), Err(Closed));
    }
}
