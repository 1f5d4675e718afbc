//! Arbitrary strings: escapes are undone and made, and offsets lead back.

#![no_main]

#[path = "../checks/escape.rs"]
mod escape;

libfuzzer_sys::fuzz_target!(|input: &[u8]| escape::check(input));
