//! The process dies at each step of the disk in turn; every token of what was committed comes back.

use std::{
    io::{self, Write},
    path::Path,
    time::Duration,
};

use pumice_vault::{Recorder, Token, Vault, disk};

use crate::{
    child,
    util::{Worker, copy, files, find, lease, new_vault, open_vault, value, verify},
};

const BATCHES: u64 = 2;
const VALUES: u64 = 40;

/// Tokens and values of a batch; the worker keeps their records.
fn batch(worker: &mut Worker, batch: u64) -> Vec<(Token<'static>, String)> {
    let values = batch * VALUES..(batch + 1) * VALUES;
    let token = |n| {
        let (entity, value) = value(n);
        (worker.token(entity, &value), value)
    };
    values.map(token).collect()
}

fn resolves(vault: &Vault, batches: u64) {
    let mut worker = Worker::new(&lease(vault, "crm"));
    let values: Vec<_> = (0..batches).flat_map(|n| batch(&mut worker, n)).collect();
    let tokens: Vec<_> = values.iter().map(|(token, _)| *token).collect();
    for (found, (token, value)) in find(vault, &tokens).into_iter().zip(&values) {
        assert_eq!(found.as_deref(), Some(value.as_bytes()), "{token:?}");
    }
}

/// Nothing is left of what was not completed, and nothing is damaged.
fn repair(vault: &Vault) {
    let repaired =
        pumice_vault::repair(vault.keyring(), vault.layout(), &[], Duration::ZERO).unwrap();
    assert!(repaired.spared.is_empty(), "{:?}", repaired.spared);
    let verified = verify(vault);
    assert!(verified.damage.is_empty(), "{:?}", verified.damage);
    assert!(verified.leftovers.is_empty(), "{:?}", verified.leftovers);
    for file in files(vault.layout().root()) {
        assert!(!file.to_string_lossy().ends_with(".draft"), "{file:?}");
    }
}

/// In a process of its own: writes batches and says which are committed.
pub(crate) fn record(folder: &Path, step: u64) {
    let vault = open_vault(folder);
    let lease = lease(&vault, "crm");
    let mut worker = Worker::new(&lease);
    let recorder = Recorder::start(lease, vault.layout().inbox());
    disk::die_at_step(step);
    for n in 0..BATCHES {
        batch(&mut worker, n);
        recorder.send(worker.take());
        assert_eq!(recorder.commit().unwrap().len(), 3);
        println!("committed");
        io::stdout().flush().unwrap();
    }
}

#[test]
fn what_a_recorder_has_committed_outlives_a_crash_at_any_step() {
    let room = tempfile::tempdir().unwrap();
    let template = room.path().join("template");
    new_vault(&template);
    let mut committed_after = vec![];
    for step in 1.. {
        let folder = room.path().join(step.to_string());
        copy(&template, &folder);
        let output = child::run("record", &folder, step);
        let text = String::from_utf8(output.stdout).unwrap();
        let committed = text.matches("committed").count() as u64;
        let vault = open_vault(&folder);
        resolves(&vault, committed);
        repair(&vault);
        resolves(&vault, committed);
        // A rerun completes.
        let mut worker = Worker::new(&lease(&vault, "crm"));
        (0..BATCHES).for_each(|n| drop(batch(&mut worker, n)));
        worker.write(vault.layout().inbox());
        resolves(&vault, BATCHES);
        committed_after.push(committed);
        if output.status.success() {
            break;
        }
    }
    // 24 files are created, written, synced, linked and unlinked, and the folder synced four times.
    assert!(committed_after.len() > 50, "{committed_after:?}");
    assert!(committed_after.is_sorted());
    assert_eq!(committed_after.last(), Some(&BATCHES));
}

/// In a process of its own: merges.
pub(crate) fn merge(folder: &Path, step: u64) {
    let vault = open_vault(folder);
    disk::die_at_step(step);
    pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
}

#[test]
fn every_token_resolves_after_a_crash_at_any_step_of_a_merge() {
    let room = tempfile::tempdir().unwrap();
    let template = room.path().join("template");
    let vault = new_vault(&template);
    let mut worker = Worker::new(&lease(&vault, "crm"));
    batch(&mut worker, 0);
    worker.write(vault.layout().inbox());
    // One manifest is there, whose segments are merged with those of the inbox.
    pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    for n in [0, 1] {
        batch(&mut worker, n);
        worker.write(vault.layout().inbox());
    }
    let mut steps = 0;
    for step in 1.. {
        let folder = room.path().join(step.to_string());
        copy(&template, &folder);
        let output = child::run("merge", &folder, step);
        let vault = open_vault(&folder);
        resolves(&vault, 2);
        if step % 2 == 0 {
            repair(&vault);
            resolves(&vault, 2);
        }
        pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
        resolves(&vault, 2);
        repair(&vault);
        assert_eq!(verify(&vault).records, 2 * VALUES);
        resolves(&vault, 2);
        if output.status.success() {
            break;
        }
        steps = step;
    }
    assert!(steps > 40, "{steps} steps");
}
