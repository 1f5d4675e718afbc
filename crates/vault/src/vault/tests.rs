//! A vault is made, opened, changed, and told from others.

use std::fs;

use super::*;
use crate::now;

fn passphrase(text: &str) -> Credential {
    Credential::cheap_passphrase(text.as_bytes()).unwrap()
}

fn key(seed: u8) -> Credential {
    let text: String = (0..32).map(|byte| format!("{:02x}", byte ^ seed)).collect();
    Credential::variable(text.as_bytes()).unwrap()
}

fn ops() -> NewSlot {
    NewSlot::new("ops", passphrase("correct horse battery")).unwrap()
}

fn ci() -> NewSlot {
    NewSlot::new("ci", key(1)).unwrap()
}

fn made(room: &tempfile::TempDir) -> Vault {
    let mut vault = Vault::init(room.path().join("vault"), &[ops(), ci()], Loss::Refused).unwrap();
    vault.add_domain("crm").unwrap();
    vault
}

fn opens(vault: &Vault, credential: &Credential) -> Result<Vault, VaultErrorKind> {
    Vault::open(vault.layout().root(), credential).map_err(|error| error.kind())
}

/// A key of an entity's tokens, to tell whether two keyrings have the same.
fn token_key(vault: &Vault, epoch: u32) -> crate::Key {
    vault.keyring().token_key("crm", epoch, "US_SSN").unwrap()
}

#[test]
fn each_slot_opens_the_same_vault_and_no_other_secret_does() {
    let room = tempfile::tempdir().unwrap();
    let vault = made(&room);
    for credential in [
        passphrase("correct horse battery"),
        key(1),
        key(1).for_slot("ci"),
    ] {
        let opened = opens(&vault, &credential).unwrap();
        assert_eq!(opened.id(), vault.id());
        assert!(token_key(&opened, 1) == token_key(&vault, 1));
        assert_eq!(opened.notices(), []);
    }
    for credential in [
        passphrase("correct horse batterx"),
        key(2),
        key(1).for_slot("ops"),
    ] {
        assert_eq!(
            opens(&vault, &credential).unwrap_err(),
            VaultErrorKind::WrongKey
        );
    }
    let nobody = opens(&vault, &key(1).for_slot("nobody"));
    assert_eq!(nobody.unwrap_err(), VaultErrorKind::Missing);
}

#[test]
fn one_slot_two_names_or_one_secret_are_refused() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("vault");
    let twin = NewSlot::new("twin", key(1)).unwrap();
    for slots in [vec![], vec![ci()], vec![ci(), ci()], vec![ci(), twin]] {
        let error = Vault::init(&path, &slots, Loss::Refused).unwrap_err();
        assert_eq!(error.kind(), VaultErrorKind::Refused, "{error}");
        assert!(!path.exists());
    }
    let mut vault = Vault::init(&path, &[ci()], Loss::Accepted).unwrap();
    let error = vault.remove_slot("ci", Loss::Accepted).unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Refused);
    assert!(opens(&vault, &key(1)).is_ok());
    let again = Vault::init(&path, &[ci(), ops()], Loss::Refused).unwrap_err();
    assert_eq!(again.kind(), VaultErrorKind::Busy);
}

#[test]
fn rotation_slots_and_rekeying_leave_old_tokens_resolvable() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = made(&room);
    let (first, class) = (
        token_key(&vault, 1),
        vault
            .keyring()
            .class_key("crm", crate::Class::Place)
            .cloned(),
    );
    assert_eq!(vault.rotate_epoch("crm").unwrap(), 2);
    vault
        .add_slot(&NewSlot::new("new", key(3)).unwrap())
        .unwrap();
    vault.rekey(Loss::Refused).unwrap();
    vault.remove_slot("ci", Loss::Refused).unwrap();
    vault.rekey(Loss::Refused).unwrap();
    for credential in [passphrase("correct horse battery"), key(3)] {
        let opened = opens(&vault, &credential).unwrap();
        assert!(token_key(&opened, 1) == first);
        assert!(token_key(&opened, 2) != first);
        assert_eq!(
            opened.keyring().class_key("crm", crate::Class::Place),
            class.as_ref()
        );
        assert_eq!(opened.keyring().epochs("crm"), [1, 2]);
    }
}

