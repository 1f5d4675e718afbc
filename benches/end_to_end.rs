//! JSONL to scrubbed JSONL, from file to file next to a copy of it, from memory to memory next to a round
//! trip through a tree, from compressed file to compressed file next to the codec alone, and from Parquet to
//! Parquet.
//!
//! `cargo bench --bench end_to_end`; method and bias stand in `benches/README.md`.

mod columns;
mod compression;
mod prose;
mod record;
mod yardstick;

use std::{
    fs::{self, File},
    hint::black_box,
    io::{self, Read, Write},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use criterion::{Criterion, Throughput};
use pumice_engine::{HashKey, Mode, Policy, RunOptions, Scrubber, Sink, Source, Worker, run};
use pumice_formats::jsonl::{Block, Quarantine, Reader, Writer};
use pumice_synth::corpus;

use crate::record::Recorder;

const SEED: u64 = 1;
const BLOCK_BYTES: usize = 1 << 20;
const THREADS: [(usize, [&str; 2]); 2] =
    [(1, ["replace_1", "hash_1"]), (2, ["replace_2", "hash_2"])];

fn main() {
    let mut criterion = record::criterion().sample_size(10);
    let mut recorder = Recorder::new();
    let bytes = record::size(64 << 20);
    let chat = Files::new("chat.jsonl", &corpus::chat(SEED, bytes).bytes);
    measure(&mut criterion, &mut recorder, "chat.jsonl", &chat);
    drop(chat);
    let (name, text) = match prose::prose(SEED, bytes) {
        ("prose", text) => ("prose.jsonl", text),
        (_, text) => ("prose_template.jsonl", text),
    };
    let prose = Files::new(name, &text);
    measure(&mut criterion, &mut recorder, name, &prose);
    criterion.final_summary();
    recorder.write();
}

/// An input and the place of the output beside it.
struct Files {
    input: PathBuf,
    output: PathBuf,
    text: Vec<u8>,
}

impl Files {
    fn new(name: &str, text: &[u8]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("end_to_end");
        fs::create_dir_all(&folder).expect("the target folder can be written");
        let files = Self {
            input: folder.join(name),
            output: folder.join(format!("{name}.out")),
            text: text.to_vec(),
        };
        fs::write(&files.input, text).expect("the target folder can be written");
        files
    }

    fn open(&self) -> (File, File) {
        let input = File::open(&self.input).expect("the corpus was written");
        let output = File::create(&self.output).expect("the target folder can be written");
        (input, output)
    }
}

/// The yardsticks first, then the runs.
fn measure(criterion: &mut Criterion, recorder: &mut Recorder, name: &'static str, files: &Files) {
    let bytes = files.text.len();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("copy", |bencher| {
        recorder.ran("copy", name, bytes);
        bencher.iter(|| assert_eq!(copy(files), bytes));
    });
    // Room for what comes out, so that no page of it is new to the process.
    let mut memory = vec![1; bytes * 2];
    group.bench_function("serde_value", |bencher| {
        recorder.ran("serde_value", name, bytes);
        bencher.iter(|| assert_ne!(round_trip(black_box(&files.text), &mut memory), 0));
    });

    let key = HashKey::from_bytes(&[0x5a; 32]).expect("32 bytes are enough");
    let hash = Policy::parse("version = 1\n[defaults]\ntransform = \"hash\"\n")
        .expect("the policy is well formed");
    let scrubbers = [
        Scrubber::new(Policy::builtin(), None).expect("the built-in policy compiles"),
        Scrubber::new(hash, Some(key)).expect("the policy compiles"),
    ];
    let [_, hash] = &scrubbers;
    group.bench_function("hash_memory", |bencher| {
        recorder.ran("hash_memory", name, bytes);
        let mut worker = hash.worker::<Block>();
        let expected = scrub_memory(hash, &mut worker, &files.text, &mut memory);
        assert_eq!(expected, scrub(hash, files, 1), "memory and files agree");
        bencher.iter(|| {
            let findings = scrub_memory(hash, &mut worker, black_box(&files.text), &mut memory);
            assert_eq!(findings, expected);
        });
    });
    drop(memory);
    for (threads, names) in THREADS {
        for (scrubber, bench) in scrubbers.iter().zip(names) {
            group.bench_function(bench, |bencher| {
                recorder.ran(bench, name, bytes);
                let expected = scrub(scrubber, files, threads);
                assert_ne!(expected, 0, "nothing found in {name}");
                bencher.iter(|| assert_eq!(scrub(scrubber, files, threads), expected));
            });
        }
    }
    let [replace, _] = &scrubbers;
    compression::measure(&mut group, recorder, name, files, replace);
    columns::measure(&mut group, recorder, name, files, replace);
    group.finish();
}

/// Reads and writes block by block, as a run does; `io::copy` would leave it to the kernel.
fn copy(files: &Files) -> usize {
    let (mut input, mut output) = files.open();
    let (mut block, mut total) = (vec![0; BLOCK_BYTES], 0);
    loop {
        let read = input.read(&mut block).expect("the corpus can be read");
        if read == 0 {
            return total;
        }
        output
            .write_all(&block[..read])
            .expect("the output can be written");
        total += read;
    }
}

/// Memory to memory, each line through `serde_json::Value`. Gives the bytes that were written.
fn round_trip(text: &[u8], out: &mut Vec<u8>) -> usize {
    out.clear();
    for line in text.split(|&byte| byte == b'\n') {
        if !line.is_empty() {
            let value: serde_json::Value = serde_json::from_slice(line).expect("a line is JSON");
            serde_json::to_writer(&mut *out, &value).expect("memory takes all");
            out.push(b'\n');
        }
    }
    out.len()
}

/// Memory to memory on this thread alone: the blocks of a run, without its threads. Gives the number
/// of values that were found.
fn scrub_memory(scrubber: &Scrubber, worker: &mut Worker, text: &[u8], out: &mut Vec<u8>) -> u64 {
    out.clear();
    let mut reader = Reader::new(text, "corpus.jsonl");
    let mut writer = Writer::new(Some(out), Quarantine::<io::Sink>::Refuse);
    let (mut findings, mut used) = (0, None);
    while let Some(block) = reader.next(used.take()).expect("memory can be read") {
        let (block, tally) = scrubber.scrub(worker, block);
        findings += tally.findings;
        writer.write(&block).expect("memory takes all");
        used = Some(block);
    }
    findings
}

/// One run, without waiting for the disk. Gives the number of values that were found.
fn scrub(scrubber: &Scrubber, files: &Files, threads: usize) -> u64 {
    let (input, output) = files.open();
    let mut source = Reader::new(input, "corpus.jsonl");
    let mut sink = Writer::new(Some(output), Quarantine::<io::Sink>::Refuse);
    let stop = AtomicBool::new(false);
    let threads = NonZeroUsize::new(threads).expect("at least one thread");
    let options = RunOptions::new(threads, Mode::Scrub, &stop);
    let outcome = run(scrubber, &mut source, &mut sink, &options, &()).expect("the run succeeds");
    outcome.tally.findings
}
