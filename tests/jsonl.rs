//! JSON lines from end to end: everything planted is replaced, everything else stays.
//!
//! - [`planted`]: random records with values at any path, depth and spelling.
//! - [`diff`]: input and output side by side.
//! - [`readers`]: what other readers of JSON say.
//! - [`passes`]: policies that change nothing, and second passes.
//! - [`examples`]: lines by name.
//! - [`threads`]: the binary with one worker and with many.

mod diff;
mod examples;
mod passes;
mod planted;
mod readers;
mod threads;
mod tree;

use pumice_engine::{HashKey, Policy, Scrubber, Sink, Source};
use pumice_formats::jsonl::{Block, Limits, Quarantine, Reader, Writer};

use crate::util::fixtures;

const MIB: usize = 1 << 20;

fn builtin() -> Scrubber {
    Scrubber::new(Policy::builtin(), None).expect("the built-in policy compiles")
}

/// A scrubber for a policy in TOML; it has a key, so that `hash` is allowed.
fn with_policy(toml: &str) -> Scrubber {
    let key = HashKey::from_bytes(b"a synthetic key for tests").expect("it is long enough");
    let policy = Policy::parse(toml).unwrap_or_else(|error| panic!("{error}\n{toml}"));
    Scrubber::new(policy, Some(key)).expect("the policy compiles")
}

/// Scrubs lines that are all well formed, in blocks of about `block_bytes`.
fn scrub_in_blocks(scrubber: &Scrubber, input: &[u8], block_bytes: usize) -> Vec<u8> {
    let limits = Limits::new(block_bytes, 16 * MIB);
    let mut worker = scrubber.worker::<Block>();
    let mut reader = Reader::with_limits(input, "in.jsonl", limits);
    let mut writer = Writer::new(Some(vec![]), Quarantine::To(vec![]));
    let mut used = None;
    while let Some(block) = reader.next(used).expect("memory can be read") {
        let (block, _) = scrubber.scrub(&mut worker, block);
        writer.write(&block).expect("memory can be written");
        used = Some(block);
    }
    writer.finish().expect("memory can be written");
    let (Some(output), Quarantine::To(quarantine)) = writer.into_parts() else {
        panic!("both were given");
    };
    assert!(
        quarantine.is_empty(),
        "{}",
        String::from_utf8_lossy(&quarantine)
    );
    output
}

/// Scrubs lines that are all well formed.
fn scrub(scrubber: &Scrubber, input: &[u8]) -> Vec<u8> {
    scrub_in_blocks(scrubber, input, MIB)
}

/// Every well-formed input of the fixtures, with its name.
fn nasty_inputs() -> Vec<(String, Vec<u8>)> {
    let files = fixtures("records/jsonl", "jsonl");
    let sample = fixtures("", "jsonl")
        .into_iter()
        .filter(|path| path.ends_with("fixtures/sample.jsonl"));
    files
        .into_iter()
        .chain(sample)
        .map(|path| {
            let bytes = std::fs::read(&path).expect("a fixture");
            (path.display().to_string(), bytes)
        })
        .collect()
}

/// A corpus of each kind, of about `bytes` each.
fn corpora(seed: u64, bytes: usize) -> [(&'static str, pumice_synth::corpus::Corpus); 4] {
    use pumice_synth::corpus::{chat, disguised, logs, prose};
    [
        ("chat", chat(seed, bytes)),
        ("prose", prose(seed, bytes)),
        ("logs", logs(seed, bytes)),
        ("disguised", disguised(seed, bytes)),
    ]
}
