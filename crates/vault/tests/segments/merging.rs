//! What a merge keeps, and what it makes of it.

use std::{fs, sync::Arc, time::Duration};

use pumice_vault::{
    Class, Found, Lookup, Matching, Merged, Recorder, Scope, VaultErrorKind, needed_epochs,
};

use crate::util::{Worker, files, find, lease, new_vault, value, verify};

#[test]
fn equal_records_are_one_and_the_smallest_spelling_stays() {
    let room = tempfile::tempdir().unwrap();
    let vault = new_vault(&room.path().join("vault"));
    let lease = lease(&vault, "crm");
    let spellings = ["jane@example.com", "JANE@example.com", "jane@EXAMPLE.com"];
    let mut tokens = vec![];
    for spelling in spellings {
        let mut worker = Worker::new(&lease);
        for _ in 0..3 {
            tokens.push(worker.token("EMAIL_ADDRESS", spelling));
        }
        let exact = |worker: &mut Worker, value| {
            worker.token_in("PERSON", Matching::Exact, Scope::Domain, value)
        };
        exact(&mut worker, "Jane");
        exact(&mut worker, "JANE");
        worker.write(vault.layout().inbox());
    }
    assert!(tokens.iter().all(|token| *token == tokens[0]));
    let smallest = Some(b"JANE@example.com".to_vec());
    assert_eq!(find(&vault, &tokens[..1]), std::slice::from_ref(&smallest));
    let merged = pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    let expected = Merged {
        manifest: Some(1),
        segments_in: 6,
        segments_out: 2,
        // Each segment has each once.
        records_in: 9,
        records_out: 3,
        forged: 0,
    };
    assert_eq!(merged, expected);
    assert_eq!(find(&vault, &tokens[..1]), [smallest]);
    assert!(files(&vault.layout().inbox()).is_empty());

    // Nothing new: nothing is written.
    let again = pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    assert_eq!((again.manifest, again.segments_in), (Some(1), 0));
    assert_eq!(files(&vault.layout().manifests()).len(), 1);
}

#[test]
fn domains_epochs_and_folders_elsewhere_are_merged_apart_and_found_together() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = new_vault(&room.path().join("vault"));
    vault.add_domain("other").unwrap();
    let elsewhere = room.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let mut tokens = vec![];
    let mut write = |vault: &pumice_vault::Vault, domain, folder| {
        let mut worker = Worker::new(&lease(vault, domain));
        tokens.push(worker.token("EMAIL_ADDRESS", "jane@example.com"));
        worker.write(folder);
    };
    let inbox = vault.layout().inbox();
    write(&vault, "crm", inbox.clone());
    write(&vault, "other", inbox.clone());
    assert_eq!(vault.rotate_epoch("crm").unwrap(), 2);
    write(&vault, "crm", inbox);
    write(&vault, "other", elsewhere.clone());
    assert_eq!(tokens[1], tokens[3]);
    assert!(tokens[0].tag != tokens[1].tag && tokens[0].tag != tokens[2].tag);

    let folders = [elsewhere.clone()];
    for _ in 0..2 {
        let mut lookup = Lookup::open_with(vault.keyring(), vault.layout(), &folders).unwrap();
        let expected = [("crm", 1), ("other", 1), ("crm", 2), ("other", 1)];
        for (found, expected) in lookup.find(&tokens).unwrap().into_iter().zip(expected) {
            let Found::Value(hit) = found else {
                panic!("{found:?}")
            };
            assert_eq!((&*hit.domain, hit.epoch), expected);
            assert_eq!(
                (hit.class, hit.matching),
                (Class::Contact, Matching::Canonical)
            );
            assert_eq!(hit.value.expose(), b"jane@example.com");
        }
        pumice_vault::merge(vault.keyring(), vault.layout(), &folders).unwrap();
    }
    assert_eq!(files(&elsewhere).len(), 2, "what is elsewhere stays");
    assert_eq!(files(&vault.layout().merged()).len(), 6);
    let epochs = |domain| needed_epochs(vault.layout(), domain).unwrap();
    assert_eq!(epochs("crm").into_iter().collect::<Vec<_>>(), [1, 2]);
    assert_eq!(epochs("other").into_iter().collect::<Vec<_>>(), [1]);
    assert!(epochs("none").is_empty());
}

