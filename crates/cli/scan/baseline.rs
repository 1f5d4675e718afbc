//! Baselines: what was there once and is known.
//!
//! ```text
//! {
//!  "version": 1,
//!  "key": "1a2b3c4d",
//!  "entries": [
//!   {"entity":"US_SSN","field":"text","count":2,"fingerprint":"5e884898da28047151d0e56f8dc62927"}
//!  ]
//! }
//! ```
//! Sorted by entity, field and fingerprint, an entry a line, so that two of them can be compared. There
//! is no value in it, no place and no key of the corpus: an entry holds wherever its value moves within
//! its field. Counted, because the same value once more is new: a copy of a known secret in another
//! record is one more to remove.

use std::{
    collections::{HashMap, hash_map::Entry},
    fs,
    io::{self, BufWriter, Write},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, anyhow, bail};
use pumice_detect::{Detector, EntityId};
use pumice_engine::{BaselineCounts, Draft, Fingerprint, Located};
use serde::{Deserialize, Serialize};

/// The one version of the layout.
const VERSION: u64 = 1;

/// Different values that a baseline may have. It is for some that are known; a corpus with more wants
/// scrubbing.
const MAX_ENTRIES: usize = 1_000_000;

/// What the file of a baseline holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u64,
    /// The id of the key that the fingerprints were made with.
    key: String,
    entries: Vec<FileEntry>,
}

/// One value in one field.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    entity: String,
    field: String,
    count: u64,
    fingerprint: String,
}

/// A baseline that findings are compared with.
pub(super) struct Known {
    entries: HashMap<Fingerprint, KnownEntry>,
    known: u64,
    new: u64,
}

/// How often the baseline has a value, and how often it was found so far, at most that often.
struct KnownEntry {
    count: u64,
    found: u64,
}

/// What a baseline says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Novelty {
    Known,
    /// It is new; its value was known so many times before.
    New {
        known_before: u64,
    },
}

impl Known {
    /// Reads a baseline that was made with the key of that id.
    ///
    /// # Errors
    /// When it cannot be read, is none, has another version or another key. Of its text only a place is
    /// told.
    pub(super) fn read(path: &Path, key_id: &str) -> anyhow::Result<Self> {
        let name = path.display();
        let text = fs::read(path).with_context(|| {
            format!("{name}: the baseline cannot be read; check the path and its permissions")
        })?;
        let file = parse(&text).map_err(|error| anyhow!("{name}: {error}"))?;
        if !file.key.eq_ignore_ascii_case(key_id) {
            bail!(
                "{name}: was made with another key than {key_id}, so nothing in it can be known; \
                 give the key that it names, or make it again with --write-baseline"
            );
        }
        let mut entries = HashMap::with_capacity(file.entries.len());
        for (number, entry) in (1..).zip(&file.entries) {
            let Some(fingerprint) = Fingerprint::parse(&entry.fingerprint) else {
                bail!(
                    "{name}: the fingerprint of entry {number} is not 32 hexadecimal digits; make the \
                     baseline again with --write-baseline"
                );
            };
            let known = KnownEntry {
                count: entry.count,
                found: 0,
            };
            if entries.insert(fingerprint, known).is_some() {
                bail!(
                    "{name}: entry {number} has the fingerprint of one before it; remove one of them"
                );
            }
        }
        Ok(Self {
            entries,
            known: 0,
            new: 0,
        })
    }

    /// Whether a finding is known; each is counted off.
    pub(super) fn judge(&mut self, fingerprint: Fingerprint) -> Novelty {
        match self.entries.get_mut(&fingerprint) {
            Some(entry) if entry.found < entry.count => {
                entry.found += 1;
                self.known += 1;
                Novelty::Known
            }
            entry => {
                self.new += 1;
                Novelty::New {
                    known_before: entry.map_or(0, |entry| entry.count),
                }
            }
        }
    }

    /// The counts so far.
    pub(super) fn counts(&self) -> BaselineCounts {
        BaselineCounts {
            known: self.known,
            new: self.new,
            stale: (self.entries.values())
                .map(|entry| entry.count - entry.found)
                .sum(),
        }
    }
}

/// Reads the text of a baseline. The library's messages may quote it; a line and a column do not.
fn parse(text: &[u8]) -> anyhow::Result<File> {
    #[derive(Deserialize)]
    struct Head {
        version: u64,
    }

    let unreadable = |error: serde_json::Error| {
        anyhow!(
            "line {}, column {}: this is no baseline; --write-baseline makes one",
            error.line(),
            error.column()
        )
    };
    let head: Head = serde_json::from_slice(text).map_err(unreadable)?;
    if head.version != VERSION {
        bail!(
            "the version {} of this baseline is unknown, this Pumice reads {VERSION}; use the Pumice \
             that made it, or make it again with --write-baseline",
            head.version
        );
    }
    serde_json::from_slice(text).map_err(unreadable)
}

