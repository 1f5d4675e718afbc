//! Makes labelled synthetic values, texts and records, from a seed.
//!
//! Everything here is a function of a seed, today and in every later build: corpora are pinned by
//! their hashes, so that a measurement of last year can be repeated. Whoever changes what a seed
//! gives raises [`VERSION`] and records the new hashes in `benches/README.md`.
//!
//! - [`Rng`]: the source of all choices.
//! - [`value`]: one value of an entity, check digits included.
//! - [`text`]: sentences around values, with the place of each.
//! - [`corpus`]: records of such sentences, as chat JSONL, prose, logs and cells of a column.
//!
//! No value belongs to anybody: hosts and telephone numbers come from the ranges that are set aside
//! for documents and fiction, names from short lists, other numbers from the generator.
//!
//! ```
//! use pumice_synth::{Rng, text};
//! let sample = text::about("US_SSN", &mut Rng::new(7)).expect("the entity is known");
//! let gold = &sample.spans[0];
//! assert_eq!(gold.entity, "US_SSN");
//! assert!(sample.text[gold.start..gold.end].len() >= 9);
//! ```

pub mod corpus;
pub mod text;
pub mod value;

mod json;
mod rng;

pub use rng::Rng;

/// Version of what a seed gives; part of the name of every recorded corpus.
pub const VERSION: u32 = 2;
