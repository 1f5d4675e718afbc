//! Writes the records of one file, compressed or not.

use std::{io, path::PathBuf};

use pumice_engine::Sink;
use pumice_formats::{
    codec::{Packed, PackedSink, Packer},
    jsonl::{Block, Quarantine, Writer},
    parquet,
    records::Records,
};
use std::sync::Arc;

use super::quarantine::Aside;
use crate::output::Output;

/// The outputs of one input.
pub(super) enum FileWriter {
    Plain(Writer<Output, Aside>),
    Packed(PackedSink<Output, Writer<io::Sink, Aside>>),
    Rows(Box<parquet::Writer<Output, Aside>>),
}

/// What is written, with the number of its bytes before compression.
pub(super) struct Written {
    pub(super) out: Option<Output>,
    pub(super) bytes: u64,
    pub(super) quarantine: Quarantine<Aside>,
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
    pub(super) fn finish(self) -> io::Result<Written> {
        match self {
            Self::Plain(mut writer) => {
                writer.finish()?;
                let (out, quarantine) = writer.into_parts();
                Ok(Written {
                    bytes: out.as_ref().map_or(0, Output::bytes_written),
                    out,
                    quarantine,
                })
            }
            Self::Rows(mut writer) => {
                writer.finish()?;
                let (out, quarantine) = writer.into_parts();
                Ok(Written {
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
                Ok(Written {
                    out: Some(out),
                    bytes,
                    quarantine,
                })
            }
        }
    }
}
