//! Opening what is read.

use std::{
    fs::File,
    io::{self, Read},
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
use pumice_engine::FileId;

use crate::args::Stream;

/// An input that is open.
pub(crate) struct Opened {
    pub(crate) reader: Box<dyn Read + Send>,
    /// Which file it is, so that no output replaces it; `None` for a pipe or a terminal.
    pub(crate) id: Option<FileId>,
    /// How long it is, when that is known.
    pub(crate) bytes: Option<u64>,
}

/// Opens an input. Reading ends with an error soon after `stop` is set, also while a pipe is
/// silent.
///
/// # Errors
/// When it cannot be opened, or is a directory.
pub(crate) fn open(input: &Stream, stop: &Arc<AtomicBool>) -> anyhow::Result<Opened> {
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
    let is_regular = metadata.is_file();
    Ok(Opened {
        id: is_regular.then(|| FileId::new(&metadata)),
        bytes: is_regular.then_some(metadata.len()),
        reader: if is_regular {
            Box::new(file)
        } else {
            Box::new(Interruptible::new(file, Arc::clone(stop)))
        },
    })
}

/// The files that no output may replace: the input and `others` that were read.
pub(crate) fn ids<'a>(opened: &Opened, others: impl IntoIterator<Item = &'a Path>) -> Vec<FileId> {
    let others = others.into_iter().filter_map(|file| FileId::of(file).ok());
    opened.id.iter().cloned().chain(others).collect()
}

/// Standard input without the lock and the buffer of `std::io::Stdin`.
fn stdin_file() -> io::Result<File> {
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

/// Reads a pipe on a thread of its own, so that a reader that waits can be interrupted: a signal
/// alone does not end a `read` that the system restarts.
///
/// The thread is not joined: it may sleep in that `read` until the process ends.
struct Interruptible {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
    stop: Arc<AtomicBool>,
}

impl Interruptible {
    /// What a pipe on Linux holds; a larger read finds no more.
    const CHUNK_BYTES: usize = 64 << 10;
    /// Enough that neither side waits for the other's turn.
    const CHUNKS_UNDER_WAY: usize = 8;
    /// How soon an interruption is seen: below what a person notices.
    const PATIENCE: Duration = Duration::from_millis(50);

    fn new(mut pipe: impl Read + Send + 'static, stop: Arc<AtomicBool>) -> Self {
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
            stop,
        }
    }

    /// The next chunk; an empty one is the end.
    fn next_chunk(&self) -> io::Result<Vec<u8>> {
        loop {
            if self.stop.load(Ordering::Acquire) {
                return Err(io::Error::other("told to stop"));
            }
            match self.chunks.recv_timeout(Self::PATIENCE) {
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
        let mut reader = Interruptible::new(Pieces(pieces), Arc::default());
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
        let mut reader = Interruptible::new(silent, Arc::clone(&stop));
        let waiting = thread::spawn(move || reader.read(&mut [0; 8]).map_err(|error| error.kind()));
        stop.store(true, Ordering::Release);
        let result = waiting.join().expect("no panic");
        assert_eq!(result, Err(io::ErrorKind::Other));
    }
}
