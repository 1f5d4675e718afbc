//! What `scrub` and `scan` share: the way from arguments to a run, and from a run to a report.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, Write},
    num::NonZeroUsize,
    path::Path,
    sync::{Arc, atomic::AtomicBool},
    thread,
    time::Duration,
};

use anyhow::{Context, anyhow};
use pumice_detect::Backend;
use pumice_engine::{
    Counts, Draft, FileReport, HashKey, Listing, Mode, Policy, Position, REPORT_VERSION, Report,
    RunError, RunErrorKind, RunOptions, RunOutcome, Scrubber, Selected, Selection, Shard, Shards,
    Sink, Source, Stat, Tally, Timing, Tokens, Tool,
};
use pumice_formats::{
    codec::{Codec, Decoded, PackedSource, Packer},
    jsonl::{Limits, Reader},
    parquet,
    records::{Records, RecordsSource},
};

use crate::{
    args::{RunArgs, SelectArgs, Stream},
    decode::{decode, decode_behind},
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
pub(crate) const BLOCK_BYTES: usize = 1 << 20;

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
        let file = args.policy.as_deref();
        Self::of_policy(mode, args, key, (policy::read_or_builtin(file)?, None))
    }

    /// The same, of a policy that was read, with what makes its tokens.
    ///
    /// # Errors
    /// When the policy does not compile, or a key or a vault is missing.
    pub(crate) fn of_policy(
        mode: Mode,
        args: &'a RunArgs,
        key: Option<HashKey>,
        (policy, tokens): (Policy, Option<Tokens>),
    ) -> anyhow::Result<Self> {
        let backend = args.backend.unwrap_or_else(Backend::best);
        let policy = (policy, args.policy.as_deref());
        Ok(Self {
            key_id: key.as_ref().map(HashKey::id),
            scrubber: policy::compile_read(policy, key, (mode, tokens), backend)?,
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
    ) -> impl Source<Batch = Shard<Records>> + 's {
        let route = Route::all(inputs.len());
        self.source_packed(inputs, route, signals, |_| Ok(None))
    }

    /// Those of them that `route` leads to, the lines of each to be packed by what `packer` gives for it.
    pub(crate) fn source_packed<'s>(
        &'s self,
        inputs: &'s [Input],
        route: Route,
        signals: &'s Signals,
        packer: impl Fn(&Opening) -> io::Result<Option<Arc<Packer>>> + Send + 's,
    ) -> impl Source<Batch = Shard<Records>> + 's {
        let patience = Patience::until([&signals.halt, &self.stop]);
        let limits = Limits::new(BLOCK_BYTES, self.longest_line());
        let Route { files, starts } = route;
        let open = move |file: usize| {
            let input = &inputs[file].stream;
            let start = starts.get(&file);
            let behind = start.map(|start| start.position);
            let (content, stat) = match start {
                None => begin(input, &patience)?,
                Some(start) => go_on(input, *start, &patience)?,
            };
            let selection = self.selection.of_input(file);
            let decoded = match content {
                Content::Lines(decoded) => decoded,
                Content::Rows(rows) => {
                    packer(&Opening {
                        file,
                        codec: None,
                        stat,
                        has_rows: true,
                    })?;
                    let rows = self.rows(rows, input, selection)?;
                    let rows = match behind {
                        Some(Position::RowGroup { row_group, .. }) => rows.behind(row_group)?,
                        _ => rows,
                    };
                    return Ok(RecordsSource::Rows(Box::new(rows)));
                }
            };
            let Decoded {
                codec,
                reader,
                borders,
                ..
            } = decoded;
            let mut reader = Reader::with_limits(reader, input.to_string(), limits)
                .with_borders(borders)
                .selecting(selection);
            if let Some(Position::Line { offset, line, .. }) = behind {
                reader = reader.behind(offset, line);
            }
            let packer = packer(&Opening {
                file,
                codec,
                stat,
                has_rows: false,
            })?;
            Ok(RecordsSource::Lines(PackedSource::new(reader, packer)))
        };
        Shards::new(files, open, &signals.halt)
    }

    /// The rows of a Parquet file.
    fn rows(
        &self,
        file: fs::File,
        input: &Stream,
        selection: Selection,
    ) -> io::Result<parquet::Reader> {
        let options = parquet::Options {
            columns: self.args.columns.clone(),
            block_bytes: BLOCK_BYTES,
            max_value_bytes: self.longest_line(),
            selection,
        };
        let worker = &mut self.scrubber.worker::<Records>();
        let fields = &mut self.scrubber.fields(worker);
        parquet::Reader::open(file, &input.to_string(), &options, fields)
    }

    /// Workers.
    pub(crate) fn threads(&self) -> NonZeroUsize {
        self.threads
    }

    /// Bytes of the longest line that is taken up.
    pub(crate) fn longest_line(&self) -> usize {
        let longest = self.memory.longest_line();
        longest.min(self.args.max_line_bytes as usize)
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
        timing: Timing,
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
            vault: None,
            timing,
        }
    }

    /// How long it took to read so many bytes.
    pub(crate) fn timing(&self, elapsed: Duration, bytes: u64) -> Timing {
        Timing::new(elapsed, bytes, self.threads.get())
    }

    /// Shows the report's table, unless it is not wanted.
    pub(crate) fn show(&self, report: &Report) {
        if !self.args.quiet {
            log::finished(report);
        }
    }
}

