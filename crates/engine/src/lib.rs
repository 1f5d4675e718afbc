//! Policy, transforms, the run and the report: what happens to what was found.
//!
//! Two doors: `Scrubber::scrub` for one block, without threads, files or clock, and `run`,
//! which calls it.

mod allow;
mod allow_hashes;
mod batch;
mod budget;
pub mod conformance;
mod digest;
mod fields;
mod fingerprint;
mod hipaa;
mod key;
mod located;
mod manifest;
mod order;
mod path_pattern;
mod policy;
mod progress;
mod publish;
mod report;
mod run;
mod scrub;
mod selection;
mod tally;
mod tokens;
mod transform;

pub use allow_hashes::AllowHashes;
pub use batch::{Batch, Border, Edit, Edits, Place, Position, Reason, Sink, Source};
pub use digest::Digest;
pub use fields::{Fields, Layout, Member, Numbers, PathId, Treatment};
pub use fingerprint::{AllowSpelling, Fingerprint, Fingerprinter};
pub use hipaa::{HIPAA_SAFE_HARBOR, HipaaCategory};
pub use key::{HashKey, HashKeyError, HashKeyErrorKind};
pub use located::Located;
pub use manifest::{
    Checkpoint, Entry, FileDone, History, InputEntry, MANIFEST_VERSION, Manifest, ManifestError,
    ManifestErrorKind, Past, RunEntry, Standing, Stat, Written, is_locked,
};
pub use path_pattern::{PathPattern, PatternError, Segment};
pub use policy::{Invalid, Policy, PolicyError, PolicyErrors};
pub use progress::{Observer, Progress};
#[cfg(debug_assertions)]
pub use publish::BEFORE_NAME;
pub use publish::{
    Access, Draft, FileId, Protected, PublishError, PublishErrorKind, RunId, Seal, collide,
    is_draft, kept_drafts, publish, remove_kept, remove_kept_one, sweep,
};
pub use pumice_vault::record_hash;
pub use report::{
    BaselineCounts, Bytes, Counts, FileReport, FileStatus, REPORT_VERSION, Records, Report,
    ReportRow, Selected, Timing, Tool, VaultReport,
};
pub use run::{
    Discard, Ending, Listing, Mode, Part, RunError, RunErrorKind, RunOptions, RunOutcome, Shard,
    Shards, run,
};
pub use scrub::{
    Explained, ExplainedField, Explanation, Miss, NearMiss, Proof, Scrubber, ScrubberError,
    ScrubberErrorKind, Stay, Weight, Worker,
};
pub use selection::{Sample, Selection};
pub use tally::{Fate, Row, Tally};
pub use tokens::{Keep, Ours, Tokens};
pub use transform::{Outcome, Pattern, Scope, Transform, TransformContext, Value, WorkerState};
