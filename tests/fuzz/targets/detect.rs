//! Arbitrary blocks: every backend, every cut into regions and every spelling gives the same findings.

#![no_main]

#[path = "../checks/detect.rs"]
mod detect;

libfuzzer_sys::fuzz_target!(|input: &[u8]| detect::check(input));
