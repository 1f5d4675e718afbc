//! Writes the records of one file, compressed or not.

use std::{fs::File, io, path::PathBuf, sync::Arc};

use pumice_engine::{Draft, RunId, Sink, Written};
use pumice_formats::{
    codec::{Packed, PackedSink, Packer},
    jsonl::{Block, Quarantine, Writer},
    parquet,
    records::Records,
};

use super::{
    ledger::{aside_label, label},
    quarantine::Aside,
};
use crate::output::Output;

/// The outputs of one input.
pub(super) enum FileWriter {
    Plain(Writer<Output, Aside>),
    Packed(PackedSink<Output, Writer<io::Sink, Aside>>),
    Rows(Box<parquet::Writer<Output, Aside>>),
}

/// What was written, with the number of its bytes before compression.
pub(super) struct Finished {
    pub(super) out: Option<Output>,
    pub(super) bytes: u64,
    pub(super) quarantine: Quarantine<Aside>,
}

/// How far the outputs of a file are, and what it takes to wait until the disk has them.
pub(super) struct Mark {
    pub(super) output: Written,
    /// Bytes of the output before compression.
    pub(super) text_bytes: u64,
    /// Bytes of the quarantine, if it is begun.
    pub(super) quarantine: Option<u64>,
    pub(super) handles: Vec<File>,
}

impl FileWriter {
    /// Writes to outputs that are begun; `packer` has packed the blocks, if they are.
    pub(super) fn new(
        (out, quarantine): (Output, Quarantine<Aside>),
        packer: Option<Arc<Packer>>,
    ) -> Self {
        match packer {
            None => Self::Plain(Writer::new(Some(out), quarantine)),
            Some(packer) => {
                let rejected = Writer::new(None, quarantine);
                Self::Packed(PackedSink::new(out, rejected, packer))
            }
        }
    }

    /// Writes rows to outputs that are begun; `folder` is where the output is.
    pub(super) fn of_rows((out, quarantine): (Output, Quarantine<Aside>), folder: PathBuf) -> Self {
        Self::Rows(Box::new(parquet::Writer::new(out, quarantine, folder)))
    }

    /// Goes on behind what is in the outputs, which had so many bytes before compression.
    pub(super) fn behind(self, text_bytes: u64) -> Self {
        match self {
            Self::Plain(writer) => Self::Plain(writer),
            Self::Packed(sink) => Self::Packed(sink.behind(text_bytes)),
            // It is never left in the middle.
            Self::Rows(writer) => Self::Rows(writer),
        }
    }

    /// How far the outputs are, which from now on outlive this process; `None` where none is a file.
    ///
    /// # Errors
    /// When one cannot be written.
    pub(super) fn mark(&mut self, run: &RunId, file: usize) -> io::Result<Option<Mark>> {
        let plain_bytes = match self {
            Self::Plain(_) => None,
            Self::Packed(sink) => Some(sink.plain_bytes()),
            // A footer is missing.
            Self::Rows(_) => return Ok(None),
        };
        let (out, quarantine) = match self {
            Self::Plain(writer) => writer.parts_mut(),
            Self::Packed(sink) => {
                let (out, rejected) = sink.parts_mut();
                (Some(out), rejected.parts_mut().1)
            }
            Self::Rows(_) => return Ok(None),
        };
        let Some(out) = out.and_then(Output::draft_mut) else {
            return Ok(None);
        };
        out.keep(run, &label(file))?;
        let mut mark = Mark {
            output: written(out),
            text_bytes: plain_bytes.unwrap_or(out.bytes_written()),
            quarantine: None,
            handles: vec![out.handle()?],
        };
        if let Quarantine::To(aside) = quarantine
            && let Some(draft) = aside.flushed()?
        {
            draft.keep(run, &aside_label(file))?;
            mark.quarantine = Some(draft.bytes_written());
            mark.handles.push(draft.handle()?);
        }
        Ok(Some(mark))
    }

    /// # Errors
    /// When an output cannot be written.
    pub(super) fn write(&mut self, block: &Records) -> io::Result<()> {
        match (self, block) {
            (Self::Plain(writer), Records::Lines(block)) => writer.write(block.block()),
            (Self::Packed(sink), Records::Lines(block)) => sink.write(block),
            (Self::Rows(writer), Records::Rows(block)) => writer.write(block),
            _ => Err(io::Error::other("a block of another format")),
        }
    }

    /// # Errors
    /// When the last bytes cannot be written.
    pub(super) fn finish(self) -> io::Result<Finished> {
        match self {
            Self::Plain(mut writer) => {
                writer.finish()?;
                let (out, quarantine) = writer.into_parts();
                Ok(Finished {
                    bytes: out.as_ref().map_or(0, Output::bytes_written),
                    out,
                    quarantine,
                })
            }
            Self::Rows(mut writer) => {
                writer.finish()?;
                let (out, quarantine) = writer.into_parts();
                Ok(Finished {
                    bytes: out.as_ref().map_or(0, Output::bytes_written),
                    out,
                    quarantine,
                })
            }
            Self::Packed(mut sink) => {
                Sink::<Packed<Block>>::finish(&mut sink)?;
                let bytes = sink.plain_bytes();
                let (out, rejected) = sink.into_parts();
                let (_, quarantine) = rejected.into_parts();
                Ok(Finished {
                    out: Some(out),
                    bytes,
                    quarantine,
                })
            }
        }
    }
}

/// What is in a draft.
pub(super) fn written(draft: &Draft) -> Written {
    Written {
        bytes: draft.bytes_written(),
        sha256: draft.sha256(),
    }
}
