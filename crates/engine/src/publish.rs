//! How an output appears: whole or not at all.
//!
//! A [`Draft`] is written beside its final name and gets that name by one rename, once it is
//! durable. A crash leaves at worst a file called `.pumice-….draft`, never half an output.
//! Writing into the final file was refused: a reader could take a part for the whole, and an
//! interrupted run would have destroyed what was there.

mod kept;

#[cfg(debug_assertions)]
use std::sync::OnceLock;
use std::{
    collections::HashSet,
    error::Error,
    ffi::OsString,
    fmt,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::{Builder, NamedTempFile, TempPath};

pub use self::kept::{RunId, Seal, kept_drafts, remove_kept, remove_kept_one};
use crate::digest::Digest;

/// Begins the name of every draft; see [`is_draft`].
const PREFIX: &str = ".pumice-";
/// Ends the name of every draft: not `.jsonl`, so that no glob over a corpus takes one up.
const SUFFIX: &str = ".draft";

/// Whether a file of that name is a draft. One that no run is writing is what a crash has left,
/// and may be deleted.
///
/// ```
/// # use pumice_engine::is_draft;
/// assert!(is_draft(".pumice-a1B2c3.draft".as_ref()));
/// assert!(!is_draft("corpus.jsonl".as_ref()));
/// ```
pub fn is_draft(name: &std::ffi::OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(PREFIX.as_bytes()) && name.ends_with(SUFFIX.as_bytes())
}

/// Who may read an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Whoever the umask admits, as for any new file.
    Default,
    /// The owner alone (mode 0600): raw records.
    Private,
}

/// A file as the system knows it, whatever its names: through links, too.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileId(Identity);

#[cfg(unix)]
type Identity = (u64, u64);
/// Without device and inode the resolved path has to do; hard links are not seen.
#[cfg(not(unix))]
type Identity = PathBuf;

impl FileId {
    /// The file that `path` leads to; links are followed.
    ///
    /// # Errors
    /// When there is no such file or it cannot be asked.
    #[cfg(unix)]
    pub fn of(path: &Path) -> io::Result<FileId> {
        fs::metadata(path).map(|metadata| FileId::new(&metadata))
    }

    /// The file that `path` leads to; links are followed.
    ///
    /// # Errors
    /// When there is no such file or it cannot be asked.
    #[cfg(not(unix))]
    pub fn of(path: &Path) -> io::Result<FileId> {
        fs::canonicalize(path).map(FileId)
    }

    /// The file that `metadata` was asked of.
    #[cfg(unix)]
    pub fn new(metadata: &fs::Metadata) -> FileId {
        use std::os::unix::fs::MetadataExt;
        FileId((metadata.dev(), metadata.ino()))
    }
}

/// Files that no output may replace, under any of their names: what is read. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Protected(Arc<HashSet<FileId>>);

impl Protected {
    /// With one more.
    #[must_use]
    pub fn with(self, file: FileId) -> Protected {
        let mut files = Arc::unwrap_or_clone(self.0);
        files.insert(file);
        Protected(Arc::new(files))
    }

    /// Whether it is one of them.
    pub fn has(&self, file: &FileId) -> bool {
        self.0.contains(file)
    }
}

impl FromIterator<FileId> for Protected {
    fn from_iter<I: IntoIterator<Item = FileId>>(files: I) -> Self {
        Self(Arc::new(files.into_iter().collect()))
    }
}

/// An output while it is written, beside the place where it will appear.
///
/// Writes are not buffered. Dropped, it is gone and nothing has changed, unless it is
/// [kept](Draft::keep).
#[derive(Debug)]
pub struct Draft {
    file: File,
    /// What it is called now.
    name: TempPath,
    /// Whether it stays when it is dropped.
    is_kept: bool,
    /// Open from the start, so that one that cannot be synced is refused before anything is read.
    directory: DirectoryHandle,
    target: Target,
    bytes_written: u64,
    digest: Digest,
}

