//! Messages on standard error: lines for people, or JSON for programs.
//!
//! A line of text is `pumice: FILE: what failed; what to do`. A line of JSON is one object, of which
//! every event has the first four members, and whose names stay:
//!
//! | member | what it is |
//! |---|---|
//! | `time` | UTC, RFC 3339, to the millisecond |
//! | `level` | `error`, `warning`, `info` |
//! | `event` | what happened: see [`Event`] |
//! | `message` | the words that a line of text would have |
//! | `file`, `line`, `record` | where, if it is about a place |
//! | others | numbers of the event |
//!
//! None of it holds a value of a corpus.

mod time;

use std::{
    env,
    ffi::{OsStr, OsString},
    fmt,
    io::{self, Write},
    sync::OnceLock,
    time::SystemTime,
};

use clap::ValueEnum;
use pumice_engine::{FileReport, FileStatus, Mode, Report};
use serde_json::{Map, Value, json};

use self::time::Utc;

/// How messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines for people
    Text,
    /// Objects for programs
    Json,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The command ends with an error.
    Failed,
    /// The arguments are wrong, so that nothing began.
    Usage,
    /// A signal ended it.
    Interrupted,
    /// A bug.
    Panicked,
    /// A record is left out.
    RecordRejected,
    /// A file is left out.
    FileFailed,
    /// Something is not as a report says, or is left in an output.
    Problem,
    /// Something is wrong or odd in a policy.
    Policy,
    /// How far a run is.
    Progress,
    /// A run is done.
    Finished,
    /// Anything else that is worth a line.
    Note,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::Interrupted => "interrupted",
            Self::Panicked => "panicked",
            Self::RecordRejected => "record_rejected",
            Self::FileFailed => "file_failed",
            Self::Problem => "problem",
            Self::Policy => "policy",
            Self::Progress => "progress",
            Self::Finished => "finished",
            Self::Note => "note",
        }
    }

    fn level(self) -> Level {
        match self {
            Self::Failed | Self::Usage | Self::Panicked | Self::FileFailed | Self::Problem => {
                Level::Error
            }
            Self::Interrupted | Self::RecordRejected => Level::Warning,
            Self::Policy | Self::Progress | Self::Finished | Self::Note => Level::Info,
        }
    }
}

/// Set once, by the arguments. A message may come from anywhere, also from a panic, so it cannot be
/// handed around.
static FORMAT: OnceLock<Format> = OnceLock::new();

/// Says how messages are written from now on.
pub(crate) fn begin(format: Format) {
    // Whoever came first has said it.
    let _ = FORMAT.set(format);
}

/// How messages are wanted by arguments that could not be read, as far as that can be told.
pub(crate) fn wanted(arguments: &[OsString]) -> Format {
    let variable = env::var_os("PUMICE_LOG_FORMAT");
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    let flag = words
        .clone()
        .find_map(|word| word.strip_prefix("--log-format="));
    let next = words.find(|word| *word == "--log-format").and(words.next());
    let word = flag
        .or(next)
        .or(variable.as_deref().and_then(OsStr::to_str));
    match word {
        Some("json") => Format::Json,
        _ => Format::Text,
    }
}

pub(crate) fn format() -> Format {
    FORMAT.get().copied().unwrap_or(Format::Text)
}

/// A message under way.
#[derive(Debug)]
pub(crate) struct Message {
    event: Event,
    level: Level,
    text: String,
    members: Map<String, Value>,
}

impl Message {
    pub(crate) fn new(event: Event, text: impl fmt::Display) -> Self {
        Self {
            event,
            level: event.level(),
            text: text.to_string(),
            members: Map::new(),
        }
    }

    pub(crate) fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Adds what only JSON tells apart from the words.
    pub(crate) fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.members.insert(member.into(), value.into());
        self
    }

    /// Writes it behind the name of the command. When nobody can hear it, the exit code has to do.
    pub(crate) fn send(self) {
        match format() {
            Format::Text => line(format_args!("pumice: {}", self.text)),
            Format::Json => line(self.json(SystemTime::now())),
        }
    }

    /// Writes it as it is, without the name of the command: lines that editors read, and tables.
    pub(crate) fn send_bare(self) {
        match format() {
            Format::Text => line(self.text.trim_end_matches('\n')),
            Format::Json => line(self.json(SystemTime::now())),
        }
    }

    fn json(&self, now: SystemTime) -> Value {
        let level = match self.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
        };
        let mut event = json!({
            "time": Utc::from(now).to_string(),
            "level": level,
            "event": self.event.name(),
            "message": self.text,
        });
        if let Value::Object(event) = &mut event {
            event.extend(self.members.clone());
        }
        event
    }
}

