//! JSON lines: one JSON text (RFC 8259) a line.
//!
//! No tree and no `String` is built. A [`Reader`] cuts the input into [`Block`]s of whole lines;
//! opening a block walks each line once, checks its grammar and notes where its texts are; rewriting
//! copies the line and writes replacements between the untouched bytes. So key order, number
//! spelling, escapes, white space, duplicate keys and line ends stay as they were, which no parser
//! with a serializer behind it can promise.
//!
//! ```text
//! bytes of a block
//! | {"a":"x","args":"{\"to\":\"y\"}"}\n | ... next line ... | {"to":"y"} |
//!        ^region                                               ^^    ^region
//!                  '-- no region, its decoded copy stands --> behind the last line
//! ```
//!
//! JSON inside a string is followed: its decoded copy is appended to the block and searched there,
//! and what is replaced in the copy is mapped back through the escapes of each level. Where a block escapes
//! all that is not ASCII, so do its replacements.
//!
//! A line that is not well formed goes to the quarantine. One liberty is taken with the grammar:
//! escapes of lone surrogates are accepted, because corpora hold them and most readers do too.

mod blob;
mod block;
mod escapes;
mod grammar;
mod keys;
mod layout;
pub(crate) mod outline;
pub(crate) mod quarantine;
mod reader;
pub(crate) mod splice;
mod style;
mod text;
mod unescape;
mod unique;
pub(crate) mod walker;
mod ways;
mod writer;

pub use block::Block;
pub use layout::LAYOUT;
pub use quarantine::Quarantine;
pub use reader::{Limits, Reader};
pub use writer::Writer;

#[cfg(test)]
mod tests;
