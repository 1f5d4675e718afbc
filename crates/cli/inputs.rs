//! Which files a run reads, and under which names their outputs appear.

mod tables;

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader},
    path::{Component, Path, PathBuf},
};

use anyhow::{Context, bail};
use glob::{MatchOptions, glob_with};
use pumice_engine::{FileId, FileReport, FileStatus, Position, is_draft};
use walkdir::WalkDir;

use crate::{
    args::Stream,
    exit::Exit,
    input,
    job::Route,
    log::{Event, Message},
    message,
};

/// The files of a run, in the order in which they are read.
#[derive(Debug)]
pub(crate) struct Inputs {
    pub(crate) files: Vec<Input>,
    /// Whether they are one input, which was named as such: its output is a file, not a folder.
    pub(crate) is_one: bool,
    /// Files in folders that have no name of JSONL.
    left_out: u64,
    /// The folders that were named.
    folders: Vec<PathBuf>,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) stream: Stream,
    /// Its place in a folder of outputs.
    pub(crate) place: PathBuf,
}

/// How names of JSONL end, a compression aside.
const EXTENSIONS: [&str; 4] = ["jsonl", "ndjson", "json", "parquet"];
const COMPRESSIONS: [&str; 2] = ["gz", "zst"];
/// What lines that were put aside are kept in; they are no input.
const QUARANTINE: &str = ".quarantine.jsonl";
/// Wildcards do not stand for the dot of a hidden file.
const AS_SHELLS_DO: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: true,
};

impl Inputs {
    /// Finds the files that arguments name: `-`, files, folders, patterns and lists.
    ///
    /// # Errors
    /// When one cannot be found or read, when there is none, and when two would have one output.
    pub(crate) fn find(named: &[Stream]) -> anyhow::Result<Inputs> {
        let mut inputs = Inputs {
            files: vec![],
            is_one: matches!(named, [Stream::Standard]),
            left_out: 0,
            folders: vec![],
        };
        for stream in named {
            match stream {
                Stream::Standard => inputs.files.push(Input {
                    stream: Stream::Standard,
                    place: PathBuf::from("stdin.jsonl"),
                }),
                Stream::File(path) => inputs.add_named(path, named.len() == 1)?,
            }
        }
        if inputs.files.is_empty() {
            bail!(
                "no input: the folders that are named hold no file that ends in .jsonl, .ndjson, .json (.gz \
                 and .zst behind it) or .parquet"
            );
        }
        Ok(inputs)
    }

    /// Says how many files of folders are no input.
    pub(crate) fn say_what_is_left_out(&self) {
        if self.left_out > 0 {
            message(format_args!(
                "left out: {} without a name of JSONL (.jsonl, .ndjson, .json) or Parquet (.parquet)",
                if self.left_out == 1 {
                    "1 file".to_owned()
                } else {
                    format!("{} files", self.left_out)
                }
            ));
        }
    }

    /// Has the places of outputs end as their codec wants: with `extension`, or plain. Parquet has codecs of
    /// its own inside, and keeps them.
    pub(crate) fn rename(&mut self, extension: Option<&str>) {
        for input in &mut self.files {
            if input.place.extension() == Some(OsStr::new("parquet")) {
                continue;
            }
            if is_compressed(&input.place) {
                input.place.set_extension("");
            }
            if let Some(extension) = extension {
                input.place.as_mut_os_string().push(extension);
            }
        }
    }

    /// How many bytes there are, if all files tell; those that are compressed do not.
    pub(crate) fn bytes(&self) -> Option<u64> {
        self.files.iter().map(bytes).sum()
    }

    /// The same of what is read of them.
    pub(crate) fn bytes_of(&self, route: &Route) -> Option<u64> {
        let skipped = route.starts.values().map(|start| match start.position {
            Position::Line { offset, .. } => offset,
            Position::RowGroup { stored, .. } => stored,
        });
        let read = route.files.iter().map(|&file| bytes(&self.files[file]));
        Some(read.sum::<Option<u64>>()?.saturating_sub(skipped.sum()))
    }

    /// Which files they are, as far as they are any.
    pub(crate) fn ids(&self) -> impl Iterator<Item = FileId> {
        self.files
            .iter()
            .filter_map(|input| input::id(&input.stream))
    }

