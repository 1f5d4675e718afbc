//! Opening what is read.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    os::fd::AsFd,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, sync_channel},
    },
    thread,
    time::Duration,
};

use anyhow::{Context, bail};
use pumice_engine::{FileId, Protected, Stat};
use pumice_formats::records::is_parquet;

use crate::args::Stream;

/// An input that is open.
pub(crate) struct Opened {
    pub(crate) bytes: Box<dyn Read + Send>,
    /// What tells whether it has changed, if it is a regular file.
    pub(crate) stat: Option<Stat>,
    /// The file, if it is one of Parquet, which is read in places.
    pub(crate) parquet: Option<File>,
}

/// Flags that end the wait for a silent pipe, whichever is set.
#[derive(Clone, Debug)]
pub(crate) struct Patience(Vec<Arc<AtomicBool>>);

impl Patience {
    /// Until one of them is set.
    pub(crate) fn until<'a>(flags: impl IntoIterator<Item = &'a Arc<AtomicBool>>) -> Self {
        Self(flags.into_iter().cloned().collect())
    }

    pub(crate) fn is_over(&self) -> bool {
        self.0.iter().any(|flag| flag.load(Ordering::Acquire))
    }
}

/// Opens an input. Reading ends with an error soon after `patience` is over, also while a pipe is
/// silent.
///
/// # Errors
/// When it cannot be opened, or is a directory.
pub(crate) fn open(input: &Stream, patience: &Patience) -> anyhow::Result<Opened> {
    let (file, metadata) = open_file(input)?;
    let is_parquet = metadata.is_file() && is_parquet(&file).unwrap_or(false);
    Ok(Opened {
        parquet: is_parquet.then(|| file.try_clone()).transpose()?,
        stat: Stat::new(&metadata),
        bytes: match metadata.is_file() {
            true => Box::new(Whole::new(file, &metadata)),
            false => Box::new(Interruptible::new(file, patience.clone())),
        },
    })
}

/// Opens an input that was read in part, to go on in it.
///
/// # Errors
/// When it cannot be opened, or is not what it was.
pub(crate) fn reopen(input: &Stream, stat: Stat) -> anyhow::Result<Whole> {
    let (file, metadata) = open_file(input)?;
    if Stat::new(&metadata) != Some(stat) {
        bail!("{input}: has changed since a part of it was scrubbed; run without --resume");
    }
    Ok(Whole::new(file, &metadata))
}

fn open_file(input: &Stream) -> anyhow::Result<(File, fs::Metadata)> {
    let file = match input {
        Stream::Standard => stdin_file(),
        Stream::File(path) => File::open(path),
    }
    .with_context(|| format!("{input}: cannot be opened; check the path and its permissions"))?;
    let metadata = file
        .metadata()
        .with_context(|| format!("{input}: cannot be opened; check the path"))?;
    if metadata.is_dir() {
        bail!("{input}: is a directory; give the path of a JSONL file");
    }
    Ok((file, metadata))
}

/// Which file it is; `None` for a pipe or a terminal, and for one that is not there.
pub(crate) fn id(input: &Stream) -> Option<FileId> {
    let metadata = match input {
        Stream::Standard => stdin_file().and_then(|file| file.metadata()),
        Stream::File(path) => fs::metadata(path),
    };
    let metadata = metadata.ok().filter(fs::Metadata::is_file)?;
    Some(FileId::new(&metadata))
}

/// What tells whether it has changed; `None` for what is no regular file, and for one that is not there.
pub(crate) fn stat(input: &Stream) -> Option<Stat> {
    let metadata = fs::metadata(input.path()?).ok()?;
    Stat::new(&metadata)
}

/// The files that no output may replace: inputs, and `others` that were read.
pub(crate) fn protected<'a>(
    inputs: impl Iterator<Item = FileId>,
    others: impl Iterator<Item = &'a Path>,
) -> Protected {
    inputs
        .chain(others.filter_map(|file| FileId::of(file).ok()))
        .collect()
}

/// A file that must not become shorter while it is read: what is lost then would be lost silently.
pub(crate) struct Whole {
    file: File,
    /// How long it was when it was opened.
    bytes: u64,
    read: u64,
}

impl Whole {
    fn new(mut file: File, metadata: &fs::Metadata) -> Self {
        Self {
            bytes: metadata.len(),
            // Of standard input somebody may have read before.
            read: file.stream_position().unwrap_or(0),
            file,
        }
    }

    /// The file, to be read in places.
    pub(crate) fn into_file(self) -> File {
        self.file
    }
}

