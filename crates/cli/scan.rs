//! `pumice scan`: counts and lists, and changes nothing.

pub(crate) mod alarm;
mod baseline;
mod lister;
mod sarif;

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use pumice_engine::{
    Access, Draft, Fingerprinter, HashKey, Listing, Mode, Protected, Report, publish,
};

use self::{
    alarm::Alarm,
    baseline::{Known, Recorder},
    lister::Lister,
    sarif::Log,
};
use crate::{
    args::{ScanArgs, ScanFormat, Stream},
    each::Each,
    exit::Exit,
    input,
    inputs::{Inputs, say_failed},
    job::{Job, hash_key, write_report},
    message,
    output::{self, Output},
    signals,
};

/// Runs the command.
///
/// # Errors
/// When something is missing or wrong, or cannot be read or written.
pub(crate) fn run(args: &ScanArgs) -> anyhow::Result<Exit> {
    let signals = signals::watch()?;
    let inputs = Inputs::find(&args.inputs)?;
    if !args.run.quiet {
        inputs.say_what_is_left_out();
    }
    let key = hash_key(args.hash_key_file.as_deref())?;
    let known = known(args, key.as_ref())?;
    let fingerprinter = key.as_ref().map(Fingerprinter::new);
    let job = Job::new(Mode::Scan, &args.run, key)?.selecting(&args.select);
    let alarm = Alarm::new(&args.fail_on, job.scrubber.detector())?;
    let others = job.scrubber.policy().files().chain(&args.hash_key_file);
    let protected = input::protected(inputs.ids(), others.map(PathBuf::as_path));
    let mut outputs = Outputs::begin(args, protected)?;
    let lister = lister(args, &inputs, &job, &alarm, known, &mut outputs)?;
    let listing = match &fingerprinter {
        _ if lister.is_idle() => Listing::None,
        Some(fingerprinter) => Listing::Fingerprints(fingerprinter),
        None => Listing::Places,
    };
    let mut each = Each::new(lister, &inputs.files, args.run.keep_going, &signals.halt);
    let mut source = job.source(&inputs.files, &signals);
    let outcome = job.run(&mut source, &mut each, listing, inputs.bytes())?;
    let (lister, files, tally) = each.into_parts();

    let mut exit = say_failed(&files, inputs.is_one, args.run.keep_going);
    if signals.is_interrupted() {
        return Ok(Exit::Interrupted);
    }
    if exit == Exit::Error {
        return Ok(exit);
    }
    let timing = job.timing(outcome.elapsed, tally.bytes);
    let mut report = job.report(&tally, timing, files, 0);
    report.baseline = lister.baseline_counts();
    exit = exit.max(match report.baseline {
        Some(_) => lister.exit(),
        None => alarm.exit(&report),
    });
    let (recorder, log) = lister.into_outputs();
    if let (Some(recorder), Some(fingerprinter), Some(draft)) =
        (recorder, &fingerprinter, &mut outputs.baseline)
    {
        recorder.write(job.scrubber.detector(), fingerprinter.key_id(), draft)?;
    }
    let log = match log {
        Some(log) => close(args, log, &report)?,
        None => None,
    };
    if let Some(draft) = &mut outputs.report {
        write_report(&report, draft)?;
    }
    publish(
        [log, outputs.baseline, outputs.report]
            .into_iter()
            .flatten(),
    )?;
    job.show(&report);
    Ok(exit.with_rejected(report.counts.records.put_aside()))
}

/// Who hears of findings one by one.
fn lister<'a>(
    args: &ScanArgs,
    inputs: &Inputs,
    job: &'a Job<'_>,
    alarm: &'a Alarm<'a>,
    known: Option<Known>,
    outputs: &mut Outputs,
) -> anyhow::Result<Lister<'a>> {
    let detector = job.scrubber.detector();
    let log = match outputs.log.take() {
        Some(out) => {
            let files = inputs.files.iter().map(|input| &input.stream);
            Some(Log::begin(out, files, args.max_results, detector)?)
        }
        None => None,
    };
    let recorder = outputs.baseline.is_some().then(Recorder::default);
    Ok(Lister::new(alarm, detector, known, recorder, log))
}

/// Completes the log, says what it lacks, and gives back what is to be published.
fn close(args: &ScanArgs, log: Log<'_>, report: &Report) -> anyhow::Result<Option<Draft>> {
    let finished = log.finish(report)?;
    if finished.left_out > 0 && !args.run.quiet {
        message(format_args!(
            "{}: only the first {} results are written (--max-results); left out: {}",
            results_name(args),
            args.max_results,
            finished.left_out
        ));
    }
    Ok(finished.draft)
}

/// What the baseline has, if there is one. What needs a key and has none is refused here.
fn known(args: &ScanArgs, key: Option<&HashKey>) -> anyhow::Result<Option<Known>> {
    let flag = match (&args.baseline, &args.write_baseline) {
        (Some(_), _) => "--baseline",
        (None, Some(_)) => "--write-baseline",
        (None, None) => return Ok(None),
    };
    let key = key.ok_or_else(|| {
        anyhow!(
            "{flag}: values are told by a keyed hash, and there is no key; make one with \
             `openssl rand -hex 32` and give it with --hash-key-file or PUMICE_HASH_KEY"
        )
    })?;
    let file = args.baseline.as_deref();
    file.map(|file| Known::read(file, &key.id())).transpose()
}

/// What messages call the place where results go.
fn results_name(args: &ScanArgs) -> String {
    match &args.out {
        Some(Stream::File(path)) => path.display().to_string(),
        _ => "<stdout>".into(),
    }
}

/// The files of a scan, begun: whatever stands in their way is known before anything is read.
struct Outputs {
    log: Option<Output>,
    baseline: Option<Draft>,
    report: Option<Draft>,
}

impl Outputs {
    /// Begins those that are asked for; `inputs` must not be replaced by any. A baseline that is read
    /// is none of them: it may be brought up to date.
    fn begin(args: &ScanArgs, mut inputs: Protected) -> anyhow::Result<Self> {
        let log = match (args.format, &args.out) {
            (ScanFormat::Table, None) => None,
            (ScanFormat::Table, Some(_)) => {
                bail!("--out: is for SARIF; add `--format sarif`, or name the file with --report")
            }
            (ScanFormat::Sarif, out) => {
                let out = out.as_ref().unwrap_or(&Stream::Standard);
                Some(Output::begin(out, &mut inputs)?)
            }
        };
        let draft = |path: &Path| Draft::beside(path, Access::Default, &inputs);
        let outputs = Self {
            log,
            baseline: args.write_baseline.as_deref().map(draft).transpose()?,
            report: args.report.as_deref().map(draft).transpose()?,
        };
        let log = outputs.log.as_ref().and_then(Output::draft);
        let drafts = [log, outputs.baseline.as_ref(), outputs.report.as_ref()];
        output::check_names(drafts.map(|draft| draft.map(Draft::path)))?;
        Ok(outputs)
    }
}
