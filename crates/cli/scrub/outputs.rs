//! The outputs of a scrub: for each input a file and its quarantine, which appear together.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::anyhow;
use pumice_engine::{
    Bytes, Draft, Ending, FileReport, FileStatus, Part, Protected, Records, Shard, Sink, Tally,
    sweep,
};
use pumice_formats::{
    codec::Packed,
    jsonl::{Block, Quarantine},
};

use super::{
    file_writer::{FileWriter, Written},
    packing::Packing,
    places::{Place, Places},
    publisher::{Complete, Done, Publisher},
    quarantine::Aside,
    rehearsal,
};
use crate::{
    args::Stream,
    describe,
    inputs::unread,
    is_broken_pipe,
    output::{Output, check_names},
};

/// Writes what is scrubbed, one file behind the other, and keeps the books of each.
///
/// What befalls one file is its own matter: it is left out, and the run goes on if it is asked to.
pub(super) struct Outputs<'a> {
    places: &'a Places,
    packing: &'a Packing,
    protected: Protected,
    /// Whether one bad file ends the run.
    keeps_going: bool,
    max_invalid: Option<MaxInvalid>,
    /// Set when nothing more is to be read.
    halt: &'a AtomicBool,
    /// Whether a file has ended the run: what was read behind it is left alone.
    is_over: bool,
    /// The outputs of the first file, where they are begun before it is read.
    first: Option<(Output, Quarantine<Aside>)>,
    current: Option<Current>,
    publisher: Publisher,
    /// Folders that outputs have gone to.
    known_folders: HashSet<PathBuf>,
    /// Of all files, in their order.
    files: Vec<FileReport>,
    /// Of the files that are done.
    done: Tally,
    bytes_written: u64,
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
}

enum State {
    Open(Box<FileWriter>),
    /// Why it is left out.
    Failed(anyhow::Error),
}

impl<'a> Outputs<'a> {
    pub(super) fn new(
        (places, packing): (&'a Places, &'a Packing),
        protected: Protected,
        (keeps_going, max_invalid): (bool, Option<MaxInvalid>),
        halt: &'a AtomicBool,
    ) -> Self {
        Self {
            protected,
            keeps_going,
            max_invalid,
            halt,
            is_over: false,
            first: None,
            current: None,
            publisher: Publisher::new(places.is_folder() && !places.is_dry_run),
            known_folders: HashSet::new(),
            files: unread(&places.inputs.files),
            done: Tally::default(),
            bytes_written: 0,
            held: None,
            read: Records::default(),
            is_too_invalid: false,
            places,
            packing,
        }
    }

    /// Begins the outputs of the only file, so that what stands in their way is known before anything
    /// is read; `report` is to have a name of its own.
    ///
    /// # Errors
    /// When one of them cannot be written, is an input, or has the name of another one.
    pub(super) fn begin_first(&mut self, report: Option<&Path>) -> anyhow::Result<()> {
        let Place { out, quarantine } = self.places.of(0);
        let aside = match &quarantine {
            Quarantine::To(path) => Some(&**path),
            Quarantine::Count | Quarantine::Refuse => None,
        };
        let names = [out.path(), aside, report].map(|path| path.map(Path::to_owned));
        let out = self.begin(&out)?;
        let quarantine = match quarantine {
            Quarantine::To(path) if self.places.is_dry_run => {
                Draft::rehearse(&path, &self.protected)?;
                Quarantine::Count
            }
            Quarantine::To(path) => Quarantine::To(Aside::begun(path, self.protected.clone())?),
            quarantine => self.aside(quarantine),
        };
        check_names(names.iter().map(Option::as_deref))?;
        self.first = Some((out, quarantine));
        Ok(())
    }

