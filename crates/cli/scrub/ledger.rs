//! The manifest of a scrub, while it runs: what is noted, and when.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use anyhow::Context;
use pumice_engine::{
    Checkpoint, Counts, Entry, History, InputEntry, Manifest, Past, Position, Protected, RunEntry,
    RunId, Standing, Stat, Tally, remove_kept, remove_kept_one, sweep,
};
use pumice_formats::jsonl::Quarantine;

use super::{
    checkpoints::Checkpoints,
    file_writer::{FileWriter, Mark},
    gate::Gate,
    places::{Place, Places},
};
use crate::{
    args::ScrubArgs,
    job::{BLOCK_BYTES, Job},
};

/// A manifest that is locked, and what stands in it.
pub(super) struct Locked {
    manifest: Manifest,
    past: Past,
}

impl Locked {
    /// Takes the manifest of a run that has one.
    ///
    /// # Errors
    /// When another run has it, or what is there must not be replaced.
    pub(super) fn take(places: &Places, protected: &Protected) -> anyhow::Result<Option<Self>> {
        let Some(path) = &places.manifest else {
            return Ok(None);
        };
        if places.is_dry_run {
            Manifest::rehearse(path, protected)?;
            return Ok(None);
        }
        let (manifest, past) = Manifest::lock(path, protected)?;
        Ok(Some(Self { manifest, past }))
    }

    /// The run that it tells of, if it tells of one; taken once.
    ///
    /// # Errors
    /// When it has another version or is damaged.
    pub(super) fn history(&mut self) -> anyhow::Result<Option<History>> {
        Ok(std::mem::replace(&mut self.past, Ok(None))?)
    }

    /// Begins a run anew, and removes what the one before has left.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn begin(
        mut self,
        run: RunEntry,
        places: &Places,
        gate: Option<Arc<Gate>>,
    ) -> anyhow::Result<Ledger> {
        if let Ok(Some(past)) = &self.past {
            remove_drafts(past, places, &BTreeSet::new())?;
        }
        self.manifest.begin(&run, places.entries())?;
        Ok(Ledger::new(
            self.manifest,
            run.run,
            places.inputs.files.len(),
            gate,
        ))
    }

    /// Goes on with a run, and removes those of its drafts that are not gone on with.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn go_on(
        mut self,
        history: &History,
        places: &Places,
        (underway, entries): (&BTreeSet<usize>, &[Entry]),
        gate: Option<Arc<Gate>>,
    ) -> anyhow::Result<Ledger> {
        self.manifest.go_on(history)?;
        entries.iter().for_each(|entry| self.manifest.add(entry));
        remove_drafts(history, places, underway)?;
        // Files that are done may have left drafts beside them that no other file of their folder comes to.
        for folder in folders(history, self.manifest.path()) {
            let _ = sweep(&folder);
        }
        let run = history.run.run.clone();
        Ok(Ledger::new(self.manifest, run, history.files.len(), gate))
    }
}

/// Removes the drafts of a run but those of some files.
fn remove_drafts(history: &History, places: &Places, but: &BTreeSet<usize>) -> anyhow::Result<()> {
    let run = &history.run.run;
    let Some(manifest) = &places.manifest else {
        return Ok(());
    };
    if but.is_empty() {
        for folder in folders(history, manifest) {
            remove_kept(&folder, run).with_context(|| {
                let folder = folder.display();
                format!("{folder}: what an earlier run has left cannot be removed; check its permissions")
            })?;
        }
        return Ok(());
    }
    for (file, input) in history.inputs.iter().enumerate() {
        if !but.contains(&file) {
            forget(run, file, input, manifest);
        } else if !needs_notes(&history.files[file]) {
            forget_notes(run, file, input, manifest);
        }
    }
    Ok(())
}

/// Whether a file is gone on with by its notes.
fn needs_notes(standing: &Standing) -> bool {
    matches!(standing, Standing::Underway(checkpoint) if checkpoint.notes.is_some())
}