/// Collects what is found, for a new baseline.
#[derive(Default)]
pub(super) struct Recorder {
    entries: HashMap<Fingerprint, Recorded>,
}

struct Recorded {
    entity: EntityId,
    path: Arc<str>,
    count: u64,
}

impl Recorder {
    /// Counts a finding.
    ///
    /// # Errors
    /// When there are too many different ones.
    pub(super) fn add(&mut self, fingerprint: Fingerprint, located: &Located) -> io::Result<()> {
        let is_full = self.entries.len() >= MAX_ENTRIES;
        match self.entries.entry(fingerprint) {
            Entry::Occupied(mut entry) => entry.get_mut().count += 1,
            Entry::Vacant(_) if is_full => {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!(
                        "--write-baseline: more than {MAX_ENTRIES} different values; a baseline is \
                         for some that are known: leave entities out with a policy, or scrub the file"
                    ),
                ));
            }
            Entry::Vacant(entry) => {
                entry.insert(Recorded {
                    entity: located.entity,
                    path: located.path.clone(),
                    count: 1,
                });
            }
        }
        Ok(())
    }

    /// Writes the baseline, made with the key of that id.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub(super) fn write(
        self,
        detector: &Detector,
        key_id: &str,
        draft: &mut Draft,
    ) -> anyhow::Result<()> {
        let name = draft.path().display().to_string();
        let entries = self.entries.into_iter().map(|(fingerprint, recorded)| {
            let entity = detector.entity_name(recorded.entity);
            (entity, recorded.path, fingerprint, recorded.count)
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort_unstable();
        write_entries(&entries, key_id, draft)
            .with_context(|| format!("{name}: cannot be written; check the space on its disk"))
    }
}

fn write_entries(
    entries: &[(&str, Arc<str>, Fingerprint, u64)],
    key_id: &str,
    draft: &mut Draft,
) -> io::Result<()> {
    let mut out = BufWriter::new(draft);
    write!(
        out,
        "{{\n \"version\": {VERSION},\n \"key\": \"{key_id}\",\n \"entries\": ["
    )?;
    for (at, (entity, path, fingerprint, count)) in entries.iter().enumerate() {
        let entry = FileEntry {
            entity: (*entity).to_owned(),
            field: path.to_string(),
            count: *count,
            fingerprint: fingerprint.to_string(),
        };
        out.write_all(if at == 0 { b"\n  " } else { b",\n  " })?;
        serde_json::to_writer(&mut out, &entry)?;
    }
    let end = if entries.is_empty() { "" } else { "\n " };
    writeln!(out, "{end}]\n}}")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = r#"{"entity":"URL","field":"text","count":2,"fingerprint":"00112233445566778899aabbccddeeff"}"#;

    fn baseline(entries: &str) -> String {
        format!(r#"{{"version":1,"key":"1a2b3c4d","entries":[{entries}]}}"#)
    }

    #[test]
    fn findings_are_counted_off() {
        let folder = std::env::temp_dir().join(format!("pumice-baseline-{}", std::process::id()));
        fs::write(&folder, baseline(ENTRY)).expect("written");
        let known = Known::read(&folder, "1a2b3c4d");
        let other = Known::read(&folder, "00000000").err();
        fs::remove_file(&folder).expect("removed");
        let mut known = known.expect("it is one");
        assert!(other.is_some_and(|error| error.to_string().contains("another key")));
        let value = Fingerprint::parse("00112233445566778899aabbccddeeff").expect("one");
        let stranger = Fingerprint::parse(&"0".repeat(32)).expect("one");
        let judged = [value, stranger, value, value].map(|value| known.judge(value));
        let new = |known_before| Novelty::New { known_before };
        assert_eq!(judged, [Novelty::Known, new(0), Novelty::Known, new(2)]);
        let counts = known.counts();
        assert_eq!((counts.known, counts.new, counts.stale), (2, 2, 0));
    }

    #[test]
    fn what_is_no_baseline_is_refused_without_its_text() {
        for (text, word) in [
            ("", "no baseline"),
            ("{\"text\":\"jane@example.com\"}\n", "no baseline"),
            ("[\"jane@example.com\"]", "no baseline"),
            (&*baseline("{\"jane@example.com\":1}"), "no baseline"),
            (
                &*baseline(ENTRY).replace("\"key\"", "\"jane\""),
                "no baseline",
            ),
            (
                &*baseline(ENTRY).replace(":1,\"key", ":2,\"key"),
                "version 2",
            ),
            (&*baseline(ENTRY).replace(":2,", ":-2,"), "no baseline"),
        ] {
            let error = parse(text.as_bytes()).err().expect("refused").to_string();
            assert!(error.contains(word) && !error.contains("jane"), "{error}");
        }
        assert_eq!(
            parse(baseline(ENTRY).as_bytes())
                .expect("one")
                .entries
                .len(),
            1
        );
    }
}
