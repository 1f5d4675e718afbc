//! `pumice policy check`: what it refuses, and where; what it proves; and what runs make of it.

use std::{collections::BTreeSet, path::Path};

use super::*;
use crate::util::{fixtures, root};

/// Runs the command in the folder of a fixture.
fn check(file: &Path) -> Ran {
    check_with(file, None)
}

/// The same with a key.
fn check_with(file: &Path, key: Option<&str>) -> Ran {
    let room = Room::new();
    let name = file.file_name().expect("a name");
    let mut command = room.command(&["policy".as_ref(), "check".as_ref(), name]);
    command.current_dir(file.parent().expect("a folder"));
    command.envs(key.map(|key| ("PUMICE_HASH_KEY", key)));
    Ran::new(command.output().expect("it starts"))
}

/// What the first lines of a fixture expect: `FILE:LINE: the message's beginning`.
fn expected(file: &Path) -> Vec<String> {
    let name = file.file_name().expect("a name").to_string_lossy();
    let bytes = fs::read(file).expect("a fixture");
    let text = String::from_utf8_lossy(&bytes);
    let lines = text
        .lines()
        .map_while(|line| line.strip_prefix("# expect: "));
    let own = |line: &str| match line.strip_prefix("line ") {
        Some(own) => format!("{name}:{own}"),
        None => line.to_owned(),
    };
    lines.map(own).collect()
}

/// The fixtures of one folder, without the files that they name.
fn policies(folder: &str) -> Vec<std::path::PathBuf> {
    let above = root().join("fixtures/policies").join(folder);
    let mut files = fixtures(&format!("policies/{folder}"), "toml");
    files.retain(|file| file.parent() == Some(&above));
    files
}

#[test]
fn every_mistake_is_told_with_its_file_and_line() {
    let files = policies("bad");
    assert!(files.len() >= 90, "{}", files.len());
    for file in files {
        let ran = check(&file).exits(1);
        let name = file.display();
        assert_eq!(ran.stdout, "", "{name}");
        let mut told: Vec<_> = ran.stderr.lines().collect();
        let last = told.pop().expect("a summary");
        assert!(last.starts_with("pumice: "), "{name}: {last}");
        told.retain(|line| !line.contains(": warning: "));
        let expected = expected(&file);
        assert_eq!(told.len(), expected.len(), "{name}: {told:#?}");
        for (line, expected) in told.iter().zip(&expected) {
            assert!(line.starts_with(expected), "{name}: {line}");
            // What to do stands behind what is wrong, and nothing else does.
            let has_next = line.contains("; ");
            assert!(has_next && !line.ends_with('.'), "{name}: {line}");
        }
        let count = format!(": {} mistake", expected.len());
        assert!(last.contains(&count), "{name}: {last}");
    }
}

#[test]
fn what_is_odd_is_a_warning_with_its_file_and_line() {
    let files = policies("odd");
    assert!(files.len() >= 8, "{}", files.len());
    for file in files {
        let ran = check(&file).exits(0);
        let name = file.display();
        let told: Vec<_> = ran.stderr.lines().collect();
        let expected = expected(&file);
        assert_eq!(told.len(), expected.len(), "{name}: {told:#?}");
        for (line, expected) in told.iter().zip(&expected) {
            assert!(line.starts_with(expected), "{name}: {line}");
        }
        let last = ran.stdout.lines().last().expect("a summary");
        let count = format!(": {} warning", expected.len());
        assert!(last.contains(&count), "{name}: {last}");
    }
}

#[test]
fn what_was_proved_is_counted() {
    let file = root().join("fixtures/policies/good/everything.toml");
    // Its list of hashes wants the key that made them.
    let ran = check_with(&file, Some("000102030405060708090a0b0c0d0e0f")).exits(0);
    let lines: Vec<_> = ran.stdout.lines().collect();
    let name = "everything.toml";
    assert!(lines[0].starts_with(&format!("{name}: ok, sha256 ")));
    assert_eq!(
        lines[1..],
        [
            format!("{name}: 4 files read"),
            format!("{name}: 5 recognizers of its own, 5 examples found, 4 counterexamples left"),
            format!(
                "{name}: it allows values by their hashes, so every run needs the key 2841d37f that \
                 made them"
            ),
            format!("{name}: 1 warning"),
        ]
    );
    assert!(
        ran.stderr.starts_with("parts/base.toml:20: warning: "),
        "{}",
        ran.stderr
    );
}

/// Identifiers of a company's own, in three files.
const OWN: &str = r#"version = 1
include = ["shared/company.toml"]

[entities.TICKET]
transform = "redact"

