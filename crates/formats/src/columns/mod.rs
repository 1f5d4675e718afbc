//! Tables, of whatever format: the values of some columns read as the records that they make up.
//!
//! ```text
//! Node    what is a list, a map or a member         of a schema
//! Plan    which columns hold text that the policy does not keep
//! Levels  values, and levels that tell where they stand
//! Cells   the values of a row behind each other, in the order of the record
//! Block   searched, and then levels again
//! ```
//! What a table comes from makes [`Node`](node::Node) and [`Facts`](plan::Facts) of its schema, fills
//! [`Levels`](levels::Levels), and writes down what they are in the end. So a table gives the same cells,
//! and the same findings, whatever it comes as.

pub(crate) mod block;
pub(crate) mod cells;
pub(crate) mod levels;
pub(crate) mod node;
pub(crate) mod plan;
