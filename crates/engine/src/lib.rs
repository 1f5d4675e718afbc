//! Policy, transforms, the run and the report: what happens to what was found.
//!
//! Two doors: `Scrubber::scrub` for one block, without threads, files or clock, and `run`,
//! which calls it.

mod batch;
mod budget;
mod fields;
mod order;
mod progress;
mod publish;
mod report;
mod run;

pub use batch::{Batch, Edit, Edits, Reason, Sink, Source};
pub use fields::{FieldPlan, Fields, Layout, Numbers, PathId, Treatment};
pub use progress::{Observer, Progress};
pub use publish::{Access, Draft, FileId, PublishError, PublishErrorKind, is_draft, publish};
pub use report::{Bytes, Counts, Files, REPORT_VERSION, Records, Report, Row, Timing, Tool};
pub use run::{Discard, Mode, RunError, RunErrorKind, RunOptions, Totals};
