//! What `scrub` and `scan` share: the way from arguments to a run, and from a run to a report.

use std::{
    env, fs,
    io::{self, Write},
    num::NonZeroUsize,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use anyhow::{Context, anyhow};
use pumice_detect::Backend;
use pumice_engine::{
    Counts, Draft, Files, HashKey, Listing, Mode, REPORT_VERSION, Report, RunError, RunErrorKind,
    RunOptions, RunOutcome, Scrubber, Sink, Timing, Tool,
};
use pumice_formats::jsonl::{Block, Limits, Reader};

use crate::{
    args::{RunArgs, Stream},
    input::Opened,
    policy,
    progress::Bar,
};

/// Bytes of a block: many records, and little enough that each worker soon has one.
const BLOCK_BYTES: usize = 1 << 20;

/// Where the key of the `hash` transform may stand instead of in a file.
const HASH_KEY_VARIABLE: &str = "PUMICE_HASH_KEY";

/// What a run over one input needs.
pub(crate) struct Job<'a> {
    pub(crate) scrubber: Scrubber,
    /// Of the key that the user has given.
    key_id: Option<String>,
    mode: Mode,
    input: &'a Stream,
    args: &'a RunArgs,
    threads: NonZeroUsize,
    stop: Arc<AtomicBool>,
}

impl<'a> Job<'a> {
    /// Compiles the policy. `stop` interrupts the run.
    ///
    /// # Errors
    /// When policy or key are missing or wrong.
    pub(crate) fn new(
        mode: Mode,
        input: &'a Stream,
        args: &'a RunArgs,
        key: Option<HashKey>,
        stop: Arc<AtomicBool>,
    ) -> anyhow::Result<Self> {
        let backend = args.backend.unwrap_or_else(Backend::best);
        Ok(Self {
            key_id: key.as_ref().map(HashKey::id),
            scrubber: policy::compile(args.policy.as_deref(), key, mode, backend)?,
            mode,
            input,
            args,
            threads: threads(args),
            stop,
        })
    }

    /// Takes every record of the input to `sink`, and what `listing` asks for; `output` is what messages
    /// call it.
    ///
    /// # Errors
    /// When the run ends early.
    pub(crate) fn run<K: Sink<Block>>(
        &self,
        opened: Opened,
        sink: &mut K,
        listing: Listing<'_>,
        output: &str,
    ) -> anyhow::Result<RunOutcome> {
        let limits = Limits::new(BLOCK_BYTES, self.args.max_line_bytes as usize);
        let mut source = Reader::with_limits(opened.reader, self.input.to_string(), limits);
        let options = RunOptions {
            listing,
            ..RunOptions::new(self.threads, self.mode, &self.stop)
        };
        let bar = Bar::new(opened.bytes, self.args.quiet);
        let result = pumice_engine::run(&self.scrubber, &mut source, sink, &options, &bar);
        bar.clear();
        result.map_err(|error| explain(error, output))
    }

    /// Whether somebody wants the command to end; asked before anything is published.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    /// The report of a run that has ended well.
    pub(crate) fn report(&self, outcome: &RunOutcome, files: Files, bytes_written: u64) -> Report {
        let RunOutcome { tally, elapsed, .. } = outcome;
        Report {
            version: REPORT_VERSION,
            tool: Tool {
                version: env!("CARGO_PKG_VERSION").into(),
                policy: self.scrubber.policy().hash().into(),
                catalogue: self.scrubber.catalogue_hash(),
                hash_key: self.key_id.clone(),
            },
            mode: self.mode,
            files,
            counts: Counts::new(tally, bytes_written),
            baseline: None,
            timing: Timing::new(*elapsed, tally.bytes, self.threads.get()),
        }
    }

    /// Shows the report's table, unless it is not wanted.
    pub(crate) fn show(&self, report: &Report) {
        if !self.args.quiet {
            // A terminal that has gone away is no reason to fail what is done.
            let _ = write!(io::stderr(), "{}", report.table());
        }
    }
}

/// Writes a report into its draft.
///
/// # Errors
/// When the disk does not take it.
pub(crate) fn write_report(report: &Report, draft: &mut Draft) -> anyhow::Result<()> {
    let name = draft.path().display().to_string();
    let mut json = Vec::new();
    report
        .write_json(&mut json)
        .and_then(|()| draft.write_all(&json))
        .with_context(|| format!("{name}: cannot be written; check the space on its disk"))
}

/// The key of hashes and fingerprints: from a file, or else from the environment, if at all.
///
/// # Errors
/// When there is one and it cannot be read; the message holds nothing of it.
pub(crate) fn hash_key(file: Option<&Path>) -> anyhow::Result<Option<HashKey>> {
    let (origin, text) = match (file, env::var_os(HASH_KEY_VARIABLE)) {
        (Some(file), _) => {
            let name = file.display();
            let text = fs::read(file).with_context(|| {
                format!("{name}: the hash key cannot be read; check the path and its permissions")
            })?;
            (name.to_string(), text)
        }
        (None, Some(value)) => (HASH_KEY_VARIABLE.into(), value.into_encoded_bytes()),
        (None, None) => return Ok(None),
    };
    let text = str::from_utf8(&text).unwrap_or_default(); // no key either, and is said to be none
    let key = HashKey::parse(text).map_err(|error| anyhow!("{origin}: {error}"))?;
    Ok(Some(key))
}

fn threads(args: &RunArgs) -> NonZeroUsize {
    args.threads
        .or_else(|| thread::available_parallelism().ok())
        .unwrap_or(NonZeroUsize::MIN)
}

/// The error of a run as a message puts it.
fn explain(error: RunError, output: &str) -> anyhow::Error {
    let message = match (error.kind(), error.io()) {
        // The format has named the file and the place in it.
        (RunErrorKind::Read, Some(cause)) => cause.to_string(),
        (RunErrorKind::Write, Some(cause)) if cause.kind() == io::ErrorKind::InvalidData => {
            cause.to_string()
        }
        (RunErrorKind::Write, _) => {
            format!("{output}: cannot be written; check the space on its disk")
        }
        _ => error.to_string(),
    };
    anyhow::Error::new(error).context(message)
}
