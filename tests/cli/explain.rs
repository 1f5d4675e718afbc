//! `pumice explain`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::util::root;

/// An explanation in JSON.
fn explain(room: &Room, arguments: &[&str]) -> Value {
    let arguments = [&["explain", "--json", "--misses", "1000"], arguments].concat();
    let ran = room.run(&arguments).exits(0);
    assert_eq!(ran.stderr, "");
    serde_json::from_str(&ran.stdout).expect("JSON")
}

/// The only text of an explanation in which something is found or almost found.
fn text(explanation: &Value) -> &Value {
    let texts = explanation["texts"].as_array().expect("an array").iter();
    let mut told = texts.filter(|text| {
        let is_empty = |list: &str| text[list].as_array().is_some_and(Vec::is_empty);
        !(is_empty("findings") && is_empty("near_misses"))
    });
    let text = told.next().expect("one text");
    assert!(told.next().is_none(), "{explanation}");
    text
}

fn list<'a>(text: &'a Value, name: &str) -> &'a [Value] {
    text[name].as_array().expect("an array")
}

/// The near miss of an entity.
fn miss<'a>(explanation: &'a Value, entity: &str) -> &'a Value {
    let mut near = list(text(explanation), "near_misses").iter();
    let miss = near.find(|miss| miss["entity"] == entity);
    miss.unwrap_or_else(|| panic!("no {entity} in {explanation}"))
}

/// The decibans of a part of a score.
fn part(of: &Value, name: &str) -> Option<i64> {
    let mut parts = of["parts"].as_array().expect("an array").iter();
    let part = parts.find(|part| part["part"] == name)?;
    part["decibans"].as_i64()
}

const POLICY: &str = r#"
version = 1
allow = ["jane@example.com"]
[entities.PHONE_NUMBER]
transform = "mask"
[entities.CREDIT_CARD]
transform = "hash"
[entities.URL]
transform = "keep"
[entities.UUID]
enabled = true
[[fields]]
path = "note"
treat = "whole"
entity = "PERSON_NOTE"
[[fields]]
path = "kept.**"
treat = "keep"
[[deny]]
entity = "PERSON_NOTE"
terms = ["quux"]
"#;

/// What explanations of all records say is what the report of a run counts.
#[test]
fn it_explains_what_scrub_does() {
    let sample = fs::read_to_string(root().join("fixtures/sample.jsonl")).expect("there");
    let more = "{\"note\":\"anything\",\"kept\":{\"a\":\"bob@example.com\"},\"x\":\"quux 4111111111111111\"}\n\
                {\"text\":\"see https://example.org/a?b=jane@example.com or +1 415 555 0132\"}\n";
    let room = Room::new()
        .with("in.jsonl", [&sample, more].concat())
        .with("policy.toml", POLICY)
        .with("key", "00112233445566778899aabbccddeeff");
    for policy in [
        &[][..],
        &["--policy", "policy.toml", "--hash-key-file", "key"],
    ] {
        let scrub = [
            "scrub",
            "in.jsonl",
            "--out",
            "out.jsonl",
            "--report",
            "report.json",
        ];
        room.run(&[&scrub[..], policy].concat()).exits(0);
        let report: Value = serde_json::from_str(&room.read("report.json")).unwrap();
        let mut counted = BTreeMap::new();
        for row in report["counts"]["findings"].as_array().unwrap() {
            let key = ["path", "role", "entity", "transform", "outcome"];
            let key = key.map(|key| row[key].as_str().unwrap_or_default().to_owned());
            counted.insert(key, row["count"].as_u64().unwrap());
        }
        assert!(counted.len() > 10, "{counted:?}");
        let output = room.read("out.jsonl");
        let mut explained = BTreeMap::new();
        for (number, line) in (1..).zip(output.lines()) {
            let record = number.to_string();
            let explanation = explain(
                &room,
                &[&["--file", "in.jsonl", "--record", &record], policy].concat(),
            );
            assert_eq!(explanation["record"], number);
            for text in list(&explanation, "texts") {
                for found in list(text, "findings") {
                    check_finding(text, found);
                    let of = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                    let key = [
                        of(&text["path"]),
                        of(&text["role"]),
                        of(&found["entity"]),
                        of(&found["transform"]),
                        of(&found["outcome"]),
                    ];
                    *explained.entry(key).or_insert(0) += 1;
                    if let Some(replacement) = found["replacement"].as_str() {
                        let is_number = line.contains("null");
                        assert!(
                            line.contains(replacement) || is_number,
                            "{replacement}: {line}"
                        );
                    }
                }
            }
        }
        assert_eq!(explained, counted, "{policy:?}");
    }
}

