//! What a run found and did: counts, never a value.
//!
//! The counts stand apart from everything that differs between two runs over the same input (names
//! and times), so that two reports can be compared byte for byte there.

use std::{collections::BTreeMap, fmt, io, time::Duration};

use pumice_detect::Role;
use serde::{Deserialize, Serialize};

use crate::{
    run::Mode,
    tally::{self, Fate, Tally},
};

/// Version of the report's layout. A change that a reader can notice raises it.
pub const REPORT_VERSION: u32 = 4;

/// The report of one run.
///
/// Paths name only what the format or the policy knows; every other key is `*` there, so a report
/// may be passed on where the corpus may not. File names stand in it as they were given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`REPORT_VERSION`].
    pub version: u32,
    /// What ran.
    pub tool: Tool,
    /// What it was asked to do.
    pub mode: Mode,
    /// Which records it was asked to look at; absent where it was all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<Selected>,
    /// The inputs, in the order in which they were read.
    pub files: Vec<FileReport>,
    /// What went through and what was found in all files that are done. Depends on input, policy and key
    /// alone.
    pub counts: Counts,
    /// Where the values went that became tokens, if some did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vault: Option<VaultReport>,
    /// How the findings compare with a baseline, where a scan was given one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineCounts>,
    /// How long it took.
    pub timing: Timing,
}

/// The vault of a run. Holds names, and neither keys nor tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultReport {
    /// Id of the vault.
    pub vault: String,
    /// The domain that the tokens are of.
    pub domain: String,
    /// And its epoch.
    pub epoch: u32,
    /// Id of the lease that they were made with; that of the last process of a run that was gone on with.
    pub lease: String,
    /// Ids of the segments that hold the values, sorted.
    pub segments: Vec<String>,
    /// What whoever relies on the outputs must know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Which records a run was asked to look at: not all, so that its counts are not those of its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Selected {
    /// At most so many, of all inputs together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// This share of them, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<f64>,
}

/// The findings of a scan beside those that its baseline has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineCounts {
    /// Findings that the baseline has too.
    pub known: u64,
    /// Findings that it has not, or has less often.
    pub new: u64,
    /// Findings that only the baseline has.
    pub stale: u64,
}

/// What ran, with the hashes that tell whether another run would do the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Version of Pumice.
    pub version: String,
    /// SHA-256 of the policy, in hexadecimal.
    pub policy: String,
    /// SHA-256 of the recognizers, in hexadecimal.
    pub catalogue: String,
    /// Names the key of hashes and fingerprints without giving it away; absent when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash_key: Option<String>,
}

/// One input of a run. Names stand as they were given; `-` is a standard stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// What was read.
    pub input: String,
    /// What was written; absent when nothing was asked for, or nothing was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// SHA-256 of the file that was written, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Where rejected records went; absent when there were none or nobody wanted them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarantine: Option<String>,
    /// What became of it.
    pub status: FileStatus,
    /// Why it has failed, if it has; never a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Records, as far as they were read.
    pub records: Records,
    /// Bytes, as far as they were read.
    pub bytes: Bytes,
    /// Values that were found, as far as it was read.
    pub findings: u64,
}

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileStatus {
    /// All of it was read, and its output published. Its records are in the report's counts; those of
    /// other inputs are not.
    Done,
    /// It was read as far as the run was asked to, and there is more of it. Nothing of it was published.
    /// The records that were read are in the report's counts.
    CutShort,
    /// It could not be read or written; nothing of it was published.
    Failed,
    /// The run has ended before it did; nothing of it was published.
    GivenUp,
    /// The run has ended before it was begun.
    Unread,
}

impl FileReport {
    /// An input that was not begun.
    pub fn unread(input: String) -> Self {
        Self {
            input,
            output: None,
            sha256: None,
            quarantine: None,
            status: FileStatus::Unread,
            error: None,
            records: Records::default(),
            bytes: Bytes::default(),
            findings: 0,
        }
    }
}

/// What went through and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records; blank lines are none.
    pub records: Records,
    /// Bytes.
    pub bytes: Bytes,
    /// Values that were passed over because they are no text (base64 images and the like).
    pub blobs_skipped: u64,
    /// Values with a token of `match = "canonical"` that are not in the normal spelling of their entity, so that
    /// another spelling of them may come back; absent where there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub respelled: u64,
    /// Findings, sorted; each combination once.
    pub findings: Vec<ReportRow>,
}

