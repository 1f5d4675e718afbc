//! Nothing of a corpus appears where it must not: canaries stand in good, bad and huge lines, and
//! every byte that a command writes is searched for them, however they are spelled.
//!
//! Only two things may hold a canary: the quarantine, and scrubbed records those that are no
//! personal data.

mod canary;
mod secrets;

use std::{fs, process::Command};

use self::canary::Canaries;
use crate::util::{Ran, Room};

/// The limit of a line in these tests; one line is longer.
const MAX_LINE_BYTES: &str = "4096";

/// Every file that the tests bring along; what else there is was written by the command.
const BROUGHT: &[&str] = &[
    "in.jsonl",
    "policy.toml",
    "hash.toml",
    "keep.toml",
    "key",
    "bad_key",
    "fail.toml",
    "gold.jsonl",
    "spans.jsonl",
    "cut.jsonl",
    "labels.jsonl",
    "known.json",
    "allow.hashes",
    "hashes.toml",
    "in_hashes.toml",
];

/// A policy with values in it.
const POLICY: &str = r#"
version = 1
allow = ["qvxallowed@example.com"]
[[deny]]
entity = "PROJECT"
terms = ["qvxdenied"]
[[fields]]
path = "named.**"
threshold = 0.3
"#;

/// 24 bytes in hexadecimal digits.
const KEY: &str = "71767879d3adbeef00112233445566778899aabbccddee01";

fn room(canaries: &Canaries) -> Room {
    let hash = "version = 1\n[defaults]\ntransform = \"hash\"\n";
    // Gold and predictions over canaries: right, missed, in vain and wrong.
    let texts = [
        "qvxgood@example.com",
        "by qvxmailkey@example.com and qvxperson",
    ];
    let marked = |line: usize, spans: &str| {
        format!("{{\"text\":\"{}\",\"spans\":[{spans}]}}\n", texts[line])
    };
    let gold = [marked(0, ""), marked(1, "[3,9,\"URL\"],[30,35,\"URL\"]")].concat();
    let label = [&gold, &*marked(0, "[0,4,\"qvxname@example.com\"]")].concat();
    Room::new()
        .with("gold.jsonl", &gold)
        .with("spans.jsonl", marked(1, "[2,5,\"US_SSN\"]"))
        .with("cut.jsonl", [&gold, &*marked(0, "[0,99,\"URL\"]")].concat())
        .with("labels.jsonl", label)
        .with("in.jsonl", canaries.lines())
        .with("policy.toml", POLICY)
        .with("hash.toml", hash)
        .with("keep.toml", "version = 1\nspecimens = \"keep\"\n")
        .with("fail.toml", "version = 1\ninvalid = \"fail\"\n")
        .with("key", KEY)
        .with("bad_key", "qvxbadkeyfile")
        .with("known.json", KNOWN)
        .with("allow.hashes", ALLOWED)
        .with(
            "hashes.toml",
            "version = 1\nallow_hashes = \"allow.hashes\"\n",
        )
        .with(
            "in_hashes.toml",
            "version = 1\nallow_hashes = \"in.jsonl\"\n",
        )
}

/// A baseline and a list of hashes under [`KEY`], of nothing.
const KNOWN: &str = "{\"version\":1,\"key\":\"8ca12275\",\"entries\":[]}";
const ALLOWED: &str = "pumice-allow-hashes version=1 key=8ca12275\n";

