//! Flags of runs that look at some of the records only.

use clap::Args;
use pumice_engine::{Sample, Selected, Selection};

use super::share;

/// Which records a run looks at.
#[derive(Debug, Args)]
pub(crate) struct SelectArgs {
    /// Look at the first N records of all inputs together, and read no further
    ///
    /// With --sample, at N records of the sample. The report calls an input that was left before its end
    /// `cut_short`, and those behind it `unread`. A scrub takes this and --sample with --dry-run only: an
    /// output that lacks records looks like a whole one. What is to be smaller is cut before it is
    /// scrubbed (`head -n 1000 corpus.jsonl | pumice scrub - --out part.jsonl`).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) limit: Option<u64>,

    /// Look at a sample of the records, such as 1% or 0.01; it is the same whenever it is taken
    ///
    /// Whether a record is in it depends on its line and on the place of its file among the inputs, not on
    /// what it holds. The others are counted as skipped, and neither checked nor searched:
    /// records in = records out + quarantined + skipped.
    #[arg(long, value_name = "SHARE", value_parser = some)]
    pub(crate) sample: Option<f64>,
}

impl SelectArgs {
    /// What a report says of it; nothing where all records are looked at.
    pub(crate) fn selected(&self) -> Option<Selected> {
        let Self { limit, sample } = *self;
        (limit.is_some() || sample.is_some()).then_some(Selected { limit, sample })
    }

    pub(crate) fn selection(&self) -> Selection {
        Selection::new(self.sample.map(Sample::new), self.limit)
    }
}

/// A share that is not nothing.
fn some(text: &str) -> Result<f64, String> {
    match share(text)? {
        0.0 => Err("a sample of nothing; give a share such as 1% or 0.01".into()),
        share => Ok(share),
    }
}