[[recognizer]]
id = "ticket"
entity = "TICKET"
regex = ['TK-(?<value>\d{4}-[A-Z]{2})', 'ticket #(?<value>\d{4})']
examples = [{ text = "TK-2041-QX", value = "2041-QX" }, "see ticket #2041"]
counterexamples = ["TK-2041-qx", "ticket 2041"]

[[recognizer]]
id = "member"
entity = "MEMBER"
regex = '\d{8}'
check = "luhn"
score = 0.05
context = ["member", "membership number"]
examples = ["member 20441747", { text = "20441747", field = "membership_number" }]
counterexamples = ["20441747", "member 20441748"]
"#;

const COMPANY: &str = r#"version = 1
[entities.TICKET]
transform = "keep"
[[recognizer]]
id = "projects"
entity = "PROJECT"
dictionary = "projects.txt"
examples = ["Blue Heron", "GREY OWL"]
counterexamples = ["blue herons"]
"#;

const PROJECTS: &[u8] =
    "\u{feff}Blue Heron\r\n\r\nGrey Owl\r\n\u{c4}nderung\r\nNebelkr\u{e4}he\r\n".as_bytes();

fn own_room() -> Room {
    let room = Room::new();
    fs::create_dir(room.path("shared")).expect("made");
    room.with("policy.toml", OWN)
        .with("shared/company.toml", COMPANY)
        .with("shared/projects.txt", PROJECTS)
}

/// Values and words beside them; each is written plainly and in escapes.
const CORPUS: &str = r#"{"id":1,"text":"TK-2041-QX blocks blue heron; member 20441747 wrote."}
{"id":2,"text":"TK-2041-\u0051X blocks\nNEBELKR\u00c4HE and ticket #7788, order 20441747."}
{"membership_number":"20441747","note":["Grey Owl","tk-2041-qx","Greyowl"]}
{"membership_number":20441747,"text":"{\"project\":\"Blue Heron\"}"}
"#;

const CLEAN: &str = r#"{"id":1,"text":"TK-[REDACTED] blocks <PROJECT>; member <MEMBER> wrote."}
{"id":2,"text":"TK-[REDACTED] blocks\n<PROJECT> and ticket #[REDACTED], order 20441747."}
{"membership_number":"<MEMBER>","note":["<PROJECT>","tk-2041-qx","Greyowl"]}
{"membership_number":null,"text":"{\"project\":\"<PROJECT>\"}"}
"#;

#[test]
fn own_identifiers_go_and_are_counted_as_what_the_policy_calls_them() {
    let room = own_room().with("in.jsonl", CORPUS);
    let checked = room.run(&["policy", "check", "policy.toml"]).exits(0);
    assert_eq!(checked.stderr, "");
    assert!(
        checked
            .stdout
            .contains("3 recognizers of its own, 6 examples found, 5 counter")
    );
    let ran = room.run(&[
        "scrub",
        "in.jsonl",
        "--out",
        "out.jsonl",
        "--policy",
        "policy.toml",
    ]);
    let ran = ran.exits(0);
    assert_eq!(room.read("out.jsonl"), CLEAN);
    let report: serde_json::Value =
        serde_json::from_str(&room.read("out.jsonl.report.json")).expect("JSON");
    let rows = report["counts"]["findings"].as_array().expect("rows");
    let count = |entity: &str| -> u64 {
        let rows = rows.iter().filter(|row| row["entity"] == entity);
        rows.map(|row| row["count"].as_u64().expect("a count"))
            .sum()
    };
    let counts = ["TICKET", "PROJECT", "MEMBER"].map(count);
    assert_eq!(counts, [3, 4, 3]);
    let all = rows.len() as u64;
    let outcomes: BTreeSet<_> = rows.iter().map(|row| row["outcome"].as_str()).collect();
    assert!(
        all >= 3 && outcomes == [Some("replaced")].into(),
        "{rows:#?}"
    );
    // Neither the terminal nor the report repeats a value.
    let shown = format!("{}{}{report}", ran.stdout, ran.stderr);
    for value in ["2041", "20441747", "Heron", "Owl"] {
        assert!(!shown.contains(value), "{value}: {shown}");
    }
    // A second pass has nothing to do.
    let again = [
        "scrub",
        "out.jsonl",
        "--out",
        "again.jsonl",
        "--policy",
        "policy.toml",
    ];
    room.run(&again).exits(0);
    assert_eq!(room.read("again.jsonl"), CLEAN);
}

