//! The three files of a scrub: output, quarantine and report.

use std::{
    ffi::OsString,
    io::{BufWriter, IntoInnerError},
    path::{Path, PathBuf},
};

use pumice_engine::{Access, Draft, FileId, Files, Invalid};
use pumice_formats::jsonl::Quarantine;

use crate::{
    args::{self, ScrubArgs, Stream},
    output::{self, Output},
};

/// Outputs that are begun: whatever stands in their way is known before anything is read.
pub(super) struct Outputs {
    pub(super) out: Output,
    pub(super) quarantine: Quarantine<BufWriter<Draft>>,
    pub(super) report: Option<Draft>,
}

impl Outputs {
    /// Begins them beside their places; `inputs` must not be replaced by any.
    ///
    /// # Errors
    /// When one of them cannot be written, is an input, or has the name of another one.
    pub(super) fn begin(
        args: &ScrubArgs,
        invalid: Invalid,
        mut inputs: Vec<FileId>,
    ) -> anyhow::Result<Self> {
        let out = Output::begin(&args.out, &mut inputs)?;
        let quarantine = match quarantine_place(args, invalid) {
            Quarantine::To(path) => {
                let draft = Draft::beside(&path, Access::Private, &inputs)?;
                Quarantine::To(BufWriter::new(draft))
            }
            Quarantine::Count => Quarantine::Count,
            Quarantine::Refuse => Quarantine::Refuse,
        };
        let report = match report_place(args) {
            Some(path) => Some(Draft::beside(&path, Access::Default, &inputs)?),
            None => None,
        };
        let quarantine_draft = match &quarantine {
            Quarantine::To(writer) => Some(writer.get_ref()),
            Quarantine::Count | Quarantine::Refuse => None,
        };
        output::check_names([out.draft(), quarantine_draft, report.as_ref()])?;
        Ok(Self {
            out,
            quarantine,
            report,
        })
    }
}

/// Outputs that are complete and wait to be published.
pub(super) struct Written {
    pub(super) out: Option<Draft>,
    /// Bytes of the output.
    pub(super) bytes: u64,
    /// Present when there is something in it.
    pub(super) quarantine: Option<Draft>,
    /// A quarantine that nothing was put into.
    pub(super) unused_quarantine: Option<Draft>,
    pub(super) report: Option<Draft>,
}

impl Written {
    /// What the writer of the run gives back.
    ///
    /// # Errors
    /// When the last bytes of the quarantine cannot be written.
    pub(super) fn new(
        out: Option<Output>,
        quarantine: Quarantine<BufWriter<Draft>>,
        report: Option<Draft>,
    ) -> anyhow::Result<Self> {
        let quarantine = match quarantine {
            Quarantine::To(writer) => {
                Some(writer.into_inner().map_err(IntoInnerError::into_error)?)
            }
            Quarantine::Count | Quarantine::Refuse => None,
        };
        let is_used = quarantine
            .as_ref()
            .is_some_and(|draft| draft.bytes_written() > 0);
        let (quarantine, unused_quarantine) = if is_used {
            (quarantine, None)
        } else {
            (None, quarantine)
        };
        Ok(Self {
            bytes: out.as_ref().map_or(0, Output::bytes_written),
            out: out.and_then(Output::into_draft),
            quarantine,
            unused_quarantine,
            report,
        })
    }

    /// The names for the report.
    pub(super) fn files(&self, args: &ScrubArgs) -> Files {
        let quarantine = self.quarantine.as_ref();
        Files {
            input: args.input.name(),
            output: Some(args.out.name()),
            quarantine: quarantine.map(|draft| draft.path().display().to_string()),
        }
    }
}

/// Where rejected records go, as the arguments and the policy want it.
fn quarantine_place(args: &ScrubArgs, invalid: Invalid) -> Quarantine<PathBuf> {
    match (invalid, &args.quarantine, &args.out) {
        (Invalid::Fail, _, _) | (_, None, Stream::Standard) => Quarantine::Refuse,
        (_, Some(args::Quarantine::File(path)), _) => Quarantine::To(path.clone()),
        (_, Some(args::Quarantine::Nowhere), _) => Quarantine::Count,
        (_, None, Stream::File(out)) => Quarantine::To(with_suffix(out, ".quarantine.jsonl")),
    }
}

fn report_place(args: &ScrubArgs) -> Option<PathBuf> {
    args.report.clone().or_else(|| {
        let out = args.out.path()?;
        Some(with_suffix(out, ".report.json"))
    })
}

/// The path with more behind its name: `clean.jsonl` and `clean.jsonl.report.json` stay together
/// in a listing, and two outputs that differ in their extension only do not share a report.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
