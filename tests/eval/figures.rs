//! The figures themselves.

use std::collections::BTreeMap;

use pumice_synth::Rng;

use super::{
    naive::{self, Counts, Hits},
    *,
};
use crate::util::scale;

/// Asserts that a figure is `part` of `whole`, or null where there is nothing.
#[track_caller]
fn check_share(figure: &Value, part: u64, whole: u64, place: &str) {
    let value = figure["value"].as_f64();
    if whole == 0 {
        assert_eq!(value, None, "{place}");
        assert!(figure["value"].is_null() && figure["low"].is_null() && figure["high"].is_null());
        return;
    }
    let value = value.unwrap_or_else(|| panic!("{place}: no value"));
    assert!(
        (value - part as f64 / whole as f64).abs() < 1e-12,
        "{place}: {value}"
    );
    if let (Some(low), Some(high)) = (figure["low"].as_f64(), figure["high"].as_f64()) {
        assert!(
            0.0 <= low && low < high && high <= 1.0,
            "{place}: {low} {high}"
        );
    }
}

fn check_hits(row: &Value, mode: &str, hits: Hits, place: &str) {
    let counts = &row["counts"][mode];
    let found = ["tp", "fp", "fn"].map(|key| counts[key].as_u64());
    let Hits {
        right,
        wrong,
        missing,
    } = hits;
    assert_eq!(found, [right, wrong, missing].map(Some), "{place}, {mode}");
    let figures = &row[mode];
    check_share(&figures["precision"], right, right + wrong, place);
    check_share(&figures["recall"], right, right + missing, place);
    check_share(
        &figures["f1"],
        2 * right,
        2 * right + wrong + missing,
        place,
    );
    check_share(
        &figures["f2"],
        5 * right,
        5 * right + wrong + 4 * missing,
        place,
    );
}

fn check_row(row: &Value, counts: Counts, plain_chars: u64, place: &str) {
    assert_eq!(
        row["support"],
        counts.strict.right + counts.strict.missing,
        "{place}"
    );
    assert_eq!(row["predicted"], counts.predicted, "{place}");
    check_hits(row, "strict", counts.strict, place);
    check_hits(row, "overlap", counts.overlap, place);
    let Counts {
        gold_chars,
        leaked_chars,
        predicted_chars,
        over_redacted_chars,
        ..
    } = counts;
    for (key, count) in [
        ("gold_characters", gold_chars),
        ("leaked_characters", leaked_chars),
        ("predicted_characters", predicted_chars),
        ("over_redacted_characters", over_redacted_chars),
    ] {
        assert_eq!(row["counts"][key], count, "{place}, {key}");
    }
    let figures = &row["characters"];
    check_share(&figures["leak"], leaked_chars, gold_chars, place);
    check_share(
        &figures["over_redaction"],
        over_redacted_chars,
        predicted_chars,
        place,
    );
    check_share(
        &figures["over_redaction_of_text"],
        over_redacted_chars,
        plain_chars,
        place,
    );
}

/// The mean over the rows with gold spans whose figure is defined.
fn check_mean(report: &Value, path: [&str; 2]) {
    let [group, name] = path;
    let rows = report["entities"].as_array().unwrap().iter();
    let rows = rows.filter(|row| row["support"] != 0);
    let values: Vec<f64> = rows
        .filter_map(|row| row[group][name]["value"].as_f64())
        .collect();
    let mean = report["macro"][group][name]["value"].as_f64();
    assert_eq!(mean.is_none(), values.is_empty(), "{group} {name}");
    if let Some(mean) = mean {
        let expected = values.iter().sum::<f64>() / values.len() as f64;
        assert!(
            (mean - expected).abs() < 1e-12,
            "{group} {name}: {mean} {expected}"
        );
    }
}

