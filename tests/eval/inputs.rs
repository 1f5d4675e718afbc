//! What is read, from where, and what is shown of it.

use super::*;

const GOLD: &str = r#"{"id":"a","text":"Mail jane@example.com or joe","spans":[{"start":5,"end":21,"label":"EMAIL_ADDRESS"},{"start":25,"end":28,"label":"PERSON"}]}
{"id":"b","text":"See 192.0.2.7","spans":[]}
"#;

const PERSON: &str = "other_entities = [\"PERSON\"]\n";

fn gold_room() -> Room {
    Room::new()
        .with("gold.jsonl", GOLD)
        .with("map.toml", PERSON)
}

#[test]
fn what_detect_writes_scores_as_the_search_itself_does() {
    for unit in UNITS {
        let (gold, _) = files(&fixture(), unit);
        let room = Room::new().with("gold.jsonl", gold).with("map.toml", MAP);
        let spans = room
            .run(&["detect", "gold.jsonl", "--offsets", unit])
            .exits(0);
        let room = room.with("predictions.jsonl", spans.stdout);
        let mut joined = evaluate(&room, &["--offsets", unit]);
        let arguments = [
            "eval",
            "gold.jsonl",
            "--labels",
            "map.toml",
            "--json",
            "--offsets",
            unit,
        ];
        let searched = json(&room.run(&arguments).exits(0));
        assert_eq!(joined["predictions"].take(), "predictions.jsonl");
        assert!(searched["predictions"].is_null());
        assert!(searched["predicted_spans"].as_u64() > Some(15));
        assert_eq!(joined, searched, "{unit}");
    }
}

#[test]
fn either_file_may_be_standard_input() {
    let room = room(&fixture(), "chars");
    let plain = evaluate(&room, &[]);
    for (gold, predictions, input) in [
        ("-", "predictions.jsonl", "gold.jsonl"),
        ("gold.jsonl", "-", "predictions.jsonl"),
    ] {
        let arguments = [
            "eval",
            gold,
            "--predictions",
            predictions,
            "--labels",
            "map.toml",
            "--json",
        ];
        let mut report = json(
            &room
                .run_with_input(&arguments, room.read(input).as_bytes())
                .exits(0),
        );
        assert_eq!(report["gold"], gold);
        assert_eq!(report["predictions"], predictions);
        report["gold"] = plain["gold"].clone();
        report["predictions"] = plain["predictions"].clone();
        assert_eq!(report, plain);
    }
    room.run(&["eval", "-", "--predictions", "-"])
        .exits(1)
        .says(&["standard input", "as a file"]);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    // Some blocks of records, so that the threads have something to share.
    let (gold, _) = files(&fixture(), "chars");
    let filler = "word after word, ".repeat(250);
    let long = format!("{{\"text\":\"{filler}joe@example.com\",\"spans\":[]}}\n");
    let gold = (gold + &long.repeat(8)).repeat(90);
    let lines = gold.lines().count();
    let room = Room::new().with("gold.jsonl", &gold).with("map.toml", MAP);
    assert!(gold.len() > 3 << 20);
    let run = |threads: &str| {
        let arguments = ["eval", "gold.jsonl", "--labels", "map.toml", "--json"];
        let arguments = [&arguments[..], &["--threads", threads]].concat();
        room.run(&arguments).exits(0).stdout
    };
    let one = run("1");
    assert_eq!(one, run("3"));
    let report: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(report["records"], lines);
}

#[test]
fn records_are_joined_by_id_in_any_order_and_however_it_is_spelled() {
    let predictions =
        "{\"spans\":[],\"id\":\"b\"}\n{\"id\":\"\\u0061\",\"spans\":[[5,21,\"EMAIL_ADDRESS\"]]}\n";
    let report = evaluate(&gold_room().with("predictions.jsonl", predictions), &[]);
    assert_eq!(
        report["micro"]["counts"]["strict"],
        serde_json::json!({"tp": 1, "fp": 0, "fn": 1})
    );
    assert_eq!(report["records_without_predictions"], 0);
}

