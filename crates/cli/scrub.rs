//! `pumice scrub`: from files to scrubbed files.

mod begin;
mod books;
mod checkpoints;
mod file_writer;
mod gate;
pub(crate) mod ledger;
mod names;
mod opener;
mod ours;
mod outputs;
mod packing;
mod places;
mod publisher;
mod quarantine;
mod rehearsal;
mod resume;
mod rows_writer;
pub(crate) mod success;
mod vaulted;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::bail;
use pumice_engine::{
    Access, Draft, FileReport, FileStatus, Listing, Mode, Protected, Report, RunOutcome,
    VaultReport, publish,
};

use self::{
    books::Books,
    ledger::{Ledger, Locked},
    outputs::{Closed, MaxInvalid, Outputs},
    packing::Packing,
    places::Places,
    resume::Plan,
    vaulted::{Opened, check_output},
};
use crate::{
    args::ScrubArgs,
    exit::Exit,
    input,
    inputs::{Inputs, say_failed},
    job::{Job, Opening, hash_key, write_report},
    policy, signals,
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
    let mut inputs = Inputs::find(&args.inputs)?;
    inputs.check_tables()?;
    if !args.run.quiet {
        inputs.say_what_is_left_out();
    }
    let key = hash_key(args.hash_key_file.as_deref())?;
    let mode = match args.dry_run {
        true => Mode::DryRun,
        false => Mode::Scrub,
    };
    let policy = policy::read_or_builtin(args.run.policy.as_deref())?;
    let opened = Opened::open(&args.tokens, &policy, (&inputs, args.dry_run))?;
    let (tokens, vaulted, vault_name) = Opened::parts(opened);
    let job = Job::of_policy(mode, &args.run, key, (policy, tokens))?;
    let mut job = job.selecting(&args.select);
    // A vault that takes nothing holds nothing back.
    let vaulted = vaulted.filter(|_| job.scrubber.makes_tokens());
    if vaulted.is_some() {
        check_output(args.out.as_ref())?;
    }
    let gate = vaulted.as_ref().map(|vaulted| Arc::clone(&vaulted.gate));
    rename(&mut inputs, &job);
    let policy = job.scrubber.policy();
    let others = policy.files().chain(&args.hash_key_file);
    let protected = input::protected(inputs.ids(), others.map(PathBuf::as_path));
    let places = Places::new(args, inputs, policy.invalid())?;
    let locked = Locked::take(&places, &protected)?;

    let locked = (locked, vault_name.as_deref());
    let (mut ready, plan) = begin::plan(args, &job, (&places, &protected), locked, &signals)?;
    job.scrubber.draw_from(nonce(&ready.nonce));
    let before = std::mem::take(&mut ready.segments);
    let job = job;
    if signals.is_interrupted() {
        return Ok(Exit::Interrupted);
    }
    let route = plan.route();
    if ready.is_ended() && route.files.is_empty() && is_there(places.report.as_deref()) {
        return nothing_left(&places, &protected, &plan);
    }
    let report = begin_report(args, &places, &protected)?;
    let inputs = &places.inputs;
    let packing = Packing::new(args, inputs.files.len())?;
    let limits = (args.run.keep_going, args.max_invalid.map(MaxInvalid));
    let to = (&places, &packing);
    let mut outputs = Outputs::new(to, protected, limits, (&signals.halt, gate.clone()), plan)?;
    if !places.is_folder() && !route.files.is_empty() {
        outputs.opener.begin_first(places.report.as_deref())?;
    }
    outputs.ledger = ready.begin(&places, gate)?;
    let bytes = inputs.bytes_of(&route);
    let stats = outputs.ledger.as_ref().map(Ledger::stats);
    let mut source = job.source_packed(&inputs.files, route, &signals, |opening| {
        let Opening {
            file, codec, stat, ..
        } = *opening;
        let noted = stats.as_ref().map(|stats| stats[file].set(stat));
        debug_assert!(noted.is_none_or(|noted| noted.is_ok()), "it is opened once");
        match opening.has_rows {
            true => Ok(None),
            false => packing.decide(file, codec, places.of(file).out.path()),
        }
    });
    let outcome = job.run(&mut source, &mut outputs, Listing::None, bytes)?;
    let closed = outputs.close();
    let ended = Ended {
        outcome,
        closed,
        is_interrupted: signals.is_interrupted(),
        is_one: inputs.is_one && !places.is_folder(),
        folder: places.folder(),
        vault: vaulted
            .map(|vaulted| vaulted.report(&before, job.scrubber.policy().notes_of_vault())),
    };
    conclude(args, &job, ended, report)
}