/// The folders that the outputs of a run are in, and its manifest; there are few, however many outputs there
/// are.
pub(crate) fn folders(history: &History, manifest: &Path) -> BTreeSet<PathBuf> {
    let top = folder_of(manifest);
    let paths = history.inputs.iter().flat_map(|input| {
        let aside = input.quarantine.as_deref();
        std::iter::once(&*input.output).chain(aside)
    });
    let folders = paths.map(|path| folder_of(&top.join(path)));
    folders.chain([top.clone()]).collect()
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn forget(run: &RunId, file: usize, input: &InputEntry, manifest: &Path) {
    let top = folder_of(manifest);
    // What cannot be removed is told by `pumice status`.
    let _ = remove_kept_one(&top.join(&input.output), run, &label(file));
    forget_notes(run, file, input, manifest);
    if let Some(aside) = &input.quarantine {
        let _ = remove_kept_one(&top.join(aside), run, &aside_label(file));
    }
}

fn forget_notes(run: &RunId, file: usize, input: &InputEntry, manifest: &Path) {
    let output = folder_of(manifest).join(&input.output);
    let _ = remove_kept_one(&output, run, &notes_label(file));
}

/// What is noted of a run.
pub(super) struct Ledger {
    pub(super) manifest: Arc<Manifest>,
    run: RunId,
    /// Inputs as they were when they were opened, by number. Set before any block of one is there.
    stats: Arc<[OnceLock<Option<Stat>>]>,
    checkpoints: Checkpoints,
    /// Of a run that makes tokens.
    gate: Option<Arc<Gate>>,
    unit_bytes: u64,
}

/// Where the reader of a run notes what its inputs are.
pub(super) type Stats = Arc<[OnceLock<Option<Stat>>]>;

impl Ledger {
    fn new(manifest: Manifest, run: RunId, files: usize, gate: Option<Arc<Gate>>) -> Self {
        let manifest = Arc::new(manifest);
        Self {
            checkpoints: Checkpoints::start(Arc::clone(&manifest), gate.clone()),
            gate,
            manifest,
            run,
            stats: (0..files).map(|_| OnceLock::new()).collect(),
            unit_bytes: unit_bytes(),
        }
    }

    pub(super) fn stats(&self) -> Stats {
        Arc::clone(&self.stats)
    }

    pub(super) fn stat(&self, file: usize) -> Option<Stat> {
        self.stats[file].get().copied().flatten()
    }

    /// Whether so much of a file is done since it was last noted that it should be now.
    pub(super) fn is_due(&self, file: usize, bytes: u64) -> bool {
        bytes >= self.unit_bytes && self.checkpoints.is_idle() && self.stat(file).is_some()
    }

    /// Notes how far a file is, once the disk has what is written of it, and goes on meanwhile.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub(super) fn note(
        &self,
        (file, writer): (usize, &mut FileWriter),
        position: Position,
        tally: &Tally,
    ) -> io::Result<()> {
        if let Some((mark, checkpoint)) = self.checkpoint((file, writer), position, tally)? {
            self.checkpoints.take(mark.handles, checkpoint);
        }
        Ok(())
    }

    /// The same, and waits for the disk: nothing more comes of this file.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub(super) fn note_last(
        &self,
        (file, writer): (usize, &mut FileWriter),
        position: Position,
        tally: &Tally,
    ) -> io::Result<()> {
        if let Some((mark, mut checkpoint)) = self.checkpoint((file, writer), position, tally)? {
            if let Some(gate) = &self.gate {
                gate.commit().map_err(io::Error::other)?;
                checkpoint.segments = gate.untold();
            }
            mark.handles.iter().try_for_each(fs::File::sync_data)?;
            self.manifest.add(&Entry::Checkpoint(checkpoint));
        }
        Ok(())
    }

    fn checkpoint(
        &self,
        (file, writer): (usize, &mut FileWriter),
        position: Position,
        tally: &Tally,
    ) -> io::Result<Option<(Mark, Box<Checkpoint>)>> {
        let Some(stat) = self.stat(file) else {
            return Ok(None);
        };
        let Some(mark) = writer.mark(&self.run, file)? else {
            return Ok(None);
        };
        let checkpoint = Box::new(Checkpoint {
            file,
            stat,
            position,
            is_whole: false,
            output: mark.output.clone(),
            notes: mark.notes.clone(),
            quarantine: mark.quarantine,
            quarantine_lines: mark.quarantine_lines,
            segments: vec![],
            counts: Counts::new(tally, mark.text_bytes),
        });
        Ok(Some((mark, checkpoint)))
    }

    /// Makes all of it durable; `is_whole` says that every file is done.
    ///
    /// # Errors
    /// When something could not be noted.
    pub(super) fn close(self, is_whole: bool) -> anyhow::Result<()> {
        if is_whole {
            self.manifest.add(&Entry::End);
        }
        Ok(self.manifest.sync()?)
    }

    /// Notes that a file is left out, and removes what is kept of it.
    pub(super) fn fail(&self, file: usize, error: &str, places: &Places) {
        let error = error.to_owned();
        self.manifest.add(&Entry::Failed { file, error });
        if let Some(manifest) = &places.manifest {
            forget(&self.run, file, &places.entry(file), manifest);
        }
    }
}

