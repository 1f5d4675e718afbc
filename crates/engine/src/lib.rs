//! Policy, transforms, the run and the report: what happens to what was found.
//!
//! Two doors: `Scrubber::scrub` for one block, without threads, files or clock, and `run`,
//! which calls it.

mod batch;
mod fields;
mod path_pattern;
mod policy;
mod scrub;

pub use batch::{Batch, Edit, Edits, Reason, Sink, Source};
pub use fields::{FieldPlan, Fields, Layout, Numbers, PathId, Treatment};
pub use policy::Policy;
pub use scrub::{Scrubber, Worker};
