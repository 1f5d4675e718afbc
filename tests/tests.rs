//! One binary of integration tests: a module for each door.

mod alloc;
mod cli;
mod detect;
mod jsonl;
mod leak;
mod recognizers;
mod util;
