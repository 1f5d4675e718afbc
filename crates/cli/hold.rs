//! Only in builds for tests: stands still where a test wants to kill the process, has it die there, or has
//! tags collide.

use std::{
    env,
    io::{self, Write},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use pumice_engine::BEFORE_NAME;

/// Before which output, counted from 1.
const VARIABLE: &str = "PUMICE_HOLD_BEFORE_NAME";

/// At which step of the disk that a vault takes, counted from 1, the process is to die.
const DIE: &str = "PUMICE_DIE_AT_STEP";

/// How many bytes of tags tell values apart, so that they collide.
const TELL: &str = "PUMICE_TAG_BYTES";

/// Outputs that are still to get their names.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// Listens to the variables, if they are set.
pub(crate) fn where_told() {
    if let Some(step) = number(DIE) {
        pumice_vault::disk::die_at_step(step);
    }
    if let Some(bytes) = number(TELL) {
        pumice_vault::shorten_tags(bytes as usize);
    }
    if let Some(number) = number(VARIABLE) {
        LEFT.store(number as usize, Ordering::SeqCst);
        // Nobody else sets it.
        let _ = BEFORE_NAME.set(hold);
    }
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok()?.parse().ok()
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
