//! What is done of a run, kept on disk while it goes on, so that another process can go on with it.
//!
//! A manifest is a file of JSON, an object a line, to which lines are only ever added:
//!
//! ```text
//! {"entry":"run","version":1,"run":"…","nonce":"…","tool":{…},"options":{…},"inputs":2}
//! {"entry":"input","input":"in/a.jsonl","output":"out/a.jsonl"}      as many as there are inputs
//! {"entry":"checkpoint","file":0,"position":{"at":"line",…},…}       a part of a large file is done
//! {"entry":"done","file":0,"stat":{…},"output":{…},"counts":{…}}     a file is published
//! {"entry":"failed","file":1,"error":"…"}                            or left out
//! {"entry":"again","file":1}                                         what stands above of it is void
//! {"entry":"resumed"}                                                another process goes on
//! {"entry":"end"}                                                    every file is done
//! ```
//! A crash may cut the last line; it is dropped. A line is added when what it tells of is on disk, never
//! before, so that one that is lost costs work and nothing else. It holds no value of a corpus and no hash of
//! one: hashes are those of what was written, after it was scrubbed.

mod history;
mod log;

use std::{
    collections::BTreeMap,
    fs, io,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

pub use self::{
    history::{History, Standing},
    log::{Manifest, ManifestError, ManifestErrorKind, Past, is_locked},
};
use crate::{
    batch::Position,
    digest::hex,
    publish::RunId,
    report::{Counts, Tool},
};

/// Version of the manifest's layout. A change that a reader can notice raises it.
pub const MANIFEST_VERSION: u32 = 1;

/// A line of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// The first one.
    Run(RunEntry),
    /// Those behind it: the inputs, in the order of the run. Others name one by its number, from 0.
    Input(InputEntry),
    /// A part of a file is done.
    Checkpoint(Box<Checkpoint>),
    /// A file is done and published.
    Done(Box<FileDone>),
    /// A file is left out.
    Failed {
        /// Which.
        file: usize,
        /// Why; never a value.
        error: String,
    },
    /// What was said of a file is void: it is done again from its start.
    Again {
        /// Which.
        file: usize,
    },
    /// Another process goes on.
    Resumed,
    /// Every file is done.
    End,
}

/// What a run is, as far as it changes what is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunEntry {
    /// [`MANIFEST_VERSION`].
    pub version: u32,
    /// Its name, which its drafts bear.
    pub run: RunId,
    /// 32 random bytes in hexadecimal digits, for transforms that want chance: the same in all of the run.
    pub nonce: String,
    /// What runs.
    pub tool: Tool,
    /// Options that change the bytes of an output, by name.
    pub options: BTreeMap<String, String>,
    /// How many inputs there are.
    pub inputs: usize,
}

impl RunEntry {
    /// A new run.
    ///
    /// # Errors
    /// When the system has no random bytes to give.
    pub fn new(tool: Tool, options: BTreeMap<String, String>, inputs: usize) -> io::Result<Self> {
        let mut nonce = [0; 32];
        getrandom::fill(&mut nonce).map_err(io::Error::other)?;
        Ok(Self {
            version: MANIFEST_VERSION,
            run: RunId::random()?,
            nonce: hex(&nonce),
            tool,
            options,
            inputs,
        })
    }
}

/// An input and where its outputs go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputEntry {
    /// Its name, as it was given.
    pub input: String,
    /// The output's path from the folder that the manifest is in.
    pub output: String,
    /// The same of the quarantine, where there may be one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarantine: Option<String>,
}

/// What tells whether a file has changed: its size and the time of its last change.
///
/// Its contents are not hashed. Beside what is written of a short file, a hash of it without a key would
/// give its values away, as all numbers of nine digits can be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// Bytes, as they are stored.
    pub bytes: u64,
    /// Nanoseconds since 1970 (UTC).
    pub modified_ns: i64,
}

impl Stat {
    /// What the system says of a file; `None` for what is no regular one.
    pub fn new(metadata: &fs::Metadata) -> Option<Self> {
        let modified = metadata.modified().ok();
        metadata.is_file().then(|| Self {
            bytes: metadata.len(),
            modified_ns: modified.map_or(0, nanoseconds),
        })
    }
}

fn nanoseconds(time: SystemTime) -> i64 {
    let whole = |since: std::time::Duration| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => whole(since),
        Err(before) => -whole(before.duration()),
    }
}

/// What was written, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Bytes.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// How far a file is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Which.
    pub file: usize,
    /// The input as it was when it was opened.
    pub stat: Stat,
    /// Where its reader goes on.
    pub position: Position,
    /// Whether that is its end, so that only names are missing.
    pub is_whole: bool,
    /// What the draft of its output has.
    pub output: Written,
    /// What the draft of its notes has, where a format cannot go on without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Written>,
    /// Bytes of the draft of its quarantine, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarantine: Option<u64>,
    /// Its lines, where they are not those of records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarantine_lines: Option<u64>,
    /// Segments of a vault that hold values of its run and that no earlier line tells of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<String>,
    /// What was counted up to there.
    pub counts: Counts,
}

/// A file that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDone {
    /// Which.
    pub file: usize,
    /// The input as it was when it was opened; absent where it is no regular file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stat: Option<Stat>,
    /// Its output.
    pub output: Written,
    /// Bytes of its quarantine, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarantine: Option<u64>,
    /// Segments of a vault that hold values of its run and that no earlier line tells of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<String>,
    /// What was counted in it.
    pub counts: Counts,
}
