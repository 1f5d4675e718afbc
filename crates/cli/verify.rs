//! `pumice verify`: whether an output is what its report says, and whether anything is left in it.

mod manifest;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use pumice_engine::{
    Digest, Discard, FileReport, FileStatus, Listing, Mode, REPORT_VERSION, Records, Report, Tally,
    Tool,
};
use walkdir::WalkDir;

use crate::{
    args::{Stream, VerifyArgs},
    each::Each,
    exit::Exit,
    inputs::Input,
    job::{Job, hash_key},
    log::{Event, Message},
    output::with_suffix,
    policy,
    scan::alarm::is_wanted,
    scrub::success,
    signals,
};

/// Runs the command.
///
/// # Errors
/// When the report cannot be read, or when policy or recognizers are not those of the run.
pub(crate) fn run(args: &VerifyArgs) -> anyhow::Result<Exit> {
    let signals = signals::watch()?;
    let report = args.report.clone();
    let report = report.unwrap_or_else(|| with_suffix(&args.out, ".report.json"));
    let name = report.display().to_string();
    let report = read(&report)?;
    let key = hash_key(args.hash_key_file.as_deref())?;
    let policy = policy::read_or_builtin(args.run.policy.as_deref())?;
    let job = Job::of_policy(Mode::Scan, &args.run, key, (policy.without_names(), None))?;
    check_tool(&name, &report.tool, &job)?;

    let mut check = Check::default();
    check.books(&report);
    check.files(&args.out, &report);
    check
        .problems
        .extend(manifest::disagreements(&args.out, &report)?);
    let outputs: Vec<Input> = done(&report).filter_map(output).map(input).collect();
    let mut each = Each::new(Discard, &outputs, true, &signals.halt);
    let mut source = job.source(&outputs, &signals);
    job.run(&mut source, &mut each, Listing::None, None)?;
    let (_, searched, tally) = each.into_parts();
    if signals.is_interrupted() {
        return Ok(Exit::Interrupted);
    }
    check.records(&report, &searched);
    let left = left(&tally);
    for problem in &check.problems {
        Message::new(Event::Problem, problem).send();
    }
    for ((entity, path), count) in &left {
        let words = format!("left: {count} {entity} in {path}");
        Message::new(Event::Problem, words)
            .with("entity", entity.clone())
            .with("path", path.clone())
            .with("count", *count)
            .send();
    }
    if !args.run.quiet {
        let words = format!(
            "{name}: {} files, {} records, {} problems, {} findings left",
            outputs.len(),
            tally.records_in,
            check.problems.len(),
            left.values().sum::<u64>(),
        );
        Message::new(Event::Finished, words).send();
    }
    Ok(match (check.problems.is_empty(), left.is_empty()) {
        (false, _) => Exit::Error,
        (true, false) => Exit::FailOn,
        (true, true) => Exit::Clean,
    })
}

fn read(path: &Path) -> anyhow::Result<Report> {
    let name = path.display();
    let text = fs::read(path).with_context(|| {
        format!("{name}: the report cannot be read; give its path with --report")
    })?;
    let version = serde_json::from_slice::<Version>(&text)
        .with_context(|| format!("{name}: is no report of Pumice"))?;
    if version.version != REPORT_VERSION {
        bail!(
            "{name}: has version {}, and this Pumice reads {REPORT_VERSION}; verify with the one that has \
             written it, or scrub again",
            version.version
        );
    }
    let report: Report = serde_json::from_slice(&text)
        .with_context(|| format!("{name}: is no report of Pumice, or is damaged"))?;
    match report.mode {
        Mode::Scrub => {}
        Mode::Scan => bail!("{name}: is the report of a scan, which has no output"),
        Mode::DryRun => bail!("{name}: is the report of a dry run, which has no output"),
    }
    Ok(report)
}

#[derive(serde::Deserialize)]
struct Version {
    version: u32,
}

/// Refuses what would search for something else than the run did.
fn check_tool(name: &str, of_run: &Tool, job: &Job<'_>) -> anyhow::Result<()> {
    let here = job.tool();
    if of_run.policy != here.policy {
        bail!(
            "{name}: the run had another policy (SHA-256 {}, not {}); give that one with --policy",
            of_run.policy,
            here.policy
        );
    }
    if of_run.catalogue != here.catalogue {
        bail!(
            "{name}: the run had other recognizers; verify with Pumice {}",
            of_run.version
        );
    }
    if of_run.hash_key != here.hash_key {
        bail!("{name}: the run had another key; give that one with --hash-key-file");
    }
    Ok(())
}

/// The files whose outputs were published.
fn done(report: &Report) -> impl Iterator<Item = &FileReport> {
    let files = report.files.iter();
    files.filter(|file| file.status == FileStatus::Done)
}

fn output(file: &FileReport) -> Option<&str> {
    file.output
        .as_deref()
        .filter(|name| Path::new(name).is_file())
}

fn input(name: &str) -> Input {
    Input {
        stream: Stream::File(name.into()),
        place: PathBuf::new(),
    }
}

