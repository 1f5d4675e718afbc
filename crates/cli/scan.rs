//! `pumice scan`: counts, and changes nothing.

use anyhow::bail;
use pumice_engine::{
    Access, Discard, Draft, Fate, Files, Mode, Report, ReportRow, Scrubber, publish,
};

use crate::{
    args::ScanArgs,
    exit::Exit,
    input,
    job::{Job, write_report},
    policy, signals,
};

/// Runs the command.
///
/// # Errors
/// When something is missing or wrong, or cannot be read or written.
pub(crate) fn run(args: &ScanArgs) -> anyhow::Result<Exit> {
    let stop = signals::watch()?;
    let opened = input::open(&args.input, &stop)?;
    let key = policy::any_key()?;
    let job = Job::new(Mode::Scan, &args.input, &args.run, Some(key), stop)?;
    let alarm = Alarm::new(&args.fail_on, &job.scrubber)?;
    let protected = input::ids(&opened, [args.run.policy.as_deref()]);
    let draft = match &args.report {
        Some(path) => Some(Draft::beside(path, Access::Default, &protected)?),
        None => None,
    };
    let outcome = job.run(opened, &mut Discard, "the report")?;
    let files = Files {
        input: args.input.name(),
        ..Files::default()
    };
    let report = job.report(&outcome, files, 0);
    if job.is_interrupted() {
        return Ok(Exit::Interrupted);
    }
    if let Some(mut draft) = draft {
        write_report(&report, &mut draft)?;
        publish([draft])?;
    }
    job.show(&report);
    Ok(alarm
        .exit(&report)
        .with_rejected(report.counts.records.quarantined))
}

/// What `--fail-on` asks for.
struct Alarm<'a> {
    any: bool,
    entities: Vec<&'a str>,
}

impl<'a> Alarm<'a> {
    fn new(names: &'a [String], scrubber: &Scrubber) -> anyhow::Result<Self> {
        let entities: Vec<_> = names
            .iter()
            .map(String::as_str)
            .filter(|&name| name != ANY)
            .collect();
        for name in &entities {
            if scrubber.detector().entity(name).is_none() {
                bail!("--fail-on {name}: is no entity; `pumice entities` lists them");
            }
        }
        Ok(Self {
            any: entities.len() < names.len(),
            entities,
        })
    }

    /// Whether a finding is one that was asked about.
    fn is_met(&self, row: &ReportRow) -> bool {
        let is_wanted = row.transform == KEEP
            || [Fate::Allowed.name(), Fate::Kept.name()].contains(&row.outcome.as_str());
        self.entities.contains(&row.entity.as_str()) || (self.any && !is_wanted)
    }

    fn exit(&self, report: &Report) -> Exit {
        let mut findings = report.counts.findings.iter();
        if findings.any(|row| self.is_met(row)) {
            Exit::FailOn
        } else {
            Exit::Clean
        }
    }
}

const ANY: &str = "any";

/// The transform of what the policy leaves in place.
const KEEP: &str = "keep";
