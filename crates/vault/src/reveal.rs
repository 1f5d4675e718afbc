//! Back from tokens to values, for whoever may.

mod sight;

pub use sight::{MAX_HELD, Sighting, Sightings};