/// Commands and their exit codes. `<` reads the input from standard input.
const COMMANDS: &[(&str, i32)] = &[
    ("scrub in.jsonl --out out.jsonl", 2),
    ("scrub in.jsonl --out out.jsonl --quiet", 2),
    ("scrub in.jsonl --out out.jsonl --threads 1", 2),
    (
        "scrub in.jsonl --out out.jsonl --threads 3 --report report.json",
        2,
    ),
    ("scrub in.jsonl --out out.jsonl --quarantine none", 2),
    ("scrub in.jsonl --out out.jsonl --policy policy.toml", 2),
    (
        "scrub in.jsonl --out out.jsonl --policy hash.toml --hash-key-file key",
        2,
    ),
    (
        "scrub in.jsonl --out - --quarantine none --report report.json",
        2,
    ),
    ("scrub - --out - --quarantine none <", 2),
    ("scrub - --out out.jsonl <", 2),
    ("scan in.jsonl", 2),
    ("scan in.jsonl --quiet --report report.json", 2),
    ("scan in.jsonl --policy policy.toml --report report.json", 2),
    ("scan in.jsonl --policy keep.toml --report report.json", 2),
    ("scan in.jsonl --fail-on any --report report.json", 3),
    ("scan - --fail-on EMAIL_ADDRESS <", 3),
    // What ends with an error.
    ("scrub in.jsonl --out -", 1),
    ("scrub - --out - <", 1),
    ("scrub in.jsonl --out out.jsonl --policy fail.toml", 1),
    ("scrub in.jsonl --out in.jsonl", 1),
    ("scrub in.jsonl --out no/such/folder", 1),
    ("scrub in.jsonl --out out.jsonl --policy missing.toml", 1),
    ("scrub in.jsonl --out out.jsonl --policy in.jsonl", 1),
    ("scrub in.jsonl --out out.jsonl --policy hash.toml", 1),
    (
        "scrub in.jsonl --out out.jsonl --policy hash.toml --hash-key-file bad_key",
        1,
    ),
    (
        "scrub in.jsonl --out out.jsonl --policy hash.toml --hash-key-file in.jsonl",
        1,
    ),
    ("scan in.jsonl --fail-on NO_SUCH_ENTITY", 1),
    // One by one.
    ("scan in.jsonl --format sarif", 2),
    ("scan in.jsonl --format sarif --hash-key-file key", 2),
    ("scan - --format sarif <", 2),
    (
        "scan in.jsonl --format sarif --out log.sarif --threads 1",
        2,
    ),
    (
        "scan in.jsonl --format sarif --max-results 1 --policy policy.toml --hash-key-file key",
        2,
    ),
    (
        "scan in.jsonl --write-baseline new.json --hash-key-file key",
        2,
    ),
    (
        "scan in.jsonl --baseline known.json --format sarif --fail-on any --hash-key-file key",
        3,
    ),
    (
        "scan in.jsonl --policy hashes.toml --hash-key-file key --report report.json",
        2,
    ),
    (
        "scrub in.jsonl --out out.jsonl --policy hashes.toml --hash-key-file key",
        2,
    ),
    ("scan in.jsonl --baseline in.jsonl --hash-key-file key", 1),
    ("scan in.jsonl --baseline gold.jsonl --hash-key-file key", 1),
    ("scan in.jsonl --baseline known.json", 1),
    (
        "scan in.jsonl --baseline known.json --hash-key-file bad_key",
        1,
    ),
    (
        "scan in.jsonl --write-baseline in.jsonl --hash-key-file key",
        1,
    ),
    (
        "scan in.jsonl --policy in_hashes.toml --hash-key-file key",
        1,
    ),
    ("scan in.jsonl --policy hashes.toml", 1),
    ("scan in.jsonl --format sarif --out in.jsonl", 1),
    // For programs.
    ("scrub in.jsonl --out out.jsonl --log-format json", 2),
    ("scrub in.jsonl --out - --log-format json", 1),
    ("scan in.jsonl --fail-on any --log-format json", 3),
];

