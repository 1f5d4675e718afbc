//! One binary of integration tests: a module for each door.

mod cli;
mod recognizers;
mod util;
