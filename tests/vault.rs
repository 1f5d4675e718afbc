//! The vault, driven through the binary.

mod keys;
mod reveal;
mod scrub;
mod segments;
mod stolen;