#[test]
fn a_removed_slot_opens_nothing_even_with_its_file_from_a_backup() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = made(&room);
    vault
        .add_slot(&NewSlot::new("third", key(3)).unwrap())
        .unwrap();
    let file = slots::path(vault.layout(), "ci");
    let backup = fs::read(&file).unwrap();
    vault.remove_slot("ci", Loss::Refused).unwrap();
    assert_eq!(
        opens(&vault, &key(1)).unwrap_err(),
        VaultErrorKind::WrongKey
    );
    fs::write(&file, backup).unwrap();
    assert_eq!(opens(&vault, &key(1)).unwrap_err(), VaultErrorKind::Refused);
    // What an interrupted removal leaves is taken away by another.
    vault.remove_slot("ci", Loss::Refused).unwrap();
    assert!(!file.exists());
    let again = vault.remove_slot("ci", Loss::Refused).unwrap_err();
    assert_eq!(again.kind(), VaultErrorKind::Missing);
    // Its name can be given to another.
    vault
        .add_slot(&NewSlot::new("ci", key(9)).unwrap())
        .unwrap();
    assert!(opens(&vault, &key(9)).is_ok());
    assert_eq!(
        opens(&vault, &key(1)).unwrap_err(),
        VaultErrorKind::WrongKey
    );
}

#[test]
fn an_epoch_in_use_is_kept_and_a_retired_one_is_in_no_file() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = made(&room);
    assert_eq!(
        vault.retire_epoch("crm", 1, &[], now()).unwrap_err().kind(),
        VaultErrorKind::Refused
    );
    vault.rotate_epoch("crm").unwrap();
    vault.retire_epoch("crm", 1, &[], now()).unwrap();
    assert_eq!(
        vault.retire_epoch("crm", 1, &[], now()).unwrap_err().kind(),
        VaultErrorKind::Missing
    );
    assert_eq!(vault.keyring().epochs("crm"), [2]);
    assert_eq!(
        generation::numbers(vault.layout()).unwrap(),
        [vault.generation()]
    );
    assert_eq!(vault.rotate_epoch("crm").unwrap(), 3);
    assert_eq!(generation::numbers(vault.layout()).unwrap().len(), 2);
}

#[test]
fn an_epoch_that_is_leased_or_that_a_segment_needs_is_kept() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = made(&room);
    let lease = vault.lease("crm", ["PERSON"], now() + 100).unwrap();
    vault.rotate_epoch("crm").unwrap();
    let mut retire = |at, folders: &[PathBuf]| {
        let result = vault.retire_epoch("crm", 1, folders, at);
        result.map_err(|error| error.kind())
    };
    assert_eq!(retire(now(), &[]), Err(VaultErrorKind::Refused));
    // A segment, in a folder of the worker's own.
    let folder = room.path().join("segments");
    fs::create_dir(&folder).unwrap();
    let mut worker = crate::testing::Worker::new(lease.into());
    worker.tokenize(
        "PERSON",
        crate::Matching::Exact,
        crate::Scope::Domain,
        b"Jane Doe",
    );
    let recorder = crate::Recorder::start(worker.lease.clone(), folder.clone());
    recorder.send(worker.take());
    recorder.close().unwrap();
    let later = now() + 200;
    let folders = [folder];
    assert_eq!(retire(later, &folders), Err(VaultErrorKind::Refused));
    fs::remove_dir_all(&folders[0]).unwrap();
    assert_eq!(retire(later, &[]), Ok(()));
}

#[test]
fn each_change_is_in_the_audit_log_before_it_is_made() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = made(&room);
    vault.rotate_epoch("crm").unwrap();
    vault
        .add_slot(&NewSlot::new("new", key(3)).unwrap())
        .unwrap();
    vault.remove_slot("ci", Loss::Refused).unwrap();
    vault.rekey(Loss::Refused).unwrap();
    vault.lease("crm", ["PERSON"], 7).unwrap();
    let log = vault.layout().audit().join("log.jsonl");
    let text = fs::read_to_string(&log).unwrap();
    let events: Vec<_> = text
        .lines()
        .map(|line| line.split("\"event\":\"").nth(1).unwrap())
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(
        events,
        [
            "created",
            "domain_added",
            "epoch_rotated",
            "slot_added",
            "slot_removed",
            "rekeyed",
            "lease_created"
        ]
    );
    // Where it cannot be written nothing is changed.
    fs::remove_file(log).unwrap();
    let generation = vault.generation();
    assert!(vault.add_domain("hr").is_err());
    assert!(vault.lease("crm", ["PERSON"], 7).is_err());
    assert_eq!(
        generation::numbers(vault.layout()).unwrap().pop(),
        Some(generation)
    );
}

