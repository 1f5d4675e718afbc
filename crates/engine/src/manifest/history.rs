//! What the lines of a manifest come to.

use super::{Checkpoint, Entry, FileDone, InputEntry, MANIFEST_VERSION, RunEntry};

/// A run as its manifest tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// What it is.
    pub run: RunEntry,
    /// Its inputs, in their order.
    pub inputs: Vec<InputEntry>,
    /// How each of them stands.
    pub files: Vec<Standing>,
    /// Whether every file was done, and nothing has begun since.
    pub is_ended: bool,
    /// Segments of a vault that hold values of it.
    pub segments: Vec<String>,
    /// How many times it was gone on with.
    pub resumed: u64,
    /// Bytes of the whole lines.
    pub(super) bytes: u64,
}

/// How an input of a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing of it counts.
    Left,
    /// A part of it is done.
    Underway(Box<Checkpoint>),
    /// It is published.
    Done(Box<FileDone>),
    /// It was left out; why.
    Failed(String),
}

/// What is wrong with the lines of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// They are none of a manifest.
    Foreign,
    /// They have another version.
    Version(u32),
    /// This one, counted from 1, and it is not the last.
    Damaged(usize),
}

impl History {
    /// What `text` comes to; `None` when nothing was begun before it ends.
    pub(super) fn read(text: &[u8]) -> Result<Option<Self>, Flaw> {
        let mut lines = Lines::new(text);
        let Some(first) = lines.next() else {
            // What is cut in its first line may be anything.
            let is_ours = BEGIN.starts_with(text) || text.starts_with(BEGIN);
            return if is_ours {
                Ok(None)
            } else {
                Err(Flaw::Foreign)
            };
        };
        let version: Version = serde_json::from_slice(first).map_err(|_| Flaw::Foreign)?;
        if version.entry != "run" {
            return Err(Flaw::Foreign);
        }
        if version.version != MANIFEST_VERSION {
            return Err(Flaw::Version(version.version));
        }
        let Ok(Entry::Run(run)) = serde_json::from_slice(first) else {
            return Err(Flaw::Damaged(1));
        };
        let mut history = History {
            inputs: vec![],
            files: vec![],
            is_ended: false,
            segments: vec![],
            resumed: 0,
            bytes: lines.taken,
            run,
        };
        while let Some(line) = lines.next() {
            let entry = serde_json::from_slice(line).ok();
            if entry.and_then(|entry| history.take(entry)).is_none() {
                if lines.is_at_end() {
                    break; // a crash may spoil what was added last
                }
                return Err(Flaw::Damaged(lines.number));
            }
            history.bytes = lines.taken;
        }
        // The inputs are written at once, before anything else.
        Ok((history.inputs.len() == history.run.inputs).then_some(history))
    }

    /// Takes the next entry; `None` if it cannot stand there.
    fn take(&mut self, entry: Entry) -> Option<()> {
        match entry {
            Entry::Run(_) => return None,
            Entry::Input(input) => {
                if self.inputs.len() == self.run.inputs {
                    return None;
                }
                self.inputs.push(input);
                self.files.push(Standing::Left);
            }
            Entry::Checkpoint(checkpoint) => {
                self.segments.extend_from_slice(&checkpoint.segments);
                let standing = self.files.get_mut(checkpoint.file)?;
                // One that was long in coming tells nothing new.
                if standing.is_before(&checkpoint) {
                    *standing = Standing::Underway(checkpoint);
                }
            }
            Entry::Done(done) => {
                self.segments.extend_from_slice(&done.segments);
                let standing = self.files.get_mut(done.file)?;
                *standing = Standing::Done(done);
            }
            Entry::Failed { file, error } => *self.files.get_mut(file)? = Standing::Failed(error),
            Entry::Again { file } => *self.files.get_mut(file)? = Standing::Left,
            Entry::Resumed => {
                self.resumed += 1;
                self.is_ended = false;
            }
            Entry::End => self.is_ended = true,
        }
        Some(())
    }
}

impl Standing {
    fn is_before(&self, checkpoint: &Checkpoint) -> bool {
        match self {
            Standing::Left => true,
            Standing::Underway(known) => {
                let far =
                    |checkpoint: &Checkpoint| (checkpoint.counts.bytes.read, checkpoint.is_whole);
                far(known) <= far(checkpoint)
            }
            Standing::Done(_) | Standing::Failed(_) => false,
        }
    }
}

const BEGIN: &[u8] = b"{\"entry\":\"run\"";

#[derive(serde::Deserialize)]
struct Version {
    entry: String,
    version: u32,
}

