//! What became of the files of a scrub.

use pumice_engine::{Bytes, FileDone, FileReport, FileStatus, Records, Tally};

use super::places::{Place, Places};
use crate::{describe, inputs::unread, is_broken_pipe};
use pumice_formats::jsonl::Quarantine;

/// The books of a run: reports of its files, and counts of those that are done.
#[derive(Debug, Default)]
pub(super) struct Books {
    /// Of all files, in their order.
    pub(super) files: Vec<FileReport>,
    /// Of the files that are done.
    pub(super) tally: Tally,
    pub(super) bytes_written: u64,
}

impl Books {
    /// Of files of which none is begun.
    pub(super) fn new(places: &Places) -> Self {
        Self {
            files: unread(&places.inputs.files),
            ..Self::default()
        }
    }

    /// Takes over a file that was done before; `None` if its counts are not understood.
    pub(super) fn take_over(&mut self, done: &FileDone, places: &Places) -> Option<()> {
        let tally = done.counts.tally()?;
        let Place { out, quarantine } = places.of(done.file);
        let report = &mut self.files[done.file];
        note(report, &tally, FileStatus::Done);
        report.bytes.written = done.counts.bytes.written;
        report.output = Some(out.name());
        report.sha256 = Some(done.output.sha256.clone());
        report.quarantine = match (done.quarantine, quarantine) {
            (Some(_), Quarantine::To(path)) => Some(path.display().to_string()),
            _ => None,
        };
        self.count(done.counts.bytes.written, tally);
        Some(())
    }

    /// Notes what became of a file that is not done.
    pub(super) fn note(&mut self, file: usize, tally: &Tally, status: FileStatus) {
        note(&mut self.files[file], tally, status);
    }

    /// Adds what was counted in a file that is done.
    pub(super) fn count(&mut self, bytes_written: u64, tally: Tally) {
        self.bytes_written += bytes_written;
        self.tally.merge(tally);
    }

    /// Notes why a file is left out.
    pub(super) fn fail(&mut self, file: usize, error: &anyhow::Error) {
        let report = &mut self.files[file];
        report.status = FileStatus::Failed;
        // Whoever read the output has had enough, and knows.
        report.error = (!is_broken_pipe(error)).then(|| describe(error));
        (report.output, report.sha256, report.quarantine) = (None, None, None);
        report.bytes.written = 0;
    }
}

fn note(report: &mut FileReport, tally: &Tally, status: FileStatus) {
    report.status = status;
    report.records = Records::new(tally);
    report.bytes = Bytes {
        read: tally.bytes,
        written: 0,
    };
    report.findings = tally.findings;
}
