//! One binary of integration tests: a module for each door.

mod cli;
mod detect;
mod recognizers;
mod tidy;
mod util;
