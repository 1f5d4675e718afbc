//! Bytes are changed, files are swapped: `verify` tells, and no wrong value comes back.

use std::{fs, path::Path};

use pumice_vault::{
    Token, Vault,
    policy::{RevealPolicy, SignedPolicy},
};

use crate::util::{Worker, copy, files, lease, new_vault, open_vault, try_find, value, verify};

/// A vault with a merged segment, a manifest, a policy and a segment in the inbox, and its tokens.
fn small(folder: &Path) -> (Vault, Vec<(Token<'static>, Vec<u8>)>) {
    let vault = new_vault(folder);
    let mut worker = Worker::new(&lease(&vault, "crm"));
    let mut tokens = vec![];
    for n in [0, 3] {
        let (entity, value) = value(n);
        tokens.push((worker.token(entity, &value), value.into_bytes()));
        worker.write(vault.layout().inbox());
        if n == 0 {
            pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
        }
    }
    let policy = r#"{"version":1,"roles":{"support":{"domains":["crm"],"values_per_day":10,
        "reveal":{"EMAIL_ADDRESS":"domain"}}}}"#;
    let policy: RevealPolicy = serde_json::from_str(policy).unwrap();
    SignedPolicy::set(vault.layout(), vault.keyring(), policy).unwrap();
    (vault, tokens)
}

/// A look-up fails, or finds what was there, or nothing.
fn nothing_wrong_comes_back(vault: &Vault, tokens: &[(Token<'static>, Vec<u8>)], what: &str) {
    let asked: Vec<_> = tokens.iter().map(|(token, _)| *token).collect();
    let Ok(found) = try_find(vault, &asked) else {
        return;
    };
    for (found, (_, value)) in found.iter().zip(tokens) {
        assert!(found.is_none() || found.as_ref() == Some(value), "{what}");
    }
}

#[test]
fn each_changed_byte_of_any_file_is_reported() {
    let room = tempfile::tempdir().unwrap();
    let template = room.path().join("vault");
    let (_, tokens) = small(&template);
    // Half of the files each.
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (room, template, tokens) = (&room, &template, &tokens);
            scope.spawn(move || {
                let folder = room.path().join(half.to_string());
                copy(template, &folder);
                let vault = open_vault(&folder);
                for file in files(&folder).iter().skip(half).step_by(2) {
                    each_changed_byte(&vault, file, tokens);
                }
                assert!(problems(&vault) == 0);
            });
        }
    });
}

fn problems(vault: &Vault) -> usize {
    vault.verify(&[]).unwrap().damage.len()
}

fn each_changed_byte(vault: &Vault, file: &Path, tokens: &[(Token<'static>, Vec<u8>)]) {
    let bytes = fs::read(file).unwrap();
    let what = |at| format!("{}, byte {at}", file.display());
    let is_of_segments = ["inbox", "merged", "manifests"]
        .iter()
        .any(|folder| file.parent().unwrap().ends_with(folder));
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        fs::write(file, changed).unwrap();
        assert!(problems(vault) > 0, "{}", what(at));
        if is_of_segments {
            nothing_wrong_comes_back(vault, tokens, &what(at));
        }
    }
    if !bytes.is_empty() {
        for at in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            fs::write(file, &bytes[..at]).unwrap();
            if is_of_segments {
                assert!(problems(vault) > 0, "cut at {}", what(at));
                nothing_wrong_comes_back(vault, tokens, &what(at));
            }
        }
    }
    fs::write(file, bytes).unwrap();
}

#[test]
fn swapped_files_segments_and_vaults_are_reported() {
    let room = tempfile::tempdir().unwrap();
    let (vault, tokens) = small(&room.path().join("vault"));
    let (other, _) = small(&room.path().join("other"));
    for vault in [&vault, &other] {
        let mut worker = Worker::new(&lease(vault, "crm"));
        worker.token("EMAIL_ADDRESS", "another@example.com");
        worker.write(vault.layout().inbox());
    }
    let copied = room.path().join("copy");
    copy(vault.layout().root(), &copied);
    let vault = open_vault(&copied);
    let layout = vault.layout();
    let inbox = files(&layout.inbox());
    let [one, two] = ["commit", "parquet"].map(|extension| {
        let of = inbox
            .iter()
            .filter(|file| file.extension().is_some_and(|is| is == extension));
        of.cloned().collect::<Vec<_>>()
    });
    let mut swaps = vec![
        (one[0].clone(), one[1].clone()),
        (two[0].clone(), two[1].clone()),
    ];
    for folder in [layout.inbox(), layout.merged(), layout.manifests()] {
        let there = other.layout().root().join(folder.file_name().unwrap());
        for (ours, theirs) in files(&folder).into_iter().zip(files(&there)) {
            swaps.push((ours, theirs));
        }
    }
    for (one, two) in swaps {
        let (first, second) = (fs::read(&one).unwrap(), fs::read(&two).unwrap());
        fs::write(&one, &second).unwrap();
        fs::write(&two, &first).unwrap();
        assert!(!verify(&vault).damage.is_empty(), "{one:?}");
        nothing_wrong_comes_back(&vault, &tokens, "swapped");
        fs::write(&one, first).unwrap();
        fs::write(&two, second).unwrap();
    }
    // A segment of another vault with its sidecar, under its own name.
    for file in files(&other.layout().inbox()) {
        fs::copy(&file, layout.inbox().join(file.file_name().unwrap())).unwrap();
    }
    assert_eq!(verify(&vault).damage.len(), 2);
    nothing_wrong_comes_back(&vault, &tokens, "of another vault");
}

#[test]
fn a_lost_segment_or_manifest_is_reported() {
    let room = tempfile::tempdir().unwrap();
    let (vault, _) = small(&room.path().join("vault"));
    pumice_vault::merge(vault.keyring(), vault.layout(), &[]).unwrap();
    let layout = vault.layout();
    let first = &files(&layout.manifests())[..1];
    for file in files(&layout.merged()).iter().chain(first) {
        let bytes = fs::read(file).unwrap();
        fs::remove_file(file).unwrap();
        assert!(!verify(&vault).damage.is_empty(), "{file:?}");
        fs::write(file, bytes).unwrap();
    }
    assert!(verify(&vault).damage.is_empty());
}
