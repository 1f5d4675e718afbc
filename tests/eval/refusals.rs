//! What is wrong is named by its place, with what to do and without its value.

use super::*;

const GOOD: &str = "{\"text\":\"Mail jane@example.com\",\"spans\":[[5,21,\"EMAIL_ADDRESS\"]]}\n";

/// Runs `eval gold.jsonl` and gives what it says.
#[track_caller]
fn refusal(room: &Room, more: &[&str]) -> String {
    let ran = room
        .run(&[&["eval", "gold.jsonl"][..], more].concat())
        .exits(1);
    assert_eq!(ran.stdout, "");
    assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
    ran.stderr
}

#[test]
fn gold_that_is_wrong_is_refused() {
    let text = "{\"text\":\"\u{1f600} jane\u{e9}@example.com\",\"spans\":";
    for (line, unit, expected) in [
        (
            "{\"text\":\"jane\"".into(),
            "chars",
            "is not a JSON object (column 14); one is expected in each line",
        ),
        (
            "{\"spans\":[]}".into(),
            "chars",
            "has no string under the key `text`; name another key with --text-field",
        ),
        (
            "{\"text\":[\"jane\"],\"spans\":[]}".into(),
            "chars",
            "has no string under the key `text`; name another key with --text-field",
        ),
        (
            "{\"text\":\"\\ud83d jane\",\"spans\":[]}".into(),
            "chars",
            "has half a surrogate pair under the key `text`; mend the text",
        ),
        (
            "{\"text\":\"jane\"}".into(),
            "chars",
            "has no list of spans; write an empty one where nothing is marked, or name its key with --spans-field",
        ),
        (
            format!("{text}\"jane\"}}"),
            "chars",
            "has no list of spans; write an empty one where nothing is marked, or name its key with --spans-field",
        ),
        (
            format!("{text}[\"jane\"]}}"),
            "chars",
            "span 1 is no span; write {\"start\":0,\"end\":1,\"label\":\"URL\"} or [0,1,\"URL\"]",
        ),
        (
            format!("{text}[[0,1,\"URL\"],[\"jane\",2,\"URL\"]]}}"),
            "chars",
            "span 2 has no whole number as its start; write one under `start`",
        ),
        (
            format!("{text}[[0,1.5,\"URL\"]]}}"),
            "chars",
            "span 1 has no whole number as its end; write one under `end`",
        ),
        (
            format!("{text}[[0,1,7]]}}"),
            "chars",
            "span 1 has no string as its label; write one under `label`",
        ),
        (
            format!("{text}[[2,2,\"URL\"]]}}"),
            "chars",
            "span 1 does not end behind its start; `end` is the offset behind the last character",
        ),
        (
            format!("{text}[[0,1,\"URL\"],[3,20,\"URL\"]]}}"),
            "chars",
            "span 2 reaches beyond the text; check what --offsets says and that the text is the same",
        ),
        (
            format!("{text}[[0,3,\"URL\"]]}}"),
            "bytes",
            "span 1 begins or ends within a character; check what --offsets says",
        ),
        (
            format!("{text}[[1,3,\"URL\"]]}}"),
            "utf16",
            "span 1 begins or ends within a character; check what --offsets says",
        ),
    ] {
        let room = Room::new().with("gold.jsonl", format!("{GOOD}\n{line}\n{GOOD}"));
        let said = refusal(&room, &["--offsets", unit]);
        assert_eq!(
            said,
            format!("pumice: gold.jsonl:3: {expected}\n"),
            "{line}"
        );
    }
}

