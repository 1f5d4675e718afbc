//! `pumice status`: how far a scrub is.

mod table;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use pumice_engine::{
    Checkpoint, History, ManifestError, ManifestErrorKind, Position, Standing, is_locked,
    kept_drafts,
};
use serde::Serialize;

use crate::{
    args::StatusArgs,
    exit::Exit,
    log,
    output::{self, MANIFEST, with_suffix},
    scrub::ledger::{ASIDE, folders},
};

/// Runs the command.
///
/// # Errors
/// When there is no manifest, or when it cannot be read.
pub(crate) fn run(args: &StatusArgs) -> anyhow::Result<Exit> {
    let path = with_suffix(&args.out, MANIFEST);
    let name = path.display();
    // Asked before the manifest is read: what ends in between has ended.
    let runs = is_locked(&path);
    let history = match History::of(&path) {
        Err(error) if is_missing(&error, &path) => {
            bail!(
                "{name}: is not there; name the --out of a scrub, and look for it where that has run"
            )
        }
        history => history?,
    };
    let Some(history) = history else {
        bail!("{name}: was hardly begun, and nothing is done; run the scrub again");
    };
    let moved = fs::metadata(&path).and_then(|metadata| metadata.modified());
    let moved = moved.with_context(|| format!("{name}: cannot be asked; check its permissions"))?;
    let status = Status::new(&args.out, &path, &history, runs, log::utc(moved));
    let mut out = output::stdout()?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &status)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", table::Table(&status))?;
    }
    out.flush()?;
    Ok(match status.state {
        State::Done => Exit::Clean,
        State::Running => Exit::Running,
        State::Stopped => Exit::Quarantined,
    })
}

fn is_missing(error: &ManifestError, path: &Path) -> bool {
    error.kind() == ManifestErrorKind::Unreadable && fs::symlink_metadata(path).is_err()
}

/// How a run stands; the JSON of the command.
#[derive(Debug, Serialize)]
struct Status {
    out: PathBuf,
    manifest: PathBuf,
    run: String,
    state: State,
    /// When the manifest was last added to, UTC.
    moved: String,
    /// How many times it was gone on with.
    resumed: u64,
    files: Files,
    /// Records of files that are done.
    records: Records,
    underway: Vec<Underway>,
    failed: Vec<Failed>,
    /// Drafts that wait for the run to go on.
    drafts: Vec<Left>,
    next: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// All is done.
    Done,
    /// A process is at it.
    Running,
    /// Nobody is, and something is left.
    Stopped,
}

#[derive(Debug, Default, Serialize)]
struct Files {
    #[serde(rename = "in")]
    all: usize,
    done: usize,
    underway: usize,
    failed: usize,
    left: usize,
}

#[derive(Debug, Default, Serialize)]
struct Records {
    #[serde(rename = "in")]
    read: u64,
    #[serde(rename = "out")]
    written: u64,
    quarantined: u64,
}

/// A file of which a part is done.
#[derive(Debug, Serialize)]
struct Underway {
    input: String,
    /// Bytes of its text that are done, and records.
    bytes_done: u64,
    records_done: u64,
    /// Percent of the input as it is stored, rounded down.
    percent: u64,
}

#[derive(Debug, Serialize)]
struct Failed {
    input: String,
    error: String,
}

#[derive(Debug, Serialize)]
struct Left {
    path: PathBuf,
    /// Whether it holds records as they were read.
    holds_personal_data: bool,
}

impl Status {
    fn new(out: &Path, manifest: &Path, history: &History, runs: bool, moved: String) -> Self {
        let mut status = Status {
            out: out.to_owned(),
            manifest: manifest.to_owned(),
            run: history.run.run.to_string(),
            state: match (runs, history.is_ended) {
                (true, _) => State::Running,
                (false, true) => State::Done,
                (false, false) => State::Stopped,
            },
            moved,
            resumed: history.resumed,
            files: Files {
                all: history.files.len(),
                ..Files::default()
            },
            records: Records::default(),
            underway: vec![],
            failed: vec![],
            drafts: left(history, manifest),
            next: "",
        };
        for (standing, input) in history.files.iter().zip(&history.inputs) {
            status.count(standing, &input.input);
        }
        status.next = status.next();
        status
    }

    fn count(&mut self, standing: &Standing, input: &str) {
        let (files, input) = (&mut self.files, input.to_owned());
        match standing {
            Standing::Left => files.left += 1,
            Standing::Done(done) => {
                files.done += 1;
                let records = done.counts.records;
                self.records.read += records.read;
                self.records.written += records.written;
                self.records.quarantined += records.quarantined;
            }
            Standing::Underway(checkpoint) => {
                files.underway += 1;
                self.underway.push(Underway {
                    input,
                    bytes_done: checkpoint.counts.bytes.read,
                    records_done: checkpoint.counts.records.read,
                    percent: percent(checkpoint),
                });
            }
            Standing::Failed(error) => {
                files.failed += 1;
                let error = error.clone();
                self.failed.push(Failed { input, error });
            }
        }
    }

    fn next(&self) -> &'static str {
        match self.state {
            State::Done => {
                "nothing is left to do; `pumice verify` proves that the outputs are whole"
            }
            State::Running => "wait for it, or interrupt it: it can be gone on with",
            State::Stopped if self.files.failed > 0 => {
                "repair what failed, then run the same command with --resume"
            }
            State::Stopped => {
                "run the same command with --resume; without it all is done anew, and drafts are removed"
            }
        }
    }
}

/// How far it is in the input as it is stored: a compressed one is as far as the part that is at hand.
fn percent(checkpoint: &Checkpoint) -> u64 {
    let stored = match checkpoint.position {
        Position::Line { offset, border, .. } => border.map_or(offset, |border| border.stored),
        Position::RowGroup { stored, .. } => stored,
    };
    if checkpoint.is_whole {
        return 100;
    }
    stored * 100 / checkpoint.stat.bytes.max(1)
}

fn left(history: &History, manifest: &Path) -> Vec<Left> {
    let folders = folders(history, manifest).into_iter();
    let mut paths: Vec<PathBuf> = folders
        .flat_map(|folder| kept_drafts(&folder, &history.run.run))
        .collect();
    paths.sort();
    let left = paths.into_iter().map(|path| Left {
        // `…-7.quarantine.part`
        holds_personal_data: path
            .file_stem()
            .is_some_and(|stem| stem.as_encoded_bytes().ends_with(ASIDE.as_bytes())),
        path,
    });
    left.collect()
}
