//! Policy, transforms, the run and the report: what happens to what was found.
//!
//! Two doors: `Scrubber::scrub` for one block, without threads, files or clock, and `run`,
//! which calls it.

mod allow;
mod allow_hashes;
mod batch;
mod budget;
mod fields;
mod fingerprint;
mod hipaa;
mod key;
mod located;
mod order;
mod path_pattern;
mod policy;
mod progress;
mod publish;
mod report;
mod run;
mod scrub;
mod tally;
mod transform;

pub use allow_hashes::AllowHashes;
pub use batch::{Batch, Edit, Edits, Place, Reason, Sink, Source};
pub use fields::{Fields, Layout, Member, Numbers, PathId, Treatment};
pub use fingerprint::{AllowSpelling, Fingerprint, Fingerprinter};
pub use hipaa::{HIPAA_SAFE_HARBOR, HipaaCategory};
pub use key::{HashKey, HashKeyError, HashKeyErrorKind};
pub use located::Located;
pub use policy::{Invalid, Policy, PolicyError, PolicyErrors};
pub use progress::{Observer, Progress};
pub use publish::{Access, Draft, FileId, PublishError, PublishErrorKind, is_draft, publish};
pub use report::{
    BaselineCounts, Bytes, Counts, Files, REPORT_VERSION, Records, Report, ReportRow, Timing, Tool,
};
pub use run::{Discard, Listing, Mode, RunError, RunErrorKind, RunOptions, RunOutcome, run};
pub use scrub::{Proof, Scrubber, ScrubberError, ScrubberErrorKind, Worker};
pub use tally::{Fate, Row, Tally};
pub use transform::{Outcome, Pattern, Scope, Transform, TransformContext, Value, WorkerState};
