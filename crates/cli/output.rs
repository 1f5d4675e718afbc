//! Where results go.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, BufWriter, Write},
    os::fd::AsFd,
    path::{Path, PathBuf},
};

use anyhow::bail;
use pumice_engine::{Access, Draft, FileId, Protected, collide};

use crate::args::Stream;

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
fn stdout_file_and_id() -> io::Result<(File, Option<FileId>)> {
    let file = stdout_file()?;
    let metadata = file.metadata()?;
    let id = metadata.is_file().then(|| FileId::new(&metadata));
    Ok((file, id))
}

/// The same, when it is none of what is read.
///
/// # Errors
/// When it is.
pub(crate) fn stdout_beside(inputs: &Protected) -> anyhow::Result<(File, Option<FileId>)> {
    let (out, id) = stdout_file_and_id()?;
    // What `>` or `>>` names is written while it is read.
    if id.as_ref().is_some_and(|id| inputs.has(id)) {
        bail!("<stdout>: is an input of this run; choose another file");
    }
    Ok((out, id))
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

/// Refuses two outputs under one name: one would replace the other.
///
/// # Errors
/// When there are two such; the message names them.
pub(crate) fn check_names<'a>(
    paths: impl IntoIterator<Item = Option<&'a Path>>,
) -> anyhow::Result<()> {
    let paths: Vec<&Path> = paths.into_iter().flatten().collect();
    for (at, path) in paths.iter().enumerate() {
        let later = paths.get(at + 1..).unwrap_or_default();
        if later.iter().any(|other| collide(path, other)) {
            bail!(
                "{}: is named for two outputs; every output needs a name of its own",
                path.display()
            );
        }
    }
    Ok(())
}

/// Where records or results go. Not buffered: a block is one write.
#[derive(Debug)]
pub(crate) enum Output {
    /// Appears once it is complete.
    Draft(Box<Draft>),
    /// Standard output: what is written is gone.
    Standard { out: File, bytes_written: u64 },
    /// Nowhere: it is counted.
    Nowhere { bytes_written: u64 },
}

impl Output {
    /// Begins it. `inputs` must not be replaced by it; a file behind standard output is added to them.
    ///
    /// # Errors
    /// When it cannot be written, or is an input.
    pub(crate) fn begin(out: &Stream, inputs: &mut Protected) -> anyhow::Result<Self> {
        match out {
            Stream::File(path) => {
                let draft = Draft::beside(path, Access::Default, inputs)?;
                Ok(Output::Draft(Box::new(draft)))
            }
            Stream::Standard => {
                let (out, id) = stdout_beside(inputs)?;
                if let Some(id) = id {
                    *inputs = std::mem::take(inputs).with(id);
                }
                Ok(Output::Standard {
                    out,
                    bytes_written: 0,
                })
            }
        }
    }

    /// What is to be published, as it stands.
    pub(crate) fn draft(&self) -> Option<&Draft> {
        match self {
            Output::Draft(draft) => Some(draft),
            Output::Standard { .. } | Output::Nowhere { .. } => None,
        }
    }

    /// The same, to be gone on with later.
    pub(crate) fn draft_mut(&mut self) -> Option<&mut Draft> {
        match self {
            Output::Draft(draft) => Some(draft),
            Output::Standard { .. } | Output::Nowhere { .. } => None,
        }
    }

    /// Bytes written so far.
    pub(crate) fn bytes_written(&self) -> u64 {
        match self {
            Output::Draft(draft) => draft.bytes_written(),
            Output::Standard { bytes_written, .. } | Output::Nowhere { bytes_written } => {
                *bytes_written
            }
        }
    }

    /// What is to be published.
    pub(crate) fn into_draft(self) -> Option<Draft> {
        match self {
            Output::Draft(draft) => Some(*draft),
            Output::Standard { .. } | Output::Nowhere { .. } => None,
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
            Output::Nowhere { bytes_written } => {
                *bytes_written += bytes.len() as u64;
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Draft(draft) => draft.flush(),
            Output::Standard { out, .. } => out.flush(),
            Output::Nowhere { .. } => Ok(()),
        }
    }
}

/// What the name of a manifest has behind that of its output: not `.jsonl`, so that no glob over a corpus
/// takes one up.
pub(crate) const MANIFEST: &str = ".manifest";

/// The path with more behind its name: `clean.jsonl` and `clean.jsonl.report.json` stay together
/// in a listing, and two outputs that differ in their extension only do not share a report.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    // A slash at the end is no part of a folder's name.
    let mut name = OsString::from(path.components().as_path());
    name.push(suffix);
    name.into()
}
