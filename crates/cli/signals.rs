//! SIGINT and SIGTERM end a run cleanly.

use std::sync::{Arc, atomic::AtomicBool};

use anyhow::Context;
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};

use crate::exit::Exit;

/// A flag that SIGINT and SIGTERM set, for [`RunOptions::stop`](pumice_engine::RunOptions::stop).
/// A second signal ends the process at once: the way out when the first one cannot be heard, as in
/// a write that hangs. It leaves drafts behind, and still no output.
///
/// SIGHUP keeps its meaning, so that `nohup` works.
///
/// # Errors
/// When the system takes no handler.
pub(crate) fn watch() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    // A flag of its own, because a run that fails sets `stop` too and must still be told apart.
    let heard = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        let code = i32::from(Exit::Interrupted.code());
        // In this order: the first signal must not find its own mark.
        flag::register_conditional_shutdown(signal, code, Arc::clone(&heard))
            .and_then(|_| flag::register(signal, Arc::clone(&heard)))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .context("signals cannot be handled; run it where SIGINT and SIGTERM are allowed")?;
    }
    Ok(stop)
}
