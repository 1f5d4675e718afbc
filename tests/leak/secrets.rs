//! No part of a secret appears where it must not: six characters of one in a row are too many.
//!
//! The secrets are those of all fixtures, some thousand of hundreds of kinds. Only what tells a secret
//! from others is looked for: runs of six characters that no public part of its kind has.

use std::collections::{HashMap, HashSet};

use super::{BROUGHT, KEY, run};
use crate::{catalogue::fixture, util::Room};

/// Characters of a secret that are too many.
const PART: usize = 6;

/// Runs of [`PART`] characters that stand in one secret only.
struct Parts {
    parts: HashSet<[u8; PART]>,
}

impl Parts {
    /// The parts of secrets. What several have is how their kind begins or what a format wants, and a
    /// part of words alone may stand anywhere: a digit and a letter must be in it.
    fn of(secrets: &[(String, String)]) -> Self {
        let mut owners = HashMap::new();
        let distinct: HashSet<&str> = secrets.iter().map(|(_, value)| value.as_str()).collect();
        for value in &distinct {
            let parts: HashSet<[u8; PART]> = windows(value.as_bytes()).collect();
            for part in parts {
                *owners.entry(part).or_insert(0) += 1;
            }
        }
        let is_random = |part: &[u8; PART]| {
            part.iter().any(u8::is_ascii_digit) && part.iter().any(u8::is_ascii_alphabetic)
        };
        let own = owners.into_iter().filter(|&(_, count)| count == 1);
        Self {
            parts: own.map(|(part, _)| part).filter(is_random).collect(),
        }
    }

    /// Panics when one of them stands in `text`, as it is or in hexadecimal digits.
    fn check_absent(&self, text: &str, place: &str) {
        let text = without_hashes(text);
        for part in windows(text.as_bytes()) {
            let shown = part.escape_ascii();
            assert!(!self.parts.contains(&part), "{shown} is in {place}");
        }
        let nibbles = |digits: &[u8]| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        };
        for digits in text.as_bytes().windows(2 * PART) {
            let bytes: Option<Vec<u8>> = digits.chunks(2).map(nibbles).collect();
            let part: Option<[u8; PART]> = bytes.and_then(|bytes| bytes.try_into().ok());
            assert!(
                part.is_none_or(|part| !self.parts.contains(&part)),
                "{} is in {place}",
                digits.escape_ascii()
            );
        }
    }
}

fn windows(text: &[u8]) -> impl Iterator<Item = [u8; PART]> {
    text.windows(PART).filter_map(|part| part.try_into().ok())
}

/// `text` without runs of exactly 32 or 64 hexadecimal digits in small letters, which are fingerprints
/// and hashes: random digits have any six in a row sooner or later.
fn without_hashes(text: &str) -> String {
    let is_hex = |byte: char| matches!(byte, '0'..='9' | 'a'..='f');
    let mut rest = String::with_capacity(text.len());
    for word in text.split_inclusive(|character: char| !character.is_ascii_alphanumeric()) {
        let bare = word.trim_end_matches(|character: char| !character.is_ascii_alphanumeric());
        let is_hash = matches!(bare.len(), 32 | 64) && bare.chars().all(is_hex);
        rest.push_str(if is_hash { "#" } else { word });
    }
    rest
}

const COMMANDS: &[(&str, i32)] = &[
    ("scan in.jsonl --report report.json", 2),
    ("scan in.jsonl --fail-on any --threads 3", 3),
    ("scan in.jsonl --format sarif", 2),
    (
        "scan in.jsonl --format sarif --hash-key-file key --out log.sarif",
        2,
    ),
    (
        "scan in.jsonl --write-baseline new.json --hash-key-file key",
        2,
    ),
    ("scan in.jsonl --policy hash.toml --format sarif", 2),
    ("scrub in.jsonl --out out.jsonl", 2),
    (
        "scrub in.jsonl --out out.jsonl --quarantine none --policy hash.toml --hash-key-file key",
        2,
    ),
    ("detect in.jsonl", 2),
    ("detect in.jsonl --min-score 0 --offsets utf16", 2),
    ("detect <", 2),
    ("eval gold.jsonl --json --worst 100", 0),
    ("eval gold.jsonl", 0),
    ("policy hash --hash-key-file key <", 0),
    ("scrub in.jsonl --out -", 1),
    ("scrub in.jsonl --out out.jsonl --policy in.jsonl", 1),
    ("scrub in.jsonl --out out.jsonl --policy fail.toml", 1),
    (
        "scrub in.jsonl --out out.jsonl --policy hash.toml --hash-key-file in.jsonl",
        1,
    ),
    ("scan in.jsonl --baseline in.jsonl --hash-key-file key", 1),
    (
        "scan in.jsonl --policy in_hashes.toml --hash-key-file key",
        1,
    ),
    ("scan in.jsonl --policy terms.toml", 1),
    ("eval in.jsonl", 1),
    ("eval gold.jsonl --labels in.jsonl", 1),
    ("policy check in.jsonl", 1),
];