fn check_worst(list: &Value, expected: &[(u64, u64)], place: &str) {
    let found: Vec<_> = (list.as_array().unwrap().iter())
        .map(|record| {
            (
                record["characters"].as_u64().unwrap(),
                record["line"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(found, expected[..expected.len().min(10)], "{place}");
    for record in list.as_array().unwrap() {
        let spans = record["spans"].as_array().unwrap();
        assert!(!spans.is_empty() && spans.iter().all(|span| span.get("value").is_none()));
    }
}

/// Compares a report with the independent scorer.
fn check(report: &Value, records: &[Record], place: &str) {
    let score = naive::score(records);
    let rows = report["entities"].as_array().unwrap();
    let names: Vec<_> = rows
        .iter()
        .map(|row| row["entity"].as_str().unwrap())
        .collect();
    assert_eq!(names, score.rows.keys().collect::<Vec<_>>(), "{place}");
    for (row, (entity, &counts)) in rows.iter().zip(&score.rows) {
        check_row(
            row,
            counts,
            score.plain_chars,
            &format!("{place}, {entity}"),
        );
    }
    check_row(
        &report["micro"],
        score.total,
        score.plain_chars,
        &format!("{place}, micro"),
    );
    let figures = ["precision", "recall", "f1", "f2"];
    for path in figures
        .map(|name| ["strict", name])
        .into_iter()
        .chain(figures.map(|name| ["overlap", name]))
    {
        check_mean(report, path);
    }
    for name in ["leak", "over_redaction", "over_redaction_of_text"] {
        check_mean(report, ["characters", name]);
    }
    let name = |value: &Value| value.as_str().map(str::to_owned);
    let cells = report["confusion"].as_array().unwrap().iter();
    let confusion: BTreeMap<_, _> = cells
        .map(|cell| {
            (
                (name(&cell["gold"]), name(&cell["predicted"])),
                cell["count"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(confusion, score.confusion, "{place}");
    check_worst(&report["worst"]["leaked"], &score.leaked, place);
    check_worst(
        &report["worst"]["over_redacted"],
        &score.over_redacted,
        place,
    );
}

fn with_predicted_as_the_map_says(mut records: Vec<Record>) -> Vec<Record> {
    for span in records.iter_mut().flat_map(|record| &mut record.predicted) {
        span.label = predicted_as(&span.label);
    }
    records
}

#[test]
fn the_fixture_has_the_figures_of_the_independent_scorer_in_every_unit() {
    let mut reports = UNITS.map(|unit| {
        let mut report = evaluate(&room(&fixture(), unit), &["--offsets", unit]);
        assert_eq!(report["offsets"], unit);
        assert_eq!(report["gold_spans"], 31);
        assert_eq!(report["ignored_spans"], 2);
        check(&report, &with_predicted_as_the_map_says(fixture()), unit);
        // Where the spans are depends on the unit, and nothing else.
        report["offsets"].take();
        report["worst"].take();
        report
    });
    let first = reports[0].take();
    assert_eq!(first, reports[1]);
    assert_eq!(first, reports[2]);
}

/// Spans at random: nested, equal, touching and crossing ones, in texts with all lengths of
/// characters.
fn random_records(rng: &mut Rng) -> Vec<Record> {
    let labels = [
        "EMAIL_ADDRESS",
        "US_SSN",
        "US_ITIN",
        "DE_STEUER_ID",
        "TAX_ID",
        "TAX_ID",
        "JOB",
        "URL",
        "FULL_NAME",
    ];
    let count = rng.between(1, 7);
    let record = |rng: &mut Rng| {
        let length = rng.between(1, 40);
        let letters = ["a", " ", "\u{e9}", "\u{20ac}", "\u{1f600}", "\n"];
        let text: String = (0..length).map(|_| rng.pick(&letters).to_owned()).collect();
        let span = |rng: &mut Rng| {
            let start = rng.below(length);
            let most = (length - start).min(if rng.percent(70) { 6 } else { length });
            let at = (start as usize, (start + rng.between(1, most)) as usize);
            (at, rng.pick(&labels).to_owned())
        };
        let mut record = Record {
            text,
            gold: vec![],
            predicted: vec![],
        };
        for _ in 0..rng.below(7) {
            let (at, label) = span(rng);
            record.gold.push(GoldSpan {
                at,
                meaning: meaning(&label),
                label,
            });
        }
        for _ in 0..rng.below(7) {
            let (mut at, mut label) = span(rng);
            if let Some(gold) = record.gold.get(rng.below(9) as usize) {
                at = gold.at;
                label = gold.meaning.last().cloned().unwrap_or(label);
            }
            // Only gold spans may be several.
            if label == "TAX_ID" || label == "JOB" {
                label = "US_SSN".into();
            }
            record.predicted.push(Span { at, label });
        }
        record
    };
    (0..count).map(|_| record(rng)).collect()
}

#[test]
fn random_spans_have_the_figures_of_the_independent_scorer() {
    let mut rng = Rng::new(20);
    for set in 0..scale(200, 5_000) {
        let records = random_records(&mut rng);
        let unit = UNITS[set % 3];
        let report = evaluate(&room(&records, unit), &["--offsets", unit]);
        let place = format!("set {set}");
        check(&report, &with_predicted_as_the_map_says(records), &place);
    }
}

#[test]
fn without_predictions_nothing_is_found_and_everything_leaks() {
    let room = room(&fixture(), "chars").with("predictions.jsonl", "");
    let report = evaluate(&room, &[]);
    assert_eq!(report["records_without_predictions"], 16);
    let rows = report["entities"].as_array().unwrap().iter();
    for row in rows.chain([&report["micro"], &report["macro"]]) {
        for mode in ["strict", "overlap"] {
            assert_eq!(row[mode]["recall"]["value"], 0.0);
            assert_eq!(row[mode]["f1"]["value"], 0.0);
            assert!(row[mode]["precision"]["value"].is_null());
        }
        assert_eq!(row["characters"]["leak"]["value"], 1.0);
        assert!(row["characters"]["over_redaction"]["value"].is_null());
        assert_eq!(row["characters"]["over_redaction_of_text"]["value"], 0.0);
    }
}

#[test]
fn the_gold_itself_is_right_in_everything() {
    let mut records = fixture();
    for record in &mut records {
        let named = record.gold.iter().filter(|gold| !gold.meaning.is_empty());
        record.predicted = named
            .map(|gold| Span {
                at: gold.at,
                label: gold.meaning[0].clone(),
            })
            .collect();
    }
    let report = evaluate(&room(&records, "chars"), &[]);
    let rows = report["entities"].as_array().unwrap().iter();
    for row in rows.chain([&report["micro"], &report["macro"]]) {
        for mode in ["strict", "overlap"] {
            for name in ["precision", "recall", "f1", "f2"] {
                assert_eq!(row[mode][name]["value"], 1.0, "{row}");
            }
        }
        for name in ["leak", "over_redaction", "over_redaction_of_text"] {
            assert_eq!(row["characters"][name]["value"], 0.0, "{row}");
        }
    }
    assert_eq!(
        report["worst"],
        serde_json::json!({"leaked": [], "over_redacted": []})
    );
    let off_diagonal = |cell: &&Value| cell["gold"] != cell["predicted"];
    assert_eq!(
        report["confusion"]
            .as_array()
            .unwrap()
            .iter()
            .find(off_diagonal),
        None
    );
}

#[test]
fn nothing_at_all_is_undefined_and_not_zero() {
    let room = room(&[], "chars");
    let report = evaluate(&room, &[]);
    assert_eq!(report["entities"], serde_json::json!([]));
    for row in [&report["micro"], &report["macro"]] {
        for figure in [
            &row["strict"]["recall"],
            &row["overlap"]["f2"],
            &row["characters"]["leak"],
        ] {
            assert_eq!(
                *figure,
                serde_json::json!({"value": null, "low": null, "high": null})
            );
        }
    }
    let table = room.run(&["eval", "gold.jsonl"]).exits(0).stdout;
    assert!(
        table.contains("all (micro)") && !table.contains("NaN"),
        "{table}"
    );
}