/// The same for commands that know no limit of a line.
const DETECT_COMMANDS: &[(&str, i32)] = &[
    ("detect in.jsonl", 2),
    ("detect <", 2),
    ("detect in.jsonl --min-score 0 --offsets bytes", 2),
    ("detect in.jsonl --log-format json", 2),
    ("detect in.jsonl --text-field messages --offsets utf16", 2),
    ("eval gold.jsonl", 0),
    ("eval gold.jsonl --json --worst 100", 0),
    (
        "eval gold.jsonl --predictions spans.jsonl --offsets bytes",
        0,
    ),
    ("eval in.jsonl", 1),
    ("eval <", 1),
    ("eval in.jsonl --spans-field named", 1),
    ("eval cut.jsonl", 1),
    ("eval labels.jsonl", 1),
    ("eval gold.jsonl --labels in.jsonl", 1),
    ("eval gold.jsonl --labels policy.toml", 1),
    ("eval gold.jsonl --predictions in.jsonl", 1),
    ("eval gold.jsonl --predictions cut.jsonl", 1),
    ("eval gold.jsonl --predictions labels.jsonl", 1),
    ("policy check in.jsonl", 1),
    ("policy check policy.toml", 0),
    ("policy check in_hashes.toml --hash-key-file key", 1),
    ("policy check hashes.toml --hash-key-file key", 0),
    ("policy hash --hash-key-file key <", 1), // a line is no UTF-8
    ("policy hash <", 1),
    ("policy hash --hash-key-file bad_key <", 1),
    ("policy hash --hash-key-file in.jsonl <", 1),
    ("policy check in.jsonl --log-format json", 1),
    // What these show is shown on standard output.
    ("explain --file in.jsonl --record 1", 0),
    ("explain --file in.jsonl --record 1 --json", 0),
    ("explain --file - --record 1 --policy policy.toml <", 0),
    ("explain --file in.jsonl --record 99999", 1),
    ("explain --file in.jsonl --record 1 --policy in.jsonl", 1),
    (
        "explain --file in.jsonl --record 1 --hash-key-file bad_key",
        1,
    ),
    ("explain - <", 1), // a line is no UTF-8
    ("explain two qvxperson@example.com", 1),
    ("explain two -qvxperson@example.com", 1),
    ("explain --file in.jsonl qvxperson@example.com", 1),
    ("explain text --role user --field a", 0),
    ("explain text --field qvxperson@example.com[0]", 1),
];

/// Runs one of the commands, as talkative as it can be made.
fn run(room: &Room, command: &str, more: &[&str]) -> Ran {
    let (words, reads) = match command.strip_suffix('<') {
        Some(words) => (words, true),
        None => (command, false),
    };
    let arguments: Vec<_> = words
        .split_whitespace()
        .chain(more.iter().copied())
        .collect();
    let mut command = room.command(&arguments);
    command
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full");
    if reads {
        command.stdin(fs::File::open(room.path("in.jsonl")).expect("there"));
    }
    Ran::new(command.output().expect("it starts"))
}

/// Searches everything that a command has left behind.
fn check(canaries: &Canaries, room: &Room, command: &str, ran: &Ran) {
    let is_data = command.contains("--out -");
    canaries.check_absent(&ran.stderr, &format!("`{command}`, stderr"), canary::Any);
    let scope = if is_data {
        canary::Personal
    } else {
        canary::Any
    };
    if !command.starts_with("explain ") {
        canaries.check_absent(&ran.stdout, &format!("`{command}`, stdout"), scope);
    }
    for name in room.names() {
        if BROUGHT.contains(&&*name) {
            continue;
        }
        let place = format!("`{command}`, {name}");
        canaries.check_absent(&name, &place, canary::Any);
        let text = room.read(&name);
        if name.contains("quarantine") {
            check_quarantine(canaries, &text, &place);
        } else {
            let is_data = name == "out.jsonl";
            let scope = if is_data {
                canary::Personal
            } else {
                canary::Any
            };
            canaries.check_absent(&text, &place, scope);
        }
    }
}

/// Nothing in a quarantine but the raw bytes holds anything of the corpus.
fn check_quarantine(canaries: &Canaries, text: &str, place: &str) {
    assert!(!text.is_empty(), "{place}");
    for line in text.lines() {
        let mut entry: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let raw = entry["raw"].take();
        assert!(raw.as_str().is_some_and(|raw| !raw.is_empty()), "{place}");
        canaries.check_absent(&entry.to_string(), place, canary::Any);
    }
}