/// Records of a run: `in = out + quarantined + skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    /// Records of the input.
    #[serde(rename = "in")]
    pub read: u64,
    /// Records of the output; in a scan the well-formed ones.
    #[serde(rename = "out")]
    pub written: u64,
    /// Records that were put aside, because they are not well formed or could not be scrubbed.
    pub quarantined: u64,
    /// Records that are not in the sample and were not looked at; absent where there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub skipped: u64,
    /// Values of written records that could not be scrubbed, and were put aside; absent where there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub withheld: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Records {
    /// Records, and values of others, that were put aside.
    pub fn put_aside(&self) -> u64 {
        self.quarantined + self.withheld
    }

    /// The records of a tally.
    pub fn new(tally: &Tally) -> Self {
        Self {
            read: tally.records_in,
            written: tally.records_out,
            quarantined: tally.records_quarantined,
            skipped: tally.records_skipped,
            withheld: tally.withheld,
        }
    }
}

/// Bytes of a run: of the text, before or after compression, so that they do not depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes {
    /// Bytes of the input.
    #[serde(rename = "in")]
    pub read: u64,
    /// Bytes of the output, without the quarantine; 0 in a scan.
    #[serde(rename = "out")]
    pub written: u64,
}

/// How many findings of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReportRow {
    /// Path of the field, such as `messages[].content`.
    pub path: String,
    /// Who spoke, in a chat message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What was found.
    pub entity: String,
    /// What the policy does with it.
    pub transform: String,
    /// What became of it: `replaced`, `kept` or `allowed` by the policy, `withheld` with its record,
    /// or `found` in a scan.
    pub outcome: String,
    /// How often.
    pub count: u64,
    /// How many of them are well-known values of tests and documentation; reports of version 1 do not
    /// say.
    #[serde(default)]
    pub specimens: u64,
}

/// How long a run took.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Wall time in seconds.
    pub seconds: f64,
    /// Millions of input bytes a second.
    pub mb_per_s: f64,
    /// Workers.
    pub threads: usize,
}

impl Counts {
    /// The counts of a run that has written so many bytes.
    pub fn new(tally: &Tally, bytes_written: u64) -> Self {
        Self {
            records: Records::new(tally),
            bytes: Bytes {
                read: tally.bytes,
                written: bytes_written,
            },
            blobs_skipped: tally.blobs,
            respelled: tally.respelled,
            findings: tally.rows.iter().map(ReportRow::from).collect(),
        }
    }

    /// The tally that they were made of; `None` if a word in them is none that this Pumice knows.
    pub fn tally(&self) -> Option<Tally> {
        let rows = self.findings.iter().map(ReportRow::counted);
        Some(Tally {
            records_in: self.records.read,
            records_out: self.records.written,
            records_quarantined: self.records.quarantined,
            records_skipped: self.records.skipped,
            withheld: self.records.withheld,
            bytes: self.bytes.read,
            blobs: self.blobs_skipped,
            respelled: self.respelled,
            findings: self.findings_total(),
            rows: rows.collect::<Option<_>>()?,
        })
    }

    /// Findings of all kinds.
    pub fn findings_total(&self) -> u64 {
        self.findings.iter().map(|row| row.count).sum()
    }

    /// Findings of one entity.
    pub fn findings_of(&self, entity: &str) -> u64 {
        let rows = self.findings.iter();
        rows.filter(|row| row.entity == entity)
            .map(|row| row.count)
            .sum()
    }
}

impl From<&tally::Row> for ReportRow {
    fn from(row: &tally::Row) -> Self {
        Self {
            path: row.path.to_string(),
            role: row.role.map(|role| role.name().to_owned()),
            entity: row.entity.to_string(),
            transform: row.transform.clone().into_owned(),
            outcome: row.fate.name().to_owned(),
            count: row.count,
            specimens: row.specimens,
        }
    }
}

