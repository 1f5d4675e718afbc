//! Arbitrary bytes as a Parquet file: an error in our words, or a file with as many rows.
//!
//! The library panics at some files, and the reader makes an error of that. The fuzzer takes every panic for a
//! finding, so it hears only of those that come out of the check.

#![no_main]

#[path = "../checks/parquet.rs"]
mod parquet;

use std::{panic, process, sync::Once};

static HOOK: Once = Once::new();

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    HOOK.call_once(|| panic::set_hook(Box::new(|panicked| eprintln!("{panicked}"))));
    if panic::catch_unwind(|| parquet::check(input)).is_err() {
        process::abort();
    }
});
