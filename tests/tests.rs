//! One binary of integration tests: a module for each door.

mod recognizers;
mod util;