    /// Refuses a folder of outputs that lies in a folder of inputs: the next run would read them.
    ///
    /// # Errors
    /// When it does, or when it is no folder.
    pub(crate) fn check_folder(&self, out: &Path) -> anyhow::Result<()> {
        let name = out.display();
        if fs::metadata(out).is_ok_and(|there| !there.is_dir()) {
            bail!("{name}: is no folder, and several inputs need one; choose another name");
        }
        for folder in &self.folders {
            if is_within(out, folder) {
                bail!(
                    "{name}: lies in the input {}; choose a folder outside of it",
                    folder.display()
                );
            }
        }
        Ok(())
    }

    fn add_named(&mut self, path: &Path, is_alone: bool) -> anyhow::Result<()> {
        let bytes = path.as_os_str().as_encoded_bytes();
        if let Some(list) = bytes.strip_prefix(b"@").filter(|_| !path.exists()) {
            return self.add_list(Path::new(&*String::from_utf8_lossy(list)));
        }
        if path.is_dir() {
            self.folders.push(path.to_owned());
            return self.add_folder(path, path);
        }
        let is_pattern = bytes.iter().any(|byte| matches!(byte, b'*' | b'?' | b'['));
        if is_pattern && !path.exists() {
            return self.add_pattern(path);
        }
        self.is_one |= is_alone;
        self.add_file(
            path,
            path.file_name().map(PathBuf::from).unwrap_or_default(),
        );
        Ok(())
    }

    fn add_file(&mut self, path: &Path, place: PathBuf) {
        self.files.push(Input {
            stream: Stream::File(path.to_owned()),
            place,
        });
    }

    /// Adds the files of JSONL below `folder`, sorted by name; links are followed.
    fn add_folder(&mut self, folder: &Path, root: &Path) -> anyhow::Result<()> {
        let entries = WalkDir::new(folder)
            .follow_links(true)
            .min_depth(1)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| !is_hidden(entry.file_name()));
        for entry in entries {
            let entry = entry.with_context(|| {
                let name = folder.display();
                format!("{name}: cannot be read; check links and permissions in it")
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            if entry.file_type().is_file() && is_jsonl(entry.file_name()) {
                let place = entry.path().strip_prefix(root).unwrap_or(entry.path());
                self.add_file(entry.path(), place.to_owned());
            } else {
                self.left_out += 1;
            }
        }
        Ok(())
    }

    /// Adds what a pattern stands for; places are those below its part without a wildcard.
    fn add_pattern(&mut self, pattern: &Path) -> anyhow::Result<()> {
        let name = pattern.display();
        let Some(text) = pattern.to_str() else {
            bail!("{name}: a pattern must be UTF-8; name the files in a list (@FILE)");
        };
        let root: PathBuf = pattern
            .components()
            .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']))
            .collect();
        let paths = glob_with(text, AS_SHELLS_DO)
            .with_context(|| format!("{name}: is no pattern; check it"))?;
        let known = self.files.len();
        for path in paths {
            let path = path.with_context(|| format!("{name}: a folder cannot be read"))?;
            if path.is_dir() {
                self.folders.push(path.clone());
                self.add_folder(&path, &root)?;
            } else if is_quarantine(path.file_name().unwrap_or_default()) {
                self.left_out += 1;
            } else {
                let place = path.strip_prefix(&root).unwrap_or(&path).to_owned();
                self.add_file(&path, place);
            }
        }
        if self.files.len() == known {
            bail!("{name}: no file matches; check the pattern and the folder");
        }
        Ok(())
    }

    /// Adds the files of a list, a path a line.
    fn add_list(&mut self, list: &Path) -> anyhow::Result<()> {
        let name = list.display();
        let file = fs::File::open(list)
            .with_context(|| format!("{name}: the list cannot be read; check the path"))?;
        for (line, number) in BufReader::new(file).lines().zip(1..) {
            let line = line.with_context(|| format!("{name}, line {number}: cannot be read"))?;
            let path = Path::new(line.trim_end_matches('\r'));
            if path.as_os_str().is_empty() {
                continue;
            }
            if path.is_dir() {
                bail!("{name}, line {number}: is a folder; list files, or name the folder itself");
            }
            self.add_file(path, below(path));
        }
        Ok(())
    }

    /// Refuses files of tables, which are more than their files.
    ///
    /// # Errors
    /// When there is one.
    pub(crate) fn check_tables(&self) -> anyhow::Result<()> {
        tables::refuse(&self.files)
    }

    /// Refuses two inputs whose outputs would have one name.
    ///
    /// # Errors
    /// When there are two such.
    pub(crate) fn check_places(&self) -> anyhow::Result<()> {
        let mut sorted: Vec<&Input> = self.files.iter().collect();
        sorted.sort_by(|one, other| one.place.cmp(&other.place));
        for pair in sorted.windows(2) {
            let [one, other] = pair else { continue };
            if one.place == other.place {
                bail!(
                    "{} and {}: both would be written to {}; scrub them in two runs, or name the folder \
                     that both are in",
                    one.stream,
                    other.stream,
                    one.place.display()
                );
            }
        }
        Ok(())
    }
}

fn bytes(input: &Input) -> Option<u64> {
    if is_compressed(&input.place) {
        return None;
    }
    let metadata = fs::metadata(input.stream.path()?).ok()?;
    metadata.is_file().then_some(metadata.len())
}

/// The books of files of which none is begun.
pub(crate) fn unread(files: &[Input]) -> Vec<FileReport> {
    let names = files.iter().map(|input| input.stream.name());
    names.map(FileReport::unread).collect()
}

/// Names the files that have failed, and tells how a run ends so: it is done but for them, if it goes on.
/// `is_one` if there was but one, whose failure is that of the run.
pub(crate) fn say_failed(files: &[FileReport], is_one: bool, goes_on: bool) -> Exit {
    let mut exit = Exit::Clean;
    let event = if is_one {
        Event::Failed
    } else {
        Event::FileFailed
    };
    let failed = |file: &&FileReport| file.status == FileStatus::Failed;
    for file in files.iter().filter(failed) {
        // Without words where whoever read the output knows.
        if let Some(error) = &file.error {
            let message = Message::new(event, error);
            message.with("file", file.input.clone()).send();
        }
        exit = if goes_on && !is_one {
            Exit::Quarantined
        } else {
            Exit::Error
        };
    }
    exit
}

/// A path without what leads out of a folder.
fn below(path: &Path) -> PathBuf {
    let leads_out = path.components().any(|part| part == Component::ParentDir);
    let inside = path
        .components()
        .filter(|part| matches!(part, Component::Normal(_)));
    if leads_out {
        path.file_name().map(PathBuf::from).unwrap_or_default()
    } else {
        inside.collect()
    }
}

/// Whether a path, which need not exist, is a folder or lies in it.
fn is_within(path: &Path, folder: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else {
        return false;
    };
    let there = path.ancestors().find_map(|path| {
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        fs::canonicalize(path).ok()
    });
    there.is_some_and(|there| there.starts_with(&folder))
}

fn is_compressed(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| COMPRESSIONS.contains(&extension))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") || is_draft(name)
}

