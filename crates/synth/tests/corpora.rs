//! Corpora are the same for ever, and their labels are exact.

use pumice_synth::corpus::{self, CELL_BYTES, Corpus};
use serde_json::Value;
use sha2::{Digest, Sha256};

const MIB: usize = 1 << 20;

type Maker = fn(u64, usize) -> Corpus;

/// The corpora that are JSONL.
const MAKERS: [Maker; 5] = [
    corpus::chat,
    corpus::prose,
    corpus::logs,
    corpus::multilingual,
    corpus::disguised,
];

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A changed hash means that a seed gives something else than before: raise `VERSION`.
#[test]
fn a_seed_gives_the_same_bytes_for_ever() {
    let got = [
        sha256(&corpus::chat(1, MIB).bytes),
        sha256(&corpus::prose(1, MIB).bytes),
        sha256(&corpus::logs(1, MIB).bytes),
        sha256(&corpus::multilingual(1, MIB).bytes),
        sha256(&corpus::disguised(1, MIB).bytes),
        sha256(&corpus::logs_text(1, MIB).bytes),
        sha256(&corpus::cells(1, MIB).values),
    ];
    assert_eq!(pumice_synth::VERSION, 2);
    assert_eq!(
        got,
        [
            "9cebfe376b56e03bb945ee82b9432614fcb68d19771fdf5b6481f5c67456f37f",
            "9a54b8b9433ccc4d549504c71546e09a0cd11cdf4a780ea5e4ca10d330ce633a",
            "ab3e694c11d6d9f86957f269a81a1b8cf8896105960d94b14f1b6370a476d877",
            "1101dbbb8e8b329f0f6133f20cbfee080ffa45f7992f3ba78d7ac9894330a522",
            "7cadaa7efec19528f7a167cb2fa302458c717ce94ac175393ef728c33412292d",
            "16ae693f531861a5e5b4d798af058b1a024c9c0e733925692684da8cd8306edc",
            "0752ec47c2305de6e4d338b04f229bc6c6a22bdf6288d6db5bb07171de7cb913",
        ]
    );
}

#[test]
fn another_seed_gives_another_corpus() {
    assert_ne!(corpus::chat(1, 4096), corpus::chat(2, 4096));
}

#[test]
fn a_longer_corpus_begins_with_the_shorter_one() {
    for make in MAKERS.into_iter().chain([corpus::logs_text as Maker]) {
        let (short, long) = (make(3, 20_000), make(3, 50_000));
        assert!(long.bytes.starts_with(&short.bytes));
        assert!(long.gold.starts_with(&short.gold));
    }
}

#[test]
fn values_come_as_often_as_stated() {
    let density = |made: Corpus| made.bytes_a_value() as u32;
    assert!((290..350).contains(&density(corpus::chat(1, 4 * MIB))));
    assert!((290..350).contains(&density(corpus::multilingual(1, 4 * MIB))));
    assert!((17_000..25_000).contains(&density(corpus::prose(1, 8 * MIB))));
}

/// Three of the four languages show by their script: three sixteenths of the records.
#[test]
fn a_fourth_of_the_records_is_in_other_languages() {
    let foreign = |line: &[u8]| {
        let record: Value = serde_json::from_slice(line).expect("a record is JSON");
        let beyond = |c: char| matches!(c, '\u{600}'..'\u{700}' | '\u{900}'..'\u{980}' | '\u{3040}'..'\u{a000}');
        record.to_string().matches(beyond).count() > 8
    };
    for (make, expected) in
        MAKERS
            .into_iter()
            .zip([3.0 / 16.0, 3.0 / 16.0, 3.0 / 16.0, 0.75, 3.0 / 16.0])
    {
        let made = make(1, 2 * MIB);
        let lines = made.bytes.split(|&byte| byte == b'\n');
        let count = lines
            .filter(|line| !line.is_empty() && foreign(line))
            .count();
        let share = count as f64 / f64::from(made.records);
        assert!(
            (share - expected).abs() < 0.04,
            "{share} instead of {expected}"
        );
    }
}

/// Reads every record with serde_json, follows each label's path, and compares.
#[test]
fn labels_of_json_point_at_their_values() {
    for make in MAKERS {
        let made = make(1, MIB);
        let records: Vec<Value> = made
            .bytes
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).expect("a record is JSON"))
            .collect();
        assert_eq!(records.len(), made.records as usize);
        assert!(!made.gold.is_empty());
        for label in &made.gold {
            let text = follow(&records[label.record as usize], &label.path);
            assert_eq!(text[label.text.clone()], label.value, "{}", label.path);
        }
    }
}

/// The text at `path`; strings on the way are JSON themselves.
fn follow(record: &Value, path: &str) -> String {
    let mut at = record.clone();
    for step in path.replace('[', ".").replace(']', "").split('.') {
        if let Value::String(inner) = &at {
            at = serde_json::from_str(inner).expect("a string on the way is JSON");
        }
        at = match step.parse::<usize>() {
            Ok(index) => at[index].take(),
            Err(_) => at[step].take(),
        };
    }
    match at {
        Value::String(text) => text,
        number => number.to_string(),
    }
}

/// Undoes escapes until the value appears: at most two levels deep.
#[test]
fn raw_places_hold_the_value_in_its_spelling() {
    for make in MAKERS.into_iter().chain([corpus::logs_text as Maker]) {
        let made = make(1, MIB);
        let mut end = 0;
        for label in &made.gold {
            assert!(label.raw.start >= end, "labels are sorted and disjoint");
            end = label.raw.end;
            let mut text = String::from_utf8_lossy(&made.bytes[label.raw.clone()]).into_owned();
            for _ in 0..2 {
                if text != label.value {
                    let quoted = format!("\"{text}\"");
                    text = serde_json::from_str(&quoted).expect("a part of a JSON string");
                }
            }
            assert_eq!(text, label.value);
        }
    }
}

#[test]
fn chat_has_the_escapes_and_shapes_that_files_have() {
    let made = corpus::chat(1, MIB);
    let text = String::from_utf8(made.bytes).expect("UTF-8");
    for part in [
        r"\n",
        r#"\""#,
        r"\u00e9",
        r"\/",
        "\"arguments\":\"{",
        "é",
        "null",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let bare_numbers = made
        .gold
        .iter()
        .filter(|label| label.path.ends_with(".card"));
    assert!(bare_numbers.count() > 10);
}

#[test]
fn logs_say_the_same_as_json_and_as_text() {
    let (json, text) = (corpus::logs(1, 100_000), corpus::logs_text(1, 100_000));
    assert!(!json.gold.is_empty());
    for (one, other) in json.gold.iter().zip(&text.gold) {
        assert_eq!((one.record, &one.value), (other.record, &other.value));
        assert_eq!(one.text, other.text);
    }
}

#[test]
fn cells_abut_and_hold_their_values() {
    let cells = corpus::cells(1, MIB);
    let mut edge = 0;
    for range in cells.ranges() {
        assert_eq!(range.start, edge);
        assert_eq!(range.len(), CELL_BYTES);
        edge = range.end;
    }
    assert_eq!(edge as usize, cells.values.len());
    for gold in &cells.gold {
        assert_eq!(gold.start % CELL_BYTES, 0);
        let value = std::str::from_utf8(&cells.values[gold.start..gold.end]).expect("UTF-8");
        assert_eq!(value.trim(), value);
    }
    let share = cells.gold.len() as f64 * CELL_BYTES as f64 / cells.values.len() as f64;
    assert!((0.35..0.45).contains(&share), "{share}");
}