#[test]
fn predictions_that_are_wrong_are_refused() {
    let gold =
        "{\"id\":1,\"text\":\"jane and joe\",\"spans\":[]}\n{\"text\":\"jane\",\"spans\":[]}\n";
    for (predictions, expected) in [
        (
            "{\"id\":1}\n",
            "predictions.jsonl:1: has no list of spans; write an empty one where nothing is marked, or name its key with --spans-field",
        ),
        (
            "{\"id\":1,\"spans\":[[0,1,\"URL\"],[0,0,\"URL\"]]}\n",
            "predictions.jsonl:1: span 2 does not end behind its start; `end` is the offset behind the last character",
        ),
        (
            "{\"id\":2,\"spans\":[]}\n{\"id\":1,\"spans\":[[0,4,\"URL\"],[9,13,\"URL\"]]}\n",
            "predictions.jsonl:2: span 2 reaches beyond the text; check what --offsets says and that the text is the same",
        ),
        (
            "{\"id\":1,\"spans\":[]}\n{\"id\":1,\"spans\":[]}\n",
            "predictions.jsonl:2: has the same id as line 1; give each record its own",
        ),
        (
            "{\"id\":1,\"spans\":[]}\n{\"id\":\"2\",\"spans\":[]}\n{\"spans\":[]}\n",
            "predictions.jsonl:2: belongs to no record of the gold, 2 in all; ids must be the same in both files",
        ),
        (
            "{\"spans\":[[0,4,\"NAME\"],[0,4,\"URL\"]]}\n{\"spans\":[[0,4,\"MAIL\"],[0,4,\"jane@example.com\"]]}\n",
            "predictions.jsonl: labels that are no entities: MAIL, NAME, others that are too many or do not look like labels; say under [predictions] of a --labels file what they mean, or \"ignore\"; `pumice entities` lists the entities",
        ),
    ] {
        let room = Room::new()
            .with("gold.jsonl", gold)
            .with("predictions.jsonl", predictions);
        let said = refusal(&room, &["--predictions", "predictions.jsonl"]);
        assert_eq!(said, format!("pumice: {expected}\n"));
    }
    let twice = "{\"id\":2,\"text\":\"jane\",\"spans\":[]}\n{\"text\":\"jane\",\"spans\":[]}\n";
    let room = Room::new()
        .with("gold.jsonl", twice)
        .with("predictions.jsonl", "{\"id\":2,\"spans\":[]}\n");
    assert_eq!(
        refusal(&room, &["--predictions", "predictions.jsonl"]),
        "pumice: gold.jsonl:2: has the same id as line 1; predictions can only be joined where each record has its own\n"
    );
}

/// All labels at once, from every block of the file, so that one map answers all.
#[test]
fn labels_without_a_meaning_are_listed() {
    let line = |label: &str| {
        format!(
            "{{\"text\":\"{}jane\",\"spans\":[[0,4,\"{label}\"]]}}\n",
            "word ".repeat(100)
        )
    };
    let gold: String = (0..6_000)
        .map(|number| match number {
            7 => line("GIVEN NAME"),
            2_500 => line("jane@example.com"),
            5_999 => line("CITY"),
            _ => line("URL"),
        })
        .collect();
    let room = Room::new().with("gold.jsonl", gold);
    for threads in ["1", "2"] {
        assert_eq!(
            refusal(&room, &["--threads", threads]),
            "pumice: gold.jsonl: labels that are no entities: CITY, GIVEN NAME, others that are too many or do not \
             look like labels; say under [gold] of a --labels file what they mean, or \"ignore\"; `pumice entities` \
             lists the entities\n"
        );
    }
}

#[test]
fn arguments_that_are_wrong_are_refused() {
    let room = Room::new()
        .with("gold.jsonl", GOOD)
        .with("map.toml", "[gold]\nMAIL = \"E_MAIL\"\n");
    assert_eq!(
        refusal(&room, &["--labels", "map.toml"]),
        "pumice: map.toml: [gold] MAIL: E_MAIL: is no entity; `pumice entities` lists them\n"
    );
    assert_eq!(
        refusal(&room, &["--entities", "SHOE_SIZE"]),
        "pumice: SHOE_SIZE: is no entity; `pumice entities` lists them\n"
    );
    let said = refusal(&room, &["--labels", "missing.toml"]);
    assert!(
        said.starts_with("pumice: missing.toml: the map cannot be read; check the path"),
        "{said}"
    );
    let said = refusal(&room, &["--labels", "gold.jsonl"]);
    assert_eq!(
        said,
        "pumice: gold.jsonl: line 1: is not TOML; see `pumice help eval` for what a map looks like\n"
    );
    refusal(
        &room,
        &["--predictions", "gold.jsonl", "--min-score", "0.9"],
    );
    let missing = room.run(&["eval", "missing.jsonl"]).exits(1);
    missing.says(&["missing.jsonl: cannot be opened; check the path"]);
}
