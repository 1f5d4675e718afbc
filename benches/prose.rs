//! Sparse text: what people wrote, if `benches/prose.sh` has fetched it, else sentences from
//! patterns, under another name.

use std::{fs, path::Path};

use pumice_synth::corpus;

use crate::record;

/// A name and JSONL of `bytes` at most, whole lines.
pub(crate) fn prose(seed: u64, bytes: usize) -> (&'static str, Vec<u8>) {
    let fetched = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../corpora/prose.jsonl");
    // `cargo test` runs on the same text everywhere.
    match fs::read(fetched) {
        Ok(mut text) if record::measures() => {
            if let Some(rest) = text.get(..bytes) {
                let lines = rest.iter().rposition(|&byte| byte == b'\n');
                text.truncate(lines.map_or(0, |at| at + 1));
            }
            ("prose", text)
        }
        _ => ("prose_template", corpus::prose(seed, bytes).bytes),
    }
}