impl Seek for Whole {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.read = self.file.seek(to)?;
        Ok(self.read)
    }
}

impl Read for Whole {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read += read as u64;
        if read == 0 && !buffer.is_empty() && self.read < self.bytes {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                format!(
                    "it was cut while it was read, behind byte {} of {}; run it again when nobody writes to it",
                    self.read, self.bytes
                ),
            ));
        }
        Ok(read)
    }
}

/// Standard input without the lock and the buffer of `std::io::Stdin`.
fn stdin_file() -> io::Result<File> {
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

/// Reads a pipe on a thread of its own, so that a reader that waits can be interrupted: a signal
/// alone does not end a `read` that the system restarts.
///
/// The thread is not joined: it may sleep in that `read` until the process ends.
pub(crate) struct Interruptible {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
    patience: Patience,
}

impl Interruptible {
    /// What a pipe on Linux holds; a larger read finds no more.
    const CHUNK_BYTES: usize = 64 << 10;
    /// Enough that neither side waits for the other's turn.
    const CHUNKS_UNDER_WAY: usize = 8;
    /// How soon an interruption is seen: below what a person notices.
    const GLANCE: Duration = Duration::from_millis(50);

    fn new(mut pipe: impl Read + Send + 'static, patience: Patience) -> Self {
        let (full, chunks) = sync_channel(Self::CHUNKS_UNDER_WAY);
        thread::spawn(move || {
            loop {
                let read = read_chunk(&mut pipe, Self::CHUNK_BYTES);
                let is_last = !matches!(&read, Ok(chunk) if !chunk.is_empty());
                if full.send(read).is_err() || is_last {
                    break;
                }
            }
        });
        Self {
            chunks,
            chunk: Vec::new(),
            at: 0,
            patience,
        }
    }

    /// The next chunk; an empty one is the end.
    fn next_chunk(&self) -> io::Result<Vec<u8>> {
        loop {
            if self.patience.is_over() {
                return Err(io::Error::other("told to stop"));
            }
            match self.chunks.recv_timeout(Self::GLANCE) {
                Ok(chunk) => return chunk,
                Err(RecvTimeoutError::Timeout) => {}
                // The thread ends after the end or an error, which came through before.
                Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
            }
        }
    }
}

impl Read for Interruptible {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() {
            self.chunk = self.next_chunk()?;
            self.at = 0;
        }
        let mut rest = self.chunk.get(self.at..).unwrap_or_default();
        let read = rest.read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

fn read_chunk(pipe: &mut impl Read, bytes: usize) -> io::Result<Vec<u8>> {
    let mut chunk = vec![0; bytes];
    loop {
        match pipe.read(&mut chunk) {
            Ok(read) => {
                chunk.truncate(read);
                return Ok(chunk);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives what it has in pieces, then ends or fails.
    struct Pieces(Vec<io::Result<&'static [u8]>>);

    impl Read for Pieces {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.pop() {
                Some(piece) => piece?.read(buffer),
                None => Ok(0),
            }
        }
    }

    fn read_all(mut pieces: Vec<io::Result<&'static [u8]>>) -> (Vec<u8>, io::Result<usize>) {
        pieces.reverse();
        let mut all = Vec::new();
        let never = Patience::until([]);
        let mut reader = Interruptible::new(Pieces(pieces), never);
        let result = reader.read_to_end(&mut all);
        (all, result)
    }

    #[test]
    fn pieces_arrive_whole_and_in_order() {
        let (all, result) = read_all(vec![Ok(b"one "), Ok(b"two "), Ok(b"three")]);
        assert_eq!(all, b"one two three");
        assert_eq!(result.expect("no error"), 13);
    }

    #[test]
    fn an_error_arrives_after_what_came_before_it() {
        let broken = io::Error::from(io::ErrorKind::ConnectionReset);
        let (all, result) = read_all(vec![Ok(b"one"), Err(broken)]);
        assert_eq!(all, b"one");
        assert_eq!(
            result.expect_err("it failed").kind(),
            io::ErrorKind::ConnectionReset
        );
    }

    #[test]
    fn a_silent_pipe_can_be_interrupted() {
        let (silent, _kept_open) = io::pipe().expect("a pipe");
        let stop = Arc::new(AtomicBool::new(false));
        let patience = Patience::until([&stop]);
        let mut reader = Interruptible::new(silent, patience);
        let waiting = thread::spawn(move || reader.read(&mut [0; 8]).map_err(|error| error.kind()));
        stop.store(true, Ordering::Release);
        let result = waiting.join().expect("no panic");
        assert_eq!(result, Err(io::ErrorKind::Other));
    }
}