#[test]
fn no_command_shows_anything_of_the_corpus() {
    let canaries = Canaries::new();
    for (commands, more) in [
        (COMMANDS, &["--max-line-bytes", MAX_LINE_BYTES][..]),
        (DETECT_COMMANDS, &[]),
    ] {
        for (command, code) in commands {
            let room = room(&canaries);
            let ran = run(&room, command, more);
            check(&canaries, &room, command, &ran);
            // Last, because a failure shows what was written.
            assert_eq!(
                ran.status.code(),
                Some(*code),
                "`{command}`: {}",
                ran.stderr
            );
            assert_eq!(
                fs::read(room.path("in.jsonl")).expect("there"),
                canaries.lines()
            );
        }
    }
}

/// Each line of the corpus, the bad ones too: a record that cannot be explained is told by its number.
#[test]
fn explanations_go_to_standard_output_only() {
    let canaries = Canaries::new();
    let room = room(&canaries);
    let lines = canaries.lines();
    let count = lines.split_inclusive(|&byte| byte == b'\n').count();
    let (mut explained, mut refused) = (0, 0);
    for record in 1..=count {
        let command = format!("explain --file in.jsonl --record {record}");
        let ran = run(&room, &command, &[]);
        canaries.check_absent(&ran.stderr, &command, canary::Any);
        match ran.status.code() {
            Some(0) => explained += 1,
            _ => {
                assert_eq!(ran.stdout, "", "{command}");
                let place = format!("pumice: in.jsonl:{record}: ");
                assert!(ran.stderr.starts_with(&place), "{}", ran.stderr);
                refused += 1;
            }
        }
    }
    assert!(explained > 10 && refused > 2, "{explained} {refused}");
}

/// Without this the test above could search in vain.
#[test]
fn the_quarantine_holds_what_is_searched_for() {
    let canaries = Canaries::new();
    let room = room(&canaries);
    let arguments = "scrub in.jsonl --out out.jsonl";
    run(&room, arguments, &["--max-line-bytes", MAX_LINE_BYTES]).exits(2);
    let quarantine = room.read("out.jsonl.quarantine.jsonl");
    for core in canaries.cores_of_bad_lines() {
        assert!(canary::occurs(&quarantine, core), "{core}");
    }
    let output = room.read("out.jsonl");
    for core in canaries.cores_that_stay() {
        assert!(canary::occurs(&output, core), "{core}");
    }
}

/// What a terminal shows, progress included. A pseudo-terminal is what Python has for it.
#[test]
fn a_terminal_shows_nothing_of_the_corpus() {
    let canaries = Canaries::new();
    let spawn = "import os, pty, sys\n\
                 sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    let room = room(&canaries).with("long.jsonl", canaries.lines().repeat(1_500));
    for command in [
        "scrub long.jsonl --out out.jsonl --threads 2",
        "scan long.jsonl",
    ] {
        let output = Command::new("python3")
            .args(["-c", spawn, env!("CARGO_BIN_EXE_pumice")])
            .args(command.split_whitespace())
            .args(["--max-line-bytes", MAX_LINE_BYTES])
            .current_dir(room.path(""))
            .stdin(std::process::Stdio::null())
            .output()
            .expect("python3 must be installed: this test needs its pseudo-terminal");
        let ran = Ran::new(output).exits(2);
        let shown = format!("{}{}", ran.stdout, ran.stderr);
        assert!(
            shown.contains("findings") && shown.contains("ETA"),
            "no bar: {shown}"
        );
        canaries.check_absent(&shown, &format!("`{command}`, terminal"), canary::Any);
    }
}

