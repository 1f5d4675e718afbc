//! Where the outputs of a scrub go.

use std::{
    fs,
    path::{self, Path, PathBuf},
};

use anyhow::bail;
use pumice_engine::{InputEntry, Invalid};
use pumice_formats::jsonl::Quarantine;

use crate::{
    args::{self, Compression, ScrubArgs, Stream},
    inputs::{Input, Inputs},
    output::{MANIFEST, check_names, with_suffix},
};

use super::success;

/// Where each output goes, and the report of all.
pub(super) struct Places {
    pub(super) inputs: Inputs,
    out: Out,
    quarantine: Quarantine<PathBuf>,
    pub(super) report: Option<PathBuf>,
    /// What is done is kept there, where something can be gone on with.
    pub(super) manifest: Option<PathBuf>,
    /// Whether they are only asked whether they could be written.
    pub(super) is_dry_run: bool,
}

enum Out {
    /// The output of the only input.
    One(Stream),
    /// A folder with the layout of the inputs.
    Folder(PathBuf),
    /// Nobody has named a place, as a dry run need not.
    Nowhere,
}

/// Where the outputs of one input go.
pub(super) struct Place {
    pub(super) out: Stream,
    pub(super) quarantine: Quarantine<PathBuf>,
}

/// Where the manifest of a run is that writes to `out`.
pub(super) fn manifest_of(out: &Path) -> PathBuf {
    with_suffix(out, MANIFEST)
}

impl Places {
    /// What the arguments and the policy want.
    ///
    /// # Errors
    /// When several inputs have no folder to go to, or one that cannot be.
    pub(super) fn new(
        args: &ScrubArgs,
        mut inputs: Inputs,
        invalid: Invalid,
    ) -> anyhow::Result<Self> {
        match args.compression {
            Some(Compression::None) => inputs.rename(None),
            Some(Compression::Gzip) => inputs.rename(Some(".gz")),
            Some(Compression::Zstd) => inputs.rename(Some(".zst")),
            Some(Compression::Same) | None => {}
        }
        inputs.check_places()?;
        let out = match &args.out {
            None if args.dry_run => Out::Nowhere,
            None => bail!("--out: is missing; name a place for what is scrubbed"),
            Some(Stream::Standard) if inputs.is_one => Out::One(Stream::Standard),
            Some(Stream::Standard) => {
                bail!("--out -: takes one input; name a folder for the outputs of several")
            }
            Some(out @ Stream::File(path)) if inputs.is_one && !is_folder(path) => {
                Out::One(out.clone())
            }
            Some(Stream::File(path)) => {
                inputs.check_folder(path)?;
                Out::Folder(path.clone())
            }
        };
        let path = args.out.as_ref().and_then(Stream::path);
        let is_folder = matches!(out, Out::Folder(_));
        let quarantine_default = if is_folder { ".quarantine" } else { QUARANTINE };
        let quarantine = match (invalid, &args.quarantine, path) {
            (Invalid::Fail, _, _) => Quarantine::Refuse,
            _ if matches!(out, Out::Nowhere) => Quarantine::Count,
            (_, None, None) => Quarantine::Refuse,
            (_, Some(args::Quarantine::File(path)), _) => Quarantine::To(path.clone()),
            (_, Some(args::Quarantine::Nowhere), _) => Quarantine::Count,
            (_, None, Some(out)) => Quarantine::To(with_suffix(out, quarantine_default)),
        };
        if let (Out::Folder(out), Quarantine::To(aside)) = (&out, &quarantine)
            && aside.starts_with(out)
        {
            bail!(
                "{}: lies in the folder of the outputs, and what is put aside holds personal data; choose a \
                 folder outside of it",
                aside.display()
            );
        }
        if let (Out::Folder(out), Some(report)) = (&out, &args.report)
            && report.starts_with(out)
        {
            bail!(
                "{}: lies in the folder of the outputs and may replace one; choose a place outside of it",
                report.display()
            );
        }
        let report = args.report.clone();
        let report = report.or_else(|| Some(with_suffix(path?, ".report.json")));
        let manifest = path.map(manifest_of);
        let aside = match &quarantine {
            Quarantine::To(path) => Some(&**path),
            Quarantine::Count | Quarantine::Refuse => None,
        };
        check_names([manifest.as_deref(), report.as_deref(), aside])?;
        let is_mark = |input: &Input| input.place == Path::new(success::NAME);
        if let (true, Some(input)) = (is_folder, inputs.files.iter().find(|input| is_mark(input))) {
            bail!(
                "{}: its output would have the name that says that a folder is whole; give it another name",
                input.stream
            );
        }
        Ok(Self {
            report,
            manifest,
            is_dry_run: args.dry_run,
            inputs,
            out,
            quarantine,
        })
    }

    /// The folder that outputs go into, if they do.
    pub(super) fn folder(&self) -> Option<&Path> {
        match &self.out {
            Out::Folder(folder) => Some(folder),
            Out::One(_) | Out::Nowhere => None,
        }
    }

    /// What the manifest says of all inputs.
    pub(super) fn entries(&self) -> Vec<InputEntry> {
        let files = 0..self.inputs.files.len();
        files.map(|file| self.entry(file)).collect()
    }

    /// What the manifest says of an input.
    pub(super) fn entry(&self, file: usize) -> InputEntry {
        let folder = self.manifest.as_deref().and_then(Path::parent);
        let folder = folder.unwrap_or(Path::new(""));
        // However the folder was spelled, a run that is resumed finds it.
        let inside = |path: &Path| match path.strip_prefix(folder) {
            Ok(inside) => inside.display().to_string(),
            Err(_) => path::absolute(path)
                .unwrap_or_else(|_| path.to_owned())
                .display()
                .to_string(),
        };
        let Place { out, quarantine } = self.of(file);
        InputEntry {
            input: self.inputs.files[file].stream.name(),
            output: out.path().map(inside).unwrap_or_default(),
            quarantine: match quarantine {
                Quarantine::To(path) => Some(inside(&path)),
                Quarantine::Count | Quarantine::Refuse => None,
            },
        }
    }

    /// Whether outputs go into a folder.
    pub(super) fn is_folder(&self) -> bool {
        matches!(self.out, Out::Folder(_))
    }

    /// Whether there is an output to be named.
    pub(super) fn is_nowhere(&self) -> bool {
        matches!(self.out, Out::Nowhere)
    }

    /// Where the outputs of one of the inputs go.
    pub(super) fn of(&self, file: usize) -> Place {
        match &self.out {
            Out::One(out) => Place {
                out: out.clone(),
                quarantine: self.quarantine.clone(),
            },
            Out::Nowhere => Place {
                out: Stream::Standard,
                quarantine: self.quarantine.clone(),
            },
            Out::Folder(out) => {
                let place = &self.inputs.files[file].place;
                let quarantine = match &self.quarantine {
                    Quarantine::To(aside) => {
                        Quarantine::To(with_suffix(&aside.join(place), QUARANTINE))
                    }
                    other => other.clone(),
                };
                Place {
                    out: Stream::File(out.join(place)),
                    quarantine,
                }
            }
        }
    }
}

const QUARANTINE: &str = ".quarantine.jsonl";

/// Whether a path is meant as a folder: one that is there, or a name with a slash behind it.
fn is_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/")
        || fs::metadata(path).is_ok_and(|there| there.is_dir())
}