#[test]
fn other_tools_names_of_fields_can_be_read() {
    let gold = r#"{"key":1,"full_text":"Mail jane@example.com","marks":[{"entity_type":"EMAIL_ADDRESS","entity_value":"x","start_position":5,"end_position":21}]}
{"key":2,"full_text":"Mail joe@example.com","marks":[[5,20,"EMAIL_ADDRESS"]]}
"#;
    let room = Room::new().with("gold.jsonl", gold);
    let fields = [
        "--text-field",
        "full_text",
        "--spans-field",
        "marks",
        "--id-field",
        "key",
    ];
    let ran = room
        .run(&[&["eval", "gold.jsonl", "--json"][..], &fields].concat())
        .exits(0);
    assert_eq!(json(&ran)["micro"]["strict"]["f1"]["value"], 1.0);
}

#[test]
fn entities_that_are_not_wanted_are_neither_right_nor_wrong() {
    let arguments = [
        "eval",
        "gold.jsonl",
        "--labels",
        "map.toml",
        "--json",
        "--entities",
        "PERSON,URL",
    ];
    let report = json(&gold_room().run(&arguments).exits(0));
    let names: Vec<_> = report["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["entity"])
        .collect();
    assert_eq!(names, ["PERSON"]);
    assert_eq!(report["ignored_spans"], 1);
    assert_eq!(report["micro"]["counts"]["gold_characters"], 3);
    assert_eq!(report["predicted_spans"], 0);
    let scored = json(
        &gold_room()
            .run(&[
                "eval",
                "gold.jsonl",
                "--labels",
                "map.toml",
                "--json",
                "--min-score",
                "1",
            ])
            .exits(0),
    );
    assert_eq!(scored["predicted_spans"], 0);
}

#[test]
fn values_are_shown_only_when_they_are_asked_for() {
    let room = gold_room();
    let arguments = ["eval", "gold.jsonl", "--labels", "map.toml"];
    for more in [&[][..], &["--json"]] {
        let ran = room.run(&[&arguments, more].concat()).exits(0);
        assert_eq!(ran.stderr, "");
        assert!(
            !ran.stdout.contains("joe") && !ran.stdout.contains("192.0.2.7"),
            "{}",
            ran.stdout
        );
        let ran = room
            .run(&[&arguments, more, &["--show-values"]].concat())
            .exits(0);
        assert!(
            ran.stdout.contains("joe") && ran.stdout.contains("192.0.2.7"),
            "{}",
            ran.stdout
        );
        assert!(
            !ran.stdout.contains("jane"),
            "what is right is not listed: {}",
            ran.stdout
        );
        ran.says(&["the output holds values of the gold; keep it as safe as the gold itself"]);
    }
}

#[test]
fn the_worst_records_are_named_by_id_and_place() {
    let room = gold_room();
    let run = |more: &[&str]| {
        let arguments = ["eval", "gold.jsonl", "--labels", "map.toml", "--json"];
        json(&room.run(&[&arguments[..], more].concat()).exits(0))["worst"].clone()
    };
    let expected = serde_json::json!({
        "leaked": [{"id": "a", "line": 1, "characters": 3, "more_spans": 0, "spans": [
            {"entity": "PERSON", "start": 25, "length": 3, "characters": 3}]}],
        "over_redacted": [{"id": "b", "line": 2, "characters": 9, "more_spans": 0, "spans": [
            {"entity": "IP_ADDRESS", "start": 4, "length": 9, "characters": 9}]}],
    });
    assert_eq!(run(&[]), expected);
    assert_eq!(
        run(&["--worst", "0"]),
        serde_json::json!({"leaked": [], "over_redacted": []})
    );
    assert_eq!(run(&["--id-field", "none"])["leaked"][0]["id"], 1);
    let table = room
        .run(&["eval", "gold.jsonl", "--labels", "map.toml"])
        .exits(0)
        .stdout;
    let lists = table.split_once("CONFUSION").expect("a confusion table").1;
    let expected = "\
: what gold spans (rows) were predicted as (columns, by number)
   GOLD           1  2  3  missed
1  EMAIL_ADDRESS  1  .  .       .
2  IP_ADDRESS     .  .  .       .
3  PERSON         .  .  .       1
   spurious       .  1  .       .

MOST LEAKED: gold characters that nothing covers
RECORD  LINE  ENTITY  OFFSET  LENGTH  CHARACTERS
\"a\"        1  PERSON      25       3           3

MOST OVER-REDACTED: predicted characters that no gold covers
RECORD  LINE  ENTITY      OFFSET  LENGTH  CHARACTERS
\"b\"        2  IP_ADDRESS       4       9           9
";
    assert_eq!(lists, expected);
}
