//! Segments, merges and look-ups as workers and owners of a vault see them: crashes at every step of the
//! disk, collisions, changed bytes, and memory.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(
    clippy::print_stdout,
    reason = "children tell their parents, and figures are for people"
)]

mod child;
mod collisions;
mod crash;
mod memory;
mod merging;
mod tamper;
mod util;
