//! Writes the records of one file, compressed or not.

use std::{fs::File, io, sync::Arc};

use pumice_engine::{Checkpoint, Draft, RunId, Sink, Written};
use pumice_formats::{
    codec::{Packed, PackedSink, Packer},
    jsonl::{Block, Quarantine, Writer},
    parquet::Notes,
    records::Records,
};

use super::{
    ledger::{aside_label, label},
    quarantine::Aside,
    rows_writer::RowsWriter,
};
use crate::output::Output;

/// The outputs of one input.
pub(super) enum FileWriter {
    Plain(Writer<Output, Aside>),
    Packed(PackedSink<Output, Writer<io::Sink, Aside>>),
    Rows(Box<RowsWriter>),
}

/// What was written, with the number of its bytes before compression.
pub(super) struct Finished {
    pub(super) out: Option<Output>,
    pub(super) bytes: u64,
    pub(super) quarantine: Quarantine<Aside>,
    /// Its lines, where they are not those of records.
    pub(super) quarantine_lines: Option<u64>,
    /// What was noted to go on with the output, which is complete now.
    pub(super) notes: Option<Draft>,
}

/// How far the outputs of a file are, and what it takes to wait until the disk has them.
pub(super) struct Mark {
    pub(super) output: Written,
    /// Bytes of the output before compression.
    pub(super) text_bytes: u64,
    /// What goes with the output, where a format cannot go on without.
    pub(super) notes: Option<Written>,
    /// Bytes of the quarantine, if it is begun.
    pub(super) quarantine: Option<u64>,
    /// Its lines, where they are not those of records.
    pub(super) quarantine_lines: Option<u64>,
    pub(super) handles: Vec<File>,
}

impl Mark {
    /// Has the quarantine outlive this process too.
    ///
    /// # Errors
    /// When its last bytes cannot be written.
    pub(super) fn put_aside(
        &mut self,
        quarantine: &mut Quarantine<Aside>,
        run: &RunId,
        file: usize,
    ) -> io::Result<()> {
        if let Quarantine::To(aside) = quarantine
            && let Some(draft) = aside.flushed()?
        {
            draft.keep(run, &aside_label(file))?;
            self.quarantine = Some(draft.bytes_written());
            self.handles.push(draft.handle()?);
        }
        Ok(())
    }
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

    /// Goes on behind what is in the outputs, as `checkpoint` has them; `notes` are what it tells of.
    pub(super) fn behind(self, checkpoint: &Checkpoint, notes: Option<(Draft, Notes)>) -> Self {
        match self {
            Self::Plain(writer) => Self::Plain(writer),
            Self::Packed(sink) => Self::Packed(sink.behind(checkpoint.counts.bytes.written)),
            Self::Rows(writer) => Self::Rows(Box::new(writer.behind(checkpoint, notes))),
        }
    }

    /// How far the outputs are, which from now on outlive this process; `None` where none is a file.
    ///
    /// # Errors
    /// When one cannot be written.
    pub(super) fn mark(&mut self, run: &RunId, file: usize) -> io::Result<Option<Mark>> {
        let plain_bytes = match self {
            Self::Packed(sink) => Some(sink.plain_bytes()),
            Self::Plain(_) | Self::Rows(_) => None,
        };
        let (out, quarantine) = match self {
            Self::Plain(writer) => writer.parts_mut(),
            Self::Packed(sink) => {
                let (out, rejected) = sink.parts_mut();
                (Some(out), rejected.parts_mut().1)
            }
            Self::Rows(writer) => return writer.mark(run, file),
        };
        let Some(out) = out.and_then(Output::draft_mut) else {
            return Ok(None);
        };
        out.keep(run, &label(file))?;
        let mut mark = Mark {
            output: written(out),
            text_bytes: plain_bytes.unwrap_or(out.bytes_written()),
            notes: None,
            quarantine: None,
            quarantine_lines: None,
            handles: vec![out.handle()?],
        };
        mark.put_aside(quarantine, run, file)?;
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
                    quarantine_lines: None,
                    notes: None,
                })
            }
            Self::Rows(writer) => writer.finish(),
            Self::Packed(mut sink) => {
                Sink::<Packed<Block>>::finish(&mut sink)?;
                let bytes = sink.plain_bytes();
                let (out, rejected) = sink.into_parts();
                let (_, quarantine) = rejected.into_parts();
                Ok(Finished {
                    out: Some(out),
                    bytes,
                    quarantine,
                    quarantine_lines: None,
                    notes: None,
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
