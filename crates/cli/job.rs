//! What `scrub` and `scan` share: the way from arguments to a run, and from a run to a report.

use std::{
    env, fs,
    io::{self, Read, Write},
    num::NonZeroUsize,
    path::Path,
    sync::{Arc, atomic::AtomicBool},
    thread,
    time::Duration,
};

use anyhow::{Context, anyhow};
use pumice_detect::Backend;
use pumice_engine::{
    Counts, Draft, FileReport, HashKey, Listing, Mode, REPORT_VERSION, Report, RunError,
    RunErrorKind, RunOptions, RunOutcome, Scrubber, Selected, Selection, Shard, Shards, Sink,
    Source, Tally, Timing, Tool,
};
use pumice_formats::{
    codec::{Codec, Decoded},
    jsonl::{Block, Limits, Reader},
};

use crate::{
    args::{RunArgs, SelectArgs},
    decode::decode,
    describe,
    input::{self, Patience},
    inputs::Input,
    log,
    memory::Memory,
    policy,
    progress::Bar,
    signals::Signals,
};

/// Bytes of a block: many records, and little enough that each worker soon has one.
const BLOCK_BYTES: usize = 1 << 20;

/// Where the key of the `hash` transform may stand instead of in a file.
const HASH_KEY_VARIABLE: &str = "PUMICE_HASH_KEY";

/// What a run needs, whatever it reads.
pub(crate) struct Job<'a> {
    pub(crate) scrubber: Scrubber,
    /// Of the key that the user has given.
    key_id: Option<String>,
    mode: Mode,
    args: &'a RunArgs,
    threads: NonZeroUsize,
    memory: Memory,
    /// Which records are looked at, and what the report says of it.
    selection: Selection,
    selected: Option<Selected>,
    /// Set when a part of the run has failed: nobody needs more input.
    stop: Arc<AtomicBool>,
}

impl<'a> Job<'a> {
    /// Compiles the policy.
    ///
    /// # Errors
    /// When policy or key are missing or wrong.
    pub(crate) fn new(mode: Mode, args: &'a RunArgs, key: Option<HashKey>) -> anyhow::Result<Self> {
        let backend = args.backend.unwrap_or_else(Backend::best);
        Ok(Self {
            key_id: key.as_ref().map(HashKey::id),
            scrubber: policy::compile(args.policy.as_deref(), key, mode, backend)?,
            mode,
            args,
            threads: threads(args),
            memory: Memory::new(args.memory),
            selection: Selection::default(),
            selected: None,
            stop: Arc::default(),
        })
    }

    /// The same, looking at some of the records only.
    pub(crate) fn selecting(mut self, select: &SelectArgs) -> Self {
        self.selection = select.selection();
        self.selected = select.selected();
        self
    }

    /// All records of the inputs, one file behind the other, until a signal ends it.
    pub(crate) fn source<'s>(
        &'s self,
        inputs: &'s [Input],
        signals: &'s Signals,
    ) -> impl Source<Batch = Shard<Block>> + use<'a, 's> {
        self.source_through(inputs, signals, |_file, _codec, reader| Ok(reader))
    }

    /// The same, each file `through` something that knows its codec.
    pub(crate) fn source_through<'s, S: Source + 's>(
        &'s self,
        inputs: &'s [Input],
        signals: &'s Signals,
        through: impl Fn(usize, Option<Codec>, Reader<Box<dyn Read + Send>>) -> io::Result<S>
        + Send
        + 's,
    ) -> impl Source<Batch = Shard<S::Batch>> + 's {
        let patience = Patience::until([&signals.halt, &self.stop]);
        let longest = self.memory.longest_line();
        let longest = longest.min(self.args.max_line_bytes as usize);
        let limits = Limits::new(BLOCK_BYTES, longest);
        let open = move |file: usize| {
            let input = &inputs[file].stream;
            let opened = input::open(input, &patience);
            let opened = opened.map_err(|error| io::Error::other(describe(&error)))?;
            let Decoded { codec, reader } = decode(opened, input)?;
            let reader = Reader::with_limits(reader, input.to_string(), limits);
            let selection = self.selection.of_input(file);
            through(file, codec, reader.selecting(selection))
        };
        Shards::new(inputs.len(), open, &signals.halt)
    }

    /// Takes every record of a source to `sink`, and what `listing` asks for; `bytes` says how many there
    /// are, if that is known.
    ///
    /// # Errors
    /// When the run ends early.
    pub(crate) fn run<S: Source, K: Sink<S::Batch>>(
        &self,
        source: &mut S,
        sink: &mut K,
        listing: Listing<'_>,
        bytes: Option<u64>,
    ) -> anyhow::Result<RunOutcome> {
        let options = RunOptions {
            listing,
            memory_bytes: self.memory.under_way(self.threads),
            ..RunOptions::new(self.threads, self.mode, &self.stop)
        };
        // How far a limit leads is not known.
        let bytes = bytes.filter(|_| !self.selection.is_limited());
        let bar = Bar::new(bytes, self.args.quiet);
        let result = pumice_engine::run(&self.scrubber, source, sink, &options, &bar);
        bar.clear();
        result.map_err(explain)
    }

    /// What runs.
    pub(crate) fn tool(&self) -> Tool {
        Tool {
            version: env!("CARGO_PKG_VERSION").into(),
            policy: self.scrubber.policy().hash().into(),
            catalogue: self.scrubber.catalogue_hash(),
            hash_key: self.key_id.clone(),
        }
    }

    /// The report of a run that has read `files`.
    pub(crate) fn report(
        &self,
        tally: &Tally,
        elapsed: Duration,
        files: Vec<FileReport>,
        bytes_written: u64,
    ) -> Report {
        Report {
            version: REPORT_VERSION,
            tool: self.tool(),
            mode: self.mode,
            selected: self.selected,
            files,
            counts: Counts::new(tally, bytes_written),
            baseline: None,
            timing: Timing::new(elapsed, tally.bytes, self.threads.get()),
        }
    }

    /// Shows the report's table, unless it is not wanted.
    pub(crate) fn show(&self, report: &Report) {
        if !self.args.quiet {
            log::finished(report);
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
fn explain(error: RunError) -> anyhow::Error {
    let message = match (error.kind(), error.io()) {
        // Whoever has made the error has named the file and the place in it.
        (RunErrorKind::Read | RunErrorKind::Write, Some(cause)) => cause.to_string(),
        _ => error.to_string(),
    };
    anyhow::Error::new(error).context(message)
}
