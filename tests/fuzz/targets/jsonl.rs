//! Arbitrary lines: each comes out as it went in, or goes to the quarantine.

#![no_main]

#[path = "../checks/jsonl.rs"]
mod jsonl;

libfuzzer_sys::fuzz_target!(|input: &[u8]| jsonl::check(input));
