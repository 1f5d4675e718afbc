//! Allow lists of hashes, and `pumice policy hash`, which makes them.

use super::*;
use crate::util::root;

const KEY: &str = "000102030405060708090a0b0c0d0e0f";
const POLICY: &str = "version = 1\nallow_hashes = \"allow.hashes\"\n";
const VALUES: &str = "Support@Contoso.com\n\n+1 425 555 0100\r\n";

/// A policy with a list of hashes of [`VALUES`].
fn room() -> Room {
    let room = Room::new().with("key", KEY).with("policy.toml", POLICY);
    let list = hashes(&room, &["--hash-key-file", "key"]);
    room.with("allow.hashes", list)
}

fn hashes(room: &Room, more: &[&str]) -> String {
    let arguments = [&["policy", "hash"][..], more].concat();
    room.run_with_input(&arguments, VALUES.as_bytes())
        .exits(0)
        .stdout
}

#[test]
fn hashes_tell_their_spelling_and_nothing_of_the_value() {
    let room = room();
    let list = room.read("allow.hashes");
    let mut lines = list.lines();
    assert_eq!(
        lines.next(),
        Some("pumice-allow-hashes version=1 key=2841d37f")
    );
    let of: Vec<_> = lines
        .map(|line| line.split_once("  # ").expect("a hash and a comment"))
        .collect();
    assert!(of.iter().all(|(hash, _)| hash.len() == 32));
    let comments: Vec<_> = of.iter().map(|&(_, comment)| comment).collect();
    assert_eq!(
        comments,
        [
            "line 1, as written",
            "line 1, letters and digits only",
            "line 3, as written",
            "line 3, letters and digits only",
            "line 3, digits only",
        ]
    );
    for part in ["upport", "ontoso", "425", "0100"] {
        assert!(!list.to_lowercase().contains(part), "{list}");
    }
    let some = ["--hash-key-file", "key", "--entities", "EMAIL_ADDRESS"];
    let some = hashes(&room, &some);
    assert_eq!(some.lines().count(), 3, "{some}");
    assert!(some.lines().all(|line| list.contains(line)));
}

/// What was written once is read for ever, and version 1 is written to the byte.
#[test]
fn lists_of_each_version_are_still_read() {
    let file = root().join("fixtures/versions/allow-1.hashes");
    let list = fs::read_to_string(file).expect("there");
    let room = Room::new()
        .with("key", KEY)
        .with("policy.toml", POLICY)
        .with("in.jsonl", "{\"text\":\"to ada@contoso.com\"}\n")
        .with("allow.hashes", &list);
    let scan = [
        "scan",
        "in.jsonl",
        "--policy",
        "policy.toml",
        "--fail-on",
        "any",
    ];
    let key = ["--hash-key-file", "key"];
    room.run(&[&scan[..], &key].concat())
        .exits(0)
        .says(&["allowed"]);
    let arguments = [&["policy", "hash"][..], &key].concat();
    let ran = room
        .run_with_input(&arguments, b"ada@contoso.com\n")
        .exits(0);
    assert_eq!(ran.stdout, list);
}

#[test]
fn allowed_values_stay_in_any_spelling_and_others_do_not() {
    let lines = [
        ("{\"text\":\"Mail SUPPORT@contoso.com\"}\n", true),
        ("{\"text\":\"Mail support\\u0040contoso.com\"}\n", true),
        ("{\"text\":\"Telephone: +1 (425) 555-0100\"}\n", true),
        ("{\"text\":\"Mail support@contoso.co\"}\n", false),
        ("{\"text\":\"Mail my.support@contoso.com\"}\n", false),
        ("{\"text\":\"Telephone: +1 (425) 555-0101\"}\n", false),
    ];
    let input: String = lines.iter().map(|&(line, _)| line).collect();
    let room = room().with("in.jsonl", &input);
    let with = ["--policy", "policy.toml", "--hash-key-file", "key"];
    room.run(&[&["scrub", "in.jsonl", "--out", "out.jsonl"], &with[..]].concat())
        .exits(0);
    let output = room.read("out.jsonl");
    for ((line, stays), written) in lines.iter().zip(output.split_inclusive('\n')) {
        assert_eq!(*line == written, *stays, "{line}{written}");
    }
    let allowed: String = lines[..3].iter().map(|&(line, _)| line).collect();
    let room = room.with("in.jsonl", allowed);
    let scan = ["scan", "in.jsonl", "--fail-on", "any"];
    room.run(&[&scan[..], &with].concat())
        .exits(0)
        .says(&["allowed"]);
    room.run(&scan).exits(3);
}

