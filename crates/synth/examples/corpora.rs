//! Prints what the corpora of the benches are like, as the table of `benches/README.md`:
//! `cargo run --release -p pumice-synth --example corpora`. With a folder as its argument it also
//! writes them there.

#![expect(
    clippy::print_stdout,
    reason = "an example prints, and nothing reads this"
)]

use std::{env, fs, io, path::Path};

use pumice_synth::{VERSION, corpus};
use sha2::{Digest, Sha256};

/// Seed and length of the recorded corpora.
const SEED: u64 = 1;
const BYTES: usize = 64 << 20;

fn main() -> io::Result<()> {
    let folder = env::args().nth(1);
    println!("Generator version {VERSION}, seed {SEED}, {BYTES} bytes asked for.\n");
    println!(
        "| corpus | bytes | bytes a value | strings | mean length | capitals | digits | escapes | sha256 |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, made) in [
        ("chat", corpus::chat(SEED, BYTES)),
        ("prose", corpus::prose(SEED, BYTES)),
        ("logs", corpus::logs(SEED, BYTES)),
        ("multilingual", corpus::multilingual(SEED, BYTES)),
        ("logs_text", corpus::logs_text(SEED, BYTES)),
    ] {
        let strings: Vec<usize> = match name {
            "logs_text" => made
                .bytes
                .split(|&byte| byte == b'\n')
                .map(<[u8]>::len)
                .collect(),
            _ => corpus::strings(&made.bytes)
                .map(|text| text.raw.len())
                .collect(),
        };
        row(name, &made.bytes, made.bytes_a_value(), &strings);
        save(folder.as_deref(), name, &made.bytes)?;
    }
    let cells = corpus::cells(SEED, BYTES);
    let lengths: Vec<usize> = cells.ranges().map(|range| range.len()).collect();
    let density = cells.values.len() as f64 / cells.gold.len() as f64;
    row("cells", &cells.values, density, &lengths);
    save(folder.as_deref(), "cells", &cells.values)
}

fn row(name: &str, bytes: &[u8], bytes_a_value: f64, strings: &[usize]) {
    let percent = |class: fn(&u8) -> bool| {
        100.0 * bytes.iter().filter(|byte| class(byte)).count() as f64 / bytes.len() as f64
    };
    let mean = strings.iter().sum::<usize>() as f64 / strings.len() as f64;
    println!(
        "| {name} | {} | {bytes_a_value:.0} | {} | {mean:.1} | {:.2} % | {:.2} % | {:.2} % | `{}` |",
        bytes.len(),
        strings.len(),
        percent(u8::is_ascii_uppercase),
        percent(u8::is_ascii_digit),
        percent(|&byte| byte == b'\\'),
        sha256(bytes),
    );
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn save(folder: Option<&str>, name: &str, bytes: &[u8]) -> io::Result<()> {
    match folder {
        Some(folder) => fs::write(Path::new(folder).join(name), bytes),
        None => Ok(()),
    }
}
