//! Finds personal data in text: text in, findings out; pure.
//!
//! No I/O, no clock, no environment, no allocation per field once warm, and no error once a
//! [`Detector`] is built.

pub mod checks;
pub mod escape;

/// Numbering plans of all regions.
pub mod phone {
    pub use crate::recognizers::phone::{RegionSet, regions_of};
}

mod anchors;
mod arch;
mod builder;
mod context;
mod cue_map;
mod detector;
mod disguise;
mod finding;
mod fold;
mod groups;
mod input;
mod labels;
mod named;
mod names;
mod offset;
mod own;
mod phrases;
mod placeholder;
mod recognizer;
mod recognizers;
mod rule_sets;
mod scan;
mod settle;
mod stages;
mod stake;
mod tokens;
mod trace;
mod view;
mod walks;
mod words;

pub use arch::Backend;
pub use builder::{BuildError, DetectorBuilder, EntityRule, Profile, ProfileId, is_entity_name};
pub use context::Cues;
pub use detector::{Cache, Detector};
pub use disguise::{AsRead, Disguise, Disguises, Skipped};
pub use finding::{EntityId, Evidence, Finding, RecognizerId, Score};
pub use input::{Encoding, Field, FieldId, Input, Region, Role, Span};
pub use offset::OffsetMap;
pub use own::{Case, Pattern, TermList, Terms};
pub use pumice_names::{
    Bias as NamesBias, Kind as NameKind, Model as NamesModel, Models as NamesModels,
};
pub use recognizer::{
    Anchor, Grouping, Labels, Normal, Recognizer, Regional, Shape, Specimens, Token, Verdict, Walk,
    Walked,
};
pub use stages::{AnchorCounts, Stage};
pub use trace::{Event, Trace};