#[test]
fn the_list_is_looked_for_beside_the_policy() {
    let list = room().read("allow.hashes");
    let room = Room::new().with("key", KEY).with("in.jsonl", GOOD);
    fs::create_dir(room.path("policies")).expect("made");
    let room = room
        .with("policies/policy.toml", POLICY)
        .with("policies/allow.hashes", list);
    let with = ["--policy", "policies/policy.toml", "--hash-key-file", "key"];
    room.run(&[&["scan", "in.jsonl"], &with[..]].concat())
        .exits(0);
    let list = ["--report", "policies/allow.hashes"];
    room.run(&[&["scan", "in.jsonl"], &with[..], &list].concat())
        .exits(1)
        .says(&["allow.hashes", "is an input"]);
    let scrub = ["scrub", "in.jsonl", "--out", "policies/allow.hashes"];
    room.run(&[&scrub[..], &with].concat())
        .exits(1)
        .says(&["allow.hashes", "is an input"]);
}

/// Refused before a record is read: nothing appears.
#[test]
fn a_list_needs_its_key() {
    let room = room().with("other", "ff".repeat(16)).with("in.jsonl", GOOD);
    let before = room.names();
    for command in [
        &["scan", "in.jsonl", "--report", "out"][..],
        &["scrub", "in.jsonl", "--out", "out"],
        &["policy", "check"],
    ] {
        let policy: &[&str] = match command[0] {
            "policy" => &["policy.toml"],
            _ => &["--policy", "policy.toml"],
        };
        let command = [command, policy].concat();
        room.run(&command)
            .exits(1)
            .says(&["policy.toml", "2841d37f", "no key", "--hash-key-file"]);
        room.run(&[&command[..], &["--hash-key-file", "other"]].concat())
            .exits(1)
            .says(&["policy.toml", "made with the key 2841d37f", "policy hash"]);
        assert_eq!(room.names(), before);
    }
    room.run(&["policy", "check", "policy.toml", "--hash-key-file", "key"])
        .exits(0);
}

#[test]
fn what_is_no_list_is_refused_without_its_text() {
    let room = room().with("in.jsonl", GOOD);
    let list = room.read("allow.hashes");
    for (text, word) in [
        (String::new(), "pumice: allow.hashes:1: the list is empty"),
        (
            "jane.doe@example.com\n".into(),
            "allow.hashes:1: the list does not begin",
        ),
        (
            format!("{list}jane.doe@example.com\n"),
            "allow.hashes:7: this is no hash",
        ),
        (
            list.replace("version=1", "version=9"),
            "allow.hashes:1: this version",
        ),
    ] {
        let room = Room::new()
            .with("key", KEY)
            .with("policy.toml", POLICY)
            .with("in.jsonl", GOOD)
            .with("allow.hashes", text);
        let scan = [
            "scan",
            "in.jsonl",
            "--policy",
            "policy.toml",
            "--hash-key-file",
            "key",
        ];
        let ran = room.run(&scan).exits(1);
        assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
        ran.says(&[word]);
    }
    fs::remove_file(room.path("allow.hashes")).expect("removed");
    let scan = [
        "scan",
        "in.jsonl",
        "--policy",
        "policy.toml",
        "--hash-key-file",
        "key",
    ];
    room.run(&scan)
        .exits(1)
        .says(&["policy.toml:2: allow.hashes cannot be read"]);
}

#[test]
fn hashing_refuses_what_it_cannot_do() {
    let room = room();
    let hash = |more: &[&str], input: &[u8]| {
        let arguments = [&["policy", "hash"][..], more].concat();
        room.run_with_input(&arguments, input).exits(1)
    };
    hash(&[], b"jane.doe@example.com\n").says(&["no key", "--hash-key-file"]);
    let key = ["--hash-key-file", "key"];
    let ran = hash(&key, b"a\njane.doe@example.com\xff\n").says(&["<stdin>:2", "UTF-8"]);
    assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
    let entity = ["--hash-key-file", "key", "--entities", "SHOE_SIZE"];
    hash(&entity, b"").says(&["SHOE_SIZE", "pumice entities"]);
    // As an argument a value would stand in the shell's history.
    let ran = hash(&["--hash-key-file", "key", "jane.doe@example.com"], b"");
    assert_eq!(ran.stdout, "");
}
