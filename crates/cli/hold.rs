//! Only in builds for tests: stands still where a test wants to kill the process.

use std::{
    env,
    io::{self, Write},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use pumice_engine::BEFORE_NAME;

/// Before which output, counted from 1.
const VARIABLE: &str = "PUMICE_HOLD_BEFORE_NAME";

/// Outputs that are still to get their names.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// Listens to the variable, if it is set.
pub(crate) fn where_told() {
    let number = env::var(VARIABLE).ok().and_then(|text| text.parse().ok());
    if let Some(number) = number {
        LEFT.store(number, Ordering::SeqCst);
        // Nobody else sets it.
        let _ = BEFORE_NAME.set(hold);
    }
}

fn hold() {
    if LEFT.fetch_sub(1, Ordering::SeqCst) == 1 {
        let mut out = io::stdout();
        let _ = out.write_all(b"held\n").and_then(|()| out.flush());
        loop {
            thread::park();
        }
    }
}