#[test]
fn an_epoch_that_tokens_could_not_tell_from_an_old_one_is_refused() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = made(&room);
    for epoch in 2..=64 {
        assert_eq!(vault.rotate_epoch("crm").unwrap(), epoch);
    }
    assert_eq!(
        vault.rotate_epoch("crm").unwrap_err().kind(),
        VaultErrorKind::Refused
    );
    vault.retire_epoch("crm", 1, &[], now()).unwrap();
    assert_eq!(vault.rotate_epoch("crm").unwrap(), 65);
}

#[test]
fn a_lost_or_damaged_generation_is_noticed_and_nothing_is_changed_on_top() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = made(&room);
    vault.add_domain("hr").unwrap();
    let newest = generation::path(vault.layout(), vault.generation());
    let bytes = fs::read(&newest).unwrap();
    for damage in [None, Some(bytes.len() / 2), Some(bytes.len() - 10)] {
        match damage {
            None => fs::remove_file(&newest).unwrap(),
            Some(at) => {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1;
                fs::write(&newest, bytes).unwrap();
            }
        }
        let mut opened = opens(&vault, &key(1)).unwrap();
        assert_eq!(opened.generation() + 1, vault.generation());
        let generation = vault.generation();
        let notice = match damage {
            None => Notice::Gone { generation },
            Some(_) => Notice::Damaged { generation },
        };
        assert_eq!(opened.notices(), [notice]);
        for error in [
            opened.add_domain("new").unwrap_err(),
            opened.rekey(Loss::Refused).unwrap_err(),
        ] {
            assert_eq!(error.kind(), VaultErrorKind::Damaged, "{error}");
        }
    }
    let mut opened = opens(&vault, &key(1)).unwrap();
    opened.rekey(Loss::Accepted).unwrap();
    assert_eq!(opened.generation(), vault.generation() + 1);
    let again = opens(&vault, &key(1)).unwrap();
    assert_eq!(again.notices(), []);
    assert_eq!(again.keyring().domains().collect::<Vec<_>>(), ["crm"]);
}

#[test]
fn a_vault_of_somebody_else_in_the_place_of_ours_is_refused() {
    let room = tempfile::tempdir().unwrap();
    let vault = made(&room);
    // Who can write and has no key: his keyring, under the id and the slots of ours.
    let mut keyring = Keyring::random(vault.id());
    keyring.add_domain("crm");
    keyring.slots = vault.keyring.slots.clone();
    generation::write(vault.layout(), &keyring, 3, Before::None).unwrap();
    assert_eq!(opens(&vault, &key(1)).unwrap_err(), VaultErrorKind::Damaged);
}

#[test]
fn two_who_change_at_once_do_not_undo_each_other() {
    let room = tempfile::tempdir().unwrap();
    let mut vault = made(&room);
    let mut other = opens(&vault, &key(1)).unwrap();
    vault.add_domain("one").unwrap();
    let error = other.add_domain("two").unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Busy, "{error}");
    let claim = Claim::take(vault.layout()).unwrap();
    let error = vault.add_domain("two").unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Busy, "{error}");
    drop(claim);
    vault.add_domain("two").unwrap();
}

