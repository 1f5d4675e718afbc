//! Begins the outputs of files, or goes on with those that an earlier process has begun.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use pumice_engine::{Draft, Position, Protected, Tally, sweep};
use pumice_formats::jsonl::Quarantine;

use super::{
    file_writer::FileWriter,
    packing::Packing,
    places::{Place, Places},
    quarantine::Aside,
    rehearsal,
    resume::Underway,
    rows_writer::RowsWriter,
};
use crate::{
    args::Stream,
    output::{Output, check_names},
};

/// Opens outputs.
pub(super) struct Opener<'a> {
    places: &'a Places,
    packing: &'a Packing,
    pub(super) protected: Protected,
    /// The outputs of the first file, where they are begun before it is read.
    first: Option<(Output, Quarantine<Aside>)>,
    underway: BTreeMap<usize, Underway>,
    /// Folders that outputs have gone to.
    known_folders: HashSet<PathBuf>,
}

impl<'a> Opener<'a> {
    pub(super) fn new(
        (places, packing): (&'a Places, &'a Packing),
        protected: Protected,
        underway: BTreeMap<usize, Underway>,
    ) -> Self {
        Self {
            places,
            packing,
            protected,
            first: None,
            underway,
            known_folders: HashSet::new(),
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
        let manifest = self.places.manifest.as_deref();
        let names = [out.path(), aside, report, manifest].map(|path| path.map(Path::to_owned));
        let begun = match self.underway.contains_key(&0) {
            true => None,
            false => Some(self.begin(&out)?),
        };
        let quarantine = match quarantine {
            Quarantine::To(path) if self.places.is_dry_run => {
                Draft::rehearse(&path, &self.protected)?;
                Quarantine::Count
            }
            Quarantine::To(path) if begun.is_some() => {
                Quarantine::To(Aside::begun(path, self.protected.clone())?)
            }
            quarantine => self.aside(quarantine),
        };
        check_names(names.iter().map(Option::as_deref))?;
        self.first = begun.map(|out| (out, quarantine));
        Ok(())
    }

    /// The outputs of a file, with what was counted of what is in them.
    ///
    /// # Errors
    /// When one of them cannot be written.
    pub(super) fn open(
        &mut self,
        file: usize,
        has_rows: bool,
    ) -> anyhow::Result<(FileWriter, Tally)> {
        let packer = self.packing.of(file);
        let Place { out, quarantine } = self.places.of(file);
        if let Some(underway) = self.underway.remove(&file) {
            return Ok(self.go_on(underway, quarantine, file));
        }
        let outputs = match self.first.take() {
            Some(outputs) => outputs,
            None => (self.begin(&out)?, self.aside(quarantine)),
        };
        let writer = match has_rows {
            true => self.of_rows(outputs, file),
            false => FileWriter::new(outputs, packer),
        };
        Ok((writer, Tally::default()))
    }

    fn of_rows(&self, outputs: (Output, Quarantine<Aside>), file: usize) -> FileWriter {
        let writer = RowsWriter::new(outputs, self.folder(file), self.protected.clone());
        FileWriter::Rows(Box::new(writer))
    }

    /// The folder that an output appears in.
    fn folder(&self, file: usize) -> PathBuf {
        let out = self.places.of(file).out;
        let folder = out.path().map(|path| match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        });
        folder.unwrap_or_else(std::env::temp_dir)
    }

    fn go_on(
        &mut self,
        underway: Underway,
        quarantine: Quarantine<PathBuf>,
        file: usize,
    ) -> (FileWriter, Tally) {
        let Underway {
            checkpoint,
            out,
            notes,
            aside,
        } = underway;
        let quarantine = match (quarantine, aside) {
            (Quarantine::To(path), Some(draft)) => {
                Quarantine::To(Aside::gone_on(path, self.protected.clone(), draft))
            }
            (quarantine, _) => self.aside(quarantine),
        };
        let outputs = (Output::Draft(Box::new(out)), quarantine);
        let writer = match checkpoint.position {
            Position::Line { .. } => FileWriter::new(outputs, self.packing.of(file)),
            Position::RowGroup { .. } => self.of_rows(outputs, file),
        };
        let writer = writer.behind(&checkpoint, notes);
        // Its words were understood when the run was planned.
        (writer, checkpoint.counts.tally().unwrap_or_default())
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
}