/// What is left that the policy of the run would change: how much of each entity in each field.
fn left(tally: &Tally) -> BTreeMap<(String, String), u64> {
    let mut left = BTreeMap::new();
    for row in &tally.rows {
        if !is_wanted(&row.transform, row.fate.name()) {
            *left
                .entry((row.entity.to_string(), row.path.to_string()))
                .or_insert(0) += row.count;
        }
    }
    left
}

/// What is not as the report says.
#[derive(Debug, Default)]
struct Check {
    problems: Vec<String>,
}

impl Check {
    fn unless(&mut self, holds: bool, problem: impl FnOnce() -> String) {
        if !holds {
            self.problems.push(problem());
        }
    }

    /// Whether the report agrees with itself.
    fn books(&mut self, report: &Report) {
        let mut sum = Records::default();
        for file in &report.files {
            let Records {
                read,
                written,
                quarantined,
                ..
            } = file.records;
            let input = &file.input;
            self.unless(file.status == FileStatus::Done, || {
                format!("{input}: was not scrubbed; run it again")
            });
            self.unless(read == written + quarantined, || {
                format!("{input}: {read} records in, {written} out and {quarantined} quarantined")
            });
            if file.status == FileStatus::Done {
                sum.read += read;
                sum.written += written;
                sum.quarantined += quarantined;
                sum.withheld += file.records.withheld;
            }
        }
        self.unless(sum == report.counts.records, || {
            "the records of all files are not those that the report counts".to_owned()
        });
    }

    /// Whether the files are those of the run, byte for byte, and no others.
    fn files(&mut self, out: &Path, report: &Report) {
        let mut known = BTreeSet::new();
        for file in done(report) {
            let Some(name) = &file.output else {
                self.problems
                    .push(format!("{}: the report names no output", file.input));
                continue;
            };
            known.insert(real(Path::new(name)));
            match (File::open(name).and_then(Digest::of), &file.sha256) {
                (Ok(found), Some(wanted)) => self.unless(found == *wanted, || {
                    format!("{name}: is not what the run has written; its SHA-256 is another")
                }),
                (Ok(_), None) => self
                    .problems
                    .push(format!("{name}: the report has no SHA-256 of it")),
                (Err(error), _) => self
                    .problems
                    .push(format!("{name}: cannot be read ({error})")),
            }
            if let Some(quarantine) = &file.quarantine {
                let entries = entries(quarantine);
                let put_aside = file.records.put_aside();
                self.unless(entries == Some(put_aside), || {
                    format!(
                        "{quarantine}: does not hold the {put_aside} records that were put aside"
                    )
                });
            }
        }
        let others = WalkDir::new(out).min_depth(1).into_iter();
        for other in others.filter_map(Result::ok) {
            let is_mark = other.depth() == 1 && other.file_name() == success::NAME;
            let is_known =
                other.file_type().is_dir() || is_mark || known.contains(&real(other.path()));
            self.unless(is_known, || {
                format!("{}: is no output of the run", other.path().display())
            });
        }
    }

    /// Whether the outputs hold as many records as the report says, all of them well formed.
    fn records(&mut self, report: &Report, searched: &[FileReport]) {
        let found: BTreeMap<&str, &FileReport> = searched
            .iter()
            .map(|file| (file.input.as_str(), file))
            .collect();
        for file in done(report) {
            let Some(found) = file.output.as_deref().and_then(|name| found.get(name)) else {
                continue;
            };
            let (name, records) = (&found.input, found.records);
            if let Some(error) = &found.error {
                self.problems.push(error.clone());
                continue;
            }
            self.unless(records.quarantined == 0, || {
                format!(
                    "{name}: {} records are not well formed",
                    records.quarantined
                )
            });
            self.unless(records.read == file.records.written, || {
                format!(
                    "{name}: has {} records, and the report says {}",
                    records.read, file.records.written
                )
            });
        }
    }
}

/// A path however it is spelled.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// How many records and values the lines of a quarantine stand for, if it can be read. A line may be longer than
/// memory.
fn entries(path: &str) -> Option<u64> {
    let mut file = BufReader::with_capacity(256 << 10, File::open(path).ok()?);
    let (mut entries, mut head) = (0, vec![]);
    loop {
        let buffer = file.fill_buf().ok()?;
        if buffer.is_empty() {
            return Some(entries);
        }
        for part in buffer.split_inclusive(|&byte| byte == b'\n') {
            let missing = HEAD_BYTES.saturating_sub(head.len());
            head.extend_from_slice(&part[..part.len().min(missing)]);
            if part.ends_with(b"\n") {
                entries += values(&head);
                head.clear();
            }
        }
        let len = buffer.len();
        file.consume(len);
    }
}

/// What of an entry tells how many values it stands for.
const HEAD_BYTES: usize = 32;

/// How many values an entry that begins so stands for.
fn values(head: &[u8]) -> u64 {
    let Some(rest) = head.strip_prefix(b"{\"values\":") else {
        return 1;
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |values: u64, digit| {
        values
            .saturating_mul(10)
            .saturating_add((digit - b'0').into())
    })
}
