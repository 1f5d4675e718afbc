//! Tags of 16 bits, so that values collide.

use std::{collections::HashMap, fs, path::Path};

use pumice_vault::{Found, Lookup, Matching, Scope, VaultErrorKind, shorten_tags};

use crate::{
    child,
    util::{Worker, copy, files, find, lease, new_vault, open_vault, try_find, verify},
};

const VALUES: usize = 1_000;

#[test]
fn a_collision_stops_the_merge_and_is_never_guessed() {
    let room = tempfile::tempdir().unwrap();
    let output = child::run("collide", &room.path().join("vault"), 0);
    assert!(child::text(&output).contains("collided"));
}

/// In a process of its own, for the length of tags is one of the whole process.
pub(crate) fn collide(folder: &Path) {
    shorten_tags(2);
    let vault = new_vault(folder);
    let lease = lease(&vault, "crm");
    let mails: Vec<_> = (0..VALUES)
        .map(|n| format!("someone.{n}@example.com"))
        .collect();
    let mut tokens = vec![];
    // Two workers, whose values collide within segments and between them.
    for half in mails.chunks(VALUES / 2) {
        let mut worker = Worker::new(&lease);
        tokens.extend(half.iter().map(|mail| worker.token("EMAIL_ADDRESS", mail)));
        worker.write(vault.layout().inbox());
    }
    let mut values: HashMap<_, usize> = HashMap::new();
    for token in &tokens {
        *values.entry(*token).or_default() += 1;
    }
    let colliding = values.values().filter(|&&values| values > 1).count();
    assert!(colliding > 1 && colliding < VALUES / 10, "{colliding}");
    let is_right = || {
        for (n, found) in find(&vault, &tokens).into_iter().enumerate() {
            let expected = (values[&tokens[n]] == 1).then(|| mails[n].as_bytes());
            assert_eq!(found.as_deref(), expected);
        }
    };
    is_right();

    let error = pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Collision);
    let told = error.to_string();
    assert!(told.contains("EMAIL_ADDRESS"), "{told}");
    assert!(mails.iter().all(|mail| !told.contains(mail)), "{told}");
    let tag = tokens.iter().find(|token| values[token] > 1).unwrap().tag;
    let tag: String = tag.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(told.contains(&tag) || colliding > 8, "{told}");
    is_right();

    let merged = pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    let left: usize = values.values().filter(|&&values| values == 1).count();
    assert_eq!(merged.records_out, left as u64);
    assert_eq!(merged.forged, 0);
    is_right();
    let refused = tokens.iter().find(|token| values[token] > 1).unwrap();
    let mut lookup = Lookup::open(vault.keyring(), vault.layout()).unwrap();
    assert!(matches!(
        lookup.find(&[*refused]).unwrap()[0],
        Found::Refused
    ));

    // They come once more: the next merge knows them and goes on.
    let mut worker = Worker::new(&lease);
    mails
        .iter()
        .for_each(|mail| _ = worker.token("EMAIL_ADDRESS", mail));
    worker.write(vault.layout().inbox());
    pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    is_right();
    let verified = verify(&vault);
    assert!(verified.damage.is_empty(), "{:?}", verified.damage);
    quarantine_is_looked_at(folder);
    println!("collided");
}

/// Each changed byte in the quarantine is reported too, and guessed at by nobody.
fn quarantine_is_looked_at(folder: &Path) {
    let copied = folder.with_extension("copy");
    copy(folder, &copied);
    let vault = open_vault(&copied);
    for file in files(&vault.layout().quarantine()) {
        let bytes = fs::read(&file).unwrap();
        for at in (0..bytes.len()).step_by(if bytes.len() > 4_000 { 41 } else { 1 }) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            fs::write(&file, changed).unwrap();
            assert!(!verify(&vault).damage.is_empty(), "{file:?}, byte {at}");
        }
        fs::write(&file, bytes).unwrap();
    }
}

#[test]
fn a_worker_that_lies_about_a_tag_changes_nothing() {
    let room = tempfile::tempdir().unwrap();
    let vault = new_vault(&room.path().join("vault"));
    let lease = lease(&vault, "crm");
    let mut worker = Worker::new(&lease);
    let jane = worker.token("EMAIL_ADDRESS", "jane@example.com");
    worker.write(vault.layout().inbox());
    let mut liar = Worker::new(&lease);
    let lie = |liar: &mut Worker, value: &[u8]| {
        let canonical = Matching::Canonical;
        liar.record("EMAIL_ADDRESS", jane.tag, canonical, Scope::Domain, value)
    };
    lie(&mut liar, b"mallory@example.com");
    lie(&mut liar, b"a@example.com");
    liar.write(vault.layout().inbox());
    let janes = || assert_eq!(find(&vault, &[jane]), [Some(b"jane@example.com".to_vec())]);
    janes();
    assert_eq!(verify(&vault).damage.len(), 1);
    let merged = pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    assert_eq!((merged.records_out, merged.forged), (1, 2));
    janes();
    assert!(verify(&vault).damage.is_empty());

    // Without a true record there is nothing to reveal.
    let nobody = pumice_vault::Token {
        tag: [5; 12],
        ..jane
    };
    let canonical = Matching::Canonical;
    liar.record(
        "EMAIL_ADDRESS",
        nobody.tag,
        canonical,
        Scope::Domain,
        b"m@example.com",
    );
    liar.write(vault.layout().inbox());
    assert_eq!(try_find(&vault, &[nobody]).unwrap(), [None]);
}
