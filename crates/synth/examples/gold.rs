//! Writes labelled sentences as JSONL, `{"id":..,"text":..,"spans":[{"start":..,"end":..,
//! "label":..}]}` with places in bytes:
//! `cargo run --release -p pumice-synth --example gold -- --half tune > target/tune.jsonl`.
//!
//! `--half held-out` writes the other half of the frames, `--rounds N` (20) is the number of texts
//! of each frame, `--seed N` (1) gives other values.

use std::{
    env,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use pumice_synth::text::{
    Sample,
    gold::{Half, samples},
};
use serde_json::json;

fn main() -> io::Result<ExitCode> {
    let Some(options) = Options::parse(env::args().skip(1)) else {
        writeln!(
            io::stderr(),
            "usage: gold --half tune|held-out [--rounds N] [--seed N]"
        )?;
        return Ok(ExitCode::from(2));
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let name = match options.half {
        Half::Tune => "tune",
        Half::HeldOut => "held-out",
    };
    for (at, sample) in samples(options.half, options.seed, options.rounds)
        .iter()
        .enumerate()
    {
        writeln!(out, "{}", record(&format!("{name}-{at}"), sample))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn record(id: &str, sample: &Sample) -> serde_json::Value {
    let spans: Vec<_> = sample
        .spans
        .iter()
        .map(|gold| json!({"start": gold.start, "end": gold.end, "label": gold.entity}))
        .collect();
    json!({"id": id, "text": sample.text, "spans": spans})
}

struct Options {
    half: Half,
    rounds: u32,
    seed: u64,
}

impl Options {
    /// `None` when an argument is unknown or lacks its value; the half has no default, so that
    /// nobody looks at the wrong one.
    fn parse(mut arguments: impl Iterator<Item = String>) -> Option<Self> {
        let (mut half, mut rounds, mut seed) = (None, 20, 1);
        while let Some(name) = arguments.next() {
            let value = arguments.next()?;
            match (name.as_str(), value.as_str()) {
                ("--half", "tune") => half = Some(Half::Tune),
                ("--half", "held-out") => half = Some(Half::HeldOut),
                ("--rounds", _) => rounds = value.parse().ok()?,
                ("--seed", _) => seed = value.parse().ok()?,
                _ => return None,
            }
        }
        Some(Self {
            half: half?,
            rounds,
            seed,
        })
    }
}
