//! Where results go.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    os::fd::AsFd,
};

use pumice_engine::{Draft, FileId};

/// Standard output, buffered. Whoever writes flushes: what a drop cannot write is lost silently.
///
/// # Errors
/// When it is closed.
pub(crate) fn stdout() -> io::Result<BufWriter<File>> {
    Ok(BufWriter::with_capacity(BUFFER_BYTES, stdout_file()?))
}

/// Standard output and which file it is; `None` when it is a pipe, a terminal or a device.
///
/// # Errors
/// When it is closed.
pub(crate) fn stdout_file_and_id() -> io::Result<(File, Option<FileId>)> {
    let file = stdout_file()?;
    let metadata = file.metadata()?;
    let id = metadata.is_file().then(|| FileId::new(&metadata));
    Ok((file, id))
}

/// Standard output without the line buffer of `std::io::Stdout`, which would search every block
/// for its last line feed.
///
/// # Errors
/// When it is closed.
fn stdout_file() -> io::Result<File> {
    io::stdout().as_fd().try_clone_to_owned().map(File::from)
}

const BUFFER_BYTES: usize = 256 << 10;

/// Where scrubbed records go. Not buffered: a block is one write.
#[derive(Debug)]
pub(crate) enum Output {
    /// Appears once it is complete.
    Draft(Draft),
    /// Standard output: what is written is gone.
    Standard { out: File, bytes_written: u64 },
}

impl Output {
    /// Bytes written so far.
    pub(crate) fn bytes_written(&self) -> u64 {
        match self {
            Output::Draft(draft) => draft.bytes_written(),
            Output::Standard { bytes_written, .. } => *bytes_written,
        }
    }

    /// What is to be published.
    pub(crate) fn into_draft(self) -> Option<Draft> {
        match self {
            Output::Draft(draft) => Some(draft),
            Output::Standard { .. } => None,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Draft(draft) => draft.write(bytes),
            Output::Standard { out, bytes_written } => {
                let written = out.write(bytes)?;
                *bytes_written += written as u64;
                Ok(written)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Draft(draft) => draft.flush(),
            Output::Standard { out, .. } => out.flush(),
        }
    }
}
