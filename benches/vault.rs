//! Segments of a vault: written, merged, looked up.
//!
//! `cargo bench --bench vault`; method and bias stand in `benches/README.md`.

#![allow(clippy::print_stdout, reason = "figures are for people")]

mod record;
mod tokens;
mod yardstick;

use std::{fs, hint::black_box, io::Write, path::Path, sync::Arc};

use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, measurement::WallTime};
use pumice_vault::{
    Credential, Found, Lease, Lookup, Loss, Matching, NewSlot, Records, Scope, Token, Tokenizer,
    Vault,
};

use crate::record::Recorder;

const KEY: &[u8] = b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const ENTITIES: [&str; 3] = ["EMAIL_ADDRESS", "PHONE_NUMBER", "US_SSN"];
/// Records that are written and merged.
const WRITTEN: usize = 1_000_000;
/// Records of the vault that is searched.
const SEARCHED: usize = 10_000_000;
/// New values of a block.
const BLOCK: usize = 4_096;
/// Tokens that are looked up at once.
const TOGETHER: usize = 1 << 16;

fn main() {
    let mut criterion = record::criterion().sample_size(10);
    let mut recorder = Recorder::new();
    tokens::measured(&mut criterion, &mut recorder);
    written(&mut criterion, &mut recorder, count(WRITTEN));
    searched(&mut criterion, &mut recorder, count(SEARCHED));
    criterion.final_summary();
    recorder.write();
}

/// All of them when measuring, a few when `cargo test` runs each bench once.
fn count(full: usize) -> usize {
    if record::measures() { full } else { 20_000 }
}

/// A vault in a folder of its own, which goes when it is dropped.
struct Room {
    vault: Vault,
    lease: Arc<Lease>,
    _folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"));
        let folder = folder.expect("the target folder can be written");
        let slot = Credential::variable(KEY).and_then(|key| NewSlot::new("bench", key));
        let slot = slot.expect("the key is one");
        let vault = Vault::init(folder.path().join("vault"), &[slot], Loss::Accepted);
        let mut vault = vault.expect("the target folder can be written");
        vault.add_domain("bench").expect("there is none yet");
        let lease = vault.lease("bench", ENTITIES, u64::MAX);
        Self {
            lease: lease.expect("there is the domain").into(),
            vault,
            _folder: folder,
        }
    }

    /// The records of values, in blocks.
    fn records(&self, values: usize) -> Vec<Records> {
        let mut tokenizer = Tokenizer::new(self.lease.clone());
        let places = ENTITIES.map(|entity| tokenizer.place_of(entity).expect("it is in the lease"));
        let (mut blocks, mut text, mut out) = (vec![], vec![], vec![]);
        for n in 0..values {
            let entity = value(n, &mut text);
            out.clear();
            let canonical = Matching::Canonical;
            tokenizer.tokenize(places[entity], Scope::Domain, canonical, &text, &mut out);
            if n % BLOCK == BLOCK - 1 {
                blocks.push(tokenizer.take());
            }
        }
        blocks.push(tokenizer.take());
        blocks
    }

    /// Writes records as a worker does; gives the number of segments.
    fn write(&self, blocks: Vec<Records>) -> usize {
        let inbox = self.vault.layout().inbox();
        let recorder = pumice_vault::Recorder::start(self.lease.clone(), inbox);
        for block in blocks {
            recorder.send(block);
        }
        recorder
            .close()
            .expect("the target folder can be written")
            .len()
    }

    fn merge(&self) -> u64 {
        let merged = pumice_vault::merge(self.vault.keyring(), self.vault.layout(), &[]);
        merged.expect("nothing collides").records_out
    }

    /// Every `step`-th token.
    fn tokens(&self, values: usize, step: usize) -> Vec<Token<'static>> {
        let mut tokenizer = Tokenizer::new(self.lease.clone());
        let places = ENTITIES.map(|entity| tokenizer.place_of(entity).expect("it is in the lease"));
        let (mut text, mut out) = (vec![], vec![]);
        let tokens = (0..values).step_by(step).map(|n| {
            let entity = value(n, &mut text);
            out.clear();
            let canonical = Matching::Canonical;
            tokenizer.tokenize(places[entity], Scope::Domain, canonical, &text, &mut out);
            tokenizer.take();
            let token = std::str::from_utf8(&out).ok().and_then(Token::parse);
            let entity = ENTITIES[entity];
            Token {
                entity,
                ..token.expect("a token was written")
            }
        });
        tokens.collect()
    }
}