/// Says what a run has done: a table for people, numbers for programs.
pub(crate) fn finished(report: &Report) {
    if format() == Format::Text {
        // What a terminal that has gone away does not show is in the report.
        let _ = write!(io::stderr(), "{}", report.table());
        return;
    }
    let counts = &report.counts;
    let mut entities = Map::new();
    for row in &counts.findings {
        let known = entities.get(&row.entity).and_then(Value::as_u64);
        let sum = known.unwrap_or_default() + row.count;
        entities.insert(row.entity.clone(), sum.into());
    }
    let records = counts.records;
    let (read, found) = (records.read, counts.findings_total());
    let (name, file) = match &report.files[..] {
        [file] => (file.input.clone(), Some(&file.input)),
        files => (format!("{} files", files.len()), None),
    };
    let words = format!(
        "{name}: {read} records, {} quarantined, {found} findings",
        records.quarantined
    );
    let message = Message::new(Event::Finished, words);
    let message = match file {
        Some(file) => message.with("file", file.clone()),
        None => {
            let done = |file: &&FileReport| file.status == FileStatus::Done;
            message
                .with("files_in", report.files.len())
                .with("files_done", report.files.iter().filter(done).count())
        }
    };
    let message = message
        .with("records_in", read)
        .with("records_out", records.written)
        .with("records_quarantined", records.quarantined)
        .with("bytes_in", counts.bytes.read)
        .with("bytes_out", counts.bytes.written)
        .with("findings", found)
        .with("entities", entities)
        .with("seconds", report.timing.seconds)
        .with("mb_per_s", report.timing.mb_per_s);
    let message = match records.withheld {
        0 => message,
        withheld => message.with("values_withheld", withheld),
    };
    let message = match report.mode {
        Mode::DryRun => message.with("dry_run", true),
        Mode::Scrub | Mode::Scan => message,
    };
    let message = match report.selected {
        Some(selected) => message
            .with("selected", json!(selected))
            .with("records_skipped", records.skipped),
        None => message,
    };
    match report.baseline {
        Some(baseline) => message.with(
            "baseline",
            json!({"known": baseline.known, "new": baseline.new, "stale": baseline.stale}),
        ),
        None => message,
    }
    .send();
}

/// A time as events have it.
pub(crate) fn utc(time: SystemTime) -> String {
    Utc::from(time).to_string()
}

/// One write, so that lines of several processes into one log stay whole.
fn line(text: impl fmt::Display) {
    let line = format!("{text}\n");
    let _ = io::stderr().write_all(line.as_bytes());
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn the_format_is_told_from_arguments_that_are_wrong() {
        let wanted = |line: &str| {
            let words: Vec<_> = line.split(' ').map(OsString::from).collect();
            wanted(&words)
        };
        assert_eq!(
            wanted("pumice scan --wrong --log-format json"),
            Format::Json
        );
        assert_eq!(wanted("pumice --log-format=json scan"), Format::Json);
        assert_eq!(wanted("pumice scan --log-format"), Format::Text);
        assert_eq!(wanted("pumice scan json"), Format::Text);
    }

    #[test]
    fn an_event_has_its_members_and_those_of_all_events() {
        let message = Message::new(Event::RecordRejected, "in.jsonl:7: is \"cut\"")
            .with("file", "in.jsonl")
            .with("record", 7);
        let event = message.json(UNIX_EPOCH + Duration::from_millis(1_700_000_000_042));
        let expected = json!({
            "time": "2023-11-14T22:13:20.042Z",
            "level": "warning",
            "event": "record_rejected",
            "message": "in.jsonl:7: is \"cut\"",
            "file": "in.jsonl",
            "record": 7,
        });
        assert_eq!(event, expected);
        assert!(!event.to_string().contains('\n'));
    }
}