/// The option that tells whose tokens a run makes: the id of the vault, the domain and its epoch.
pub(super) const VAULT: &str = "--vault or --lease";

/// What drafts of a file are called.
pub(super) fn label(file: usize) -> String {
    file.to_string()
}

/// What drafts of its quarantine are called.
pub(super) fn aside_label(file: usize) -> String {
    format!("{file}{ASIDE}")
}

/// What drafts of notes beside it are called.
pub(super) fn notes_label(file: usize) -> String {
    format!("{file}.notes")
}

/// Ends the label of a draft that holds what was put aside.
pub(crate) const ASIDE: &str = ".quarantine";

/// Bytes of text after which a large file is noted: some hundred times a minute at most, and little to do
/// again. Waiting for the disk for as many takes some tenths of a second, beside the run.
const UNIT_BYTES: u64 = 64 << 20;

#[cfg(not(debug_assertions))]
fn unit_bytes() -> u64 {
    UNIT_BYTES
}

/// Builds for tests listen to a variable.
#[cfg(debug_assertions)]
fn unit_bytes() -> u64 {
    let bytes = std::env::var("PUMICE_UNIT_BYTES").ok();
    bytes
        .and_then(|text| text.parse().ok())
        .unwrap_or(UNIT_BYTES)
}

/// The options that change what is written, by name.
pub(super) fn options(
    args: &ScrubArgs,
    job: &Job<'_>,
    (places, vault): (&Places, Option<&str>),
) -> BTreeMap<String, String> {
    let or = |value: Option<String>, default: &str| value.unwrap_or_else(|| default.to_owned());
    let compression = args.compression.and_then(|value| {
        let value = clap::ValueEnum::to_possible_value(&value)?;
        Some(value.get_name().to_owned())
    });
    let columns = args.run.columns.iter().map(ToString::to_string);
    let columns = columns.collect::<Vec<_>>().join(",");
    let level = args.compression_level.map(|level| level.to_string());
    let quarantine = match places.of(0) {
        Place {
            quarantine: Quarantine::To(_),
            ..
        } => "kept",
        Place {
            quarantine: Quarantine::Count,
            ..
        } => "none",
        Place {
            quarantine: Quarantine::Refuse,
            ..
        } => "refused",
    };
    [
        ("--compression", or(compression, "as named")),
        ("--compression-level", or(level, "default")),
        (
            "--columns",
            or((!columns.is_empty()).then_some(columns), "all text"),
        ),
        (
            "--max-line-bytes (or --memory)",
            job.longest_line().to_string(),
        ),
        ("block size", BLOCK_BYTES.to_string()),
        ("--quarantine", quarantine.to_owned()),
    ]
    .into_iter()
    .chain(vault.map(|vault| (VAULT, vault.to_owned())))
    .chain(args.tokens.rescrub.then(|| ("--rescrub", "yes".to_owned())))
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}