/// The whole lines of a text.
struct Lines<'t> {
    text: &'t [u8],
    taken: u64,
    number: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            taken: 0,
            number: 0,
        }
    }

    fn is_at_end(&self) -> bool {
        !self.text.contains(&b'\n')
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = &'t [u8];

    fn next(&mut self) -> Option<&'t [u8]> {
        let end = self.text.iter().position(|&byte| byte == b'\n')?;
        let (line, rest) = (&self.text[..end], &self.text[end + 1..]);
        self.text = rest;
        self.taken += end as u64 + 1;
        self.number += 1;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Stat, Written},
        *,
    };
    use crate::{batch::Position, report::Counts};

    /// What this version has written stays readable.
    const KEPT: &str = include_str!("../../../../fixtures/versions/manifest-1.jsonl.manifest");

    #[test]
    fn a_kept_manifest_is_read_as_it_was_written() {
        let history = History::read(KEPT.as_bytes()).expect("one").expect("begun");
        assert_eq!(history.bytes, KEPT.len() as u64);
        assert!(history.is_ended && history.resumed == 1);
        let done = |file: &Standing| matches!(file, Standing::Done(_));
        assert!(history.files.len() == 2 && history.files.iter().all(done));
        for line in KEPT.lines() {
            let entry: Entry = serde_json::from_str(line).expect("an entry");
            assert_eq!(serde_json::to_string(&entry).expect("JSON"), line);
        }
    }

    fn checkpoint(file: usize, bytes: u64) -> Entry {
        let mut counts = Counts::default();
        counts.bytes.read = bytes;
        Entry::Checkpoint(Box::new(Checkpoint {
            file,
            stat: Stat {
                bytes: 100,
                modified_ns: 1,
            },
            position: Position::Line {
                offset: bytes,
                line: 7,
                border: None,
            },
            is_whole: false,
            output: Written {
                bytes,
                sha256: "aa".into(),
            },
            notes: None,
            quarantine: None,
            quarantine_lines: None,
            segments: vec![],
            counts,
        }))
    }

    /// The beginning of the kept one, and entries behind it.
    fn history(entries: &[Entry]) -> History {
        let head: Vec<&str> = KEPT.lines().take(3).collect();
        let lines = entries
            .iter()
            .map(|entry| serde_json::to_string(entry).expect("JSON"));
        let text = head.join("\n") + "\n" + &lines.map(|line| line + "\n").collect::<String>();
        History::read(text.as_bytes()).expect("one").expect("begun")
    }

    fn bytes(history: &History) -> Option<u64> {
        match &history.files[0] {
            Standing::Underway(checkpoint) => Some(checkpoint.counts.bytes.read),
            _ => None,
        }
    }

    #[test]
    fn what_came_late_does_not_count() {
        let failed = || Entry::Failed {
            file: 0,
            error: "in.jsonl: no".into(),
        };
        assert_eq!(
            bytes(&history(&[checkpoint(0, 20), checkpoint(0, 10)])),
            Some(20)
        );
        assert_eq!(
            bytes(&history(&[checkpoint(0, 20), failed(), checkpoint(0, 30)])),
            None
        );
        let again = Entry::Again { file: 0 };
        let entries = [failed(), again, checkpoint(0, 10)];
        assert_eq!(bytes(&history(&entries)), Some(10));
    }

    #[test]
    fn a_line_that_a_crash_has_spoiled_is_dropped_and_no_other() {
        let whole = History::read(KEPT.as_bytes()).expect("one").expect("begun");
        let lines: Vec<&str> = KEPT.lines().collect();
        let most = KEPT.len() - lines[lines.len() - 1].len() - 1;
        for cut in most..KEPT.len() {
            let history = History::read(&KEPT.as_bytes()[..cut])
                .expect("one")
                .expect("begun");
            assert_eq!((history.bytes, history.is_ended), (most as u64, false));
            assert_eq!(history.files, whole.files);
        }
        let spoiled = KEPT[..most].to_owned() + "\0\0\0\n";
        let history = History::read(spoiled.as_bytes())
            .expect("one")
            .expect("begun");
        assert_eq!(history.bytes, most as u64);
        let damaged = KEPT.replacen("\"resumed\"", "\"resum\"", 1);
        let number = 1 + lines
            .iter()
            .position(|line| line.contains("resumed"))
            .expect("there");
        assert_eq!(
            History::read(damaged.as_bytes()),
            Err(Flaw::Damaged(number))
        );
    }

    #[test]
    fn what_is_none_is_told_from_one_that_was_hardly_begun() {
        let first = KEPT.lines().next().expect("a line");
        for begun in ["", "{", &first[..40], first, &format!("{first}\n")] {
            assert_eq!(History::read(begun.as_bytes()), Ok(None), "{begun}");
        }
        for foreign in ["x", "{}\n", "{\"text\":\"a\"}\n", "[1]"] {
            assert_eq!(History::read(foreign.as_bytes()), Err(Flaw::Foreign));
        }
        let later = KEPT.replacen("\"version\":1", "\"version\":9", 1);
        assert_eq!(History::read(later.as_bytes()), Err(Flaw::Version(9)));
    }
}