/// Which of the inputs are read, and from where.
#[derive(Debug, Default)]
pub(crate) struct Route {
    /// Their numbers, in order.
    pub(crate) files: Vec<usize>,
    /// Of those that are not read from their beginning, by number.
    pub(crate) starts: BTreeMap<usize, Start>,
}

/// Where an input is gone on in, and what it was when it was read so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start {
    pub(crate) position: Position,
    pub(crate) stat: Stat,
}

impl Route {
    /// All of so many.
    pub(crate) fn all(inputs: usize) -> Self {
        Self {
            files: (0..inputs).collect(),
            starts: BTreeMap::new(),
        }
    }
}

/// An input that is to be read.
pub(crate) struct Opening {
    pub(crate) file: usize,
    pub(crate) codec: Option<Codec>,
    /// What tells whether it has changed, if it is a regular file.
    pub(crate) stat: Option<Stat>,
    /// Whether it is a Parquet file.
    pub(crate) has_rows: bool,
}

/// What is in an input.
enum Content {
    Lines(Decoded),
    /// A Parquet file.
    Rows(fs::File),
}

fn begin(input: &Stream, patience: &Patience) -> io::Result<(Content, Option<Stat>)> {
    let opened = input::open(input, patience);
    let mut opened = opened.map_err(|error| io::Error::other(describe(&error)))?;
    let stat = opened.stat;
    if let Some(rows) = opened.parquet.take() {
        return Ok((Content::Rows(rows), stat));
    }
    // An upload that broke off, or a page that says why it could not be read.
    if has_name_of_parquet(input) {
        let words =
            format!("{input}: is no Parquet file, as its name has it; get it again, or rename it");
        return Err(io::Error::new(io::ErrorKind::InvalidData, words));
    }
    Ok((Content::Lines(decode(opened, input)?), stat))
}

fn go_on(
    input: &Stream,
    Start { position, stat }: Start,
    patience: &Patience,
) -> io::Result<(Content, Option<Stat>)> {
    let file = input::reopen(input, stat);
    let file = file.map_err(|error| io::Error::other(describe(&error)))?;
    let content = match position {
        Position::Line { offset, border, .. } => {
            Content::Lines(decode_behind(file, input, (offset, border), patience)?)
        }
        Position::RowGroup { .. } => Content::Rows(file.into_file()),
    };
    Ok((content, Some(stat)))
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

fn has_name_of_parquet(input: &Stream) -> bool {
    let extension = input.path().and_then(Path::extension);
    extension.is_some_and(|extension| extension == "parquet")
}