/// The hash in the report tells when a file that the policy names has changed.
#[test]
fn reports_tell_policies_apart_by_all_their_files() {
    let room = own_room().with("in.jsonl", CORPUS);
    let scan = [
        "scan",
        "in.jsonl",
        "--policy",
        "policy.toml",
        "--report",
        "report.json",
    ];
    let hash = || {
        room.run(&scan).exits(0);
        let report: serde_json::Value =
            serde_json::from_str(&room.read("report.json")).expect("JSON");
        (
            report["tool"]["policy"].clone(),
            report["tool"]["catalogue"].clone(),
        )
    };
    let first = hash();
    assert_eq!(first, hash());
    fs::write(room.path("shared/projects.txt"), "Blue Heron\nGrey Owl\n").expect("written");
    let second = hash();
    assert_ne!(first.0, second.0);
    // What the policy adds is no part of the catalogue.
    assert_eq!(first.1, second.1);
    room.run(&["scan", "in.jsonl", "--report", "report.json"])
        .exits(0);
    assert!(
        room.read("report.json")
            .contains(first.1.as_str().expect("a hash"))
    );
}

#[test]
fn no_file_of_a_policy_is_ever_an_output() {
    let room = own_room().with("in.jsonl", CORPUS);
    for place in ["policy.toml", "shared/company.toml", "shared/projects.txt"] {
        let before = fs::read(room.path(place)).expect("there");
        let out = [
            "scrub",
            "in.jsonl",
            "--policy",
            "policy.toml",
            "--out",
            place,
        ];
        room.run(&out).exits(1).says(&[place, "is an input"]);
        let report = [
            "scan",
            "in.jsonl",
            "--policy",
            "policy.toml",
            "--report",
            place,
        ];
        room.run(&report).exits(1).says(&[place, "is an input"]);
        assert_eq!(fs::read(room.path(place)).expect("there"), before);
    }
}

/// A run that is refused names the first mistake, and where the others are told.
#[test]
fn runs_are_refused_for_the_first_mistake() {
    let wrong = "version = 1\n[defaults]\nthreshold = 2\n[entities.URL]\nthreshold = 3\n";
    let room = Room::new().with("in.jsonl", GOOD).with("wrong.toml", wrong);
    for command in [
        &[
            "scrub",
            "in.jsonl",
            "--out",
            "out.jsonl",
            "--policy",
            "wrong.toml",
        ][..],
        &["scan", "in.jsonl", "--policy", "wrong.toml"],
    ] {
        room.run(command).exits(1).says(&[
            "pumice: wrong.toml:3: the threshold is no probability",
            "and 1 more; `pumice policy check wrong.toml` names them",
        ]);
    }
    assert_eq!(room.names(), ["in.jsonl", "wrong.toml"]);
}

/// A rule for a role holds for what this role says, wherever the role stands in the message.
#[test]
fn rules_for_a_role_hold_for_its_messages_alone() {
    let policy = r#"version = 1
[[fields]]
path = "messages[].content"
role = "system"
treat = "keep"
[[fields]]
path = "messages[].content"
role = "user"
entities.EMAIL_ADDRESS = { transform = "redact" }
[[fields]]
path = "notes[].content"
role = "user"
[[fields]]
path = "notes[].content"
treat = "keep"
"#;
    let message =
        |role: &str, content: &str| format!("{{\"content\":\"{content}\",\"role\":\"{role}\"}}");
    let line = |contents: [&str; 5]| {
        let [system, user, tool, user_note, tool_note] = contents;
        format!(
            "{{\"messages\":[{},{},{}],\"notes\":[{},{}]}}\n",
            message("system", system),
            message("user", user),
            message("tool", tool),
            message("user", user_note),
            message("tool", tool_note)
        )
    };
    let mail = "jane@contoso.com";
    let room = Room::new()
        .with("in.jsonl", line([mail; 5]))
        .with("policy.toml", policy);
    room.run(&["policy", "check", "policy.toml"]).exits(0);
    let scrub = [
        "scrub",
        "in.jsonl",
        "--out",
        "out.jsonl",
        "--policy",
        "policy.toml",
    ];
    room.run(&scrub).exits(0);
    let expected = line([
        mail,
        "[REDACTED]",
        "<EMAIL_ADDRESS>",
        "<EMAIL_ADDRESS>",
        mail,
    ]);
    assert_eq!(room.read("out.jsonl"), expected);
}

/// The regions of a field's rule are in place of the policy's, there alone.
#[test]
fn regions_of_a_field_hold_there() {
    let policy = "version = 1\n[[fields]]\npath = \"fr\"\nregions = [\"FR\"]\n";
    // As it is written at home, without a word beside it.
    let number = "01 99 00 12 34";
    let line = |a: &str, b: &str| format!("{{\"fr\":\"{a}\",\"text\":\"{b}\"}}\n");
    let room = Room::new()
        .with("in.jsonl", line(number, number))
        .with("policy.toml", policy);
    let scrub = [
        "scrub",
        "in.jsonl",
        "--out",
        "out.jsonl",
        "--policy",
        "policy.toml",
    ];
    room.run(&scrub).exits(0);
    assert_eq!(room.read("out.jsonl"), line("<PHONE_NUMBER>", number));
}
