//! `pumice eval`: its figures against those of an independent scorer, what it refuses, and that
//! nothing but the gold and the predictions decides what it writes.

mod figures;
mod inputs;
mod naive;
mod refusals;

use std::fmt::Write;

use serde_json::Value;

use crate::util::{Ran, Room, root};

/// A record in characters.
struct Record {
    text: String,
    gold: Vec<GoldSpan>,
    predicted: Vec<Span>,
}

struct GoldSpan {
    at: (usize, usize),
    label: String,
    /// Entities that it may be; none when it is ignored.
    meaning: Vec<String>,
}

#[derive(Clone)]
struct Span {
    at: (usize, usize),
    label: String,
}

/// The map that all tests here use; `meaning` is the same again.
const MAP: &str = include_str!("../fixtures/eval/labels.toml");

fn meaning(label: &str) -> Vec<String> {
    let names: &[&str] = match label {
        "FULL_NAME" => &["PERSON"],
        "TAX_ID" => &["DE_STEUER_ID", "US_SSN", "US_ITIN"],
        "JOB" => &[],
        other => return vec![other.to_owned()],
    };
    names.iter().map(ToString::to_string).collect()
}

fn predicted_as(label: &str) -> String {
    match label {
        "FULL_NAME" | "FIRST" => "PERSON".into(),
        other => other.into(),
    }
}

const UNITS: [&str; 3] = ["bytes", "chars", "utf16"];

/// An offset in characters in another unit.
fn offset(text: &str, chars: usize, unit: &str) -> usize {
    let before = text.chars().take(chars);
    match unit {
        "bytes" => before.map(char::len_utf8).sum(),
        "utf16" => before.map(char::len_utf16).sum(),
        _ => before.count(),
    }
}

/// Gold and predictions as files.
fn files(records: &[Record], unit: &str) -> (String, String) {
    let (mut gold, mut predictions) = (String::new(), String::new());
    for (record, line) in records.iter().zip(1..) {
        let span = |at: (usize, usize), label: &str| {
            let at = [at.0, at.1].map(|chars| offset(&record.text, chars, unit));
            serde_json::json!({"start": at[0], "end": at[1], "label": label})
        };
        let golds = record.gold.iter().map(|gold| span(gold.at, &gold.label));
        let predicted = record.predicted.iter().map(|one| span(one.at, &one.label));
        let (golds, predicted): (Vec<_>, Vec<_>) = (golds.collect(), predicted.collect());
        let text = serde_json::json!({"text": record.text, "spans": golds});
        writeln!(gold, "{text}").unwrap();
        writeln!(
            predictions,
            "{}",
            serde_json::json!({"id": line, "spans": predicted})
        )
        .unwrap();
    }
    (gold, predictions)
}

/// A room with the map, and gold and predictions in that unit.
fn room(records: &[Record], unit: &str) -> Room {
    let (gold, predictions) = files(records, unit);
    Room::new()
        .with("map.toml", MAP)
        .with("gold.jsonl", gold)
        .with("predictions.jsonl", predictions)
}

/// Scores the predictions of a room.
fn evaluate(room: &Room, more: &[&str]) -> Value {
    let arguments = [
        "eval",
        "gold.jsonl",
        "--labels",
        "map.toml",
        "--predictions",
        "predictions.jsonl",
        "--json",
    ];
    let ran = room.run(&[&arguments[..], more].concat()).exits(0);
    json(&ran)
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout))
}

/// The fixture, without the ids of its records: they are joined by line here.
fn fixture() -> Vec<Record> {
    let folder = root().join("fixtures/eval");
    let lines = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let spans = |record: &Value| -> Vec<Span> {
        let spans = record["spans"].as_array().unwrap().iter();
        let span = |span: &Value| {
            let part = |key: &str, at: usize| span.get(key).or(span.get(at)).unwrap().clone();
            let chars = |value: Value| value.as_u64().unwrap() as usize;
            Span {
                at: (chars(part("start", 0)), chars(part("end", 1))),
                label: part("label", 2).as_str().unwrap().to_owned(),
            }
        };
        spans.map(span).collect()
    };
    let predictions = lines("predictions.jsonl");
    let records = lines("gold.jsonl").into_iter().enumerate();
    let records = records.map(|(at, record)| Record {
        text: record["text"].as_str().unwrap().to_owned(),
        gold: spans(&record)
            .into_iter()
            .map(|Span { at, label }| GoldSpan {
                at,
                meaning: meaning(&label),
                label,
            })
            .collect(),
        predicted: predictions.get(at).map(spans).unwrap_or_default(),
    });
    records.collect()
}
