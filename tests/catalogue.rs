//! The catalogue: what its fixtures say, and the figures that hold for every identifier.
//!
//! A fixture names a cue and, where one can be made, a template of its values. From these come the
//! generated numbers: valid and with a cue, broken and with a cue, random and without one. Nothing
//! here knows an identifier by name, so that a recognizer and its fixture are all there is to add.
//!
//! Tables are printed (`cargo test catalogue -- --nocapture`) and kept in `target/tmp/catalogue/`.
//! `PUMICE_SOAK=1` asks for the full sizes.

mod addresses;
mod bands;
mod examples;
mod fields;
pub(crate) mod fixture;
mod frames;
mod generated;
mod hipaa;
mod independent;
mod near_misses;
mod negatives;
mod numbers;
mod regions;
mod search;
mod shape;
mod spellings;
mod table;
mod template;
