//! Segments are merged, looked at and repaired from the command line.

use std::fs;

use pumice_vault::{Credential, Found, Lookup, Token, Vault};

use crate::util::{Ran, Room};

const KEY: [&str; 2] = ["--vault-key-file", "ops.key"];

/// A room with a vault `v`, and a policy that makes tokens of everything.
fn room() -> Room {
    let policy = "version = 1\n[defaults]\ntransform = \"tokenize\"\n";
    let room = Room::new().with("policy.toml", policy);
    let init = ["vault", "init", "v", "--new-slot", "ops=key-file:ops.key"];
    let more = ["--i-accept-loss", "--domain", "crm"];
    room.run(&[&init[..], &more].concat()).exits(0);
    room
}

/// Mail addresses, each in a record; all are different.
fn mails(from: usize, to: usize) -> String {
    let line = |n| format!("{{\"text\":\"write to person.{n}@example.com\"}}\n");
    (from..to).map(line).collect()
}

fn scrub(from: &str, to: &str) -> Vec<String> {
    let arguments = [
        "scrub",
        from,
        "--out",
        to,
        "--quiet",
        "--policy",
        "policy.toml",
    ];
    let vault = ["--vault", "v", "--domain", "crm"];
    let all = [&arguments[..], &vault, &KEY].concat();
    all.into_iter().map(str::to_owned).collect()
}

fn vault(arguments: &[&str]) -> Vec<String> {
    let all = [&["vault"], arguments, &KEY].concat();
    all.into_iter().map(str::to_owned).collect()
}

/// Runs a command in a build for tests, with what it is to be told.
fn run(room: &Room, arguments: &[String], variables: &[(&str, &str)]) -> Ran {
    let mut command = room.command(arguments);
    Ran::new(command.envs(variables.iter().copied()).output().unwrap())
}

/// Every token of a text has a value in the vault.
fn resolves(room: &Room, text: &str) {
    let key = Credential::key_file(&room.path("ops.key")).unwrap();
    let vault = Vault::open(room.path("v"), &key).unwrap();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let tokens: Vec<_> = words.filter_map(Token::parse).collect();
    assert!(!tokens.is_empty());
    let mut lookup = Lookup::open(vault.keyring(), vault.layout()).unwrap();
    for found in lookup.find(&tokens).unwrap() {
        assert!(matches!(found, Found::Value(_)), "{found:?}");
    }
}

#[test]
fn crash_in_a_merge_or_a_repair_loses_no_token() {
    let room = room();
    room.write("in.jsonl", mails(0, 30));
    run(&room, &scrub("in.jsonl", "out.jsonl"), &[]).exits(0);
    run(&room, &vault(&["merge", "v"]), &[]).exits(0);
    room.write("more.jsonl", mails(20, 50));
    run(&room, &scrub("more.jsonl", "more.out.jsonl"), &[]).exits(0);
    let outputs = room.read("out.jsonl") + &room.read("more.out.jsonl");
    let template = room.tree("v").into_iter().map(|name| {
        let bytes = fs::read(room.path("v").join(&name)).unwrap();
        (name, bytes)
    });
    let template: Vec<_> = template.collect();
    // The library's own tests take each step; here some of them go through the binary.
    let (mut killed, repair) = (0, vault(&["repair", "v", "--older-than", "0m"]));
    for step in (1..).step_by(5) {
        for name in room.tree("v") {
            fs::remove_file(room.path("v").join(name)).unwrap();
        }
        for (name, bytes) in &template {
            fs::write(room.path("v").join(name), bytes).unwrap();
        }
        let step = step.to_string();
        let die = [("PUMICE_DIE_AT_STEP", &*step)];
        let merged = run(&room, &vault(&["merge", "v"]), &die);
        resolves(&room, &outputs);
        run(&room, &repair, &[("PUMICE_DIE_AT_STEP", "2")]);
        run(&room, &repair, &[]).exits(0);
        let verified = run(&room, &vault(&["verify", "v"]), &[]).exits(0);
        let told = &verified.stderr;
        assert!(
            told.contains("no problem") && !told.contains("left by a crash"),
            "{told}"
        );
        assert!(room.tree("v").iter().all(|name| !name.ends_with(".draft")));
        resolves(&room, &outputs);
        if merged.status.success() {
            break;
        }
        killed += 1;
        run(&room, &vault(&["merge", "v"]), &[]).exits(0);
        resolves(&room, &outputs);
    }
    assert!(killed > 5, "{killed}");
}