#[test]
fn thousands_of_values_come_back_before_and_after_merges() {
    let room = tempfile::tempdir().unwrap();
    let vault = new_vault(&room.path().join("vault"));
    let lease = lease(&vault, "crm");
    let (mut tokens, mut values) = (vec![], vec![]);
    for part in 0..3 {
        let mut worker = Worker::new(&lease);
        for n in part * 9_000..part * 9_000 + 12_000 {
            let (entity, value) = value(n);
            tokens.push(worker.token(entity, &value));
            values.push(value.into_bytes());
        }
        worker.write(vault.layout().inbox());
    }
    let right = || {
        for (found, value) in find(&vault, &tokens).into_iter().zip(&values) {
            assert_eq!(found.as_ref(), Some(value));
        }
    };
    right();
    pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    right();
    let verified = verify(&vault);
    assert!(verified.damage.is_empty());
    assert_eq!((verified.segments, verified.records), (3, 30_000));
}

#[test]
fn tickets_are_answered_with_the_group_and_many_small_commits_share_one() {
    let room = tempfile::tempdir().unwrap();
    let vault = new_vault(&room.path().join("vault"));
    let lease = lease(&vault, "crm");
    let recorder = Recorder::start(lease.clone(), vault.layout().inbox());
    let mut worker = Worker::new(&lease);
    let mut tickets = vec![];
    let mut tokens = vec![];
    for n in 0..100 {
        tokens.push(worker.token("PERSON", &format!("Someone {n}")));
        recorder.send(worker.take());
        tickets.push(recorder.ticket());
    }
    assert!(tickets[0].poll().is_none(), "ten seconds are not over");
    let segments = recorder.commit().unwrap();
    assert_eq!(segments.len(), 1);
    tickets
        .into_iter()
        .for_each(|ticket| assert!(ticket.wait().unwrap().is_empty(), "told already"));
    assert!(find(&vault, &tokens).iter().all(Option::is_some));
    assert!(recorder.close().unwrap().is_empty());
}

#[test]
fn what_cannot_be_written_fails_every_commit() {
    let room = tempfile::tempdir().unwrap();
    let vault = new_vault(&room.path().join("vault"));
    let lease = lease(&vault, "crm");
    let recorder = Recorder::start(lease.clone(), room.path().join("nowhere"));
    let mut worker = Worker::new(&lease);
    worker.token("PERSON", "Jane");
    recorder.send(worker.take());
    let error = recorder.commit().unwrap_err();
    assert_eq!(
        error.kind(),
        VaultErrorKind::Io(std::io::ErrorKind::NotFound)
    );
    assert!(recorder.commit().is_err(), "told once, and failed for good");
    assert!(recorder.close().is_err());

    // And so does a lease that is over.
    let expired = vault.lease("crm", ["PERSON"], 1).unwrap();
    let recorder = Recorder::start(Arc::new(expired), vault.layout().inbox());
    worker.token("PERSON", "Jane");
    let mut records = pumice_vault::Records::default();
    for record in worker.take().iter() {
        records.push(&pumice_vault::Record {
            entity: 0,
            ..record
        });
    }
    recorder.send(records);
    assert_eq!(
        recorder.commit().unwrap_err().kind(),
        VaultErrorKind::Refused
    );
    assert!(files(&vault.layout().inbox()).is_empty());
}

#[test]
fn repair_spares_what_is_young() {
    let room = tempfile::tempdir().unwrap();
    let vault = new_vault(&room.path().join("vault"));
    let draft = vault.layout().inbox().join("person-1.parquet.2.draft");
    fs::write(&draft, b"cut").unwrap();
    assert_eq!(verify(&vault).leftovers, std::slice::from_ref(&draft));
    let repair = |age| pumice_vault::repair(vault.keyring(), vault.layout(), &[], age).unwrap();
    assert_eq!(
        repair(Duration::from_secs(3_600)).spared,
        std::slice::from_ref(&draft)
    );
    // Somebody is at work on it.
    let lock = fs::File::open(&draft).unwrap();
    lock.lock().unwrap();
    assert_eq!(repair(Duration::ZERO).spared, std::slice::from_ref(&draft));
    drop(lock);
    assert_eq!(repair(Duration::ZERO).removed, [draft]);
    assert!(files(&vault.layout().inbox()).is_empty());
}
