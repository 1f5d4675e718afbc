//! `pumice scrub`: from a file to a scrubbed file.

mod outputs;

use std::path::PathBuf;

use pumice_engine::{Listing, Mode, publish};
use pumice_formats::jsonl::Writer;

use self::outputs::{Outputs, Written};
use crate::{
    args::ScrubArgs,
    exit::Exit,
    input,
    job::{Job, hash_key, write_report},
    signals,
};

/// Runs the command.
///
/// # Errors
/// When something is missing or wrong, or cannot be read or written. Nothing is published then.
pub(crate) fn run(args: &ScrubArgs) -> anyhow::Result<Exit> {
    let stop = signals::watch()?;
    let opened = input::open(&args.input, &stop)?;
    let key = hash_key(args.hash_key_file.as_deref())?;
    let job = Job::new(Mode::Scrub, &args.input, &args.run, key, stop)?;
    let policy = job.scrubber.policy().files();
    let others = policy.chain(&args.hash_key_file).map(PathBuf::as_path);
    let inputs = input::ids(&opened, others);
    let outputs = Outputs::begin(args, job.scrubber.policy().invalid(), inputs)?;

    let mut writer = Writer::new(Some(outputs.out), outputs.quarantine);
    let outcome = job.run(opened, &mut writer, Listing::None, &args.out.name())?;
    let (out, quarantine) = writer.into_parts();
    let mut written = Written::new(out, quarantine, outputs.report)?;

    let report = job.report(&outcome, written.files(args), written.bytes);
    if let Some(draft) = &mut written.report {
        write_report(&report, draft)?;
    }
    if job.is_interrupted() {
        return Ok(Exit::Interrupted);
    }
    // Whoever sees the output can rely on its quarantine and its report.
    publish(
        written
            .quarantine
            .into_iter()
            .chain(written.report)
            .chain(written.out),
    )?;
    if let Some(unused) = written.unused_quarantine {
        unused.retract()?;
    }
    job.show(&report);
    Ok(Exit::Clean.with_rejected(report.counts.records.quarantined))
}
