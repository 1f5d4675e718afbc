//! Finds persons, places and organisations with a small linear model, and trains it.
//!
//! A conditional random field over hashed features, whose weights are small integers. It looks only at
//! runs of words that begin with a capital and their neighbours, which is what makes it fast; texts
//! without case are read whole, with weights of their own. No neural network: of those that run on a
//! CPU, a small one was a thousand times slower and found about as much.
//!
//! The bottom of the house: it knows no findings and no policy. [`Model::find`] is the door of
//! searches, [`train`] that of training, [`eval`] counts what is right.

pub mod eval;
pub mod train;

mod arch;
mod decode;
mod document;
mod embedded;
mod features;
mod find;
mod hash;
mod label;
mod languages;
mod lexicon;
mod model;
mod phrases;
mod scan;
mod swar;
mod token;
mod vocabulary;
mod window;

pub use document::Document;
pub use features::Field;
pub use find::{Bias, Cache, Case, NameSpan, Query};
pub use label::Kind;
pub use languages::{Caches, Models};
pub use model::{LoadError, LoadErrorKind, Model};