/// A finding is what its offsets say, and its score what the parts of it add up to.
fn check_finding(text: &Value, found: &Value) {
    let offset = |name: &str| found[name].as_u64().expect("a number") as usize;
    let characters: Vec<char> = text["text"].as_str().expect("a text").chars().collect();
    let value: String = characters[offset("start")..offset("end")].iter().collect();
    assert_eq!(found["value"], value, "{found}");
    if let Some(decibans) = found["decibans"].as_i64() {
        let parts = list(found, "parts").iter();
        let sum: i64 = parts.map(|part| part["decibans"].as_i64().unwrap()).sum();
        assert_eq!(sum, decibans, "{found}");
        let odds = 10f64.powf(decibans as f64 / 10.0);
        let score = found["score"].as_f64().expect("a number");
        // Beyond 30 decibans all is one.
        assert!((score - odds / (1.0 + odds)).abs() < 0.002, "{found}");
        let threshold = found["threshold"].as_f64().expect("a threshold");
        assert!(score >= threshold, "{found}");
    }
    // Nothing is weighed where the policy takes all of a field, and a term of its own is certain.
    let is_whole = text["field"]
        .as_str()
        .is_some_and(|field| field.contains("takes all"));
    let is_certain = is_whole
        || list(found, "parts")
            .iter()
            .any(|part| part["decibans"].is_null());
    assert_eq!(found["decibans"].is_null(), is_certain, "{found}");
    assert!(!is_certain || found["score"] == 1.0, "{found}");
}

#[test]
fn parts_of_a_score_are_told_apart() {
    let room = Room::new();
    let alone = explain(&room, &["4539 1488 0343 6467"]);
    let alone = &list(text(&alone), "findings")[0];
    assert_eq!(alone["entity"], "CREDIT_CARD");
    // One number in ten passes Luhn's check: ten decibans.
    assert_eq!(part(alone, "check"), Some(10));
    assert_eq!((part(alone, "words"), part(alone, "field")), (None, None));

    let near = explain(&room, &["SSN 219-09-9998"]);
    let near = &list(text(&near), "findings")[0];
    assert_eq!(near["entity"], "US_SSN");
    assert!(part(near, "words") > Some(0), "{near}");
    assert_eq!(part(near, "field"), None);
    // The words themselves, before and behind, with escapes around them and in another script.
    let cue = |text: &str| {
        let explanation = explain(&room, &[text]);
        let found = &list(self::text(&explanation), "findings")[0];
        let mut parts = list(found, "parts").iter();
        let words = parts.find(|part| part["part"] == "words");
        words.map(|words| words["cue"].as_str().expect("words").to_owned())
    };
    for (text, expected) in [
        ("SSN 219-09-9998", Some("SSN")),
        (
            "a\n\"\u{e9}\" Social Security Number: 219-09-9998",
            Some("Social Security Number"),
        ),
        (
            "219-09-9998 is her social security number",
            Some("social security number"),
        ),
        (
            "\u{41f}\u{430}\u{441}\u{43f}\u{43e}\u{440}\u{442} 4509 123456",
            Some("\u{41f}\u{430}\u{441}\u{43f}\u{43e}\u{440}\u{442}"),
        ),
        ("see 4539 1488 0343 6467", None),
    ] {
        assert_eq!(cue(text).as_deref(), expected, "{text}");
    }

    let named = explain(&room, &["--field", "customer.ssn", "219-09-9998"]);
    let named = &list(text(&named), "findings")[0];
    assert!(part(named, "field") > Some(0), "{named}");
    assert_eq!(part(named, "words"), None);
}

#[test]
fn wrong_check_digits_are_told() {
    let explanation = explain(&Room::new(), &["card 4539 1488 0343 6468"]);
    let miss = miss(&explanation, "CREDIT_CARD");
    assert_eq!(miss["reason"], "check_failed");
    assert_eq!(miss["value"], "4539 1488 0343 6468");
    let why = miss["why"].as_str().unwrap();
    assert!(
        why.contains("check digits") && why.contains("speak for it"),
        "{why}"
    );
    assert!(list(text(&explanation), "findings").is_empty());
    // It is what one looks for, so it comes first.
    assert_eq!(
        list(text(&explanation), "near_misses")[0]["entity"],
        "CREDIT_CARD"
    );
}

#[test]
fn missing_words_are_told_with_examples() {
    let explanation = explain(&Room::new(), &["number 219099998 there"]);
    let miss = miss(&explanation, "US_SSN");
    assert_eq!(miss["reason"], "below_threshold");
    let why = miss["why"].as_str().unwrap();
    assert!(
        why.contains("threshold is 0.500") && why.contains("`ssn`"),
        "{why}"
    );
    assert_eq!(part(miss, "words"), None);
    let parts = list(miss, "parts").iter();
    let sum: i64 = parts.map(|part| part["decibans"].as_i64().unwrap()).sum();
    assert_eq!(Some(sum), miss["decibans"].as_i64());
}