/// Where a draft goes, and what it must not replace.
#[derive(Clone, Debug)]
struct Target {
    path: PathBuf,
    directory: PathBuf,
    name: OsString,
    protected: Protected,
}

impl Draft {
    /// Asks whether an output may appear at `path`, without beginning one.
    ///
    /// # Errors
    /// When what is there is a directory, a link, a device or one of `protected`.
    pub fn check(path: &Path, protected: &Protected) -> Result<(), PublishError> {
        Target::new(path, protected)?.check()
    }

    /// Begins an output that will appear at `path`. What is there now stays until
    /// [`publish`], which replaces a regular file and nothing else.
    ///
    /// # Errors
    /// When `path` is a directory, a link, a device or one of `protected`, or when no file can be
    /// made in its directory. Nothing has been changed then.
    pub fn beside(
        path: &Path,
        access: Access,
        protected: &Protected,
    ) -> Result<Draft, PublishError> {
        let target = Target::new(path, protected)?;
        target.check()?;
        let unwritable = |cause| target.error(PublishErrorKind::Unwritable, Some(cause));
        let directory = open_directory(&target.directory).map_err(unwritable)?;
        let file = begin(&target.directory, access).map_err(unwritable)?;
        let (file, name) = file.into_parts();
        Ok(Draft {
            file,
            name,
            is_kept: false,
            directory,
            target,
            bytes_written: 0,
            digest: Digest::default(),
        })
    }

    /// Asks all that [`beside`](Draft::beside) asks, and leaves nothing behind: a file without a name says
    /// whether its directory takes one.
    ///
    /// # Errors
    /// Those of [`beside`](Draft::beside).
    pub fn rehearse(path: &Path, protected: &Protected) -> Result<(), PublishError> {
        let target = Target::new(path, protected)?;
        target.check()?;
        open_directory(&target.directory)
            .and_then(|_| tempfile::tempfile_in(&target.directory))
            .map(|_| ())
            .map_err(|cause| target.error(PublishErrorKind::Unwritable, Some(cause)))
    }

    /// Where it will appear.
    pub fn path(&self) -> &Path {
        &self.target.path
    }

    /// Bytes written so far.
    pub fn bytes_written(&self) -> u64 {
        self.bytes_written
    }

    /// SHA-256 of what was written so far, in hexadecimal digits.
    pub fn sha256(&self) -> String {
        self.digest.hex()
    }

    /// Gives the output up and removes what stands under its name: an earlier run's, which would
    /// be taken for this one's.
    ///
    /// # Errors
    /// When what is there must not be replaced, or cannot be removed.
    pub fn retract(self) -> Result<(), PublishError> {
        self.target.check()?;
        match fs::remove_file(&self.target.path) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                Err(self.error(PublishErrorKind::Unwritable, cause))
            }
            _ => {
                self.discard();
                Ok(())
            }
        }
    }

    fn error(&self, kind: PublishErrorKind, cause: io::Error) -> PublishError {
        self.target.error(kind, Some(cause))
    }

    /// Waits until the disk has all that was written.
    ///
    /// # Errors
    /// When it does not confirm that, or when the draft must no longer appear.
    pub fn sync(&self) -> Result<(), PublishError> {
        self.target.check()?;
        self.file
            .sync_all()
            .map_err(|cause| self.error(PublishErrorKind::NotDurable, cause))
    }

    fn appear(self) -> Result<(), PublishError> {
        #[cfg(debug_assertions)]
        BEFORE_NAME.get().inspect(|hold| hold());
        let Draft {
            // Its lock lasts until it has its name.
            file: _file,
            name,
            directory,
            target,
            ..
        } = self;
        name.persist(&target.path)
            .map_err(|error| target.error(PublishErrorKind::Unwritable, Some(error.error)))?;
        sync_directory(&directory)
            .map_err(|cause| target.error(PublishErrorKind::NotDurable, Some(cause)))
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.bytes_written += written as u64;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Whether outputs at these paths would appear under one name, however it is spelled, so that one would
/// replace the other.
pub fn collide(one: &Path, other: &Path) -> bool {
    one.file_name() == other.file_name()
        && FileId::of(directory(one)).ok() == FileId::of(directory(other)).ok()
}

/// The directory that a file is in.
fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => Path::new(""),
    }
}