impl ReportRow {
    fn counted(&self) -> Option<tally::Row> {
        let role = match &self.role {
            Some(name) => Some(Role::parse(name.as_bytes())?),
            None => None,
        };
        Some(tally::Row {
            path: (&*self.path).into(),
            role,
            entity: (&*self.entity).into(),
            transform: self.transform.clone().into(),
            fate: Fate::parse(&self.outcome)?,
            count: self.count,
            specimens: self.specimens,
        })
    }
}

impl Timing {
    /// `bytes` in `elapsed` by `threads` workers; rounded to milliseconds and tenths of a MB/s.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use pumice_engine::Timing;
    /// let timing = Timing::new(Duration::from_millis(2500), 1_000_000_000, 8);
    /// assert_eq!((timing.seconds, timing.mb_per_s), (2.5, 400.0));
    /// ```
    pub fn new(elapsed: Duration, bytes: u64, threads: usize) -> Self {
        let seconds = elapsed.as_secs_f64();
        let mb_per_s = bytes as f64 / 1e6 / seconds.max(1e-9);
        Self {
            seconds: (seconds * 1e3).round() / 1e3,
            mb_per_s: (mb_per_s * 10.0).round() / 10.0,
            threads,
        }
    }
}

impl Report {
    /// Writes it as indented JSON and a line feed.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_json(&self, mut out: impl io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut out, self)?;
        out.write_all(b"\n")
    }

    /// The report for a terminal: entity by transform, then the totals.
    pub fn table(&self) -> impl fmt::Display + '_ {
        Table(self)
    }
}

impl fmt::Display for Selected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.limit, self.sample) {
            (Some(limit), None) => write!(f, "the first {limit} records"),
            (limit, Some(sample)) => {
                write!(f, "a sample of {}% of the records", sample * 100.0)?;
                limit.map_or(Ok(()), |limit| write!(f, ", at most {limit}"))
            }
            (None, None) => f.write_str("all records"),
        }
    }
}

struct Table<'a>(&'a Report);

impl Table<'_> {
    /// Counts over all roles, and over all fields unless they are shown.
    fn sums(&self) -> BTreeMap<(&str, &str, &str, &str), u64> {
        let mut sums = BTreeMap::new();
        for row in &self.0.counts.findings {
            let path = if self.shows_fields() { &*row.path } else { "" };
            let key = (&*row.entity, &*row.transform, &*row.outcome, path);
            *sums.entry(key).or_insert(0) += row.count;
        }
        sums
    }

    /// A dry run is read by somebody who asks whether the policy fits the fields.
    fn shows_fields(&self) -> bool {
        self.0.mode == Mode::DryRun
    }
}