#[test]
fn what_the_policy_does_is_told() {
    let room = Room::new().with("policy.toml", POLICY);
    let found = |arguments: &[&str]| {
        let explanation = explain(&room, &[&["--policy", "policy.toml"], arguments].concat());
        list(text(&explanation), "findings")[0].clone()
    };
    for (arguments, outcome, treatment) in [
        (&["jane@example.com"][..], "allowed", "`allow`"),
        (
            &["bob@example.com"],
            "replaced",
            "it becomes <EMAIL_ADDRESS>",
        ),
        (
            &["https://example.org/a"],
            "kept",
            "keep (policy.toml:9): it is counted and stays",
        ),
        (
            &["+1 415 555 0132"],
            "replaced",
            "mask (policy.toml:5): it becomes ",
        ),
        (&["4539 1488 0343 6467"], "replaced", "depends on the key"),
        (&["--field", "note", "all of it"], "replaced", "replace"),
        (
            &["--field", "note", "<PERSON_NOTE>"],
            "kept",
            "is a replacement already",
        ),
    ] {
        let found = found(arguments);
        assert_eq!(found["outcome"], outcome, "{found}");
        let told = found["treatment"].as_str().unwrap();
        assert!(told.contains(treatment), "{told}");
        if told.contains("the key") {
            assert!(found["replacement"].is_null(), "{found}");
        }
    }
    let kept = room.run(&[
        "explain",
        "--policy",
        "policy.toml",
        "--field",
        "kept.a",
        "bob@example.com",
    ]);
    let kept = kept.exits(0).stdout;
    assert!(kept.contains("keeps all of it"), "{kept}");
}

#[test]
fn what_is_off_and_what_lost_is_told() {
    let room = Room::new();
    let off = explain(&room, &["id 3f2504e0-4f89-41d3-9a0c-0305e82c3301"]);
    let off = miss(&off, "UUID");
    assert_eq!(off["reason"], "entity_off");
    assert!(
        off["why"].as_str().unwrap().contains("[entities.UUID]"),
        "{off}"
    );

    let inside = explain(
        &room,
        &["https://example.org/login?email=ann.roe@example.net&x=1"],
    );
    let near = list(text(&inside), "near_misses").iter();
    let lost: Vec<_> = near
        .filter(|miss| miss["reason"] == "inside_another" || miss["reason"] == "lost_overlap")
        .collect();
    assert!(!lost.is_empty(), "{inside}");
    let why = lost[0]["why"].as_str().unwrap();
    assert!(why.contains("finds as "), "{why}");
}

#[test]
fn thresholds_are_those_of_the_field() {
    let room = Room::new().with(
        "policy.toml",
        "version = 1\n[[fields]]\npath = \"strict.**\"\nthreshold = 0.99\n",
    );
    let of = |field: &str| {
        let arguments = [
            "--policy",
            "policy.toml",
            "--field",
            field,
            "call 4539 1488 0343 6467 now",
        ];
        explain(&room, &arguments)
    };
    let found = of("free.a");
    assert_eq!(list(text(&found), "findings")[0]["threshold"], 0.5);
    let strict = of("strict.a");
    let miss = miss(&strict, "CREDIT_CARD");
    assert_eq!(miss["reason"], "below_threshold");
    assert!(
        miss["why"].as_str().unwrap().contains("threshold is 0.990"),
        "{miss}"
    );
}

#[test]
fn people_see_marks_or_colours() {
    let room = Room::new();
    let text = "Mail jane.doe@example.com";
    let plain = room.run(&["explain", text]).exits(0);
    let (begin, _) = plain.stdout.split_once("\n\n").expect("a text and more");
    assert_eq!(begin, "$\n  Mail [1:jane.doe@example.com]");
    for words in [
        "1  EMAIL_ADDRESS  jane.doe@example.com",
        "RFC 5321",
        "threshold  0.500",
        "it becomes <EMAIL_ADDRESS>",
    ] {
        assert!(plain.stdout.contains(words), "{}", plain.stdout);
    }
    assert!(!plain.stdout.contains('\x1b'));
    let color = |arguments: &[&str], no_color: &str| {
        let arguments = [&["explain", text], arguments].concat();
        let mut command = room.command(&arguments);
        let output = command
            .env("NO_COLOR", no_color)
            .output()
            .expect("it starts");
        Ran::new(output).exits(0).stdout
    };
    let marked = "Mail \x1b[31;1m1\x1b[7m jane.doe@example.com \x1b[0m";
    // What is asked for counts more than what is wished for in general.
    assert!(color(&["--color", "always"], "1").contains(marked));
    assert_eq!(color(&["--color", "never"], ""), plain.stdout);
    assert_eq!(color(&[], ""), plain.stdout);
}

