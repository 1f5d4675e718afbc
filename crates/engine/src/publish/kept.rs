//! Drafts that outlive the process that writes them, so that a later one can go on with them.
//!
//! A draft is kept once something in a manifest counts on it. It then has a name that tells its run,
//! `.pumice-<run>-<label>.part`, which [`sweep`](super::sweep) leaves alone; whoever knows the run finds it
//! again or removes it.

use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tempfile::TempPath;

use super::{
    Draft, PREFIX, Protected, PublishError, PublishErrorKind, Target, open_directory,
    sync_directory,
};
use crate::digest::{Digest, hex};

/// Ends the name of a draft that is kept.
const SUFFIX: &str = ".part";

/// Tells one run from all others; 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct RunId(String);

impl RunId {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no random bytes to give.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Self(hex(&bytes)))
    }

    /// How drafts of the run begin.
    fn prefix(&self) -> String {
        format!("{PREFIX}{}-", self.0)
    }
}

/// Nothing else may become a part of a file's name.
impl TryFrom<String> for RunId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_one = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then_some(Self(text)).ok_or("no id of a run")
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the bytes of a draft must be for it to be gone on with.
#[derive(Clone, Copy, Debug)]
pub enum Seal<'a> {
    /// Their SHA-256, in hexadecimal digits.
    Sha256(&'a str),
    /// So many whole lines. For what must not be hashed: a hash of few digits tells them.
    Lines(u64),
}

impl Draft {
    /// Has the draft outlive this process, under a name of the run. `label` is its own in its folder. Does
    /// nothing if it is kept already.
    ///
    /// # Errors
    /// When it cannot be renamed.
    pub fn keep(&mut self, run: &RunId, label: &str) -> io::Result<()> {
        if self.is_kept {
            return Ok(());
        }
        let path = kept_path(&self.target.directory, run, label);
        fs::rename(&self.name, &path)?;
        sync_directory(&self.directory)?;
        let mut name = TempPath::try_from_path(path)?;
        name.disable_cleanup(true);
        // The old name is gone, and nothing is to be removed under it.
        let _ = std::mem::replace(&mut self.name, name).keep();
        self.is_kept = true;
        Ok(())
    }

    /// Opens a draft that was [kept](Draft::keep), as it was when it had so many bytes; `None` when it is not
    /// there or does not begin with what `seal` says. What stands behind is cut off. `path` is where it
    /// will appear.
    ///
    /// # Errors
    /// When it must not appear there, or cannot be read or written.
    pub fn reopen(
        path: &Path,
        (run, label): (&RunId, &str),
        (bytes, seal): (u64, Seal<'_>),
        protected: &Protected,
    ) -> Result<Option<Draft>, PublishError> {
        let target = Target::new(path, protected)?;
        target.check()?;
        let kept = kept_path(&target.directory, run, label);
        let unwritable = |cause| target.error(PublishErrorKind::Unwritable, Some(cause));
        let is_file = fs::symlink_metadata(&kept).is_ok_and(|there| there.is_file());
        if !is_file {
            return Ok(None);
        }
        let directory = open_directory(&target.directory).map_err(unwritable)?;
        let file = OpenOptions::new().read(true).write(true).open(&kept);
        let mut file = file.map_err(unwritable)?;
        // Where files cannot be locked, the manifest's lock has to do.
        let _ = file.try_lock();
        let Some(digest) = proven(&mut file, bytes, seal).map_err(unwritable)? else {
            return Ok(None);
        };
        let cut = file
            .set_len(bytes)
            .and_then(|()| file.seek(SeekFrom::End(0)));
        cut.map_err(unwritable)?;
        let mut name = TempPath::try_from_path(kept).map_err(unwritable)?;
        name.disable_cleanup(true);
        Ok(Some(Draft {
            file,
            name,
            is_kept: true,
            directory,
            bytes_written: bytes,
            digest,
            target,
        }))
    }

    /// Makes a file that has appeared at `path` a kept draft again, if the draft is gone and the file has so
    /// many bytes: a crash came when it had its name and what belongs to it had none.
    ///
    /// # Errors
    /// When it cannot be renamed.
    pub fn take_back(path: &Path, (run, label): (&RunId, &str), bytes: u64) -> io::Result<()> {
        let kept = kept_path(&folder_of(path), run, label);
        let there = fs::symlink_metadata(path);
        let is_it = there.is_ok_and(|there| there.is_file() && there.len() == bytes);
        match fs::symlink_metadata(&kept) {
            Err(error) if is_it && error.kind() == io::ErrorKind::NotFound => {
                fs::rename(path, kept)
            }
            _ => Ok(()),
        }
    }

    /// Whether it outlives this process.
    pub fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// What was written so far.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn contents(&mut self) -> io::Result<Vec<u8>> {
        let mut contents = vec![];
        self.file.seek(SeekFrom::Start(0))?;
        io::Read::read_to_end(&mut self.file, &mut contents)?;
        Ok(contents)
    }

    /// Another handle of its file, to wait for the disk with.
    ///
    /// # Errors
    /// When the system has none left.
    pub fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Removes the draft, also one that is kept.
    pub fn discard(mut self) {
        self.name.disable_cleanup(false);
    }
}

