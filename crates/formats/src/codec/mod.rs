//! Compressed inputs and outputs: gzip (RFC 1952) and Zstandard (RFC 8878).
//!
//! ```text
//! decode    first bytes say what an input is; the rest is read as plain bytes, member by member
//! pack      a worker turns the block that it has scrubbed into a member or a frame of its own
//! write     the ordered writer puts these behind each other
//! ```
//! Both formats are streams of parts that stand alone, and readers of either take any number of them. So
//! compression, which costs more than the search, is done by as many workers as there are, and the bytes
//! do not depend on how many that is: a part depends on its block alone. The price is that nothing is
//! found again across blocks; at a megabyte each, some percent of the size.
//!
//! A [`Packed`] block wraps a block of any format, so formats and the run know nothing of codecs. An
//! input is told by its bytes and never by its name. What is cut, damaged or followed by something else
//! is an error and not an end: a corpus that silently lacks its second half looks like a good one.

mod borders;
mod decode;
mod encoder;
mod encoding;
mod error;
mod gzip;
mod input;
mod magic;
mod packed;
mod packer;
mod sink;
mod source;
mod zstandard;

pub use borders::Borders;
pub use decode::{Decoded, decode, decode_from};
pub use encoding::{Codec, Encoding};
pub use error::{DecodeError, DecodeErrorKind};
pub use packed::{Packed, Plain};
pub use packer::Packer;
pub use sink::PackedSink;
pub use source::PackedSource;

#[cfg(test)]
mod tests;
