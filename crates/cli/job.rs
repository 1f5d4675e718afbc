//! What `scrub` and `scan` share: the way from arguments to a run and from a run to a report.

use std::{
    env, fs,
    io::{self, Read},
    num::NonZeroUsize,
    path::Path,
    sync::{Arc, atomic::AtomicBool},
    thread,
};

use anyhow::{Context, anyhow};
use pumice_engine::{
    Counts, FileId, Files, HashKey, Mode, REPORT_VERSION, Report, RunError, RunErrorKind,
    RunOptions, RunOutcome, Scrubber, Sink, Timing, Tool,
};
use pumice_formats::jsonl::{Block, Limits, Reader};

use crate::{
    args::{RunArgs, Stream},
    input::{self, Opened},
    policy,
    progress::Bar,
    signals,
};

/// Where the key of the `hash` transform may stand instead of in a file.
const HASH_KEY_VARIABLE: &str = "PUMICE_HASH_KEY";

/// A run that is ready: everything that can be refused has been looked at, nothing has been read.
pub(crate) struct Job<'a> {
    pub(crate) scrubber: Scrubber,
    /// Files that no output may replace.
    pub(crate) protected: Vec<FileId>,
    input: &'a Stream,
    args: &'a RunArgs,
    opened: Opened,
    threads: NonZeroUsize,
    hash_key: Option<String>,
    stop: Arc<AtomicBool>,
}

impl<'a> Job<'a> {
    /// Compiles the policy and opens the input.
    ///
    /// # Errors
    /// When policy, key or input are missing or wrong.
    pub(crate) fn new(
        input: &'a Stream,
        args: &'a RunArgs,
        hash_key_file: Option<&Path>,
    ) -> anyhow::Result<Self> {
        let stop = signals::watch()?;
        let key = hash_key(hash_key_file)?;
        let hash_key = key.as_ref().map(HashKey::id);
        let policy = policy::load(args.policy.as_deref())?;
        let scrubber = Scrubber::new(policy, key).with_context(|| match &args.policy {
            Some(file) => file.display().to_string(),
            None => "the built-in policy".into(),
        })?;
        let opened = input::open(input, &stop)?;
        let files = [args.policy.as_deref(), hash_key_file];
        let protected = files
            .into_iter()
            .flatten()
            .filter_map(|file| FileId::of(file).ok())
            .chain(opened.id.clone())
            .collect();
        Ok(Self {
            scrubber,
            protected,
            input,
            args,
            opened,
            threads: threads(args),
            hash_key,
            stop,
        })
    }

    /// Reads the input to its end; `files` are for the report.
    ///
    /// # Errors
    /// When the run ends early.
    pub(crate) fn run<K: Sink<Block>>(
        self,
        sink: &mut K,
        mode: Mode,
    ) -> anyhow::Result<Finished> {
        let limits = Limits::new(BLOCK_BYTES, self.args.max_line_bytes as usize);
        let mut source = Reader::with_limits(self.opened.reader, self.input.to_string(), limits);
        let options = RunOptions::new(self.threads, mode, &self.stop);
        let bar = Bar::new(self.opened.bytes, self.args.quiet);
        let result = pumice_engine::run(&self.scrubber, &mut source, sink, &options, &bar);
        bar.clear();
        Ok(Finished {
        })
    }
}