/// Whether a file in a folder is one of records, as its name has it.
fn is_jsonl(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    let plain = COMPRESSIONS
        .iter()
        .find_map(|end| name.strip_suffix(end)?.strip_suffix('.'))
        .unwrap_or(&name);
    let is_known = EXTENSIONS.iter().any(|end| {
        plain
            .strip_suffix(end)
            .is_some_and(|name| name.ends_with('.'))
    });
    is_known && !is_quarantine(plain.as_ref()) && !plain.ends_with(".report.json")
}

fn is_quarantine(name: &OsStr) -> bool {
    name.as_encoded_bytes().ends_with(QUARANTINE.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_jsonl_are_known_whatever_their_compression() {
        let is = |name: &str| is_jsonl(name.as_ref());
        for name in [
            "a.jsonl",
            "a.JSONL.gz",
            "b.ndjson.zst",
            "c.json",
            "a.b.jsonl",
        ] {
            assert!(is(name), "{name}");
        }
        for name in [
            "a.txt",
            "jsonl",
            "a.jsonl.quarantine.jsonl",
            "a.jsonl.report.json",
            "a.jsonl.bak",
        ] {
            assert!(!is(name), "{name}");
        }
    }

    #[test]
    fn places_stay_below_the_folder() {
        for (path, place) in [
            ("a/b.jsonl", "a/b.jsonl"),
            ("./a/b.jsonl", "a/b.jsonl"),
            ("/data/b.jsonl", "data/b.jsonl"),
            ("../a/b.jsonl", "b.jsonl"),
        ] {
            assert_eq!(below(Path::new(path)), Path::new(place));
        }
    }
}
