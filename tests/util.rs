//! What several tests need.

use std::{
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    thread,
    time::Duration,
};

use pumice_detect::escape;
use pumice_synth::Rng;
use tempfile::TempDir;

/// The top of the checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All fixtures below `fixtures/<folder>` with that extension, sorted.
pub(crate) fn fixtures(folder: &str, extension: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (vec![], vec![root().join("fixtures").join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no fixtures in {folder}");
    found
}

/// Rounds of a heavy test: `small` as a rule, `soak` when `PUMICE_SOAK=1` asks for the full size.
pub(crate) fn scale(small: usize, soak: usize) -> usize {
    if std::env::var_os("PUMICE_SOAK").is_some_and(|value| value == "1") {
        soak
    } else {
        small
    }
}

/// `text` as the inside of a JSON string, each character spelled in one of its ways; `share` of a hundred
/// that need no escape have one.
pub(crate) fn spelled(rng: &mut Rng, text: &str, share: u32) -> String {
    let mut raw = String::new();
    for character in text.chars() {
        let mut units = [0; 2];
        let must = matches!(character, '"' | '\\') || character < ' ';
        if rng.percent(share) || must && rng.percent(50) {
            for unit in character.encode_utf16(&mut units) {
                let hex = format!("{unit:04x}");
                raw.push_str("\\u");
                raw.push_str(&if rng.percent(50) {
                    hex.to_uppercase()
                } else {
                    hex
                });
            }
        } else if character == '/' && rng.percent(share) {
            raw.push_str("\\/");
        } else {
            let mut bytes = vec![];
            escape::encode(character.to_string().as_bytes(), &mut bytes);
            raw.push_str(std::str::from_utf8(&bytes).expect("UTF-8"));
        }
    }
    raw
}

/// A directory of a test's own, and the binary running in it.
pub(crate) struct Room(TempDir);

impl Room {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a directory"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and gives the room back.
    pub(crate) fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), text).expect("written");
        self
    }

    /// Writes a file, with the folders that it is in.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// All files below a folder, sorted, by their paths in it.
    pub(crate) fn tree(&self, folder: &str) -> Vec<String> {
        let root = self.path(folder);
        let (mut found, mut folders) = (vec![], vec![root.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let inside = path.strip_prefix(&root).expect("below it");
                    found.push(inside.display().to_string());
                }
            }
        }
        found.sort();
        found
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let bytes = fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        String::from_utf8(bytes).expect("UTF-8")
    }

    /// All names, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a directory");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pumice"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::null());
        // Whoever runs the tests may have variables for their own work, and every flag has one.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PUMICE_") {
                command.env_remove(name);
            }
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(self.command(arguments).output().expect("it starts"))
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // Small enough for the pipe, so writing it all first cannot block.
        assert!(input.len() < 60_000);
        // A command that refuses its arguments does not read.
        let _ = stdin.write_all(input);
        drop(stdin);
        Ran::new(child.wait_with_output().expect("it ends"))
    }
}

/// What a command has done.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn new(output: Output) -> Self {
        Self {
            status: output.status,
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.status.code(), Some(code), "{self:#?}");
        self
    }

    /// Asserts that standard error holds all of these.
    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(
                self.stderr.contains(word),
                "no {word:?} in {:?}",
                self.stderr
            );
        }
        self
    }
}

/// The peak of the memory of a process in MB, once it has ended with `code`.
pub(crate) fn peak(mut child: Child, code: i32) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0_u64;
    loop {
        // Gone once it has ended.
        let now = fs::read_to_string(&status).ok().and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        });
        peak = peak.max(now.unwrap_or(0));
        if let Some(status) = child.try_wait().expect("a child") {
            assert_eq!(status.code(), Some(code));
            assert!(peak > 0, "it was never seen");
            return peak.div_ceil(1 << 10);
        }
        thread::sleep(Duration::from_millis(2));
    }
}

#[track_caller]
#[expect(clippy::print_stdout, reason = "the figures of a soak")]
pub(crate) fn stays_within(what: &str, peak: u64, most: u64) {
    println!("{what}: {peak} MB of {most}");
    assert!(peak <= most, "{what} took {peak} MB of {most}");
}
