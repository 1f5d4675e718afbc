//! Cells are scrubbed as the same records in JSONL are, whatever the types and encodings of the file.

use super::*;

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
