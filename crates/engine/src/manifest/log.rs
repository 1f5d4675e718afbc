//! The file of a manifest: locked by the run that writes it, added to, and made durable beside the run.

use std::{
    error::Error,
    fmt,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{
    Entry, InputEntry, RunEntry,
    history::{Flaw, History},
};
use crate::publish::{Draft, Protected, PublishError, open_directory, sync_directory};

/// The manifest of a run that lives. Its lock is held until this is dropped.
///
/// Lines are in the file as soon as they are added, so that they outlive the process. Every so often a
/// thread makes them durable, many at a time: what a power cut takes is done again.
#[derive(Debug)]
pub struct Manifest {
    path: PathBuf,
    file: Arc<File>,
    /// Why a line could not be added. Behind half a line nothing else may stand.
    broken: Mutex<Option<io::Error>>,
    syncer: Option<Syncer>,
    /// Whether the file is empty because it was not there.
    is_fresh: bool,
}

#[derive(Debug)]
struct Syncer {
    wake: SyncSender<()>,
    thread: JoinHandle<()>,
}

/// The most that a power cut takes: little work, and few waits for the disk beside those of outputs.
const SYNC_EVERY: Duration = Duration::from_millis(500);

/// How often and how long somebody who only looks may be in the way.
const GLANCES: (u32, Duration) = (20, Duration::from_millis(10));

impl Manifest {
    /// Takes the manifest at `path` for a run of its own; tells what stands in it, if there is one.
    ///
    /// # Errors
    /// When another run has it, when what is there is none or must not be replaced, and when it cannot be
    /// read or written. Nothing has changed then.
    pub fn lock(path: &Path, protected: &Protected) -> Result<(Self, Past), ManifestError> {
        Draft::check(path, protected).map_err(ManifestError::refused)?;
        let failed = |cause| ManifestError::of(path, ManifestErrorKind::Unwritable, Some(cause));
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        if !is_taken(&file) {
            return Err(ManifestError::of(path, ManifestErrorKind::Locked, None));
        }
        let mut text = vec![];
        (&file).read_to_end(&mut text).map_err(failed)?;
        let manifest = Self {
            path: path.to_owned(),
            file: Arc::new(file),
            broken: Mutex::default(),
            syncer: None,
            is_fresh: text.is_empty(),
        };
        match History::read(&text) {
            Ok(history) => Ok((manifest, Ok(history))),
            Err(Flaw::Foreign) => Err(ManifestError::of(path, ManifestErrorKind::Foreign, None)),
            Err(flaw) => Ok((manifest, Err(ManifestError::flaw(path, flaw)))),
        }
    }

    /// Asks whether [`lock`](Manifest::lock) could begin a manifest there, and changes nothing.
    ///
    /// # Errors
    /// Those that it would have, but that another run may have it.
    pub fn rehearse(path: &Path, protected: &Protected) -> Result<(), ManifestError> {
        Draft::check(path, protected).map_err(ManifestError::refused)?;
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        tempfile::tempfile_in(folder.unwrap_or(Path::new(".")))
            .map(|_| ())
            .map_err(|cause| ManifestError::of(path, ManifestErrorKind::Unwritable, Some(cause)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a run: whatever was there is gone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(
        &mut self,
        run: &RunEntry,
        inputs: impl IntoIterator<Item = InputEntry>,
    ) -> Result<(), ManifestError> {
        let inputs = inputs.into_iter().map(Entry::Input);
        let entries = std::iter::once(Entry::Run(run.clone())).chain(inputs);
        let lines: Vec<u8> = entries.flat_map(|entry| line(&entry)).collect();
        self.cut(0)
            .and_then(|()| (&*self.file).write_all(&lines))
            .and_then(|()| self.file.sync_all())
            .and_then(|()| sync_folder(&self.path))
            .map_err(|cause| self.unwritable(cause))?;
        self.is_fresh = false;
        self.syncer = Some(Syncer::start(&self.file));
        Ok(())
    }

    /// Goes on behind what was read.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn go_on(&mut self, history: &History) -> Result<(), ManifestError> {
        self.cut(history.bytes)
            .map_err(|cause| self.unwritable(cause))?;
        self.syncer = Some(Syncer::start(&self.file));
        self.add(&Entry::Resumed);
        Ok(())
    }

    /// Adds a line, in one write. What fails is told by [`sync`](Manifest::sync), and costs no more than work.
    pub fn add(&self, entry: &Entry) {
        // Held while it writes, so that lines of several threads stay whole.
        let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        if broken.is_none() {
            *broken = (&*self.file).write_all(&line(entry)).err();
        }
        drop(broken);
        if let Some(syncer) = &self.syncer {
            // Full when it is awake already.
            let _ = syncer.wake.try_send(());
        }
    }

    /// Makes all lines durable.
    ///
    /// # Errors
    /// When one could not be added, or the disk does not confirm them.
    pub fn sync(&self) -> Result<(), ManifestError> {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        let broken = broken
            .as_ref()
            .map(|cause| io::Error::new(cause.kind(), cause.to_string()));
        let result = broken.map_or_else(|| self.file.sync_data(), Err);
        result.map_err(|cause| self.unwritable(cause))
    }

    fn cut(&self, bytes: u64) -> io::Result<()> {
        self.file.set_len(bytes)?;
        (&*self.file).seek(SeekFrom::Start(bytes)).map(|_| ())
    }

    fn stop(&mut self) {
        if let Some(Syncer { wake, thread }) = self.syncer.take() {
            drop(wake);
            // It does nothing that panics.
            let _ = thread.join();
        }
    }

    fn unwritable(&self, cause: io::Error) -> ManifestError {
        ManifestError::of(&self.path, ManifestErrorKind::Unwritable, Some(cause))
    }
}

impl Drop for Manifest {
    fn drop(&mut self) {
        self.stop();
        if self.is_fresh {
            // Nothing was begun, so nothing is to be seen of it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The run that a manifest tells of, if it tells of one; an error when it has another version or is damaged.
pub type Past = Result<Option<History>, ManifestError>;

impl History {
    /// Reads the manifest at `path`, whether or not a run is writing it; `None` when nothing was begun.
    ///
    /// # Errors
    /// When it cannot be read, is none, has another version or is damaged.
    pub fn of(path: &Path) -> Result<Option<Self>, ManifestError> {
        let unreadable =
            |cause| ManifestError::of(path, ManifestErrorKind::Unreadable, Some(cause));
        let text = fs::read(path).map_err(unreadable)?;
        Self::read(&text).map_err(|flaw| ManifestError::flaw(path, flaw))
    }
}

/// Whether a process that lives has the manifest at `path`.
pub fn is_locked(path: &Path) -> bool {
    File::open(path)
        .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Locks a file, and waits a moment for whoever only looks; where files cannot be locked, it is taken too.
fn is_taken(file: &File) -> bool {
    let (times, wait) = GLANCES;
    for _ in 0..times {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(wait),
            _ => return true,
        }
    }
    false
}

/// A file that is new is durable once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    sync_directory(&open_directory(folder.unwrap_or(Path::new(".")))?)
}

fn line(entry: &Entry) -> Vec<u8> {
    let mut line = serde_json::to_vec(entry).expect("an entry has texts and numbers alone");
    line.push(b'\n');
    line
}

impl Syncer {
    fn start(file: &Arc<File>) -> Self {
        let (wake, woken) = sync_channel(1);
        let file = Arc::clone(file);
        Self {
            wake,
            thread: thread::spawn(move || sync_now_and_then(&file, &woken)),
        }
    }
}

fn sync_now_and_then(file: &File, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        let until = Instant::now() + SYNC_EVERY;
        loop {
            match woken.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                // Whoever ends the run waits for the disk itself.
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        // What it does not confirm is told at the end.
        let _ = file.sync_data();
    }
}

/// Why a manifest cannot be used. Holds nothing of a corpus.
#[derive(Debug)]
pub struct ManifestError {
    kind: ManifestErrorKind,
    path: PathBuf,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

/// The kinds of [`ManifestError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ManifestErrorKind {
    /// A run that lives is writing it.
    Locked,
    /// What is there is no manifest.
    Foreign,
    /// It has this version.
    Version(u32),
    /// This line, counted from 1, is none of a manifest.
    Damaged(usize),
    /// It cannot be read.
    Unreadable,
    /// It cannot be written.
    Unwritable,
    /// What is there must not be replaced.
    Refused,
}

impl ManifestError {
    /// What kind of failure this is.
    pub fn kind(&self) -> ManifestErrorKind {
        self.kind
    }

    fn of(path: &Path, kind: ManifestErrorKind, cause: Option<io::Error>) -> Self {
        Self {
            kind,
            path: path.to_owned(),
            cause: cause.map(Into::into),
        }
    }

    fn refused(cause: PublishError) -> Self {
        Self {
            kind: ManifestErrorKind::Refused,
            path: cause.path().to_owned(),
            cause: Some(cause.into()),
        }
    }

    fn flaw(path: &Path, flaw: Flaw) -> Self {
        let kind = match flaw {
            Flaw::Foreign => ManifestErrorKind::Foreign,
            Flaw::Version(version) => ManifestErrorKind::Version(version),
            Flaw::Damaged(line) => ManifestErrorKind::Damaged(line),
        };
        Self::of(path, kind, None)
    }
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (ManifestErrorKind::Refused, Some(cause)) = (self.kind, &self.cause) {
            return cause.fmt(f);
        }
        write!(f, "{}", self.path.display())?;
        match self.kind {
            ManifestErrorKind::Locked => f.write_str(
                ": is locked by a run that writes there at this moment; wait for its end, or choose another \
                 --out",
            ),
            ManifestErrorKind::Foreign => f.write_str(
                ": is no manifest of Pumice and would be replaced; move it, or choose another --out",
            ),
            ManifestErrorKind::Version(version) => write!(
                f,
                ": has version {version}, and this Pumice reads {}; use the one that has written it",
                super::MANIFEST_VERSION
            ),
            ManifestErrorKind::Damaged(line) => write!(
                f,
                ", line {line}: is damaged; run without --resume to scrub all anew"
            ),
            ManifestErrorKind::Unreadable => {
                f.write_str(": cannot be read; check the path and its permissions")
            }
            ManifestErrorKind::Unwritable | ManifestErrorKind::Refused => f.write_str(
                ": cannot be written; check that its directory exists and is writable, and the space on its \
                 disk",
            ),
        }
    }
}

impl Error for ManifestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| &**cause as _)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::report::Tool;

    fn lock(path: &Path) -> Result<(Manifest, Past), ManifestError> {
        Manifest::lock(path, &Protected::default())
    }

    fn run() -> RunEntry {
        let tool = Tool {
            version: "0.0.0".into(),
            policy: "aa".into(),
            catalogue: "bb".into(),
            hash_key: None,
        };
        RunEntry::new(tool, BTreeMap::new(), 1).expect("there is chance")
    }

    fn input() -> InputEntry {
        InputEntry {
            input: "in".into(),
            output: "out".into(),
            quarantine: None,
        }
    }

    #[test]
    fn one_run_at_a_time_has_a_manifest_and_anybody_reads_it() {
        let room = tempfile::tempdir().expect("a directory");
        let path = room.path().join("out.manifest");
        let (mut manifest, past) = lock(&path).expect("nobody has it");
        assert!(past.expect("nothing is wrong").is_none());
        let run = run();
        manifest.begin(&run, [input()]).expect("written");
        let kind = lock(&path).map(|_| ()).map_err(|error| error.kind());
        assert_eq!(kind, Err(ManifestErrorKind::Locked));
        assert!(is_locked(&path));
        manifest.add(&Entry::End);
        manifest.sync().expect("written");
        let history = History::of(&path).expect("one").expect("begun");
        assert!(history.is_ended && history.run == run && history.inputs == [input()]);
        drop(manifest);
        assert!(!is_locked(&path));
        let (mut manifest, past) = lock(&path).expect("nobody has it");
        assert_eq!(past.expect("one"), Some(history.clone()));
        manifest.go_on(&history).expect("written");
        let history = History::of(&path).expect("one").expect("begun");
        assert!(!history.is_ended && history.resumed == 1);
    }

    #[test]
    fn one_that_is_not_begun_leaves_what_was_there() {
        let room = tempfile::tempdir().expect("a directory");
        let path = room.path().join("out.manifest");
        drop(lock(&path).expect("nobody has it"));
        assert!(!path.exists());
        fs::write(&path, "{\"text\":\"a record\"}\n").expect("written");
        let kind = lock(&path).map(|_| ()).map_err(|error| error.kind());
        assert_eq!(kind, Err(ManifestErrorKind::Foreign));
        assert!(path.exists());
        let kind = lock(room.path()).map(|_| ()).map_err(|error| error.kind());
        assert_eq!(kind, Err(ManifestErrorKind::Refused));
    }
}
