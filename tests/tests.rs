//! One binary of integration tests: a module for each door.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod alloc;
mod bench;
mod catalogue;
mod cli;
mod detect;
mod eval;
mod help;
mod jsonl;
mod leak;
mod parquet;
mod phones;
mod replay;
mod sarif;
mod tidy;
mod tools;
mod util;
mod vault;
