//! From tokens back to values: who sees what, in which formats, and what nobody sees.

mod corpus;
mod mangled;
mod rights;
mod round_trip;
mod threats;

use std::{fs, path::Path};

use serde_json::Value;

use crate::util::{Ran, Room};

/// What opens the vaults of these tests.
const KEY: &[&str] = &["--vault-key-file", "ops.key"];

/// All values are tokens of the domain, to the letter. Whole fields may hold anything.
const EXACT: &str = r#"
version = 1
numbers = "string"
[defaults]
transform = "tokenize"
scope = "domain"
match = "exact"
accept_dictionary_risk = true
[entities.TOKENLIKE]
scope = "domain"
[[fields]]
path = "customer.**"
treat = "whole"
entity = "PERSON"
[[deny]]
entity = "PERSON"
terms = ["Nobody Inparticular"]
"#;

/// Everything to `admin`, who may take all of a corpus; to `support` what it needs.
const RIGHTS: &str = r#"
version = 1
[roles.admin]
domains = ["*"]
values_per_day = 100000000
bulk = true
[roles.admin.reveal]
person = "full"
contact = "full"
identity = "full"
finance = "full"
health = "full"
secret = "full"
place = "full"
other = "full"

[roles.support]
domains = ["crm"]
values_per_day = 3
[roles.support.reveal]
contact = "full"
CREDIT_CARD = "first6last4"
US_SSN = "last4"
"#;

/// A room with a vault, its key, the domains `crm` and `sales`, and the policies above.
fn vault() -> Room {
    let room = Room::new()
        .with("exact.toml", EXACT)
        .with("rights.toml", RIGHTS);
    room.run(&[
        "vault",
        "init",
        "vault",
        "--new-slot",
        "ops=key-file:ops.key",
        "--i-accept-loss",
        "--domain",
        "crm",
        "--domain",
        "sales",
    ])
    .exits(0);
    set_rights(&room, "vault", "rights.toml");
    room
}

#[track_caller]
fn set_rights(room: &Room, vault: &str, file: &str) {
    room.run(&[&["vault", "policy", "set", vault, file], KEY].concat())
        .exits(0);
}

/// Scrubs a file with the policy `exact.toml` into tokens of a domain.
#[track_caller]
fn scrub(room: &Room, from: &str, to: &str, domain: &str) -> Ran {
    scrub_with(room, from, to, domain, "exact.toml")
}

#[track_caller]
fn scrub_with(room: &Room, from: &str, to: &str, domain: &str, policy: &str) -> Ran {
    let command = [
        "scrub", from, "--out", to, "--policy", policy, "--vault", "vault",
    ];
    let ran = room.run(&[&command[..], &["--domain", domain], KEY].concat());
    ran.exits(0)
}

/// Reveals a file to a role.
fn reveal(room: &Room, from: &str, to: &str, role: &str, more: &[&str]) -> Ran {
    let command = [
        "reveal", from, "--out", to, "--vault", "vault", "--role", role,
    ];
    let reason = ["--reason", "ticket 4711"];
    room.run(&[&command[..], &reason, KEY, more].concat())
}

/// The tokens of a report of a reveal.
fn tokens(room: &Room, report: &str) -> Value {
    json(&room.read(report))["tokens"].clone()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// All tokens of a text, as they are written.
fn tokens_in(text: &str) -> Vec<&str> {
    let starts = text.match_indices('[');
    let tokens = starts.filter_map(|(start, _)| {
        let inner = &text[start + 1..];
        let inner = &inner[..inner.find(']')?];
        let (entity, letters) = inner.rsplit_once('_')?;
        let is_entity = entity
            .bytes()
            .all(|byte| byte == b'_' || byte.is_ascii_uppercase());
        let is_token = letters.len() == 26 && letters.bytes().all(|b| b.is_ascii_lowercase());
        (is_entity && is_token).then(|| &text[start..start + inner.len() + 2])
    });
    tokens.collect()
}

/// All bytes of all files below a folder, with their names.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut found, mut folders) = (vec![], vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let bytes = fs::read(&path).expect("read");
                    found.push((path.display().to_string(), bytes));
                }
            }
        }
    }
    found
}
