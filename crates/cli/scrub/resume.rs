//! What of an earlier process's work is gone on with, and why it may not be.

use std::{
    collections::BTreeMap,
    fs::File,
    num::NonZeroUsize,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use anyhow::{Context, bail};
use pumice_engine::{
    Checkpoint, Digest, Draft, Entry, FileDone, History, InputEntry, Position, Protected, RunEntry,
    RunId, Seal, Standing, Tool,
};
use pumice_formats::{jsonl::Quarantine, parquet::Notes};

use super::{
    ledger::{aside_label, label, notes_label},
    places::{Place, Places},
};
use crate::{
    args::Stream,
    input,
    job::{Route, Start},
};

/// What is left to do of a run, and what is done.
#[derive(Default)]
pub(super) struct Plan {
    /// The files that are read, in order.
    files: Vec<usize>,
    /// Those that are not: their outputs are as they were.
    pub(super) done: Vec<FileDone>,
    /// Those that are read from the middle.
    pub(super) underway: BTreeMap<usize, Underway>,
    /// What is to be noted of files that are done again.
    pub(super) entries: Vec<Entry>,
}

/// A file of which a part is done, with its drafts as they were then.
pub(super) struct Underway {
    pub(super) checkpoint: Checkpoint,
    pub(super) out: Draft,
    /// What was noted of the row groups that are in it.
    pub(super) notes: Option<(Draft, Notes)>,
    pub(super) aside: Option<Draft>,
}

impl Plan {
    /// All of so many files, from their beginning.
    pub(super) fn all(files: usize) -> Self {
        Self {
            files: (0..files).collect(),
            ..Self::default()
        }
    }

    /// The way of a source.
    pub(super) fn route(&self) -> Route {
        let start = |underway: &Underway| Start {
            position: underway.checkpoint.position,
            stat: underway.checkpoint.stat,
        };
        let underway = self.underway.iter();
        Route {
            files: self.files.clone(),
            starts: underway.map(|(&file, it)| (file, start(it))).collect(),
        }
    }
}

/// Plans the rest of a run. Outputs that are done are read and compared, by so many threads until `halt` is
/// set; one that is not as it was is done again.
///
/// # Errors
/// When an input that is done has changed, or a draft cannot be read.
pub(super) fn plan(
    history: &History,
    places: &Places,
    protected: &Protected,
    (threads, halt): (NonZeroUsize, &AtomicBool),
) -> anyhow::Result<Plan> {
    check_inputs(history, places)?;
    let intact = intact(history, places, threads, halt);
    let mut plan = Plan::default();
    for (file, standing) in history.files.iter().enumerate() {
        let gone_on = match standing {
            Standing::Done(done) if intact[file] => {
                plan.done.push((**done).clone());
                continue;
            }
            Standing::Underway(checkpoint) => {
                if checkpoint.is_whole && intact[file] {
                    // It got its name, and the line that says so is missing.
                    let done = FileDone {
                        file,
                        stat: Some(checkpoint.stat),
                        output: checkpoint.output.clone(),
                        quarantine: checkpoint.quarantine.filter(|&bytes| bytes > 0),
                        segments: vec![],
                        counts: checkpoint.counts.clone(),
                    };
                    plan.entries.push(Entry::Done(Box::new(done.clone())));
                    plan.done.push(done);
                    continue;
                }
                underway(checkpoint, &history.run.run, places, protected)?
            }
            Standing::Done(_) | Standing::Failed(_) | Standing::Left => None,
        };
        plan.files.push(file);
        match gone_on {
            Some(underway) => drop(plan.underway.insert(file, underway)),
            None if *standing == Standing::Left => {}
            None => plan.entries.push(Entry::Again { file }),
        }
    }
    Ok(plan)
}

/// Refuses to go on with another configuration: one output would be made of two.
///
/// # Errors
/// When something differs; the message names it.
pub(super) fn check_run(
    was: &History,
    now: &RunEntry,
    inputs: &[InputEntry],
    name: &str,
) -> anyhow::Result<()> {
    let changed = |what: &str, was: &str, is: &str| {
        anyhow::anyhow!(
            "{name}: the run that it tells of had another {what} ({was}, now {is}); resume with what it had, \
             or run without --resume to scrub all anew"
        )
    };
    let (tool, new) = (&was.run.tool, &now.tool);
    let key = |tool: &Tool| tool.hash_key.clone().unwrap_or_else(|| "none".into());
    for (what, was, is) in [
        ("version of Pumice", &tool.version, &new.version),
        ("policy", &tool.policy, &new.policy),
        ("set of recognizers", &tool.catalogue, &new.catalogue),
        ("hash key", &key(tool), &key(new)),
    ] {
        if was != is {
            return Err(changed(what, was, is));
        }
    }
    let options = was.run.options.keys().chain(now.options.keys());
    for option in options {
        let of = |run: &RunEntry| {
            let value = run.options.get(option);
            value.cloned().unwrap_or_else(|| "none".into())
        };
        let (was, is) = (of(&was.run), of(now));
        if was != is {
            return Err(changed(option, &was, &is));
        }
    }
    if let Some(differing) = (0..)
        .zip(&was.inputs)
        .find_map(|(at, was)| match inputs.get(at) {
            Some(is) if is == was => None,
            Some(is) if is.input == was.input => Some(("place of outputs", was, Some(is))),
            is => Some(("list of inputs", was, is)),
        })
    {
        let (what, was, is) = differing;
        let show = |entry: &InputEntry| match what {
            "list of inputs" => entry.input.clone(),
            _ => entry.quarantine.clone().unwrap_or(entry.output.clone()),
        };
        let is = is.map_or_else(|| "an end of the list".into(), show);
        return Err(changed(what, &show(was), &is));
    }
    match inputs.get(was.inputs.len()) {
        Some(more) => Err(changed("list of inputs", "without it", &more.input)),
        None => Ok(()),
    }
}

/// Refuses inputs that cannot be read twice.
///
/// # Errors
/// When there is one.
pub(super) fn check_regular(places: &Places) -> anyhow::Result<()> {
    for input in &places.inputs.files {
        // What is not there at all is that file's matter.
        let is_other = match &input.stream {
            Stream::Standard => true,
            Stream::File(path) => std::fs::metadata(path).is_ok_and(|there| !there.is_file()),
        };
        if is_other {
            bail!(
                "{}: is no regular file, and --resume has to read it as it was; leave --resume out",
                input.stream
            );
        }
    }
    Ok(())
}

/// Refuses inputs that were scrubbed, if only in part, and are not what they were.
fn check_inputs(history: &History, places: &Places) -> anyhow::Result<()> {
    for (standing, input) in history.files.iter().zip(&places.inputs.files) {
        let was = match standing {
            Standing::Done(done) => done.stat,
            Standing::Underway(checkpoint) => Some(checkpoint.stat),
            Standing::Left | Standing::Failed(_) => continue,
        };
        let is = input::stat(&input.stream);
        if was.is_none() || was != is {
            let what = match (was, is) {
                (_, None) => "is not there any more",
                (Some(was), Some(is)) if was.bytes == is.bytes => {
                    "was written to (its time of change is another)"
                }
                _ => "has another size",
            };
            bail!(
                "{}: {what} since the run has read it; put back what was there, or run without --resume to \
                 scrub all anew",
                input.stream
            );
        }
    }
    Ok(())
}

/// Which files have the outputs that the manifest tells of.
fn intact(
    history: &History,
    places: &Places,
    threads: NonZeroUsize,
    halt: &AtomicBool,
) -> Vec<bool> {
    let (next, intact) = (
        AtomicUsize::new(0),
        Mutex::new(vec![false; history.files.len()]),
    );
    thread::scope(|scope| {
        for _ in 0..threads.get() {
            scope.spawn(|| {
                while !halt.load(Ordering::Acquire) {
                    let file = next.fetch_add(1, Ordering::Relaxed);
                    let Some(standing) = history.files.get(file) else {
                        break;
                    };
                    let is_intact = is_intact(standing, &places.of(file));
                    // Nobody panics with the lock in hand.
                    intact.lock().unwrap_or_else(PoisonError::into_inner)[file] = is_intact;
                }
            });
        }
    });
    intact.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn is_intact(standing: &Standing, Place { out, quarantine }: &Place) -> bool {
    let (output, bytes_aside) = match standing {
        Standing::Done(done) => (&done.output, done.quarantine),
        Standing::Underway(checkpoint) if checkpoint.is_whole => {
            let aside = checkpoint.quarantine.filter(|&bytes| bytes > 0);
            (&checkpoint.output, aside)
        }
        _ => return false,
    };
    let has = |path: &Path, bytes: u64| {
        std::fs::symlink_metadata(path).is_ok_and(|there| there.is_file() && there.len() == bytes)
    };
    let is_put_aside = match (bytes_aside, quarantine) {
        (Some(bytes), Quarantine::To(path)) => has(path, bytes),
        // One that another run has left would be taken for this one's.
        (None, Quarantine::To(path)) => std::fs::symlink_metadata(path).is_err(),
        (_, Quarantine::Count | Quarantine::Refuse) => true,
    };
    let Some(path) = out.path() else { return false };
    is_put_aside
        && has(path, output.bytes)
        && File::open(path)
            .and_then(Digest::of)
            .is_ok_and(|found| found == output.sha256)
}

/// The drafts of a file of which a part is done, if they are what they were.
fn underway(
    checkpoint: &Checkpoint,
    run: &RunId,
    places: &Places,
    protected: &Protected,
) -> anyhow::Result<Option<Underway>> {
    let Place { out, quarantine } = places.of(checkpoint.file);
    let Some(path) = out.path() else {
        return Ok(None);
    };
    let (output, file) = (&checkpoint.output, checkpoint.file);
    let as_it_was = (output.bytes, Seal::Sha256(&output.sha256));
    let out = Draft::reopen(path, (run, &label(file)), as_it_was, protected)?;
    let Some(out) = out else { return Ok(None) };
    let notes = match checkpoint.position {
        Position::RowGroup { row_group, .. } if !checkpoint.is_whole => {
            let kept = kept_notes(checkpoint, (path, run), protected)?;
            let kept = kept.filter(|(_, notes)| notes.row_groups() == row_group);
            let Some(kept) = kept else { return Ok(None) };
            Some(kept)
        }
        _ => None,
    };
    let aside = match (checkpoint.quarantine, &quarantine) {
        (Some(bytes), Quarantine::To(path)) => {
            let records = checkpoint.counts.records.quarantined;
            let lines = checkpoint.quarantine_lines.unwrap_or(records);
            let as_it_was = (bytes, Seal::Lines(lines));
            let name = aside_label(file);
            if checkpoint.is_whole {
                // It gets its name before the output does.
                Draft::take_back(path, (run, &name), bytes)
                    .with_context(|| format!("{}: cannot be renamed", path.display()))?;
            }
            let aside = Draft::reopen(path, (run, &name), as_it_was, protected)?;
            let Some(aside) = aside else { return Ok(None) };
            Some(aside)
        }
        _ => None,
    };
    Ok(Some(Underway {
        checkpoint: checkpoint.clone(),
        out,
        notes,
        aside,
    }))
}

/// The notes of an output that appears at `path`, if they are what they were.
fn kept_notes(
    checkpoint: &Checkpoint,
    (path, run): (&Path, &RunId),
    protected: &Protected,
) -> anyhow::Result<Option<(Draft, Notes)>> {
    let Some(noted) = &checkpoint.notes else {
        return Ok(None);
    };
    let as_it_was = (noted.bytes, Seal::Sha256(&noted.sha256));
    let label = notes_label(checkpoint.file);
    let Some(mut draft) = Draft::reopen(path, (run, &label), as_it_was, protected)? else {
        return Ok(None);
    };
    let contents = draft.contents();
    let contents =
        contents.with_context(|| format!("{}: its notes cannot be read", path.display()))?;
    Ok(Notes::read(&contents).map(|notes| (draft, notes)))
}