    /// What became of all files, and what was counted in those that are done.
    pub(super) fn close(mut self) -> Closed {
        let publisher = std::mem::replace(&mut self.publisher, Publisher::new(false));
        for done in publisher.close() {
            self.settle(done);
        }
        Closed {
            files: self.files,
            tally: self.done,
            bytes_written: self.bytes_written,
            held: self.held,
            is_too_invalid: self.is_too_invalid,
        }
    }

    /// Closes the books of a file that was handed over.
    fn settle(&mut self, done: Done) {
        let report = &mut self.files[done.file];
        match done.result {
            Ok(complete) => {
                report.status = FileStatus::Done;
                self.bytes_written += report.bytes.written;
                self.done.merge(done.tally);
                self.held = complete.or(self.held.take());
            }
            Err(error) => {
                fail(report, &error.into());
                self.is_over |= !self.keeps_going;
                self.stop_reading();
            }
        }
    }

    fn open(&mut self, file: usize) -> anyhow::Result<FileWriter> {
        let outputs = match self.first.take() {
            Some(outputs) => outputs,
            None => {
                let Place { out, quarantine } = self.places.of(file);
                (self.begin(&out)?, self.aside(quarantine))
            }
        };
        Ok(FileWriter::new(outputs, self.packing.of(file)))
    }

    fn begin(&mut self, out: &Stream) -> anyhow::Result<Output> {
        if self.places.is_dry_run {
            return rehearsal::begin(self.places, out, &self.protected);
        }
        if let Some(folder) = out.path().and_then(Path::parent) {
            if self.places.is_folder() {
                // What is in the way is told by the draft.
                let _ = fs::create_dir_all(folder);
            }
            self.sweep(folder);
        }
        Output::begin(out, &mut self.protected)
    }

    /// Removes what killed runs have left in a folder, once; of a quarantine it holds personal data. There may be
    /// no such folder yet.
    fn sweep(&mut self, folder: &Path) {
        if self.known_folders.insert(folder.to_owned()) {
            let is_here = folder.as_os_str().is_empty();
            let _ = sweep(if is_here { Path::new(".") } else { folder });
        }
    }

    fn aside(&mut self, quarantine: Quarantine<PathBuf>) -> Quarantine<Aside> {
        match quarantine {
            Quarantine::To(_) if self.places.is_dry_run => Quarantine::Count,
            Quarantine::To(path) => {
                if let Some(folder) = path.parent() {
                    self.sweep(folder);
                }
                Quarantine::To(Aside::new(path, self.protected.clone()))
            }
            Quarantine::Count => Quarantine::Count,
            Quarantine::Refuse => Quarantine::Refuse,
        }
    }

    /// The file at hand, begun if it is not yet.
    fn current(&mut self, file: usize) -> &mut Current {
        if self.current.is_none() {
            let state = match self.open(file) {
                Ok(writer) => State::Open(Box::new(writer)),
                Err(error) => State::Failed(error),
            };
            if let State::Failed(_) = state {
                self.stop_reading();
            }
            self.current = Some(Current {
                tally: Tally::default(),
                state,
            });
        }
        self.current.as_mut().expect("it has just been begun")
    }

