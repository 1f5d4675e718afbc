//! Models of one's own: trained, measured and used by the binary.

use pumice_synth::{Rng, text};
use serde_json::{Value, json};

use super::*;

/// Sentences of the generator as JSONL, labelled with the persons in them and with what else is in them.
fn sentences(seed: u64, count: usize) -> String {
    let mut rng = Rng::new(seed);
    let records = (0..count).map(|_| {
        let sample = text::about("EMAIL_ADDRESS", &mut rng).expect("there are such frames");
        let spans = sample.spans.iter();
        let spans = spans.map(|gold| json!([gold.start, gold.end, gold.entity]));
        json!({"text": sample.text, "spans": spans.collect::<Vec<Value>>()}).to_string()
    });
    records.map(|record| record + "\n").collect()
}

fn trained(room: &Room, out: &str) -> Vec<u8> {
    let train = [
        "names",
        "train",
        "--data",
        "data",
        "--offsets",
        "bytes",
        "--out",
        out,
    ];
    room.run(&train)
        .exits(0)
        .says(&[out, "by people", "held back"]);
    fs::read(room.path(out)).expect("a model")
}

/// The balanced F1 of persons, in percent.
fn f1(table: &str) -> f64 {
    let line = table.lines().find(|line| line.contains("balanced"));
    let figures = line.expect("a line of figures").split_whitespace();
    // F1 (P R) of all kinds comes first.
    let f1 = figures.skip(1).nth(3).expect("that of persons");
    f1.parse().expect("a number")
}

fn corpus() -> Room {
    let room = Room::new();
    room.write("data/a.jsonl", sentences(1, 600));
    room.write(
        "data/below/b.tsv",
        "Ann\tB-PER\nLee\tI-PER\ncalled\tO\n.\tO\n\nNobody\tO\ncalled\tO\n.\tO\n",
    );
    room.write("held.jsonl", sentences(2, 300));
    room
}

#[test]
fn a_model_is_the_same_each_time_and_finds_what_it_was_not_trained_with() {
    let room = corpus();
    let model = trained(&room, "mine.names");
    assert!(model == trained(&room, "again.names"), "the bytes differ");
    let eval = [
        "names",
        "eval",
        "--offsets",
        "bytes",
        "--model",
        "mine.names",
    ];
    let ran = room.run(&[&eval[..], &["held.jsonl"]].concat()).exits(0);
    let learnt = f1(&ran.stdout);
    // The frames have other names of persons than those that were trained with.
    assert!(learnt > 60.0, "{learnt}: {}", ran.stdout);
}

#[test]
fn what_cannot_be_trained_with_is_named_with_the_next_step() {
    let room = Room::new();
    room.write("empty/note.txt", "");
    room.write(
        "wrong/a.jsonl",
        "{\"text\":\"Ann\",\"spans\":[[0,4,\"PERSON\"]]}\n",
    );
    room.write(
        "none/a.jsonl",
        "{\"text\":\"Ann\",\"spans\":[[0,3,\"URL\"]]}\n",
    );
    room.write("table/a.tsv", "Ann\tB-PER\nLee\n");
    room.write("recipe.toml", "[[source]]\nfile = \"a.tsv\"\nwheight = 1\n");
    room.write("packed.toml", "[[source]]\nfile = \"b.tsv\"\n");
    room.write("table/b.tsv.xz", "");
    for (arguments, words) in [
        (&["--data", "empty"][..], &["empty", ".jsonl", ".tsv"][..]),
        (
            &["--data", "wrong"],
            &["wrong/a.jsonl:1", "span 1", "beyond"],
        ),
        (&["--data", "none"], &["none", "no name is labelled"]),
        (&["--data", "table"], &["table/a.tsv", "line 2"]),
        (
            &["--data", "table", "--recipe", "recipe.toml"],
            &["recipe.toml:3", "wheight", "pumice help names train"],
        ),
        (
            &["--data", "table", "--recipe", "packed.toml"],
            &["table/b.tsv", "xz --decompress"],
        ),
    ] {
        let train = ["names", "train", "--out", "out.names"];
        room.run(&[&train[..], arguments].concat())
            .exits(1)
            .says(words);
    }
    assert!(!room.names().iter().any(|name| name.contains("out.names")));
}

#[test]
fn a_file_that_is_no_model_is_refused_wherever_it_is_named() {
    let room = corpus().with("in.jsonl", GOOD).with("bad.names", "{}");
    room.write(
        "policy.toml",
        "version = 1\nnames = \"recall\"\nnames_model = \"bad.names\"\n",
    );
    for command in [
        &["names", "eval", "--model", "bad.names", "held.jsonl"][..],
        &["detect", "in.jsonl", "--names-model", "bad.names"],
        &["eval", "held.jsonl", "--names-model", "bad.names"],
        &["scan", "in.jsonl", "--policy", "policy.toml"],
        &["policy", "check", "policy.toml"],
    ] {
        let ran = room.run(command).exits(1);
        ran.says(&["bad.names", "PUMINAME", "names train"]);
    }
}

#[test]
fn a_model_of_ones_own_is_asked_instead_of_those_built_in() {
    let room = corpus();
    room.write(
        "policies/policy.toml",
        "version = 1\nnames = \"balanced\"\nnames_model = \"mine.names\"\n",
    );
    trained(&room, "policies/mine.names");
    let line = sentences(3, 400);
    let line = line
        .lines()
        .find(|line| line.contains("PERSON"))
        .expect("one");
    room.write("in.jsonl", format!("{line}\n"));
    let scan = [
        "scan",
        "in.jsonl",
        "--policy",
        "policies/policy.toml",
        "--report",
    ];
    room.run(&[&scan[..], &["one.json"]].concat()).exits(0);
    let report: Value = serde_json::from_str(&room.read("one.json")).expect("JSON");
    let hash = |report: &Value| report["tool"]["policy"].clone();
    assert_ne!(hash(&report), Value::Null, "{report}");
    // A place is no name to a model that has seen none.
    assert!(!room.read("one.json").contains("LOCATION"));
    // Another model makes another hash.
    room.write("data/c.tsv", "Ben\tB-PER\nleft\tO\n.\tO\n");
    trained(&room, "policies/mine.names");
    room.run(&[&scan[..], &["other.json"]].concat()).exits(0);
    let other: Value = serde_json::from_str(&room.read("other.json")).expect("JSON");
    assert_ne!(hash(&report), hash(&other));
    let detect = ["detect", "in.jsonl", "--names-model", "policies/mine.names"];
    assert!(room.run(&detect).exits(0).stdout.contains("PERSON"));
}
