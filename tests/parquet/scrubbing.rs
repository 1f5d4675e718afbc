//! Cells are scrubbed as the same records in JSONL are, whatever the types and encodings of the file.

use std::fs;

use serde_json::Value;

use super::*;
use crate::util::scale;

const KEY: &str = "000102030405060708090a0b0c0d0e0f";

/// `kept` holds what must stay.
const KEPT: &str = "version = 1\n[[fields]]\npath = \"kept\"\ntreat = \"keep\"\n";

/// Much that a policy may say, of fields in lists, maps, structs and roles.
const SAID: &str = r#"
version = 1
specimens = "treat"
regions = ["US", "DE"]
[defaults]
transform = "redact"
[entities.EMAIL_ADDRESS]
transform = "hash"
[entities.PHONE_NUMBER]
transform = "mask"
keep_last = 2
[entities.IBAN_CODE]
transform = "replace"
with = "<BANK>"
[[fields]]
path = "kept"
treat = "keep"
[[fields]]
path = "address.contact.phone"
treat = "whole"
entity = "PHONE_NUMBER"
[[fields]]
path = "messages[].content"
role = "user"
entities.EMAIL_ADDRESS = { transform = "redact" }
[[fields]]
path = "deep[][].x[]"
threshold = 0.3
[[fields]]
path = "arguments.sub[]"
entities.CREDIT_CARD = { transform = "mask", keep_last = 4 }
"#;

fn are_alike(policy: &str) {
    let room = made_by("scrubbing.py")
        .with("policy.toml", policy)
        .with("key", KEY);
    let arguments = [
        "--policy",
        "policy.toml",
        "--hash-key-file",
        "key",
        "--quiet",
    ];
    scrub(&room, &arguments).exits(0);
    holds(&room, "scrubbing.py", &["check", "in", "out"]);
    counts_are_those_of_jsonl(&report(&room));
}

/// Also where a value that a dictionary has once stands in many rows.
#[track_caller]
fn counts_are_those_of_jsonl(report: &Value) {
    let files = report["files"].as_array().expect("files");
    let findings = |name: &str| {
        let is_it = |file: &&Value| file["input"] == format!("in/{name}");
        let file = files.iter().find(is_it).expect("a file of that name");
        file["findings"].as_u64().expect("a count")
    };
    let wanted = findings("rows.jsonl");
    for file in files {
        let name = file["input"]
            .as_str()
            .and_then(|input| input.strip_prefix("in/"));
        let name = name.expect("a file of the folder");
        let found = findings(name);
        // That of Polars has no maps.
        let is_right = match name {
            "polars.parquet" => (wanted / 2..wanted).contains(&found),
            _ => found == wanted,
        };
        assert!(is_right, "{name}: {found} findings, and JSONL has {wanted}");
    }
}

#[test]
fn cells_are_scrubbed_as_those_of_jsonl_are() {
    are_alike(KEPT);
}

#[test]
fn policies_hold_for_cells_as_for_jsonl() {
    are_alike(SAID);
}

/// Without this the checks above could look away.
#[test]
fn whatever_is_wrong_with_an_output_is_seen() {
    let room = Room::new();
    holds(&room, "scrubbing.py", &["harm", "."]);
}

/// Rules that ask who speaks, and for keys, where what tells them stays as it is.
const ROLES: &str = r#"
version = 1
[defaults]
transform = "mask"
threshold = 0.3
[[fields]]
path = "*.**"
role = "assistant"
threshold = 0.9
[[fields]]
path = "**.role"
treat = "keep"
[[fields]]
path = "metadata.**"
treat = "keep"
[[fields]]
path = "notes"
treat = "keep"
[[fields]]
path = "*.user"
treat = "keep"
[[fields]]
path = "body"
treat = "keep"
"#;

/// Lists, structs and maps of any depth, with the names that layouts know.
#[test]
fn tables_of_random_shapes_are_scrubbed_as_their_twins_are() {
    let room = Room::new().with("policy.toml", ROLES);
    fs::create_dir(room.path("in")).expect("made");
    let count = scale(60, 2000).to_string();
    script(&room, "shapes.py", &["make", "in", &count, "1"]);
    for more in [&["--policy", "policy.toml"][..], &[]] {
        scrub(&room, &[&["--quiet"], more].concat()).exits(0);
        holds(&room, "shapes.py", &["check", "in", "out"]);
    }
    // Not scrubbed they would be told from their twins.
    for name in room.tree("in") {
        if name.ends_with(".parquet") {
            fs::copy(room.path("in").join(&name), room.path("out").join(&name)).expect("copied");
        }
    }
    let wrong = script(&room, "shapes.py", &["check", "in", "out"]);
    assert!(wrong.lines().count() > scale(400, 20_000), "{wrong:.4000}");
}
