//! SIGINT and SIGTERM end a run cleanly.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use anyhow::Context;
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};

use crate::exit::Exit;

/// What signals have told.
#[derive(Debug)]
pub(crate) struct Signals {
    /// Set by a signal, and by whoever wants a run to read no more.
    pub(crate) halt: Arc<AtomicBool>,
    heard: Arc<AtomicBool>,
}

impl Signals {
    /// Whether somebody wants the command to end.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.heard.load(Ordering::Acquire)
    }
}

/// Listens to SIGINT and SIGTERM.
/// A second signal ends the process at once: the way out when the first one cannot be heard, as in
/// a write that hangs. It leaves drafts behind, and still no output.
///
/// SIGHUP keeps its meaning, so that `nohup` works.
///
/// # Errors
/// When the system takes no handler.
pub(crate) fn watch() -> anyhow::Result<Signals> {
    let halt = Arc::new(AtomicBool::new(false));
    // A flag of its own, because others set `halt` too.
    let heard = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        let code = i32::from(Exit::Interrupted.code());
        // In this order: the first signal must not find its own mark.
        flag::register_conditional_shutdown(signal, code, Arc::clone(&heard))
            .and_then(|_| flag::register(signal, Arc::clone(&heard)))
            .and_then(|_| flag::register(signal, Arc::clone(&halt)))
            .context("signals cannot be handled; run it where SIGINT and SIGTERM are allowed")?;
    }
    Ok(Signals { halt, heard })
}