#[test]
fn collision_of_tags_stops_the_merge_and_names_no_value() {
    let room = room();
    // Tags of 16 bits.
    let short = [("PUMICE_TAG_BYTES", "2")];
    room.write("in.jsonl", mails(0, 1_500));
    run(&room, &scrub("in.jsonl", "out.jsonl"), &short).exits(0);
    let merge = vault(&["merge", "v"]);
    let stopped =
        run(&room, &merge, &short)
            .exits(1)
            .says(&["EMAIL_ADDRESS", "segment", "quarantine"]);
    assert!(
        !stopped.stderr.contains("example.com"),
        "{}",
        stopped.stderr
    );
    assert!(
        room.tree("v")
            .iter()
            .any(|name| name.starts_with("quarantine/"))
    );
    run(&room, &merge, &short).exits(0).says(&["manifest 1"]);
    run(&room, &vault(&["verify", "v"]), &short).exits(0);
}

#[test]
fn tamper_with_any_segment_and_verify_names_the_file() {
    let room = room();
    room.write("in.jsonl", mails(0, 5));
    run(&room, &scrub("in.jsonl", "out.jsonl"), &[]).exits(0);
    run(&room, &vault(&["merge", "v"]), &[])
        .exits(0)
        .says(&["1 segments"]);
    room.write("more.jsonl", mails(3, 9));
    run(&room, &scrub("more.jsonl", "more.out.jsonl"), &[]).exits(0);
    let verify = vault(&["verify", "v"]);
    run(&room, &verify, &[])
        .exits(0)
        .says(&["2 segments with 11 records", "no problem"]);
    let files = room.tree("v").into_iter().filter(|name| {
        name.starts_with("inbox/") || name.starts_with("merged/") || name.starts_with("manifests/")
    });
    let files: Vec<_> = files.collect();
    assert_eq!(files.len(), 5, "{files:?}");
    for name in files {
        let path = room.path("v").join(&name);
        let bytes = fs::read(&path).unwrap();
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(&path, changed).unwrap();
            let told = run(&room, &verify, &[]).exits(1);
            let stem = name.rsplit_once('.').unwrap().0;
            assert!(told.stderr.contains(stem), "{name}: {}", told.stderr);
            assert!(!told.stderr.contains("example.com"), "{}", told.stderr);
        }
        fs::write(&path, bytes).unwrap();
    }
    run(&room, &verify, &[]).exits(0);
}

#[test]
fn segments_of_a_folder_elsewhere_are_merged_and_stay() {
    let room = room();
    fs::create_dir(room.path("segments")).unwrap();
    room.write("in.jsonl", mails(0, 20));
    let mut arguments = scrub("in.jsonl", "out.jsonl");
    arguments.extend(["--segments".to_owned(), "segments".to_owned()]);
    run(&room, &arguments, &[]).exits(0);
    let merge = vault(&["merge", "v", "--segments", "segments"]);
    run(&room, &merge, &[]).exits(0).says(&["20 now"]);
    resolves(&room, &room.read("out.jsonl"));
    assert_eq!(room.tree("segments").len(), 2);
    // Once more changes nothing.
    run(&room, &merge, &[]).exits(0).says(&["nothing to merge"]);
    resolves(&room, &room.read("out.jsonl"));
}
