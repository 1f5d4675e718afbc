//! The outputs of a scrub: for each input a file and its quarantine, which appear together.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::anyhow;
use pumice_engine::{
    Batch, Checkpoint, Counts, Draft, Ending, FileDone, FileStatus, Part, Position, Protected,
    Records, Shard, Sink, Tally,
};
use pumice_formats::{jsonl::Quarantine, records::Records as FormatRecords};

use super::{
    books::Books,
    file_writer::{FileWriter, Finished, written},
    gate::Gate,
    ledger::Ledger,
    opener::Opener,
    packing::Packing,
    places::Places,
    publisher::{Complete, Done, Publisher, Record},
    rehearsal,
    resume::Plan,
};
use crate::output::Output;

/// Writes what is scrubbed, one file behind the other, keeps the books of each, and notes how far it is.
///
/// What befalls one file is its own matter: it is left out, and the run goes on if it is asked to.
pub(super) struct Outputs<'a> {
    places: &'a Places,
    pub(super) opener: Opener<'a>,
    /// Whether one bad file ends the run.
    keeps_going: bool,
    max_invalid: Option<MaxInvalid>,
    /// Set when nothing more is to be read.
    halt: &'a AtomicBool,
    /// Whether a file has ended the run: what was read behind it is left alone.
    is_over: bool,
    current: Option<Current>,
    publisher: Publisher,
    books: Books,
    /// Of a run that can be resumed.
    pub(super) ledger: Option<Ledger>,
    /// The file that is read last.
    last: Option<usize>,
    held: Option<Complete>,
    /// What was counted in all that was read, and whether it tells that the run reads the wrong thing.
    read: Records,
    is_too_invalid: bool,
}

/// The share of the records that may be invalid, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MaxInvalid(pub(super) f64);

/// The file at hand.
struct Current {
    tally: Tally,
    state: State,
    /// Where a reader goes on behind what is written, if it can.
    behind: Option<Position>,
    /// Bytes of the text that were done when it was last noted how far it is.
    noted_bytes: u64,
}

enum State {
    Open(Box<FileWriter>),
    /// Why it is left out.
    Failed(anyhow::Error),
}

