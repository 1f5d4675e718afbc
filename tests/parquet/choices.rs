//! What is searched and what is not, where the type of a column leaves it open.

use std::fs;

use serde_json::{Value, json};

use super::*;

const CARDS: [u64; 2] = [4929720148362711, 4539148803436467];

fn rows(room: &Room, file: &str) -> Vec<Value> {
    let shown = script(room, "choices.py", &["show", file]);
    let rows = shown.lines().map(serde_json::from_str);
    rows.collect::<Result<_, _>>().expect("JSON")
}

/// The rows of `all.parquet` once it is scrubbed.
fn scrubbed(room: &Room, more: &[&str]) -> Vec<Value> {
    let arguments = ["scrub", "in/all.parquet", "--out", "out.parquet", "--quiet"];
    room.run(&[&arguments[..], more].concat()).exits(0);
    rows(room, "out.parquet")
}

/// Asserts which columns have changed, and to what.
#[track_caller]
fn changed(room: &Room, more: &[&str], changes: &Value) {
    let mut wanted = rows(room, "in/all.parquet");
    for (name, values) in changes.as_object().expect("columns") {
        for (row, value) in wanted.iter_mut().zip(values.as_array().expect("values")) {
            row[name] = value.clone();
        }
    }
    assert_eq!(scrubbed(room, more), wanted, "{more:?}");
}

#[test]
fn texts_and_telling_numbers_are_searched() {
    let changes = json!({
        "text": ["to <EMAIL_ADDRESS>", null],
        "credit_card": [null, null],
        "card_required": [0, 0],
    });
    changed(&made_by("choices.py"), &[], &changes);
}

#[test]
fn other_columns_are_searched_where_they_are_named() {
    let room = made_by("choices.py");
    let changes = json!({"n": [null, null], "note_blob": ["by <EMAIL_ADDRESS>", null]});
    let columns = ["--columns", "n,note_blob"];
    changed(&room, &columns, &changes);
    let whole = "version = 1\n[[fields]]\npath = \"note_blob\"\ntreat = \"whole\"\nentity = \"EMAIL_ADDRESS\"\n\
                 [[fields]]\npath = \"n\"\ntreat = \"whole\"\nentity = \"CREDIT_CARD\"\n";
    let room = room.with("policy.toml", whole);
    let changes = json!({
        "text": ["to <EMAIL_ADDRESS>", null],
        "note_blob": ["<EMAIL_ADDRESS>", null],
        "n": [null, null],
        "credit_card": [null, null],
        "card_required": [0, 0],
    });
    changed(&room, &["--policy", "policy.toml"], &changes);
}

/// The column of roles is copied, and tells all the same whose rule holds.
#[test]
fn roles_are_known_where_their_column_is_not_searched() {
    let policy = "version = 1\n[[fields]]\npath = \"messages[].content\"\nrole = \"user\"\n\
                  entities.EMAIL_ADDRESS = { transform = \"redact\" }\n";
    let keeps = format!("{policy}[[fields]]\npath = \"messages[].role\"\ntreat = \"keep\"\n");
    let room = made_by("choices.py")
        .with("policy.toml", policy)
        .with("keeps.toml", keeps);
    for (more, text) in [
        (&["--policy", "keeps.toml"][..], "by <EMAIL_ADDRESS>"),
        (
            &["--policy", "policy.toml", "--columns", "messages[].content"],
            "by qvx9@example.com",
        ),
    ] {
        let arguments = ["scrub", "in/chat.parquet", "--out", "out.parquet"];
        room.run(&[&arguments[..], more].concat()).exits(0);
        let says = json!([
            {"role": "user", "content": "to [REDACTED]"},
            {"role": "assistant", "content": "to <EMAIL_ADDRESS>"},
            {"role": null, "content": "to <EMAIL_ADDRESS>"},
        ]);
        let wanted = [says, json!([]), json!(null)]
            .map(|messages| json!({"messages": messages, "text": text}));
        assert_eq!(rows(&room, "out.parquet"), wanted, "{more:?}");
    }
}

/// Readers ask for columns by their names, so none can be replaced.
#[test]
fn names_that_are_personal_data_are_refused() {
    let room = made_by("choices.py");
    for name in ["mail", "inner"] {
        let input = format!("in/{name}.parquet");
        let ran = room
            .run(&["scrub", &input, "--out", "out.parquet"])
            .exits(1);
        assert!(!ran.stderr.contains("qvx"), "{}", ran.stderr);
        assert!(!ran.stderr.contains("space"), "no fault of the disk's");
        ran.says(&[&input, "column"]);
        assert!(!room.path("out.parquet").exists());
    }
}

/// As are dates, which pivot tables have for names; a policy may keep them.
#[test]
fn names_that_are_dates_are_refused_unless_they_are_kept() {
    let policy = "version = 1\n[entities.DATE_TIME]\ntransform = \"keep\"\n";
    let room = made_by("choices.py").with("policy.toml", policy);
    let arguments = ["scrub", "in/date.parquet", "--out", "out.parquet"];
    let ran = room.run(&arguments).exits(1);
    ran.says(&["in/date.parquet", "column", "rename it"]);
    let keeping = [&arguments[..], &["--policy", "policy.toml"]].concat();
    room.run(&keeping).exits(0);
    assert_eq!(rows(&room, "out.parquet"), rows(&room, "in/date.parquet"));
}

/// Of cards in two of ten columns nothing may be left, in whatever page.
#[test]
fn numbers_are_gone_from_pages_too() {
    let room = made_by("choices.py");
    scrubbed(&room, &["--columns", "credit_card,card_required,n"]);
    let bytes = |file: &str| fs::read(room.path(file)).expect("read");
    for card in CARDS {
        let card = card.to_le_bytes();
        let holds = |bytes: &[u8]| memchr::memmem::find(bytes, &card).is_some();
        assert!(holds(&bytes("in/all.parquet")), "a test of nothing");
        assert!(!holds(&bytes("out.parquet")));
    }
}