impl Table<'_> {
    /// `3 US_SSN`, for each entity that has some.
    fn specimens(&self) -> Vec<String> {
        let mut sums = BTreeMap::new();
        for row in &self.0.counts.findings {
            *sums.entry(&*row.entity).or_insert(0) += row.specimens;
        }
        let sums = sums.into_iter().filter(|&(_, sum): &(&str, u64)| sum > 0);
        sums.map(|(entity, sum)| format!("{sum} {entity}"))
            .collect()
    }
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sums = self.sums();
        // Entities of a policy's own may be longer than those of the catalogue.
        let width = |column: fn(&(&str, &str, &str, &str)) -> usize, title: &str| {
            sums.keys().map(column).max().unwrap_or(0).max(title.len())
        };
        let entity_width = width(|key| key.0.chars().count(), "entity");
        let transform_width = width(|key| key.1.chars().count(), "transform");
        if !sums.is_empty() {
            let field = if self.shows_fields() { "  field" } else { "" };
            writeln!(
                f,
                "{:entity_width$}  {:transform_width$}  {:8}  {:>12}{field}",
                "entity", "transform", "outcome", "count"
            )?;
        }
        for ((entity, transform, outcome, path), count) in &sums {
            let gap = if path.is_empty() { "" } else { "  " };
            writeln!(
                f,
                "{entity:entity_width$}  {transform:transform_width$}  {outcome:8}  {count:>12}{gap}{path}"
            )?;
        }
        let specimens = self.specimens();
        if !specimens.is_empty() {
            writeln!(f, "specimens  {}", specimens.join(", "))?;
        }
        let files = &self.0.files;
        if files.len() > 1 {
            let done = |file: &&FileReport| file.status == FileStatus::Done;
            let done = files.iter().filter(done).count();
            writeln!(f, "files    {} in, {done} done", files.len())?;
        }
        if self.0.mode == Mode::DryRun {
            writeln!(
                f,
                "dry run  nothing is written; the counts are what a scrub would do"
            )?;
        }
        if let Some(selected) = self.0.selected {
            writeln!(f, "selected {selected}; the rest was not looked at")?;
        }
        let Counts { records, bytes, .. } = &self.0.counts;
        let Timing {
            seconds,
            mb_per_s,
            threads,
        } = self.0.timing;
        write!(
            f,
            "records  {} in, {} out, {} quarantined",
            records.read, records.written, records.quarantined
        )?;
        match records.skipped {
            0 => writeln!(f)?,
            skipped => writeln!(f, ", {skipped} skipped")?,
        }
        if records.withheld > 0 {
            writeln!(f, "values   {} withheld", records.withheld)?;
        }
        if self.0.counts.blobs_skipped > 0 {
            writeln!(f, "blobs    {} skipped", self.0.counts.blobs_skipped)?;
        }
        if let Some(BaselineCounts { known, new, stale }) = self.0.baseline {
            writeln!(f, "baseline {known} known, {new} new, {stale} stale")?;
        }
        writeln!(f, "bytes    {} in, {} out", bytes.read, bytes.written)?;
        writeln!(
            f,
            "time     {seconds:.3} s, {mb_per_s:.1} MB/s, {threads} {}",
            if threads == 1 { "thread" } else { "threads" }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, role: Option<Role>, entity: &str, count: u64) -> tally::Row {
        tally::Row {
            path: path.into(),
            role,
            entity: entity.into(),
            transform: "replace".into(),
            fate: Fate::Replaced,
            count,
            specimens: count / 3,
        }
    }

    fn report(rows: Vec<tally::Row>) -> Report {
        let tally = Tally {
            records_in: 10,
            records_out: 9,
            records_quarantined: 1,
            records_skipped: 0,
            withheld: 0,
            bytes: 2_000_000,
            blobs: 4,
            respelled: 0,
            findings: rows.iter().map(|row| row.count).sum(),
            rows,
        };
        Report {
            version: REPORT_VERSION,
            tool: Tool {
                version: "0.0.0".into(),
                policy: "aa".into(),
                catalogue: "bb".into(),
                hash_key: None,
            },
            mode: Mode::Scrub,
            selected: None,
            files: vec![FileReport {
                output: Some("out.jsonl".into()),
                status: FileStatus::Done,
                records: Records::new(&tally),
                findings: tally.findings,
                ..FileReport::unread("in.jsonl".into())
            }],
            counts: Counts::new(&tally, 1_900_000),
            baseline: None,
            vault: None,
            timing: Timing::new(Duration::from_secs(1), tally.bytes, 2),
        }
    }

    /// What this version has written stays readable.
    #[test]
    fn a_kept_report_is_read_as_it_was_written() {
        let kept = include_str!("../../../fixtures/versions/report-4.json");
        let report: Report = serde_json::from_str(kept).expect("a report");
        let statuses: Vec<FileStatus> = report.files.iter().map(|file| file.status).collect();
        assert_eq!(statuses, [FileStatus::Done, FileStatus::Failed]);
        let mut written = Vec::new();
        report.write_json(&mut written).expect("written");
        assert_eq!(String::from_utf8_lossy(&written), kept);
    }

    /// Reports of dry runs and of parts came later, in the same version: whoever has asked for neither sees
    /// nothing of them.
    #[test]
    fn a_kept_report_of_a_dry_run_is_read_as_it_was_written() {
        let kept = include_str!("../../../fixtures/versions/report-4-dry-run.json");
        let report: Report = serde_json::from_str(kept).expect("a report");
        let statuses: Vec<FileStatus> = report.files.iter().map(|file| file.status).collect();
        use FileStatus::{CutShort, Done, Unread};
        assert_eq!(statuses, [Done, CutShort, Unread]);
        assert_eq!(report.mode, Mode::DryRun);
        let Records {
            read,
            written,
            quarantined,
            skipped,
            withheld: _,
        } = report.counts.records;
        assert_eq!(read, written + quarantined + skipped);
        let mut written = Vec::new();
        report.write_json(&mut written).expect("written");
        assert_eq!(String::from_utf8_lossy(&written), kept);
        let table = report.table().to_string();
        for line in [
            "nothing is written",
            "a sample of 25% of the records, at most 30;",
        ] {
            assert!(table.contains(line), "{table}");
        }
        assert!(
            table.contains("  field\n") && table.contains("  text\n"),
            "{table}"
        );
    }

    #[test]
    fn counts_hold_all_of_their_tally() {
        let mut rows = vec![
            row("a", None, "URL", 3),
            row("b", Some(Role::User), "URL", 6),
        ];
        rows[1].fate = Fate::Withheld;
        let mut counts = report(rows.clone()).counts;
        let tally = counts.tally().expect("its words are known");
        assert_eq!(tally.rows, rows);
        assert_eq!(Counts::new(&tally, 1_900_000), counts);
        counts.findings[0].outcome = "lost".into();
        assert_eq!(counts.tally(), None);
    }

    #[test]
    fn findings_are_summed_over_fields_and_roles() {
        let counts = report(vec![
            row("text", None, "EMAIL_ADDRESS", 3),
            row("text", None, "URL", 5),
            row("text", Some(Role::User), "URL", 2),
        ])
        .counts;
        assert_eq!(counts.findings_of("URL"), 7);
        assert_eq!(counts.findings_of("US_SSN"), 0);
        assert_eq!(counts.findings_total(), 10);
    }

    #[test]
    fn json_keeps_its_layout() {
        let mut json = Vec::new();
        let report = report(vec![row("messages[].content", Some(Role::User), "URL", 3)]);
        report.write_json(&mut json).expect("written");
        let expected = r#"{
  "version": 4,
  "tool": {
    "version": "0.0.0",
    "policy": "aa",
    "catalogue": "bb"
  },
  "mode": "scrub",
  "files": [
    {
      "input": "in.jsonl",
      "output": "out.jsonl",
      "status": "done",
      "records": {
        "in": 10,
        "out": 9,
        "quarantined": 1
      },
      "bytes": {
        "in": 0,
        "out": 0
      },
      "findings": 3
    }
  ],
  "counts": {
    "records": {
      "in": 10,
      "out": 9,
      "quarantined": 1
    },
    "bytes": {
      "in": 2000000,
      "out": 1900000
    },
    "blobs_skipped": 4,
    "findings": [
      {
        "path": "messages[].content",
        "role": "user",
        "entity": "URL",
        "transform": "replace",
        "outcome": "replaced",
        "count": 3,
        "specimens": 1
      }
    ]
  },
  "timing": {
    "seconds": 1.0,
    "mb_per_s": 2.0,
    "threads": 2
  }
}
"#;
        assert_eq!(String::from_utf8_lossy(&json), expected);
        let read: Report = serde_json::from_slice(&json).expect("it reads what it writes");
        assert_eq!(read, report);
    }

    /// Older reports have no baseline, and those of version 1 no specimens.
    #[test]
    fn a_baseline_is_shown_where_there_is_one() {
        let mut report = report(vec![row("a", None, "US_SSN", 3)]);
        assert!(!report.table().to_string().contains("baseline"));
        report.baseline = Some(BaselineCounts {
            known: 2,
            new: 1,
            stale: 4,
        });
        let table = report.table().to_string();
        assert!(
            table.contains("\nbaseline 2 known, 1 new, 4 stale\n"),
            "{table}"
        );
        let mut json = Vec::new();
        report.write_json(&mut json).expect("written");
        let read: Report = serde_json::from_slice(&json).expect("it reads what it writes");
        assert_eq!(read, report);
    }

    #[test]
    fn table_adds_up_fields_and_roles() {
        let report = report(vec![
            row("a", None, "US_SSN", 1),
            row("b", Some(Role::User), "US_SSN", 2),
            row("b", None, "EMAIL_ADDRESS", 12),
        ]);
        let expected = "\
entity         transform  outcome          count
EMAIL_ADDRESS  replace    replaced            12
US_SSN         replace    replaced             3
specimens  4 EMAIL_ADDRESS
records  10 in, 9 out, 1 quarantined
blobs    4 skipped
bytes    2000000 in, 1900000 out
time     1.000 s, 2.0 MB/s, 2 threads
";
        assert_eq!(report.table().to_string(), expected);
    }
}