/// Every text as a record of its own: as a text, as JSON in a string, and cut off.
fn corpus(secrets: &[(String, String)]) -> String {
    let mut lines = String::new();
    for (at, (text, value)) in secrets.iter().enumerate() {
        let text = serde_json::json!({"text": text});
        let line = match at % 4 {
            0 => serde_json::json!({"text": text.to_string()}).to_string(),
            1 => serde_json::json!({"text": "x", value: text}).to_string(),
            _ => text.to_string(),
        };
        lines.push_str(&line);
        lines.push('\n');
        if at % 50 == 0 {
            lines.push_str(&text.to_string()[..text.to_string().len() - 2]);
            lines.push('\n');
        }
    }
    lines
}

/// Each text with its secret marked, but for some that nobody marked.
fn gold(secrets: &[(String, String)]) -> String {
    let record = |(at, (text, value)): (usize, &(String, String))| {
        let start = text
            .find(value.as_str())
            .map(|byte| text[..byte].chars().count());
        let span = start.map(|start| (start, start + value.chars().count(), "GENERIC_SECRET"));
        let spans: Vec<_> = span.into_iter().filter(|_| at % 3 > 0).collect();
        format!("{}\n", serde_json::json!({"text": text, "spans": spans}))
    };
    secrets.iter().enumerate().map(record).collect()
}

fn room(secrets: &[(String, String)]) -> Room {
    let term = &secrets[0].1;
    Room::new()
        .with("in.jsonl", corpus(secrets))
        .with("gold.jsonl", gold(secrets))
        .with("key", KEY)
        .with(
            "hash.toml",
            "version = 1\n[defaults]\ntransform = \"hash\"\n",
        )
        .with("fail.toml", "version = 1\ninvalid = \"fail\"\n")
        .with(
            "in_hashes.toml",
            "version = 1\nallow_hashes = \"in.jsonl\"\n",
        )
        .with("terms.toml", format!("version = 1\nallow = '{term}'\n"))
}

#[test]
fn no_output_has_a_part_of_a_secret() {
    let secrets = fixture::secrets();
    assert!(secrets.len() > 1_000, "{} secrets", secrets.len());
    let parts = Parts::of(&secrets);
    assert!(parts.parts.len() > 20 * secrets.len());
    for (command, code) in COMMANDS {
        let room = room(&secrets);
        let ran = run(&room, command, &[]);
        parts.check_absent(&ran.stderr, &format!("`{command}`, stderr"));
        // Records go there, and of those that are not well formed none.
        if !command.contains("--out -") {
            parts.check_absent(&ran.stdout, &format!("`{command}`, stdout"));
        }
        for name in room.names() {
            let is_data = BROUGHT.contains(&&*name)
                || ["out.jsonl", "terms.toml"].contains(&&*name)
                || name.contains("quarantine");
            if !is_data {
                parts.check_absent(&room.read(&name), &format!("`{command}`, {name}"));
            }
        }
        assert_eq!(
            ran.status.code(),
            Some(*code),
            "`{command}`: {}",
            ran.stderr
        );
    }
}

/// Without this the test above could search in vain: nearly all secrets are found, and their parts are
/// seen where they are.
#[test]
fn parts_are_seen_where_they_are() {
    let secrets = fixture::secrets();
    let parts = Parts::of(&secrets);
    let caught = |text: &str| {
        let check = || parts.check_absent(text, "a test");
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_err()
    };
    let has_parts = |value: &str| windows(value.as_bytes()).any(|part| parts.parts.contains(&part));
    let values = secrets.iter().map(|(_, value)| value.as_str());
    let known = values.filter(|value| has_parts(value)).count();
    assert!(
        known * 10 > secrets.len() * 9,
        "{known} of {}",
        secrets.len()
    );
    let part = parts.parts.iter().next().copied().unwrap();
    let part = std::str::from_utf8(&part).unwrap();
    let hex: String = part.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert!(caught(&format!("a \"{part}\" b")) && caught(&format!("x{hex}y")));
    assert!(!caught(&format!("a {} b", &part[1..])) && !caught(&"0a".repeat(16)));

    let room = room(&secrets);
    let ran = room
        .run(&["scan", "in.jsonl", "--format", "sarif", "--quiet"])
        .exits(2);
    let log: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(
        results.len() * 10 > secrets.len() * 9,
        "{} results",
        results.len()
    );
}