/// The n-th value, different for each, and the place of its entity: of ten six are mail addresses, two telephone
/// numbers, two social security numbers.
fn value(n: usize, text: &mut Vec<u8>) -> usize {
    const NAMES: [&str; 16] = [
        "anna", "ben", "carla", "dmitri", "elena", "farid", "grace", "hiro", "ines", "jonas",
        "kofi", "lucia", "maria", "noor", "olga", "pedro",
    ];
    const HOSTS: [&str; 8] = [
        "example.com",
        "mail.example.org",
        "example.net",
        "post.example",
        "corp.example.com",
        "example.edu",
        "inbox.example",
        "web.example.net",
    ];
    text.clear();
    // One to one below 10^7, for 7,654,321 has no factor in common with it.
    let mixed = n * 7_654_321 % 10_000_000;
    let (name, host) = (NAMES[mixed % 16], HOSTS[mixed / 16 % 8]);
    let (high, low) = (mixed / 10_000, mixed % 10_000);
    let written = match n % 10 {
        0..6 => write!(text, "{name}.{mixed:07}@{host}").map(|()| 0),
        6..8 => write!(text, "+1 555 {high:03} {low:04}").map(|()| 1),
        _ => write!(text, "{:03}-{:02}-{low:04}", high % 100 + 500, high / 100).map(|()| 2),
    };
    written.expect("memory takes all")
}

fn written(criterion: &mut Criterion, recorder: &mut Recorder, values: usize) {
    let mut group = criterion.benchmark_group("vault");
    group.throughput(Throughput::Elements(values as u64));
    let bench = &mut group;
    bench.bench_function("segments", |bencher| {
        recorder.ran("segments", "vault", values);
        let setup = || {
            let room = Room::new();
            let records = room.records(values);
            (room, records)
        };
        bencher.iter_batched(
            setup,
            |(room, records)| {
                assert_eq!(room.write(records), 2);
                room
            },
            BatchSize::PerIteration,
        );
    });
    bench.bench_function("merge", |bencher| {
        recorder.ran("merge", "vault", values);
        let setup = || {
            let room = Room::new();
            let blocks = room.records(values);
            let mut blocks = blocks.into_iter();
            let share = blocks.len().div_ceil(4);
            while blocks.len() > 0 {
                room.write(blocks.by_ref().take(share).collect());
            }
            room
        };
        bencher.iter_batched(
            setup,
            |room| {
                assert_eq!(room.merge(), values as u64);
                room
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn searched(criterion: &mut Criterion, recorder: &mut Recorder, values: usize) {
    let room = Room::new();
    room.write(room.records(values));
    assert_eq!(room.merge(), values as u64);
    let bytes = size(&room.vault.layout().merged()) as f64 / values as f64;
    println!("{bytes:.1} bytes a merged record");
    assert!(
        bytes <= 45.0 || !record::measures(),
        "{bytes:.1} bytes a record"
    );
    let mut group = criterion.benchmark_group("vault");
    let lookup = || {
        let vault = &room.vault;
        Lookup::open(vault.keyring(), vault.layout()).expect("nothing was changed")
    };
    let mut tokens = room.tokens(values, 101);
    find(&mut group, recorder, "find_one", &mut lookup(), &tokens, 1);
    find(
        &mut group,
        recorder,
        "find_many",
        &mut lookup(),
        &tokens,
        TOGETHER,
    );
    tokens = room.tokens(values, 1);
    tokens.sort_unstable_by_key(|token| token.tag);
    group.throughput(Throughput::Elements(values as u64));
    group.bench_function("join", |bencher| {
        recorder.ran("join", "vault", values);
        let mut lookup = lookup();
        bencher.iter(|| {
            let mut found = 0;
            let joined = lookup.join(tokens.iter().copied(), |_, is| {
                found += usize::from(matches!(is, Found::Value(_)));
            });
            joined.expect("nothing was changed");
            assert_eq!(found, tokens.len());
        });
    });
    group.finish();
}

fn find(
    group: &mut BenchmarkGroup<'_, WallTime>,
    recorder: &mut Recorder,
    bench: &'static str,
    lookup: &mut Lookup,
    tokens: &[Token<'static>],
    together: usize,
) {
    let together = together.min(tokens.len());
    group.throughput(Throughput::Elements(together as u64));
    group.bench_function(bench, |bencher| {
        recorder.ran(bench, "vault", together);
        let mut chunks = tokens.chunks_exact(together).cycle();
        bencher.iter(|| {
            let chunk = chunks.next().expect("there is one");
            let found = lookup.find(black_box(chunk)).expect("nothing was changed");
            assert!(found.iter().all(|found| matches!(found, Found::Value(_))));
        });
    });
}

/// Bytes of the files of a folder.
fn size(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).expect("the folder is there");
    let sizes = files.map(|file| file.and_then(|file| file.metadata()).map(|file| file.len()));
    sizes
        .map(|size| size.expect("the folder can be read"))
        .sum()
}