    fn write_block(&mut self, file: usize, block: &Packed<Block>) {
        let too_many = self.too_many_invalid(false);
        let name = self.places.of(file).out.name();
        let current = self.current(file);
        if let State::Open(writer) = &mut current.state {
            let written = writer.write(block).map_err(|error| explain(error, &name));
            if let Some(error) = written.err().or(too_many) {
                current.state = State::Failed(error);
                self.stop_reading();
            }
        }
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
            self.files[file].status = FileStatus::GivenUp;
            return;
        }
        self.current(file);
        let Some(Current { tally, state, .. }) = self.current.take() else {
            return;
        };
        let failure = match (state, ending) {
            (State::Failed(error), _) => Some(error),
            (State::Open(_), Ending::Broken(error)) => Some(anyhow!("{error}")),
            (State::Open(writer), Ending::CutShort) => {
                let wrong = self.too_many_invalid(true);
                let cut = wrong.map_or_else(|| self.cut_short(file, &tally, *writer), Err);
                cut.err()
            }
            (State::Open(_), Ending::GivenUp) => {
                note(&mut self.files[file], &tally, FileStatus::GivenUp);
                None
            }
            (State::Open(writer), Ending::Whole) => {
                let is_last = file + 1 == self.files.len();
                let wrong = self.too_many_invalid(is_last);
                let complete = wrong.map_or_else(|| self.complete(file, &tally, *writer), Err);
                match complete {
                    Ok(complete) => {
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

    /// What is to be published of a file that was read to its end.
    fn complete(&self, file: usize, tally: &Tally, writer: FileWriter) -> anyhow::Result<Complete> {
        if self.places.is_dry_run {
            rehearsal::complete(self.places, file, tally, &self.protected)?;
        }
        let name = self.places.of(file).out.name();
        let written = writer.finish().map_err(|error| explain(error, &name))?;
        let Written {
            out,
            bytes,
            quarantine,
        } = written;
        let (quarantine, unused_quarantine) = match quarantine {
            Quarantine::To(aside) => aside.into_parts()?,
            Quarantine::Count | Quarantine::Refuse => (None, None),
        };
        Ok(Complete {
            bytes,
            out: out.and_then(Output::into_draft),
            quarantine,
            unused_quarantine,
        })
    }

    /// Closes the books of a file of which no more is wanted. It is not handed over, so nothing of it
    /// appears.
    fn cut_short(&mut self, file: usize, tally: &Tally, writer: FileWriter) -> anyhow::Result<()> {
        let written = self.complete(file, tally, writer)?.bytes;
        let report = &mut self.files[file];
        note(report, tally, FileStatus::CutShort);
        report.bytes.written = written;
        self.bytes_written += written;
        self.done.merge(tally.clone());
        Ok(())
    }

    fn hand_over(&mut self, file: usize, tally: Tally, complete: Complete) {
        let report = &mut self.files[file];
        // Until it is published.
        note(report, &tally, FileStatus::GivenUp);
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
        let report = &mut self.files[file];
        note(report, tally, FileStatus::Failed);
        fail(report, error);
        self.is_over = !self.keeps_going || self.is_too_invalid;
        self.stop_reading();
    }
}

/// Records after which a share of them tells something.
const ENOUGH_RECORDS: u64 = 10_000;

/// What a run has come to.
pub(super) struct Closed {
    pub(super) files: Vec<FileReport>,
    /// Of the files that are done.
    pub(super) tally: Tally,
    pub(super) bytes_written: u64,
    /// The one output that appears after its report.
    pub(super) held: Option<Complete>,
    /// Whether the run has read the wrong thing.
    pub(super) is_too_invalid: bool,
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

fn fail(report: &mut FileReport, error: &anyhow::Error) {
    report.status = FileStatus::Failed;
    // Whoever read the output has had enough, and knows.
    report.error = (!is_broken_pipe(error)).then(|| describe(error));
    (report.output, report.sha256, report.quarantine) = (None, None, None);
    report.bytes.written = 0;
}

/// The error of a writer as a message puts it.
fn explain(error: io::Error, output: &str) -> anyhow::Error {
    // Whoever has made the error has named the file.
    if matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::Other
    ) {
        return error.into();
    }
    let message = format!("{output}: cannot be written; check the space on its disk");
    anyhow::Error::new(error).context(message)
}

impl Sink<Shard<Packed<Block>>> for Outputs<'_> {
    fn count(&mut self, shard: &Shard<Packed<Block>>, tally: &Tally) {
        if let (Part::Block(_), false) = (&shard.part, self.is_over) {
            self.read.read += tally.records_in - tally.records_skipped;
            self.read.quarantined += tally.records_quarantined;
            self.current(shard.file).tally.merge(tally.clone());
        }
    }

    fn write(&mut self, shard: &Shard<Packed<Block>>) -> io::Result<()> {
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