/// A pseudo-terminal is what Python has for it.
#[test]
fn a_terminal_gets_colours_unless_it_wants_none() {
    let spawn = "import os, pty, sys\n\
                 sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    for (name, value, is_coloured) in [
        ("TERM", "xterm", true),
        ("NO_COLOR", "", true),
        ("NO_COLOR", "1", false),
        ("TERM", "dumb", false),
    ] {
        let output = Command::new("python3")
            .args(["-c", spawn, env!("CARGO_BIN_EXE_pumice")])
            .args(["explain", "Mail jane.doe@example.com"])
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .env(name, value)
            .stdin(Stdio::null())
            .output()
            .expect("python3 must be installed: this test needs its pseudo-terminal");
        let ran = Ran::new(output).exits(0);
        assert_eq!(
            ran.stdout.contains("\x1b[7m"),
            is_coloured,
            "{name}={value}"
        );
    }
}

#[test]
fn records_are_read_as_a_run_reads_them() {
    let line = r#"{"messages":[{"role":"user","content":"\u00e9\n jane\u0040example.com"}],"args":"{\"to\":\"joe@example.com\"}"}"#;
    let room = Room::new().with("in.jsonl", format!("\u{feff}{PLAIN}\n{line}\n{BROKEN}"));
    let explanation = explain(&room, &["--file", "in.jsonl", "--record", "3"]);
    let texts = list(&explanation, "texts").iter();
    let found: Vec<_> = texts
        .flat_map(|text| {
            list(text, "findings")
                .iter()
                .map(move |found| (text, found))
        })
        .map(|(text, found)| {
            let of = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (
                of(&text["role"]),
                of(&found["value"]),
                found["start"].as_u64().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("user".to_owned(), "jane@example.com".to_owned(), 3),
        (String::new(), "joe@example.com".to_owned(), 0),
    ];
    assert_eq!(found, expected);
    let by_pipe = [
        "explain", "--json", "--misses", "1000", "--file", "-", "--record", "3",
    ];
    let piped = room.run_with_input(&by_pipe, room.read("in.jsonl").as_bytes());
    let piped: Value = serde_json::from_str(&piped.exits(0).stdout).unwrap();
    assert_eq!(piped, explanation);
    // A record far behind the first block.
    let room = Room::new().with("long.jsonl", [&PLAIN.repeat(20_000), line].concat());
    let far = explain(&room, &["--file", "long.jsonl", "--record", "20001"]);
    assert_eq!(far["texts"], explanation["texts"]);
}

#[test]
fn a_text_may_come_from_standard_input() {
    let room = Room::new();
    let by_word = room
        .run(&["explain", "two\nlines, ann.roe@example.net"])
        .exits(0);
    let by_pipe = room.run_with_input(&["explain", "-"], b"two\nlines, ann.roe@example.net\n");
    assert_eq!(by_pipe.exits(0).stdout, by_word.stdout);
    // The history of a shell has no hold on a role either.
    let user = explain(&room, &["--role", "user", "ann.roe@example.net"]);
    assert_eq!(
        (&text(&user)["path"], &text(&user)["role"]),
        (&"messages[].content".into(), &"user".into())
    );
}

#[test]
fn what_cannot_be_explained_is_told_without_values() {
    let room = Room::new().with("in.jsonl", [GOOD, "\n", BROKEN].concat());
    for (arguments, words) in [
        (
            &["--file", "in.jsonl", "--record", "9"][..],
            "in.jsonl: has no line 9",
        ),
        (
            &["--file", "in.jsonl", "--record", "2"],
            "in.jsonl:2: is blank",
        ),
        (
            &["--file", "in.jsonl", "--record", "3"],
            "in.jsonl:3: a run puts this record aside: ",
        ),
        (&["--file", "in.jsonl"], "--record"),
        (&["--file", ".", "--record", "1"], "is a directory"),
        (
            &["--file", "missing.jsonl", "--record", "1"],
            "missing.jsonl: cannot be opened",
        ),
        (&["--record", "1"], "--file"),
        (&[], "TEXT"),
        (&["jane@example.com", "--field", "a[1]"], "--field: "),
        (&["jane@example.com", "--role", "owner"], "one of system, "),
        (
            &["jane@example.com", "joe@example.com"],
            "the text is one argument",
        ),
        (
            &["jane@example.com", "--file", "in.jsonl", "--record", "1"],
            "cannot be used with",
        ),
    ] {
        let ran = room
            .run(&[&["explain"], arguments].concat())
            .exits(1)
            .says(&[words]);
        assert_eq!(ran.stdout, "", "{arguments:?}");
        assert!(!ran.stderr.contains("@example.com"), "{}", ran.stderr);
    }
}