#[test]
fn nobody_but_the_owner_may_read_a_file_of_it() {
    use std::os::unix::fs::PermissionsExt;
    let room = tempfile::tempdir().unwrap();
    let vault = made(&room);
    let (mut left, mut files) = (vec![vault.layout().root().to_owned()], 0);
    while let Some(path) = left.pop() {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        if path.is_dir() {
            assert_eq!(mode, 0o700, "{path:?}");
            left.extend(fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
        } else {
            assert_eq!(mode, 0o600, "{path:?}");
            files += 1;
        }
    }
    assert!(files >= 6, "{files}");
}

#[test]
fn a_drill_leaves_nothing_and_finds_a_slot_that_cannot_restore() {
    let room = tempfile::tempdir().unwrap();
    let vault = made(&room);
    let scratch = room.path().join("scratch");
    fs::create_dir(&scratch).unwrap();
    let drill = Vault::drill(vault.layout().root(), &key(1), &scratch).unwrap();
    assert_eq!((&*drill.slot, drill.domains), ("ci", 1));
    assert!(Vault::drill(vault.layout().root(), &key(4), &scratch).is_err());
    assert_eq!(fs::read_dir(&scratch).unwrap().count(), 0);
}

#[test]
fn a_lease_is_read_as_it_was_written_sealed_or_not() {
    let room = tempfile::tempdir().unwrap();
    let vault = made(&room);
    let lease = vault.lease("crm", ["US_SSN", "PERSON"], 2_000).unwrap();
    assert!(lease.inbox().unwrap().is_absolute());
    let seal = crate::Key::random();
    for (name, key) in [("plain", None), ("sealed", Some(&seal))] {
        let path = room.path().join(name);
        lease.write(&path, key).unwrap();
        let read = Lease::read(&path, key, 1_999).unwrap();
        assert_eq!(
            (
                read.id(),
                read.vault(),
                read.domain(),
                read.epoch(),
                read.expires(),
                read.inbox()
            ),
            (lease.id(), lease.vault(), "crm", 1, 2_000, lease.inbox())
        );
        assert_eq!(read.entities().collect::<Vec<_>>(), ["PERSON", "US_SSN"]);
        assert!(*read.token_key("US_SSN").unwrap() == token_key(&vault, 1));
        assert_eq!(read.class_keys, lease.class_keys);
        assert!(read.mac_key == vault.keyring().lease_mac_key(lease.id()));

        let kind = |error: VaultError| error.kind();
        let expired = Lease::read(&path, key, 2_000).map_err(kind);
        assert_eq!(expired.unwrap_err(), VaultErrorKind::Refused);
        let other = crate::Key::random();
        let wrong = if key.is_some() {
            [None, Some(&other)]
        } else {
            [Some(&other), Some(&seal)]
        };
        for wrong in wrong {
            let error = Lease::read(&path, wrong, 0).map_err(kind);
            assert_eq!(error.unwrap_err(), VaultErrorKind::WrongKey);
        }
        assert_eq!(
            lease.write(&path, key).unwrap_err().kind(),
            VaultErrorKind::Busy
        );

        // Each byte counts, and whoever makes the sum anew cannot change a sealed one.
        let bytes = fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(7) {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            fs::write(&path, changed).unwrap();
            assert!(Lease::read(&path, key, 0).is_err(), "byte {at}");
        }
        use std::os::unix::fs::PermissionsExt;
        fs::write(&path, bytes).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let error = Lease::read(&path, key, 0).map_err(kind);
        assert_eq!(error.unwrap_err(), VaultErrorKind::Permissions);
    }
    for entities in [vec![], vec!["us_ssn"]] {
        let error = vault.lease("crm", entities, 1).unwrap_err();
        assert_eq!(error.kind(), VaultErrorKind::Refused);
    }
    let error = vault.lease("hr", ["PERSON"], 1).unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Missing);
}

#[test]
fn a_generation_or_a_slot_of_another_vault_is_refused() {
    let (room, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (vault, other) = (made(&room), made(&other));
    let path = |vault: &Vault| generation::path(vault.layout(), 2);
    let (ours, theirs) = (
        fs::read(path(&vault)).unwrap(),
        fs::read(path(&other)).unwrap(),
    );
    fs::write(path(&vault), theirs).unwrap();
    let opened = opens(&vault, &key(1)).unwrap();
    assert_eq!(opened.notices(), [Notice::Damaged { generation: 2 }]);
    fs::write(path(&vault), ours).unwrap();
    let slot = slots::path(vault.layout(), "ci");
    fs::copy(slots::path(other.layout(), "ci"), slot).unwrap();
    assert_eq!(opens(&vault, &key(1)).unwrap_err(), VaultErrorKind::Damaged);
    assert!(opens(&vault, &passphrase("correct horse battery")).is_ok());
}

#[test]
fn each_changed_byte_of_what_keys_hang_on_is_found() {
    let room = tempfile::tempdir().unwrap();
    let vault = made(&room);
    assert!(vault.check_keys().unwrap().is_empty());
    let layout = vault.layout();
    let mut paths = vec![layout.header()];
    for folder in [layout.slots(), layout.keyring()] {
        let names = disk::names(&folder).unwrap().into_iter();
        paths.extend(names.map(|name| folder.join(name)));
    }
    assert_eq!(paths.len(), 6);
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            fs::write(&path, changed).unwrap();
            let damage = vault.check_keys().unwrap();
            assert_eq!(damage.len(), 1, "{path:?} {at}");
            assert_eq!(damage[0].file(), Some(&*path));
        }
        fs::remove_file(&path).unwrap();
        let is_old = path.ends_with("00000001.keys");
        // The newest one is missed by whoever opens the vault.
        let is_newest = path.ends_with("00000002.keys");
        assert!(is_old || is_newest || vault.check_keys().unwrap().len() == 1);
        if is_newest {
            let opened = opens(&vault, &key(1)).unwrap();
            assert_eq!(opened.check_keys().unwrap().len(), 1);
        }
        fs::write(&path, bytes).unwrap();
    }
}
