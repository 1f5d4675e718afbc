//! Record formats: bytes to batches and back.
//!
//! Each format implements [`Source`](pumice_engine::Source), [`Batch`](pumice_engine::Batch) and
//! [`Sink`](pumice_engine::Sink) in a module of its own and knows nothing of policies, detectors
//! and threads. Only this crate knows the structure of records.
//!
//! What comes in is foreign: every slice is taken through `get`, so that a bug is a quarantined
//! record and never a panic in the middle of a run.

#![deny(clippy::indexing_slicing)]

pub mod arrow;
pub mod codec;
mod columns;
pub mod jsonl;
pub mod parquet;
pub mod records;