/// Makes the file of a draft, locked as long as it is open, so that [`sweep`] leaves it alone.
fn begin(directory: &Path, access: Access) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    set_access(&mut builder, access);
    loop {
        let file = builder.tempfile_in(directory)?;
        // Where files cannot be locked, drafts are not swept either.
        let is_locked = file.as_file().lock().is_ok();
        // Somebody may have swept it before it was locked.
        if !is_locked || file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes the drafts that runs have left in a folder when they were killed; those of runs that live are
/// locked. Returns how many there were.
///
/// # Errors
/// When the folder cannot be read or a draft cannot be removed.
pub fn sweep(directory: &Path) -> io::Result<u64> {
    let mut removed = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if !is_draft(&entry.file_name()) || !entry.file_type()?.is_file() {
            continue;
        }
        match File::open(entry.path()) {
            // Removed while it is locked, so that a run that has just made it sees that it is gone.
            Ok(file) if file.try_lock().is_ok() => match fs::remove_file(entry.path()) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => removed += 1,
            },
            // Somebody else's.
            _ => {}
        }
    }
    Ok(removed)
}

/// What a build for tests does between the moment when an output is durable and that when it gets its name:
/// so a test can kill it there.
#[cfg(debug_assertions)]
pub static BEFORE_NAME: OnceLock<fn()> = OnceLock::new();

/// Makes outputs appear, in order: the last one is the output proper, and those before it are what
/// must be durable first (its quarantine, its report). The only way in which an output gets its
/// name.
///
/// All of them are durable before the first appears, and each name is durable before the next one
/// appears. So where the last one is seen, the others are there, after a power cut too.
///
/// # Errors
/// When something is not durable or cannot get its name; what has not appeared by then is gone.
pub fn publish(drafts: impl IntoIterator<Item = Draft>) -> Result<(), PublishError> {
    let drafts: Vec<Draft> = drafts.into_iter().collect();
    drafts.iter().try_for_each(Draft::sync)?;
    drafts.into_iter().try_for_each(Draft::appear)
}

impl Target {
    fn new(path: &Path, protected: &Protected) -> Result<Target, PublishError> {
        let target = Target {
            path: path.to_path_buf(),
            directory: directory(path).to_path_buf(),
            name: path.file_name().unwrap_or_default().to_os_string(),
            protected: protected.clone(),
        };
        // `x/` names a directory although its file name is `x`.
        let is_file_name = path.as_os_str().as_encoded_bytes().last() != Some(&b'/');
        if target.name.is_empty() || !is_file_name {
            return Err(target.error(PublishErrorKind::NotAFile, None));
        }
        Ok(target)
    }

    /// Refuses what must not be replaced; asked before anything is read and again before the
    /// rename, because a run may take hours.
    fn check(&self) -> Result<(), PublishError> {
        let there = match fs::symlink_metadata(&self.path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(cause) => return Err(self.error(PublishErrorKind::Unwritable, Some(cause))),
        };
        if FileId::of(&self.path).is_ok_and(|id| self.protected.has(&id)) {
            return Err(self.error(PublishErrorKind::IsInput, None));
        }
        let kind = there.file_type();
        if kind.is_symlink() {
            return Err(self.error(PublishErrorKind::IsLink, None));
        }
        if !kind.is_file() {
            return Err(self.error(PublishErrorKind::NotAFile, None));
        }
        Ok(())
    }

    fn error(&self, kind: PublishErrorKind, cause: Option<io::Error>) -> PublishError {
        PublishError {
            kind,
            path: self.path.clone(),
            cause,
        }
    }
}

