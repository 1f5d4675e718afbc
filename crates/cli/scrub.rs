//! `pumice scrub`: from files to scrubbed files.

mod file_writer;
mod outputs;
mod packing;
mod places;
mod publisher;
mod quarantine;

use std::path::PathBuf;

use pumice_engine::{Access, Draft, FileStatus, Listing, Mode, Protected, RunOutcome, publish};

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
    let signals = signals::watch()?;
    let inputs = Inputs::find(&args.inputs)?;
    if !args.run.quiet {
        inputs.say_what_is_left_out();
    }
    let key = hash_key(args.hash_key_file.as_deref())?;
    let job = Job::new(Mode::Scrub, &args.run, key)?;
    let policy = job.scrubber.policy();
    let others = policy.files().chain(&args.hash_key_file);
    let protected = input::protected(inputs.ids(), others.map(PathBuf::as_path));
    let places = Places::new(args, inputs, policy.invalid())?;
    let report = begin_report(&places, &protected)?;

    let max_invalid = args.max_invalid.map(MaxInvalid);
    let limits = (args.run.keep_going, max_invalid);
    let inputs = &places.inputs;
    let packing = Packing::new(args, inputs.files.len())?;
    let mut outputs = Outputs::new((&places, &packing), protected, limits, &signals.halt);
    if !places.is_folder() {
        outputs.begin_first(report.as_ref())?;
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
        is_one: !places.is_folder(),
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
    let is_whole = files.iter().all(|file| file.status == FileStatus::Done);
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

fn begin_report(places: &Places, protected: &Protected) -> anyhow::Result<Option<Draft>> {
    let draft = |path| Draft::beside(path, Access::Default, protected);
    Ok(places.report.as_deref().map(draft).transpose()?)
}
