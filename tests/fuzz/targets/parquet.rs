//! Arbitrary bytes as a Parquet file: an error in our words, or a file with as many rows.

#![no_main]

#[path = "../checks/parquet.rs"]
mod parquet;

libfuzzer_sys::fuzz_target!(|input: &[u8]| parquet::check(input));