fn is_there(path: Option<&Path>) -> bool {
    path.is_some_and(Path::is_file)
}

/// Says that an earlier run has done it all.
fn nothing_left(places: &Places, protected: &Protected, plan: &Plan) -> anyhow::Result<Exit> {
    if let Some(folder) = places.folder()
        && !is_there(Some(&folder.join(success::NAME)))
    {
        success::set(folder, protected)?;
    }
    let put_aside = plan.done.iter().map(|done| done.counts.records.put_aside());
    Ok(Exit::Clean.with_rejected(put_aside.sum()))
}

/// Gives outputs names that hold nothing personal.
fn rename(inputs: &mut Inputs, job: &Job<'_>) {
    let places: Vec<_> = inputs.files.iter().map(|input| &*input.place).collect();
    let new = names::scrubbed(&job.scrubber, &places);
    for (input, new) in inputs.files.iter_mut().zip(new) {
        input.place = new.unwrap_or_else(|| std::mem::take(&mut input.place));
    }
}

/// A run that has ended, in one way or another.
struct Ended<'p> {
    outcome: RunOutcome,
    closed: Closed,
    is_interrupted: bool,
    /// Whether its output is a file, not a folder.
    is_one: bool,
    /// Where its outputs are, if they are in one.
    folder: Option<&'p Path>,
    /// Where the values went that became tokens.
    vault: Option<VaultReport>,
}

/// Publishes what is left, and says how the run has ended.
fn conclude(
    args: &ScrubArgs,
    job: &Job<'_>,
    ended: Ended<'_>,
    mut draft: Option<Draft>,
) -> anyhow::Result<Exit> {
    let Ended {
        outcome,
        closed,
        is_interrupted,
        is_one,
        folder,
        vault,
    } = ended;
    let Closed {
        books,
        held,
        ledger,
        protected,
        is_too_invalid,
    } = closed;
    let Books {
        files,
        tally,
        bytes_written,
    } = books;
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
    let timing = job.timing(outcome.elapsed, outcome.tally.bytes);
    let report = Report {
        vault,
        ..job.report(&tally, timing, files, bytes_written)
    };
    if let Some(draft) = &mut draft {
        write_report(&report, draft)?;
    }
    match held {
        // Nothing has appeared yet.
        Some(_) if exit == Exit::Interrupted => return Ok(exit),
        Some(complete) => complete.publish(draft)?,
        None => publish(draft)?,
    }
    if let Some(ledger) = ledger {
        ledger.close(is_whole && exit == Exit::Clean)?;
    }
    if let (Some(folder), true, Exit::Clean) = (folder, is_whole && !args.dry_run, exit) {
        success::set(folder, &protected)?;
    }
    job.show(&report);
    Ok(exit.with_rejected(report.counts.records.put_aside()))
}

/// As much of a run's nonce as tokens take.
fn nonce(hex: &str) -> [u8; 16] {
    let mut nonce = [0; 16];
    for (byte, pair) in nonce.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        let digit = |digit: u8| char::from(digit).to_digit(16).unwrap_or_default() as u8;
        *byte = digit(pair[0]) << 4 | digit(pair[1]);
    }
    nonce
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
