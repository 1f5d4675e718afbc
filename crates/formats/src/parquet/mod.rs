//! Apache Parquet: columns in, the same columns out, with only the searched ones decoded.
//!
//! ```text
//! footer   -> plan      which columns hold text that the policy does not keep
//!          -> Texts     names, key-value metadata, the copy of the schema: searched too
//! chunks   -> Column    pages decoded to levels and values, some thousand rows at a time
//!          -> Cells     the values of a row behind each other, in the order of the record
//!             Outline   JSON within them, as in JSONL
//!          -> Written   values replaced, or null where they could not be scrubbed
//!          -> Chunk     encoded as they were
//! others   -> copied    byte for byte, with statistics, indexes and filters
//! ```
//! A column is handled as Parquet has it: values, and the levels that tell where they stand. So lists,
//! structs and maps of any depth stay what they were, and what Arrow calls a column (a dictionary, a view,
//! large offsets) does not matter. No byte of a searched column chunk is copied: statistics, page
//! indexes and dictionaries are made anew, and what no row refers to is gone.
//!
//! A row is a record, and is read like the same record in JSON: a list of structs with `role` and `content`
//! is a chat, a key of a map names its value.

mod chunk;
mod claims;
mod column;
mod facts;
pub(crate) mod footer;
mod input;
mod notes;
mod pages;
mod shape;
mod source;
mod tail;
mod tree;
mod writer;

use std::sync::Arc;

use crate::columns::{block, cells, levels, plan};

pub use block::WITHHELD;
pub use notes::Notes;
pub use source::{Options, Reader, is_guarded};
pub use writer::{Mark, Writer};

/// Some rows of a Parquet file, or the texts of its footer.
pub type Block = block::Block<Arc<source::Opened>>;
