//! Arbitrary compressed inputs: the size of reads does not show, and another reader sees the same.

#![no_main]

#[path = "../checks/codec.rs"]
mod codec;

libfuzzer_sys::fuzz_target!(|input: &[u8]| codec::check(input));
