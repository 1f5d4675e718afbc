//! Prints what the corpora of the benches are like, as the table of `benches/README.md`:
//! `cargo run --release -p pumice-synth --example corpora`. With a folder as its argument it also
//! writes them there.

#![expect(
    clippy::print_stdout,
    reason = "an example prints, and nothing reads this"
)]

mod measures;

use std::{env, fs, io, path::Path};

use pumice_synth::{VERSION, corpus};

use crate::measures::Measures;

/// Seed and length of the recorded corpora.
const SEED: u64 = 1;
const BYTES: usize = 64 << 20;

fn main() -> io::Result<()> {
    let folder = env::args().nth(1);
    println!("Generator version {VERSION}, seed {SEED}, {BYTES} bytes asked for.\n");
    println!("{}", Measures::HEAD);
    for (name, made) in [
        ("chat", corpus::chat(SEED, BYTES)),
        ("prose", corpus::prose(SEED, BYTES)),
        ("logs", corpus::logs(SEED, BYTES)),
        ("multilingual", corpus::multilingual(SEED, BYTES)),
        ("disguised", corpus::disguised(SEED, BYTES)),
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
        let measures = Measures::new(&made.bytes, made.bytes_a_value(), &strings);
        println!("{}", measures.row(name));
        save(folder.as_deref(), name, &made.bytes)?;
    }
    let cells = corpus::cells(SEED, BYTES);
    let lengths: Vec<usize> = cells.ranges().map(|range| range.len()).collect();
    let density = cells.values.len() as f64 / cells.gold.len() as f64;
    let measures = Measures::new(&cells.values, density, &lengths);
    println!("{}", measures.row("cells"));
    save(folder.as_deref(), "cells", &cells.values)
}

fn save(folder: Option<&str>, name: &str, bytes: &[u8]) -> io::Result<()> {
    match folder {
        Some(folder) => fs::write(Path::new(folder).join(name), bytes),
        None => Ok(()),
    }
}