/// The hash of the first `bytes` of a file, if they are there and as they should be.
fn proven(file: &mut File, bytes: u64, seal: Seal<'_>) -> io::Result<Option<Digest>> {
    let (mut digest, mut lines, mut left) = (Digest::default(), 0, bytes);
    let mut buffer = vec![0; 256 << 10];
    let mut last = b'\n';
    while left > 0 {
        let most = buffer
            .len()
            .min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = match io::Read::read(file, &mut buffer[..most]) {
            Ok(0) => return Ok(None),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        digest.update(&buffer[..read]);
        lines += buffer[..read].iter().filter(|&&byte| byte == b'\n').count() as u64;
        last = buffer[read - 1];
        left -= read as u64;
    }
    let is_proven = match seal {
        Seal::Sha256(wanted) => digest.hex() == wanted,
        Seal::Lines(wanted) => lines == wanted && last == b'\n',
    };
    Ok(is_proven.then_some(digest))
}

/// The drafts of a run that are left in a folder; none when there is no such folder.
pub fn kept_drafts(folder: &Path, run: &RunId) -> Vec<PathBuf> {
    let prefix = run.prefix();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_kept = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        name.starts_with(prefix.as_bytes())
            && name.ends_with(SUFFIX.as_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_file())
    };
    entries.filter(is_kept).map(|entry| entry.path()).collect()
}

/// Removes the drafts of a run that are left in a folder. Whoever calls holds the lock of its manifest.
///
/// # Errors
/// When one cannot be removed.
pub fn remove_kept(folder: &Path, run: &RunId) -> io::Result<()> {
    kept_drafts(folder, run)
        .iter()
        .try_for_each(fs::remove_file)
}

/// Removes the draft of an output of a run, if it is kept.
///
/// # Errors
/// When it cannot be removed.
pub fn remove_kept_one(path: &Path, run: &RunId, label: &str) -> io::Result<()> {
    match fs::remove_file(kept_path(&folder_of(path), run, label)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn kept_path(folder: &Path, run: &RunId, label: &str) -> PathBuf {
    folder.join(format!("{}{label}{SUFFIX}", run.prefix()))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{
        super::{Access, is_draft, publish, sweep},
        *,
    };

    fn run() -> RunId {
        RunId::random().expect("there is chance")
    }

    fn kept(path: &Path, run: &RunId) -> Draft {
        let draft = Draft::beside(path, Access::Default, &Protected::default());
        let mut draft = draft.expect("a fresh directory");
        draft.write_all(b"one\ntwo\n").expect("written");
        draft.keep(run, "0").expect("kept");
        draft.write_all(b"behind").expect("written");
        draft
    }

    fn reopen(path: &Path, run: &RunId, bytes: u64, seal: Seal<'_>) -> Option<Draft> {
        let none = Protected::default();
        Draft::reopen(path, (run, "0"), (bytes, seal), &none).expect("readable")
    }

    #[test]
    fn a_kept_draft_is_gone_on_with_where_it_was() {
        let room = tempfile::tempdir().expect("a directory");
        let (path, run) = (room.path().join("out"), run());
        let draft = kept(&path, &run);
        let sha256 = Digest::of(&b"one\ntwo\n"[..]).expect("memory");
        drop(draft);
        assert_eq!(sweep(room.path()).expect("swept"), 0);
        let left = kept_drafts(room.path(), &run);
        assert!(left.len() == 1 && !is_draft(left[0].file_name().expect("a name")));
        for seal in [Seal::Sha256(&sha256), Seal::Lines(2)] {
            let mut draft = reopen(&path, &run, 8, seal).expect("as it was");
            assert_eq!((draft.bytes_written(), draft.sha256()), (8, sha256.clone()));
            draft.write_all(b"three\n").expect("written");
        }
        let draft = reopen(&path, &run, 14, Seal::Lines(3)).expect("as it was");
        publish([draft]).expect("published");
        assert_eq!(fs::read(&path).expect("read"), b"one\ntwo\nthree\n");
        assert!(kept_drafts(room.path(), &run).is_empty());
    }

    #[test]
    fn a_draft_that_somebody_has_touched_is_not() {
        let room = tempfile::tempdir().expect("a directory");
        let (path, run) = (room.path().join("out"), run());
        let sha256 = kept(&path, &run).sha256();
        let is = |bytes, seal| reopen(&path, &run, bytes, seal).is_some();
        assert!(!is(8, Seal::Sha256(&sha256)), "of all of it");
        assert!(!is(15, Seal::Lines(2)), "too short");
        assert!(!is(8, Seal::Lines(1)) && !is(7, Seal::Lines(1)));
        assert!(reopen(&path, &self::run(), 8, Seal::Lines(2)).is_none());
        let draft = reopen(&path, &run, 8, Seal::Lines(2)).expect("as it was");
        draft.discard();
        assert!(kept_drafts(room.path(), &run).is_empty());
        kept(&path, &run);
        remove_kept(room.path(), &run).expect("removed");
        assert!(kept_drafts(room.path(), &run).is_empty());
    }

    #[test]
    fn what_has_its_name_too_soon_is_taken_back() {
        let room = tempfile::tempdir().expect("a directory");
        let (path, run) = (room.path().join("out"), run());
        publish([kept(&path, &run)]).expect("published");
        let take_back = |bytes| Draft::take_back(&path, (&run, "0"), bytes).expect("renamed");
        take_back(13);
        assert!(path.exists(), "another file");
        take_back(14);
        assert!(!path.exists());
        assert!(
            reopen(&path, &run, 14, Seal::Lines(2)).is_none(),
            "no whole line at its end"
        );
        assert!(reopen(&path, &run, 8, Seal::Lines(2)).is_some());
    }

    #[test]
    fn an_id_is_nothing_but_digits() {
        assert_ne!(run(), run());
        assert!(RunId::try_from(run().to_string()).is_ok());
        for wrong in ["", "../../../../../../../../etc/passw"] {
            assert!(RunId::try_from(wrong.to_owned()).is_err());
        }
    }
}
