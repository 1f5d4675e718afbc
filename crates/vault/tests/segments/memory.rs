//! What a look-up takes of memory: 300,000 records, or ten million with PUMICE_SOAK=1.

use std::{env, fs, path::Path, time::Instant};

use pumice_vault::{Lookup, Recorder};

use crate::{
    child,
    util::{Worker, found, lease, new_vault, open_vault, value},
};

/// Of look-ups in a vault of ten million records.
const LIMIT_MB: u64 = 200;

#[test]
fn a_look_up_keeps_no_more_than_indexes_in_memory() {
    let records: u64 = if env::var_os("PUMICE_SOAK").is_some() {
        10_000_000
    } else {
        300_000
    };
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("vault");
    let vault = new_vault(&folder);
    let lease = lease(&vault, "crm");
    let recorder = Recorder::start(lease.clone(), vault.layout().inbox());
    let mut worker = Worker::new(&lease);
    for n in 0..records {
        let (entity, value) = value(n);
        worker.token(entity, &value);
        if n % 10_000 == 0 {
            recorder.send(worker.take());
        }
    }
    recorder.send(worker.take());
    recorder.close().unwrap();
    let told = child::text(&child::run("look up", &folder, records));
    println!(
        "{records} records as workers leave them: {}",
        told_of(&told)
    );
    pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    let told = child::text(&child::run("look up", &folder, records));
    println!("{records} records merged: {}", told_of(&told));
}

fn told_of(text: &str) -> &str {
    text.lines().find(|line| line.contains(" MB")).unwrap()
}

/// In a process of its own, whose memory is that of look-ups alone.
pub(crate) fn look_up(folder: &Path, records: u64) {
    let vault = open_vault(folder);
    let mut worker = Worker::new(&lease(&vault, "crm"));
    let mut lookup = Lookup::open(vault.keyring(), vault.layout()).unwrap();
    let mut right = |places: &[u64]| {
        let values = places.iter().map(|&n| value(n));
        let (mut tokens, mut expected) = (vec![], vec![]);
        for (entity, value) in values {
            tokens.push(worker.token(entity, &value));
            expected.push(value);
        }
        worker.take();
        for (result, value) in lookup.find(&tokens).unwrap().iter().zip(&expected) {
            assert_eq!(found(result).as_deref(), Some(value.as_bytes()));
        }
    };
    // The first look-up hashes what it reads.
    right(&[0, 1, 2]);
    let start = Instant::now();
    let one_by_one = 300;
    for n in 0..one_by_one {
        right(&[n * 7_919 % records]);
    }
    let one = start.elapsed().as_secs_f64() / one_by_one as f64;
    let start = Instant::now();
    let places: Vec<_> = (0..100_000).map(|n| n * 7_919 % records).collect();
    right(&places);
    let many = places.len() as f64 / start.elapsed().as_secs_f64();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    println!(
        "{} MB at most, {:.0} us for one token, {many:.0} tokens/s of many",
        peak / 1024,
        one * 1e6
    );
    assert!(peak / 1024 < LIMIT_MB, "{} MB", peak / 1024);
}