impl<'a> Outputs<'a> {
    /// Goes on with what `plan` says is done.
    ///
    /// # Errors
    /// When its counts are not understood.
    pub(super) fn new(
        (places, packing): (&'a Places, &'a Packing),
        protected: Protected,
        (keeps_going, max_invalid): (bool, Option<MaxInvalid>),
        (halt, gate): (&'a AtomicBool, Option<Arc<Gate>>),
        plan: Plan,
    ) -> anyhow::Result<Self> {
        let unknown = || {
            anyhow!("the manifest has words that this Pumice does not know; run without --resume")
        };
        let mut books = Books::new(places);
        for done in &plan.done {
            books.take_over(done, places).ok_or_else(unknown)?;
        }
        let mut before = books.tally.clone();
        for underway in plan.underway.values() {
            before.merge(underway.checkpoint.counts.tally().ok_or_else(unknown)?);
        }
        let last = plan.route().files.last().copied();
        Ok(Self {
            opener: Opener::new((places, packing), protected, plan.underway),
            keeps_going,
            max_invalid,
            halt,
            is_over: false,
            current: None,
            publisher: Publisher::new(places.is_folder() && !places.is_dry_run, gate),
            books,
            ledger: None,
            last,
            held: None,
            read: Records::new(&before),
            is_too_invalid: false,
            places,
        })
    }

    /// What became of all files, and what was counted in those that are done.
    pub(super) fn close(mut self) -> Closed {
        let publisher = std::mem::replace(&mut self.publisher, Publisher::new(false, None));
        for done in publisher.close() {
            self.settle(done);
        }
        Closed {
            books: self.books,
            held: self.held,
            ledger: self.ledger,
            protected: self.opener.protected,
            is_too_invalid: self.is_too_invalid,
        }
    }

    /// Closes the books of a file that was handed over.
    fn settle(&mut self, done: Done) {
        match done.result {
            Ok(complete) => {
                let report = &mut self.books.files[done.file];
                report.status = FileStatus::Done;
                let bytes_written = report.bytes.written;
                self.books.count(bytes_written, done.tally);
                self.held = complete.or(self.held.take());
            }
            Err(error) => {
                self.leave_out(done.file, &error);
                self.is_over |= !self.keeps_going;
                self.stop_reading();
            }
        }
    }

    /// The file at hand, begun if it is not yet.
    fn current(&mut self, file: usize, has_rows: bool) -> &mut Current {
        if self.current.is_none() {
            let (state, tally) = match self.opener.open(file, has_rows) {
                Ok((writer, tally)) => (State::Open(Box::new(writer)), tally),
                Err(error) => (State::Failed(error), Tally::default()),
            };
            if let State::Failed(_) = state {
                self.stop_reading();
            }
            self.current = Some(Current {
                noted_bytes: tally.bytes,
                tally,
                state,
                behind: None,
            });
        }
        self.current.as_mut().expect("it has just been begun")
    }

    fn write_block(&mut self, file: usize, block: &FormatRecords) {
        let too_many = self.too_many_invalid(false);
        let name = self.places.of(file).out.name();
        let current = self.current(file, has_rows(block));
        current.behind = block.behind();
        if let State::Open(writer) = &mut current.state {
            let written = writer.write(block).map_err(|error| explain(error, &name));
            let failed = written.err().or(too_many);
            if let Some(error) = failed.or_else(|| self.note(file).err()) {
                if let Some(current) = &mut self.current {
                    current.state = State::Failed(error);
                }
                self.stop_reading();
            }
        }
    }

    /// Notes how far the file at hand is, once in a while.
    fn note(&mut self, file: usize) -> anyhow::Result<()> {
        let (Some(ledger), Some(current)) = (&self.ledger, &mut self.current) else {
            return Ok(());
        };
        let Current {
            tally,
            state: State::Open(writer),
            behind: Some(behind),
            noted_bytes,
        } = current
        else {
            return Ok(());
        };
        if ledger.is_due(file, tally.bytes - *noted_bytes) {
            let noted = ledger.note((file, writer), *behind, tally);
            noted.map_err(|error| explain(error, &self.places.of(file).out.name()))?;
            *noted_bytes = tally.bytes;
        }
        Ok(())
    }

    /// Reads no more where a file has failed, unless the run goes on.
    fn stop_reading(&self) {
        if !self.keeps_going || self.is_too_invalid {
            self.halt.store(true, Ordering::Release);
        }
    }

    /// The error of a run that reads the wrong thing: so many records cannot be scrubbed.
    fn too_many_invalid(&mut self, is_last: bool) -> Option<anyhow::Error> {
        let MaxInvalid(share) = self.max_invalid?;
        let Records {
            read, quarantined, ..
        } = self.read;
        // A few at the start tell little.
        let is_known = is_last || read >= ENOUGH_RECORDS;
        self.is_too_invalid |= is_known && quarantined as f64 > share * read as f64;
        self.is_too_invalid.then(|| {
            anyhow!(
                "{quarantined} of {read} records cannot be scrubbed, more than --max-invalid allows; check \
                 that the input is JSONL"
            )
        })
    }

    fn end(&mut self, file: usize, ending: &Ending) {
        if let (Ending::Broken(error), None) = (ending, &self.current) {
            self.fail(file, &Tally::default(), &anyhow!("{error}"));
            return;
        }
        if let (Ending::GivenUp, None) = (ending, &self.current) {
            self.books.files[file].status = FileStatus::GivenUp;
            return;
        }
        self.current(file, false);
        let Some(current) = self.current.take() else {
            return;
        };
        let Current { tally, state, .. } = current;
        let failure = match (state, ending) {
            (State::Failed(error), _) => Some(error),
            (State::Open(_), Ending::Broken(error)) => Some(anyhow!("{error}")),
            (State::Open(writer), Ending::CutShort) => {
                let wrong = self.too_many_invalid(true);
                let cut = wrong.map_or_else(|| self.cut_short(file, &tally, *writer), Err);
                cut.err()
            }
            (State::Open(writer), Ending::GivenUp) => {
                self.give_up(file, (&tally, current.noted_bytes), *writer, current.behind);
                None
            }
            (State::Open(writer), Ending::Whole) => {
                let wrong = self.too_many_invalid(self.last == Some(file));
                let complete = wrong.map_or_else(|| self.complete(file, &tally, *writer), Err);
                match complete {
                    Ok(mut complete) => {
                        complete.record = self.record(file, &tally, (&complete, current.behind));
                        self.hand_over(file, tally.clone(), complete);
                        None
                    }
                    Err(error) => Some(error),
                }
            }
        };
        if let Some(error) = failure {
            self.fail(file, &tally, &error);
        }
    }

    /// Leaves a file where it is. What was noted of it stays; the rest up to here is noted too, if it is
    /// worth it.
    fn give_up(
        &mut self,
        file: usize,
        (tally, noted_bytes): (&Tally, u64),
        mut writer: FileWriter,
        behind: Option<Position>,
    ) {
        self.books.note(file, tally, FileStatus::GivenUp);
        let is_more = noted_bytes > 0 && tally.bytes > noted_bytes;
        if let (Some(ledger), Some(behind), true) = (&self.ledger, behind, is_more) {
            // What is not noted is done again.
            let _ = ledger.note_last((file, &mut writer), behind, tally);
        }
    }

    /// What is to be published of a file that was read to its end.
    fn complete(&self, file: usize, tally: &Tally, writer: FileWriter) -> anyhow::Result<Complete> {
        if self.places.is_dry_run {
            rehearsal::complete(self.places, file, tally, &self.opener.protected)?;
        }
        let name = self.places.of(file).out.name();
        let finished = writer.finish().map_err(|error| explain(error, &name))?;
        let Finished {
            out,
            bytes,
            quarantine,
            quarantine_lines,
            notes,
        } = finished;
        let (quarantine, unused_quarantine) = match quarantine {
            Quarantine::To(aside) => aside.into_parts()?,
            Quarantine::Count | Quarantine::Refuse => (None, None),
        };
        Ok(Complete {
            bytes,
            out: out.and_then(Output::into_draft),
            quarantine,
            unused_quarantine,
            quarantine_lines,
            notes,
            record: None,
        })
    }

    /// What is to be noted of a file that is complete, before its outputs get their names and then.
    fn record(
        &self,
        file: usize,
        tally: &Tally,
        (complete, behind): (&Complete, Option<Position>),
    ) -> Option<Record> {
        let (ledger, out) = (self.ledger.as_ref()?, complete.out.as_ref()?);
        let (stat, counts) = (ledger.stat(file), Counts::new(tally, complete.bytes));
        let is_kept = out.is_kept();
        let asides = [&complete.quarantine, &complete.unused_quarantine];
        let aside = asides.into_iter().flatten().find(|draft| draft.is_kept());
        let whole = |(stat, position)| Checkpoint {
            file,
            stat,
            position,
            is_whole: true,
            output: written(out),
            notes: None,
            quarantine: aside.map(Draft::bytes_written),
            quarantine_lines: complete.quarantine_lines.filter(|_| aside.is_some()),
            segments: vec![],
            counts: counts.clone(),
        };
        // A short file is done again if its name is all that is missing.
        let checkpoint = stat.zip(behind).filter(|_| is_kept).map(whole);
        Some(Record {
            manifest: ledger.manifest.clone(),
            checkpoint: checkpoint.map(Box::new),
            done: Box::new(FileDone {
                file,
                stat,
                output: written(out),
                quarantine: complete.quarantine.as_ref().map(Draft::bytes_written),
                segments: vec![],
                counts,
            }),
        })
    }

    /// Closes the books of a file of which no more is wanted. It is not handed over, so nothing of it
    /// appears.
    fn cut_short(&mut self, file: usize, tally: &Tally, writer: FileWriter) -> anyhow::Result<()> {
        let written = self.complete(file, tally, writer)?.bytes;
        self.books.note(file, tally, FileStatus::CutShort);
        self.books.files[file].bytes.written = written;
        self.books.count(written, tally.clone());
        Ok(())
    }

    fn hand_over(&mut self, file: usize, tally: Tally, complete: Complete) {
        // Until it is published.
        self.books.note(file, &tally, FileStatus::GivenUp);
        let report = &mut self.books.files[file];
        report.bytes.written = complete.bytes;
        let is_written = !self.places.is_dry_run;
        report.output = is_written.then(|| self.places.of(file).out.name());
        report.sha256 = complete.out.as_ref().map(Draft::sha256);
        let quarantine = complete.quarantine.as_ref();
        report.quarantine = quarantine.map(|draft| draft.path().display().to_string());
        self.publisher.publish(file, tally, complete);
        // Not kept until the end: there may be a hundred thousand.
        let ready: Vec<Done> = self.publisher.ready().collect();
        for done in ready {
            self.settle(done);
        }
    }

    fn fail(&mut self, file: usize, tally: &Tally, error: &anyhow::Error) {
        self.books.note(file, tally, FileStatus::Failed);
        self.leave_out(file, error);
        self.is_over = !self.keeps_going || self.is_too_invalid;
        self.stop_reading();
    }

    fn leave_out(&mut self, file: usize, error: &anyhow::Error) {
        self.books.fail(file, error);
        if let Some(ledger) = &self.ledger {
            let error = self.books.files[file].error.as_deref();
            ledger.fail(file, error.unwrap_or_default(), self.places);
        }
    }
}

/// Records after which a share of them tells something.
const ENOUGH_RECORDS: u64 = 10_000;

/// What a run has come to.
pub(super) struct Closed {
    pub(super) books: Books,
    /// The one output that appears after its report.
    pub(super) held: Option<Complete>,
    pub(super) ledger: Option<Ledger>,
    pub(super) protected: Protected,
    /// Whether the run has read the wrong thing.
    pub(super) is_too_invalid: bool,
}

fn has_rows(block: &FormatRecords) -> bool {
    matches!(block, FormatRecords::Rows(_))
}

/// The error of a writer as a message puts it.
fn explain(error: io::Error, output: &str) -> anyhow::Error {
    // Whoever has made the error has named the file.
    if matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::Unsupported | io::ErrorKind::Other
    ) {
        return error.into();
    }
    let message = format!("{output}: cannot be written; check the space on its disk");
    anyhow::Error::new(error).context(message)
}

impl Sink<Shard<FormatRecords>> for Outputs<'_> {
    fn count(&mut self, shard: &Shard<FormatRecords>, tally: &Tally) {
        if let (Part::Block(block), false) = (&shard.part, self.is_over) {
            self.read.read += tally.records_in - tally.records_skipped;
            self.read.quarantined += tally.records_quarantined;
            self.current(shard.file, has_rows(block))
                .tally
                .merge(tally.clone());
        }
    }

    fn write(&mut self, shard: &Shard<FormatRecords>) -> io::Result<()> {
        match &shard.part {
            _ if self.is_over => {}
            Part::Block(block) => self.write_block(shard.file, block),
            Part::End(ending) => self.end(shard.file, ending),
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}
