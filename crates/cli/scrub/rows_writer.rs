//! Writes the rows of one Parquet file, and what it takes to go on with them.

use std::{io, io::Write, path::PathBuf};

use pumice_engine::{Access, Checkpoint, Draft, Protected, RunId};
use pumice_formats::{
    jsonl::Quarantine,
    parquet::{Block, Notes, Writer},
};

use super::{
    file_writer::{Finished, Mark, written},
    ledger::{label, notes_label},
    quarantine::Aside,
};
use crate::output::Output;

/// The outputs of one Parquet file, and a draft beside them that nobody sees: what the output will say at
/// its end of the row groups that are done.
pub(super) struct RowsWriter {
    writer: Writer<Output, Aside>,
    /// Begun when it is first noted how far the output is.
    notes: Option<Draft>,
    protected: Protected,
}

impl RowsWriter {
    /// Writes to outputs that are begun; `folder` is where the output is.
    pub(super) fn new(
        (out, quarantine): (Output, Quarantine<Aside>),
        folder: PathBuf,
        protected: Protected,
    ) -> Self {
        let is_noted = out.draft().is_some();
        let writer = Writer::new(out, quarantine, folder);
        Self {
            writer: if is_noted { writer.noted() } else { writer },
            notes: None,
            protected,
        }
    }

    /// Goes on behind what is in the outputs; all of it is there where nothing is noted of its row groups.
    pub(super) fn behind(self, checkpoint: &Checkpoint, notes: Option<(Draft, Notes)>) -> Self {
        let Self {
            writer, protected, ..
        } = self;
        let lines_aside = checkpoint.quarantine_lines.unwrap_or_default();
        let bytes = checkpoint.output.bytes;
        let (writer, notes) = match notes {
            Some((draft, notes)) => (writer.behind(bytes, notes, lines_aside), Some(draft)),
            None => (writer.behind_all(lines_aside), None),
        };
        Self {
            writer,
            notes,
            protected,
        }
    }

    /// How far the outputs are, which from now on outlive this process; `None` within a row group, and where
    /// the output is no file.
    ///
    /// # Errors
    /// When one cannot be written.
    pub(super) fn mark(&mut self, run: &RunId, file: usize) -> io::Result<Option<Mark>> {
        let lines_aside = self.writer.lines_aside();
        let Some(marked) = self.writer.mark()? else {
            return Ok(None);
        };
        let Some(out) = marked.out.draft_mut() else {
            return Ok(None);
        };
        out.keep(run, &label(file))?;
        if self.notes.is_none() {
            let draft = Draft::beside(out.path(), Access::Default, &self.protected);
            self.notes = Some(draft.map_err(io::Error::other)?);
        }
        let mut mark = Mark {
            output: written(out),
            text_bytes: out.bytes_written(),
            notes: None,
            quarantine: None,
            quarantine_lines: None,
            handles: vec![out.handle()?],
        };
        if let Some(notes) = &mut self.notes {
            notes.write_all(&marked.notes)?;
            notes.keep(run, &notes_label(file))?;
            mark.notes = Some(written(notes));
            mark.handles.push(notes.handle()?);
        }
        mark.put_aside(marked.quarantine, run, file)?;
        mark.quarantine_lines = mark.quarantine.map(|_| lines_aside);
        Ok(Some(mark))
    }

    /// # Errors
    /// When an output cannot be written.
    pub(super) fn write(&mut self, block: &Block) -> io::Result<()> {
        self.writer.write(block)
    }

    /// # Errors
    /// When the last bytes cannot be written.
    pub(super) fn finish(mut self) -> io::Result<Finished> {
        self.writer.finish()?;
        let lines_aside = self.writer.lines_aside();
        let (out, quarantine) = self.writer.into_parts();
        Ok(Finished {
            bytes: out.as_ref().map_or(0, Output::bytes_written),
            out,
            quarantine,
            quarantine_lines: Some(lines_aside),
            notes: self.notes,
        })
    }
}
