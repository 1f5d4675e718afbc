//! Arrow: record batches in, the same batches out, without a file.
//!
//! ```text
//! Schema      -> Plan      which columns hold text that the policy does not keep, as of Parquet
//! RecordBatch -> Frame     what stays, and where values stand in it
//!             -> Levels    values that share the memory of the batch, and levels
//!             -> Cells     searched like the same rows of a Parquet file or the same records in JSON
//!             -> build     fresh arrays of the same types
//! ```
//! For those who have batches already: bindings, Spark's `mapInArrow`, Ray, Daft. Columns that are not
//! searched are passed on as they are. Of a searched one no buffer survives that held a value: an array
//! carries more than it shows, in bytes under nulls, in values of a dictionary that no row refers to, in the
//! buffers behind views and beside slices, and all of that would go out with it.
//!
//! Lists and structs keep their places: an element that no list holds any more is null or empty. Only views
//! of lists are laid out anew where they overlap or stand in another order, for one element may then have
//! become two.

mod block;
mod build;
mod entries;
mod error;
mod frame;
mod lists;
mod schema;
mod scrub;
mod values;

pub use block::{Block, Held, Options, Table, Withheld};
pub use error::{Error, ErrorKind};
pub use scrub::Scrub;

#[cfg(test)]
mod tests;
