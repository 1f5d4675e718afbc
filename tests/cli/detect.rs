//! `pumice detect`.

use super::*;

/// The lines of standard output as JSON.
fn lines(ran: &Ran) -> Vec<serde_json::Value> {
    let lines = ran.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn detect(arguments: &[&str], input: &str) -> Ran {
    let arguments = [&["detect"][..], arguments].concat();
    Room::new().run_with_input(&arguments, input.as_bytes())
}

/// Start and end of every span of the first record.
fn offsets(ran: &Ran) -> Vec<(u64, u64)> {
    let record = &lines(ran)[0];
    let spans = record["spans"].as_array().expect("an array").iter();
    spans
        .map(|span| (span["start"].as_u64(), span["end"].as_u64()))
        .map(|(start, end)| (start.expect("a number"), end.expect("a number")))
        .collect()
}

#[test]
fn offsets_count_in_the_decoded_text() {
    let text = "\u{1f600}\u{e9} jane@example.com\n\u{1f44d} joe@example.com";
    let found = ["jane@example.com", "joe@example.com"];
    let bytes = found.map(|value| {
        let start = text.find(value).expect("it is there");
        (start, start + value.len())
    });
    let spellings = [
        format!("{{\"text\":\"{}\"}}\n", text.replace('\n', "\\n")),
        "{\"text\":\"\\ud83d\\ude00\\u00e9 jane\\u0040example.com\\n\\uD83D\\uDC4D \\u006aoe@example.com\"}\n"
            .to_owned(),
    ];
    let count = |unit: &str, before: &str| match unit {
        "bytes" => before.len() as u64,
        "chars" => before.chars().count() as u64,
        _ => before.encode_utf16().count() as u64,
    };
    for spelling in spellings {
        for unit in ["bytes", "chars", "utf16"] {
            let ran = detect(&["--offsets", unit], &spelling).exits(0);
            let expected =
                bytes.map(|(start, end)| (count(unit, &text[..start]), count(unit, &text[..end])));
            assert_eq!(offsets(&ran), expected, "{unit} {spelling}");
        }
        let default = detect(&[], &spelling).exits(0);
        assert_eq!(offsets(&default), [(3, 19), (22, 37)]);
    }
}

#[test]
fn a_line_for_each_record_in_order_without_values() {
    let input = format!(
        "{{\"id\":\"a\\/b\",\"text\":\"x jane.doe@example.com\"}}\n\n{PLAIN}{{\"text\":\"\",\"id\":1e2}}\n"
    );
    let ran = detect(&["-"], &input).exits(0);
    let expected = "{\"id\":\"a\\/b\",\"spans\":[{\"start\":2,\"end\":22,\"label\":\"EMAIL_ADDRESS\",\"score\":";
    assert!(ran.stdout.starts_with(expected), "{}", ran.stdout);
    let rest: Vec<&str> = ran.stdout.lines().skip(1).collect();
    assert_eq!(
        rest,
        ["{\"id\":3,\"spans\":[]}", "{\"id\":1e2,\"spans\":[]}"]
    );
    assert!(!ran.stdout.contains("jane"));
    let score = lines(&ran)[0]["spans"][0]["score"]
        .as_f64()
        .expect("a number");
    assert!((0.5..=1.0).contains(&score));
}

#[test]
fn what_is_no_record_is_named_and_counted_without_its_value() {
    let input = format!("{GOOD}{BROKEN}{{\"text\":7}}\n[\"jane.doe@example.com\"]\n{GOOD}");
    let ran = detect(&[], &input).exits(2);
    assert_eq!(lines(&ran).len(), 2);
    assert_eq!(lines(&ran)[1]["id"], 5);
    let ran = ran.says(&["<stdin>:2: ", "<stdin>:3: ", "<stdin>:4: ", "`text`"]);
    assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
}

#[test]
fn a_file_that_is_no_jsonl_does_not_flood_the_terminal() {
    let ran = detect(&[], &"none\n".repeat(1000)).exits(2);
    assert!(ran.stderr.lines().count() < 30);
    assert!(ran.stderr.contains("980 more"), "{}", ran.stderr);
}

#[test]
fn fields_entities_and_scores_can_be_chosen() {
    let input =
        "{\"key\":9,\"body\":\"jane@example.com, 192.0.2.7\",\"text\":\"joe@example.com\"}\n";
    let labels = |more: &[&str]| {
        let arguments = [&["--text-field", "body", "--id-field", "key"][..], more].concat();
        let ran = detect(&arguments, input).exits(0);
        assert_eq!(lines(&ran)[0]["id"], 9);
        let spans = lines(&ran)[0]["spans"].clone();
        let spans = spans.as_array().expect("an array").iter();
        let labels: Vec<_> = spans
            .map(|span| span["label"].as_str().map(str::to_owned))
            .collect();
        labels.into_iter().flatten().collect::<Vec<_>>()
    };
    assert_eq!(labels(&[]), ["EMAIL_ADDRESS", "IP_ADDRESS"]);
    assert_eq!(labels(&["--entities", "IP_ADDRESS,US_SSN"]), ["IP_ADDRESS"]);
    assert!(labels(&["--min-score", "1"]).is_empty());
    detect(&["--entities", "SHOE_SIZE"], input)
        .exits(1)
        .says(&["SHOE_SIZE", "pumice entities"]);
    detect(&["--min-score", "2"], input).exits(1);
}

#[test]
fn many_records_keep_their_spans() {
    // More than one block of texts.
    let input: String = (0..30_000)
        .map(|number| match number % 2 {
            0 => format!(
                "{{\"id\":{number},\"text\":\"{} u{number}@example.com\"}}\n",
                "filler ".repeat(8)
            ),
            _ => format!("{{\"id\":{number},\"text\":\"\"}}\n"),
        })
        .collect();
    let room = Room::new().with("in.jsonl", input);
    let ran = room.run(&["detect", "in.jsonl"]).exits(0);
    let records = lines(&ran);
    assert_eq!(records.len(), 30_000);
    for (number, record) in records.iter().enumerate() {
        assert_eq!(record["id"], number);
        let spans = record["spans"].as_array().expect("an array");
        assert_eq!(spans.len(), 1 - number % 2, "record {number}");
        if let Some(span) = spans.first() {
            let length = format!("u{number}@example.com").len();
            assert_eq!(
                (&span["start"], &span["end"]),
                (&57.into(), &(57 + length).into())
            );
        }
    }
}

#[test]
fn specimens_are_flagged_and_other_spans_are_not() {
    let input = "{\"text\":\"jane@example.com, joe@contoso.com, 4111 \\u0031111 1111 1111\"}\n";
    let ran = detect(&[], input).exits(0);
    let spans = lines(&ran)[0]["spans"].clone();
    let spans = spans.as_array().expect("an array").iter();
    let flags: Vec<_> = spans.map(|span| span.get("specimen").cloned()).collect();
    assert_eq!(flags, [Some(true.into()), None, Some(true.into())]);
    assert!(!ran.stdout.contains("jane") && !ran.stdout.contains("1111"));
}

#[test]
fn disguises_are_flagged_and_other_spans_are_not() {
    let input =
        "{\"text\":\"jane&#64;example.com, joe@contoso.com, call ４１５-５５５-０１３２\"}\n";
    let ran = detect(&[], input).exits(0);
    let spans = lines(&ran)[0]["spans"].clone();
    let spans = spans.as_array().expect("an array").iter();
    let flags: Vec<_> = spans.map(|span| span.get("disguised").cloned()).collect();
    assert_eq!(flags, [Some(true.into()), None, Some(true.into())]);
}