/// Terms and allowed values are what a policy protects, so no error repeats them.
#[test]
fn errors_of_a_policy_show_none_of_its_values() {
    let term = "qvxterm@example.com";
    for policy in [
        "version = 1\nallow = \"TERM\"\n",
        "version = 1\nallow = [\"TERM\", 5]\n",
        "version = 1\nallow = \"TERM, expected soon\"\n",
        "version = 1\nallow = [[\"TERM\"]]\n",
        "version = 1\nallow = [\"TERM\"\n",
        "version = 1\nallow = [\"TERM]\n",
        "version = 1\nallow = [\"TERM\"]\nallow = [\"TERM\"]\n",
        "version = 1\nallow = { TERM = \"TERM\" }\n",
        "version = 1\nallow = [TERM]\n",
        "version = 1\nallow = [\"TERM\", \" \"]\n",
        "version = 1\n[[deny]]\nentity = \"PROJECT\"\nterms = \"TERM\"\n",
        "version = 1\n[[deny]]\nentity = \"PROJECT\"\nterms = [\"TERM\", \"\"]\n",
        "version = 1\n[[deny]]\nentity = \"PROJECT\"\nterms = [\"TERM\", [\"TERM\"]]\n",
        "version = 1\n[[deny]]\nentity = \"PROJECT\"\nterms = [\"TERM\" \"TERM\"]\n",
        "version = 1\n[[deny]]\nentity = \"PROJECT\"\nterms = [\"TERM\\q\"]\n",
        "version = 1\n[[deny]]\nterms = [\"TERM\"]\n",
        "version = 1\ndeny = [\"TERM\"]\n",
        "version = 1\ndeny = \"TERM\"\n",
        // A recognizer's terms and examples are values too, whether they are wrong or not found.
        "version = 1\n[[recognizer]]\nid = \"own\"\nentity = \"OWN\"\nterms = [\"TERM\", 5]\n",
        "version = 1\n[[recognizer]]\nid = \"own\"\nentity = \"OWN\"\nterms = \"TERM\"\n",
        "version = 1\n[[recognizer]]\nid = \"own\"\nentity = \"OWN\"\nregex = \"x{3}\"\n\
         examples = [[\"TERM\", 5]]\n",
        "version = 1\n[[recognizer]]\nid = \"own\"\nentity = \"OWN\"\nregex = \"x{3}\"\n\
         examples = [{ text = \"TERM\", value = \"TERM TERM\" }]\n",
        "version = 1\n[[recognizer]]\nid = \"own\"\nentity = \"OWN\"\nregex = \"TERM(\"\n",
    ] {
        let room = Room::new()
            .with("in.jsonl", "{}\n")
            .with("policy.toml", policy.replace("TERM", term));
        for command in [
            "policy check policy.toml",
            "scan in.jsonl --policy policy.toml",
            "scrub in.jsonl --out out.jsonl --policy policy.toml",
        ] {
            let ran = run(&room, command, &[]).exits(1).says(&["policy.toml"]);
            let shown = format!("{}{}", ran.stdout, ran.stderr);
            assert!(!canary::occurs(&shown, "qvxterm"), "{policy}: {shown}");
        }
        assert_eq!(room.names(), ["in.jsonl", "policy.toml"]);
    }
}

/// What proves a recognizer is a value as well: its line is named instead.
#[test]
fn proofs_of_a_policy_show_none_of_its_values() {
    let recognizer =
        |keys: &str| format!("version = 1\n[[recognizer]]\nid = \"own\"\nentity = \"OWN\"\n{keys}");
    for (keys, code) in [
        ("regex = '[0-9]{9}'\nexamples = [\"TERM\"]\n", 1),
        (
            "regex = '[a-z]+@[a-z]+'\nscore = 0.5\nexamples = [\"TERM\"]\n",
            1,
        ),
        ("terms = [\"TERM\"]\ncounterexamples = [\"a TERM b\"]\n", 1),
        ("terms = [\"TERM\"]\nexamples = [\"a TERM b\"]\n", 0),
        ("dictionary = \"terms.txt\"\nexamples = [\"TERM\"]\n", 0),
        ("dictionary = \"tabs.txt\"\nexamples = [\"TERM\"]\n", 1),
    ] {
        let term = "qvxterm@example.com";
        let room = Room::new()
            .with("terms.txt", format!("{term}\n{term}\n"))
            .with("tabs.txt", format!("{term}\n{term}\t{term}\n"))
            .with("policy.toml", recognizer(keys).replace("TERM", term));
        let ran = run(&room, "policy check policy.toml", &[]).exits(code);
        let shown = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!canary::occurs(&shown, "qvxterm"), "{keys}: {shown}");
    }
}
