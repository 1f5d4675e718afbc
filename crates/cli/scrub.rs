//! `pumice scrub`: from files to scrubbed files.

mod file_writer;
mod outputs;
mod packing;
mod places;
mod publisher;
mod quarantine;
mod rehearsal;

use std::path::PathBuf;

use anyhow::bail;
use pumice_engine::{
    Access, Draft, FileReport, FileStatus, Listing, Mode, Protected, RunOutcome, publish,
};

use pumice_formats::codec::PackedSource;

use self::{
    outputs::{Closed, MaxInvalid, Outputs},
    packing::Packing,
    places::Places,
};
use crate::{
    args::ScrubArgs,
    exit::Exit,
    input,
    inputs::{Inputs, say_failed},
    job::{Job, hash_key, write_report},
    signals,
};

/// Runs the command.
///
/// # Errors
/// When something is missing or wrong, or an output cannot be published.
pub(crate) fn run(args: &ScrubArgs) -> anyhow::Result<Exit> {
    if args.select.selected().is_some() && !args.dry_run {
        bail!(
            "--limit, --sample: are for --dry-run, because an output that lacks records looks like a whole \
             one; add --dry-run, or cut the input: `head -n 1000 corpus.jsonl | pumice scrub - --out PATH`"
        );
    }
    let signals = signals::watch()?;
    let inputs = Inputs::find(&args.inputs)?;
    if !args.run.quiet {
        inputs.say_what_is_left_out();
    }
    let key = hash_key(args.hash_key_file.as_deref())?;
    let mode = match args.dry_run {
        true => Mode::DryRun,
        false => Mode::Scrub,
    };
    let job = Job::new(mode, &args.run, key)?.selecting(&args.select);
    let policy = job.scrubber.policy();
    let others = policy.files().chain(&args.hash_key_file);
    let protected = input::protected(inputs.ids(), others.map(PathBuf::as_path));
    let places = Places::new(args, inputs, policy.invalid())?;
    let report = begin_report(args, &places, &protected)?;

    let max_invalid = args.max_invalid.map(MaxInvalid);
    let limits = (args.run.keep_going, max_invalid);
    let inputs = &places.inputs;
    let packing = Packing::new(args, inputs.files.len())?;
    let mut outputs = Outputs::new((&places, &packing), protected, limits, &signals.halt);
    if !places.is_folder() {
        outputs.begin_first(places.report.as_deref())?;
    }
    let mut source = job.source_through(&inputs.files, &signals, |file, codec, reader| {
        let packer = packing.decide(file, codec, places.of(file).out.path())?;
        Ok(PackedSource::new(reader, packer))
    });
    let outcome = job.run(&mut source, &mut outputs, Listing::None, inputs.bytes())?;
    let closed = outputs.close();
    let ended = Ended {
        outcome,
        closed,
        is_interrupted: signals.is_interrupted(),
        is_one: inputs.is_one && !places.is_folder(),
    };
    conclude(args, &job, ended, report)
}

/// A run that has ended, in one way or another.
struct Ended {
    outcome: RunOutcome,
    closed: Closed,
    is_interrupted: bool,
    /// Whether its output is a file, not a folder.
    is_one: bool,
}

/// Publishes what is left, and says how the run has ended.
fn conclude(
    args: &ScrubArgs,
    job: &Job<'_>,
    ended: Ended,
    mut draft: Option<Draft>,
) -> anyhow::Result<Exit> {
    let Ended {
        outcome,
        closed,
        is_interrupted,
        is_one,
    } = ended;
    let Closed {
        files,
        tally,
        bytes_written,
        held,
        is_too_invalid,
    } = closed;
    // Nothing is cut short but dry runs.
    let is_read =
        |file: &FileReport| matches!(file.status, FileStatus::Done | FileStatus::CutShort);
    let is_whole = files.iter().all(is_read);
    let mut exit = say_failed(&files, is_one, args.run.keep_going);
    if is_too_invalid {
        exit = Exit::Error;
    }
    if is_interrupted {
        exit = Exit::Interrupted;
    }
    if is_one && !is_whole {
        return Ok(exit);
    }
    let report = job.report(&tally, outcome.elapsed, files, bytes_written);
    if let Some(draft) = &mut draft {
        write_report(&report, draft)?;
    }
    match held {
        // Nothing has appeared yet.
        Some(_) if exit == Exit::Interrupted => return Ok(exit),
        Some(complete) => complete.publish(draft)?,
        None => publish(draft)?,
    }
    job.show(&report);
    Ok(exit.with_rejected(report.counts.records.quarantined))
}

fn begin_report(
    args: &ScrubArgs,
    places: &Places,
    protected: &Protected,
) -> anyhow::Result<Option<Draft>> {
    let Some(path) = places.report.as_deref() else {
        return Ok(None);
    };
    if args.dry_run && args.report.is_none() {
        Draft::rehearse(path, protected)?;
        return Ok(None);
    }
    Ok(Some(Draft::beside(path, Access::Default, protected)?))
}