#[cfg(unix)]
fn set_access(builder: &mut Builder<'_, '_>, access: Access) {
    use std::os::unix::fs::PermissionsExt;
    let mode = match access {
        Access::Default => 0o666, // as `open` asks for; the umask takes its share
        Access::Private => 0o600,
    };
    builder.permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn set_access(_builder: &mut Builder<'_, '_>, _access: Access) {}

/// A rename is durable once its directory is synced (POSIX leaves it open; Linux needs it).
#[cfg(unix)]
pub(crate) type DirectoryHandle = File;
#[cfg(not(unix))]
pub(crate) type DirectoryHandle = ();

#[cfg(unix)]
pub(crate) fn open_directory(directory: &Path) -> io::Result<DirectoryHandle> {
    File::open(directory)
}

#[cfg(not(unix))]
pub(crate) fn open_directory(_directory: &Path) -> io::Result<DirectoryHandle> {
    Ok(())
}

#[cfg(unix)]
pub(crate) fn sync_directory(directory: &DirectoryHandle) -> io::Result<()> {
    match directory.sync_all() {
        // Some network file systems sync no directory and say that it makes no sense to ask.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
pub(crate) fn sync_directory(_directory: &DirectoryHandle) -> io::Result<()> {
    Ok(())
}

/// Why an output cannot appear. Names the file; holds nothing of its contents.
#[derive(Debug)]
pub struct PublishError {
    kind: PublishErrorKind,
    path: PathBuf,
    cause: Option<io::Error>,
}

/// The kinds of [`PublishError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublishErrorKind {
    /// It is one of the inputs, by this name or another.
    IsInput,
    /// It is a symbolic link.
    IsLink,
    /// It is a directory, a device or a pipe.
    NotAFile,
    /// Nothing can be written there.
    Unwritable,
    /// The disk did not confirm it.
    NotDurable,
}

impl PublishError {
    /// What kind of failure this is.
    pub fn kind(&self) -> PublishErrorKind {
        self.kind
    }

    /// The name under which the output should have appeared.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path.display())?;
        f.write_str(match self.kind {
            PublishErrorKind::IsInput => {
                "is an input of this run and would be replaced; choose another name"
            }
            PublishErrorKind::IsLink => {
                "is a symbolic link, which is not followed; give the file's own path"
            }
            PublishErrorKind::NotAFile => "is not a regular file; give the path of a file",
            PublishErrorKind::Unwritable => {
                "cannot be written; check that its directory exists and is writable"
            }
            PublishErrorKind::NotDurable => "was not confirmed by the disk; check the disk",
        })
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(path: &Path) -> Draft {
        let mut draft =
            Draft::beside(path, Access::Default, &Protected::default()).expect("a fresh directory");
        draft.write_all(b"new").expect("written");
        draft
    }

    fn names(directory: &Path) -> Vec<OsString> {
        let entries = fs::read_dir(directory).expect("a directory");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("read").file_name())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_is_seen_before_it_is_published() {
        let room = tempfile::tempdir().expect("a directory");
        let path = room.path().join("out");
        let draft = draft(&path);
        assert_eq!(draft.bytes_written(), 3);
        let seen = names(room.path());
        assert!(seen.iter().all(|name| is_draft(name)), "{seen:?}");
        publish([draft]).expect("published");
        assert_eq!(names(room.path()), ["out"]);
        assert_eq!(fs::read(path).expect("read"), b"new");
    }

    #[test]
    fn a_dropped_draft_leaves_what_was_there() {
        let room = tempfile::tempdir().expect("a directory");
        let path = room.path().join("out");
        fs::write(&path, "old").expect("written");
        drop(draft(&path));
        assert_eq!(names(room.path()), ["out"]);
        assert_eq!(fs::read(path).expect("read"), b"old");
    }

    #[test]
    fn what_cannot_appear_keeps_the_output_from_appearing() {
        let room = tempfile::tempdir().expect("a directory");
        let (quarantine, output) = (room.path().join("bad"), room.path().join("out"));
        let drafts = [draft(&quarantine), draft(&output)];
        fs::create_dir(&quarantine).expect("made");
        let error = publish(drafts).expect_err("a directory is in the way");
        assert_eq!(error.kind(), PublishErrorKind::NotAFile);
        assert_eq!(error.path(), quarantine);
        assert_eq!(names(room.path()), ["bad"]);
    }

    #[test]
    fn drafts_of_dead_runs_are_swept_and_those_of_others_stay() {
        let room = tempfile::tempdir().expect("a directory");
        let living = draft(&room.path().join("out"));
        let dead = room.path().join(".pumice-dead00.draft");
        fs::write(&dead, "half of it").expect("written");
        fs::write(room.path().join("other"), "").expect("written");
        assert_eq!(sweep(room.path()).expect("swept"), 1);
        assert!(!dead.exists());
        publish([living]).expect("published");
        assert_eq!(names(room.path()), ["other", "out"]);
    }

    #[cfg(unix)]
    #[test]
    fn private_means_the_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let room = tempfile::tempdir().expect("a directory");
        let path = room.path().join("bad");
        let draft = Draft::beside(&path, Access::Private, &Protected::default())
            .expect("a fresh directory");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&draft.name), 0o600, "while it is written, too");
        publish([draft]).expect("published");
        assert_eq!(mode(&path), 0o600);
    }

    /// What is in the way, and why it is refused.
    fn refused(path: &Path, protected: &Protected, kind: PublishErrorKind) {
        let error = Draft::beside(path, Access::Default, protected)
            .err()
            .unwrap_or_else(|| panic!("{} should be refused", path.display()));
        assert_eq!(error.kind(), kind, "{}", path.display());
    }

    #[test]
    fn what_must_not_be_replaced_is_refused() {
        let room = tempfile::tempdir().expect("a directory");
        let at = |name: &str| room.path().join(name);
        fs::write(at("input"), "records").expect("written");
        let input = Protected::from_iter([FileId::of(&at("input")).expect("there")]);
        let none = Protected::default();
        refused(room.path(), &none, PublishErrorKind::NotAFile);
        refused(&at("new/"), &none, PublishErrorKind::NotAFile);
        refused(Path::new("/"), &none, PublishErrorKind::NotAFile);
        refused(Path::new(""), &none, PublishErrorKind::NotAFile);
        refused(&at("input"), &input, PublishErrorKind::IsInput);
        refused(&at("no/such/place"), &none, PublishErrorKind::Unwritable);
        refused(&at("input/file"), &none, PublishErrorKind::Unwritable);
        assert_eq!(names(room.path()), ["input"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_hide_what_must_not_be_replaced() {
        use std::os::unix::fs::symlink;
        let room = tempfile::tempdir().expect("a directory");
        let at = |name: &str| room.path().join(name);
        fs::write(at("input"), "records").expect("written");
        fs::hard_link(at("input"), at("hard")).expect("linked");
        symlink(at("input"), at("soft")).expect("linked");
        symlink(at("nowhere"), at("dangling")).expect("linked");
        let input = Protected::from_iter([FileId::of(&at("input")).expect("there")]);
        let none = Protected::default();
        refused(&at("hard"), &input, PublishErrorKind::IsInput);
        refused(&at("soft"), &input, PublishErrorKind::IsInput);
        refused(&at("soft"), &none, PublishErrorKind::IsLink);
        refused(&at("dangling"), &none, PublishErrorKind::IsLink);
        refused(Path::new("/dev/null"), &none, PublishErrorKind::NotAFile);
    }

    #[test]
    fn a_retracted_output_leaves_nothing() {
        let room = tempfile::tempdir().expect("a directory");
        let path = room.path().join("bad");
        draft(&path).retract().expect("there is nothing to remove");
        fs::write(&path, "of an earlier run").expect("written");
        draft(&path).retract().expect("removed");
        assert!(names(room.path()).is_empty());
    }

    #[test]
    fn two_drafts_of_one_name_collide_however_it_is_spelled() {
        let room = tempfile::tempdir().expect("a directory");
        let plain = draft(&room.path().join("out"));
        let spelled = draft(&room.path().join(".").join("out"));
        let other = draft(&room.path().join("other"));
        assert!(collide(plain.path(), spelled.path()));
        assert!(!collide(plain.path(), other.path()));
    }
}
