//! What a thief has of it: the vault without a key, its outputs, a lease.

use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    process::{Command, Stdio},
};

use serde_json::Value;

use super::scrub::{KEY, WITH_LEASE, corpus, room, scrub, tokens};
use crate::util::{Room, root, scale};

/// Runs one attack of `tests/tools/vault_attacks.py`, in the room.
fn attack(room: &Room, arguments: &[&str], guesses: usize, input: &str) -> Value {
    let mut python = Command::new("python3")
        .arg(root().join("tests/tools/vault_attacks.py"))
        .args(arguments)
        .env("PUMICE_GUESSES", guesses.to_string())
        .current_dir(room.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 must be installed");
    let mut stdin = python.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A value a line: the mail addresses, social security numbers and telephone numbers of `corpus`.
fn values(corpus: &str) -> String {
    let words = corpus.split([' ', '"', '\\']);
    let mut values: Vec<_> = words
        .filter(|word| word.contains('@') || word.len() == 11 && word.contains('-'))
        .collect();
    values.sort_unstable();
    values.dedup();
    values.join("\n")
}

/// Row "stolen vault".
#[test]
fn stolen_vault_holds_no_value_and_no_code_or_hash_of_one() {
    let room = room();
    let corpus = corpus(scale(300, 6_000));
    room.write("in.jsonl", &corpus);
    scrub(&room, "in.jsonl", "out.jsonl", &WITH_LEASE).exits(0);
    let merge = ["vault", "merge", "v", "--segments", "segments"];
    room.run(&[&merge[..], &KEY].concat()).exits(0);
    let values = values(&corpus);
    assert!(values.lines().count() > 150);
    // What workers have left, what was merged, and the outputs.
    let folders = ["values", "v", "segments"];
    let stolen = attack(&room, &folders, 0, &values);
    assert!(stolen["files"].as_u64() > Some(10), "{stolen}");
    assert_eq!(stolen["found"].as_array().unwrap().len(), 0, "{stolen}");
    // The attack finds what is there.
    room.write("v/merged/spilt", "d41d8c person.7@example.com");
    let spilt = attack(&room, &folders, 0, &values);
    assert_eq!(spilt["found"].as_array().unwrap().len(), 1, "{spilt}");

    let wrong = ["--vault-key-file", "wrong.key"];
    room.write("wrong.key", "77".repeat(32));
    let private = fs::Permissions::from_mode(0o600);
    fs::set_permissions(room.path("wrong.key"), private).unwrap();
    let reveal = ["reveal", "out.jsonl", "--out", "back.jsonl", "--vault", "v"];
    let role = ["--role", "admin", "--reason", "theft"];
    let ran = room.run(&[&reveal[..], &role, &wrong].concat()).exits(1);
    assert!(ran.stdout.is_empty());
    assert!(!room.names().iter().any(|name| name.starts_with("back")));
}

/// How often a letter stands at a place behind the first, if all 2^122 tokens are alike likely. 2^122 is
/// 22.46 times 26^25: behind `w`, the last first letter, only 46 of a hundred second letters come, which
/// makes those in front of `l` 2 % likelier than the others. Further behind that is nothing.
fn share(at: usize, letter: usize) -> f64 {
    let firsts = 2_f64.powi(122) / 26_f64.powi(25);
    let behind_the_last = (firsts.fract() * 26.0 - letter as f64).clamp(0.0, 1.0);
    match at {
        1 => (firsts.floor() + behind_the_last) / (firsts * 26.0),
        _ => 1.0 / 26.0,
    }
}

/// Row "stolen output": nothing in it tells one vault's tokens from chance.
#[test]
fn stolen_output_looks_like_chance() {
    let corpus = corpus(scale(4_000, 40_000));
    let rooms = [room(), room()];
    let outputs = rooms.each_ref().map(|room| {
        room.write("in.jsonl", &corpus);
        scrub(room, "in.jsonl", "out.jsonl", &WITH_LEASE).exits(0);
        room.read("out.jsonl")
    });
    let [one, other] = outputs.each_ref().map(|output| tokens(output));
    assert!(one.len() > scale(2_000, 20_000) && one.len() == other.len());
    assert!(one.is_disjoint(&other));
    let letters = |token: &str| token.as_bytes()[token.len() - 26..].to_vec();
    let all: Vec<_> = one.iter().chain(&other).map(|it| letters(it)).collect();
    assert!(all.iter().all(|letters| letters[0] < b'x'));
    for at in 1..26 {
        let mut counts = [0.0; 26];
        for letters in &all {
            counts[usize::from(letters[at] - b'a')] += 1.0;
        }
        let squares = (0..26).map(|letter| {
            let expected = all.len() as f64 * share(at, letter);
            (counts[letter] - expected).powi(2) / expected
        });
        let chi_square = squares.sum::<f64>();
        // Of 25 degrees of freedom; chance is above it once in 10^10 times.
        assert!(chi_square < 107.0, "letter {}: {chi_square}", at + 1);
    }
}

/// Row "leaked lease": who makes tokens reads none.
#[test]
fn leaked_lease_with_the_whole_vault_reads_no_value() {
    let room = room();
    room.write("in.jsonl", corpus(100));
    scrub(&room, "in.jsonl", "out.jsonl", &WITH_LEASE).exits(0);
    let before = room.tree("v");
    let as_key = ["--vault-key-file", "crm.lease"];
    let reveal = ["reveal", "out.jsonl", "--out", "back.jsonl", "--vault", "v"];
    let role = ["--role", "admin", "--reason", "theft"];
    for command in [
        [&reveal[..], &role, &as_key].concat(),
        [
            &["vault", "merge", "v", "--segments", "segments"][..],
            &as_key,
        ]
        .concat(),
        [&["vault", "verify", "v"][..], &as_key].concat(),
        [&["vault", "status", "v"][..], &as_key].concat(),
    ] {
        let ran = room.run(&command).exits(1);
        assert!(ran.stdout.is_empty(), "{command:?}");
    }
    assert_eq!(room.tree("v"), before);
    assert!(!room.path("back.jsonl").exists());
}

/// Row "dictionary": of nine digits all can be tried, so what keeps them is the key alone.
#[test]
fn dictionary_of_guesses_without_a_key_finds_nothing() {
    let room = room();
    let policy = "version = 1\n[defaults]\ntransform = \"tokenize\"\n[entities.US_SSN]\nscope = \"domain\"\n\
                  accept_dictionary_risk = true\n";
    room.write("policy.toml", policy);
    room.write("in.jsonl", corpus(scale(300, 3_000)));
    scrub(&room, "in.jsonl", "out.jsonl", &WITH_LEASE).exits(0);
    let merge = ["vault", "merge", "v", "--segments", "segments"];
    room.run(&[&merge[..], &KEY].concat()).exits(0);
    let guess = ["guess", "US_SSN", "out.jsonl", "v"];
    let guesses = scale(50_000, 1_000_000);
    let without = attack(&room, &guess, guesses, "");
    assert!(without["keys"].as_u64() > Some(10), "{without}");
    assert_eq!(without["tried"].as_u64(), Some(guesses as u64));
    assert_eq!(without["found"], 0, "{without}");
    // With the key of the entity, which is in a lease, the same guesses find what they ask for.
    let with = attack(
        &room,
        &["guess", "US_SSN", "out.jsonl", "crm.lease"],
        guesses,
        "",
    );
    assert!(with["found"].as_u64() > Some(0), "{with}");
}
