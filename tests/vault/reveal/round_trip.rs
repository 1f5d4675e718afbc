//! What is scrubbed comes back as it was.

use std::{fs, sync::Arc};

use parquet::{
    data_type::{ByteArray, ByteArrayType},
    file::{
        reader::{FileReader, SerializedFileReader},
        writer::SerializedFileWriter,
    },
    record::RowAccessor,
    schema::parser::parse_message_type,
};
use pumice_synth::Rng;

use super::{
    corpus::{in_ascii, line_end, record},
    *,
};
use crate::util::scale;

fn records(count: usize) -> String {
    let mut rng = Rng::new(20_260_101);
    (0..count)
        .map(|number| record(&mut rng, number) + line_end(number))
        .collect()
}

#[test]
fn exact_tokens_give_back_each_byte_of_mixed_records() {
    let count = scale(2_000, 100_000);
    let corpus = records(count);
    let room = vault().with("in.jsonl", &corpus);
    scrub(&room, "in.jsonl", "clean.jsonl", "crm");
    let clean = room.read("clean.jsonl");
    let written = tokens_in(&clean).len();
    assert!(written > 2 * count, "{written} tokens");
    for value in ["jane.doe", "@example", "O'Neil", "山田", "family"] {
        assert!(corpus.contains(value) && !clean.contains(value), "{value}");
    }

    reveal(
        &room,
        "clean.jsonl",
        "back.jsonl",
        "admin",
        &["--fail-on", "any"],
    )
    .exits(0)
    .says(&["resolved"]);
    let back = room.read("back.jsonl");
    for (number, (is, was)) in back.lines().zip(corpus.lines()).enumerate() {
        assert_eq!(is, was, "record {number}");
    }
    assert!(back == corpus, "line ends");
    let counts = tokens(&room, "back.jsonl.report.json");
    // Those of names have no brackets.
    assert!(
        counts["resolved"].as_u64().unwrap() as usize >= written,
        "{counts}"
    );
}

/// Writers differ in what they escape; values come back in the way of the one that has written the rest.
#[test]
fn exact_tokens_give_back_each_byte_of_a_corpus_in_ascii() {
    let corpus = in_ascii(&records(scale(1_000, 50_000)));
    let room = vault().with("in.jsonl", &corpus);
    scrub(&room, "in.jsonl", "clean.jsonl", "crm");
    reveal(
        &room,
        "clean.jsonl",
        "back.jsonl",
        "admin",
        &["--fail-on", "any"],
    )
    .exits(0);
    let back = room.read("back.jsonl");
    for (number, (is, was)) in back.lines().zip(corpus.lines()).enumerate() {
        assert_eq!(is, was, "record {number}");
    }
    assert!(back == corpus, "line ends");
}

/// The same tokens, once each record is a line of a text that knows no JSON.
#[test]
fn a_text_comes_back_as_the_record_did() {
    let corpus: String = (0..200)
        .map(|number| format!("{{\"text\":\"Write to p{number}@example.com now\"}}\n"))
        .collect();
    let room = vault().with("in.jsonl", &corpus);
    scrub(&room, "in.jsonl", "clean.jsonl", "crm");
    let clean = room.read("clean.jsonl");
    room.write("clean.txt", &clean);
    reveal(&room, "clean.txt", "back.txt", "admin", &[]).exits(0);
    assert_eq!(room.read("back.txt"), corpus);
    let report = json(&room.read("back.txt.report.json"));
    assert_eq!(
        (&report["format"], &report["tokens"]["resolved"]),
        (&"text".into(), &200.into())
    );
    // Compressed on the way, by its name.
    reveal(&room, "clean.jsonl", "back.jsonl.gz", "admin", &[]).exits(0);
    let gzip = fs::File::open(room.path("back.jsonl.gz")).unwrap();
    let back = std::io::read_to_string(flate2::read::MultiGzDecoder::new(gzip)).unwrap();
    assert_eq!(back, corpus);
    reveal(
        &room,
        "back.jsonl.gz",
        "again.jsonl",
        "admin",
        &["--fail-on", "any"],
    )
    .exits(0);
    let again = fs::read(room.path("again.jsonl")).unwrap();
    assert_eq!(again[..2], [0x1f, 0x8b], "compressed as the input is");
}

#[test]
fn values_of_columns_come_back() {
    let room = vault();
    let texts: Vec<_> = (0..500)
        .map(|number| format!("é \"{}\" p{number}@example.com\r\n😀", number % 7))
        .collect();
    write_column(&room, "in.parquet", &texts);
    scrub(&room, "in.parquet", "clean.parquet", "crm");
    let clean = read_column(&room, "clean.parquet");
    assert!(clean.iter().all(|text| tokens_in(text).len() == 1));
    reveal(
        &room,
        "clean.parquet",
        "back.parquet",
        "admin",
        &["--fail-on", "any"],
    )
    .exits(0);
    assert_eq!(read_column(&room, "back.parquet"), texts);
    assert_eq!(
        json(&room.read("back.parquet.report.json"))["format"],
        "parquet"
    );
}

fn write_column(room: &Room, name: &str, texts: &[String]) {
    let schema = parse_message_type("message m { required binary text (UTF8); }").unwrap();
    let file = fs::File::create(room.path(name)).unwrap();
    let mut writer = SerializedFileWriter::new(file, Arc::new(schema), Default::default()).unwrap();
    for texts in texts.chunks(200) {
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let values: Vec<_> = texts.iter().map(|text| ByteArray::from(&**text)).collect();
        let typed = column.typed::<ByteArrayType>();
        typed.write_batch(&values, None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.close().unwrap();
}

fn read_column(room: &Room, name: &str) -> Vec<String> {
    let file = fs::File::open(room.path(name)).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| row.unwrap().get_string(0).unwrap().clone())
        .collect()
}

/// Of several spellings one comes back; the report of the scrub says how many are not in the normal one.
#[test]
fn canonical_tokens_count_what_they_lose_exactly() {
    let policy = EXACT.replace("\"exact\"", "\"canonical\"");
    let spellings = [
        ("jane@example.com", true),
        ("Jane@Example.com", false),
        ("JANE@EXAMPLE.COM", false),
        ("joe@example.com", true),
        ("joe@EXAMPLE.com", false),
    ];
    let corpus: String = (0..50)
        .map(|number| {
            let (mail, _) = spellings[number % spellings.len()];
            format!("{{\"text\":\"Ask {mail} now\"}}\n")
        })
        .collect();
    let lost = (0..50).filter(|number| !spellings[number % 5].1).count();
    let room = vault()
        .with("in.jsonl", &corpus)
        .with("canonical.toml", policy);
    scrub_with(&room, "in.jsonl", "clean.jsonl", "crm", "canonical.toml");
    let report = json(&room.read("clean.jsonl.report.json"));
    assert_eq!(report["counts"]["respelled"], lost);
    let clean = room.read("clean.jsonl");
    let mut different = tokens_in(&clean);
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), 2, "spellings share a token");

    reveal(
        &room,
        "clean.jsonl",
        "back.jsonl",
        "admin",
        &["--fail-on", "any"],
    )
    .exits(0);
    let back = room.read("back.jsonl");
    for (is, was) in back.lines().zip(corpus.lines()) {
        assert_eq!(is.to_lowercase(), was.to_lowercase());
    }
    // The bytewise smallest of those that the vault has is the one of all of them.
    let kept = back.matches("JANE@EXAMPLE.COM").count();
    assert_eq!(kept, 30);
    assert_eq!(back.matches("joe@EXAMPLE.com").count(), 20);
}
