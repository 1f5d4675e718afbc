//! SARIF logs: what the standard's schema says of them, and whether they are true.

use std::{
    fs::{self, File},
    io::Write,
    process::{Command, Stdio},
};

use pumice_detect::{OffsetMap, escape};
use pumice_synth::Rng;
use serde_json::{Value, json};

use crate::{
    tools,
    util::{Ran, Room, root, scale, spelled},
};

const KEY: &str = "000102030405060708090a0b0c0d0e0f";

/// Runs a scan that writes SARIF to standard output; `-` reads `in.jsonl`.
fn scan(room: &Room, input: &str, more: &[&str]) -> (Ran, Value) {
    let arguments = [&["scan", input, "--format", "sarif"][..], more].concat();
    let mut command = room.command(&arguments);
    if input == "-" {
        command.stdin(File::open(room.path("in.jsonl")).expect("there"));
    }
    let ran = Ran::new(command.output().expect("it starts"));
    let log = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:#?}"));
    (ran, log)
}

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().expect("an array")
}

fn region(result: &Value) -> &Value {
    &result["locations"][0]["physicalLocation"]["region"]
}

fn number(value: &Value) -> usize {
    value.as_u64().expect("a number") as usize
}

/// What the schema has against each of them; nothing is an empty text.
fn errors(logs: &[Value]) -> Vec<String> {
    let mut python = Command::new(tools::python())
        .arg(root().join("tests/tools/sarif_errors.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python starts");
    let mut stdin = python.stdin.take().expect("a pipe");
    let lines: String = logs.iter().map(|log| format!("{log}\n")).collect();
    // All is read before the first answer fills a pipe: the answers are short.
    stdin.write_all(lines.as_bytes()).expect("it reads");
    drop(stdin);
    let ran = Ran::new(python.wait_with_output().expect("it ends")).exits(0);
    let answers = ran.stdout.lines();
    let errors: Vec<String> = answers
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(errors.len(), logs.len());
    errors
}

/// Findings of all kinds: of secrets, persons and things, specimens, deep and in keys.
fn mixture() -> String {
    let parts = ["ghp_F", "BTpcZO", "UyYFnkquFhnh72KjgKfHzcQ1wXFPJ"];
    let lines = [
        json!({"text": format!("GITHUB_KEY=\"{}\"", parts.concat())}),
        json!({"messages": [{"role": "user", "content": "ada@contoso.com on 2024-03-05"}]}),
        json!({"jane@example.com": {"n": 4_111_111_111_111_111_u64, "ssn": "219-09-9998"}}),
        json!({"tool_calls": [{"function": {"arguments": "{\"to\":\"bob@contoso.com\"}"}}]}),
        json!({"text": "nothing"}),
    ];
    let lines = lines.iter().map(|line| format!("{line}\n"));
    format!("{}{{\"text\":\"cut\n", lines.collect::<String>())
}

#[test]
fn logs_are_what_the_standard_says() {
    let room = Room::new()
        .with("in.jsonl", mixture())
        .with("plain.jsonl", "{\"text\":\"nothing\"}\n")
        .with("empty.jsonl", "")
        .with("a b#\u{e9}.jsonl", mixture())
        .with("key", KEY)
        .with(
            "policy.toml",
            "version = 1\n[[deny]]\nentity = \"PROJECT\"\nterms = [\"nothing\"]\n\
             [[fields]]\npath = '\"a{0}[](x)\"'\nthreshold = 0.6\n",
        );
    let absolute = room.path("in.jsonl");
    let mut logs: Vec<Value> = [
        &["in.jsonl"][..],
        &["in.jsonl", "--hash-key-file", "key"],
        &["in.jsonl", "--max-results", "2"],
        &["in.jsonl", "--policy", "policy.toml"],
        &["plain.jsonl"],
        &["empty.jsonl"],
        &["a b#\u{e9}.jsonl"],
        &[absolute.to_str().expect("UTF-8")],
        &["-"],
    ]
    .iter()
    .map(|arguments| scan(&room, arguments[0], &arguments[1..]).1)
    .collect();
    for (log, error) in logs.iter().zip(errors(&logs)) {
        assert_eq!(error, "", "{log:#}");
        check_references(log);
    }
    // The schema would tell.
    for (pointer, wrong) in [
        ("/runs/0/results/0/level", json!("fatal")),
        ("/runs/0/results/0/ruleIndex", json!(-2)),
        ("/runs/0/results/0/message", json!({})),
        ("/runs/0/results/0/rank", json!(101)),
        (
            "/runs/0/results/0/locations/0/physicalLocation/region/startLine",
            json!(0),
        ),
        ("/runs/0/results/0/partialFingerprints", json!({"a": 1})),
        ("/runs/0/tool/driver/rules/0/id", Value::Null),
        ("/runs/0/columnKind", json!("bytes")),
        ("/version", json!("2.0.0")),
    ] {
        logs.truncate(1);
        let mut log = logs[0].clone();
        *log.pointer_mut(pointer).expect("it is there") = wrong;
        assert_ne!(errors(&[log]), [""], "{pointer}");
    }
}

/// A folder with findings in two files and none in two others, and a file beside it.
fn folder() -> Room {
    let room = Room::new().with("key", KEY).with("top.jsonl", mixture());
    room.write("in/b/one.jsonl", mixture());
    room.write("in/a.jsonl", mixture().replace("ada@", "eve@"));
    room.write("in/empty.jsonl", "");
    room.write("in/plain.jsonl", "{\"text\":\"nothing\"}\n");
    room
}

/// The URIs of all results, in their order.
fn uris(log: &Value) -> Vec<&str> {
    let pointer = "/locations/0/physicalLocation/artifactLocation/uri";
    let uris = results(log).iter().map(|result| result.pointer(pointer));
    uris.map(|uri| uri.and_then(Value::as_str).expect("a URI"))
        .collect()
}

#[test]
fn a_log_of_many_files_is_those_of_each_in_their_order() {
    let room = folder();
    let key = ["--hash-key-file", "key"];
    let (ran, log) = scan(&room, "top.jsonl", &["in"]);
    ran.exits(2);
    assert_eq!(errors(std::slice::from_ref(&log)), [""]);
    check_references(&log);
    let artifacts = log["runs"][0]["artifacts"].as_array().expect("artifacts");
    let names: Vec<_> = artifacts
        .iter()
        .map(|artifact| artifact["location"]["uri"].as_str().expect("a URI"))
        .collect();
    let files = [
        "top.jsonl",
        "in/a.jsonl",
        "in/b/one.jsonl",
        "in/empty.jsonl",
        "in/plain.jsonl",
    ];
    assert_eq!(names, files);
    for (artifact, name) in artifacts.iter().zip(files) {
        let bytes = fs::metadata(room.path(name)).expect("there").len();
        assert_eq!(artifact["length"], bytes, "{name}");
    }
    // The same results as one by one, but for what only the run knows.
    let strip = |result: &Value| {
        let mut result = result.clone();
        result["ruleIndex"] = Value::Null;
        result["locations"][0]["physicalLocation"]["artifactLocation"]["index"] = Value::Null;
        result
    };
    let one_by_one: Vec<Value> = files
        .iter()
        .flat_map(|name| {
            let (_, log) = scan(&room, name, &[]);
            results(&log).iter().map(strip).collect::<Vec<_>>()
        })
        .collect();
    let together: Vec<Value> = results(&log).iter().map(strip).collect();
    assert_eq!(together, one_by_one);
    for threads in ["1", "5"] {
        let (_, again) = scan(&room, "top.jsonl", &["in", "--threads", threads]);
        assert_eq!(again["runs"][0]["results"], log["runs"][0]["results"]);
    }
    // Results that share a value's fingerprint are counted over the whole run.
    let (_, keyed) = scan(&room, "top.jsonl", &[&["in"][..], &key].concat());
    let mut prints: Vec<_> = results(&keyed)
        .iter()
        .map(|result| result["partialFingerprints"]["pumiceValue/v1"].as_str())
        .collect();
    let all = prints.len();
    assert!(prints.iter().flatten().any(|print| print.ends_with(":3")));
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), all);
}

#[test]
fn limits_and_baselines_are_those_of_the_whole_run() {
    let room = folder();
    let (ran, log) = scan(&room, "in", &["--max-results", "9"]);
    ran.exits(2).says(&["left out: 5"]);
    assert_eq!(errors(std::slice::from_ref(&log)), [""]);
    check_references(&log);
    assert_eq!(
        uris(&log),
        [&["in/a.jsonl"; 7][..], &["in/b/one.jsonl"; 2]].concat()
    );
    // What one file has is known in the other one too, as often as it was there.
    let known = [
        "scan",
        "in/a.jsonl",
        "--write-baseline",
        "known",
        "--hash-key-file",
        "key",
    ];
    room.run(&known).exits(2);
    let more = ["--baseline", "known", "--hash-key-file", "key"];
    let (_, log) = scan(&room, "in", &more);
    assert_eq!(uris(&log), ["in/b/one.jsonl"; 7]);
    let (_, log) = scan(&room, "top.jsonl", &more);
    assert_eq!(uris(&log), ["top.jsonl"], "the one that differs");
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_the_log() {
    let room = folder();
    room.write("in/aa.jsonl", "PK\x03\x04");
    let (ran, log) = scan(&room, "in", &["--keep-going"]);
    ran.exits(2);
    assert_eq!(errors(std::slice::from_ref(&log)), [""]);
    check_references(&log);
    assert_eq!(results(&log).len(), 14);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0];
    assert_eq!(told["level"], "error");
    let text = told["message"]["text"].as_str().expect("a text");
    assert!(text.starts_with("in/aa.jsonl: is a ZIP archive"), "{text}");
    let place = &told["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(
        (&place["index"], &place["uri"]),
        (&json!(1), &json!("in/aa.jsonl"))
    );
    // Without the flag there is no log that looks like one of all.
    room.run(&["scan", "in", "--format", "sarif", "--out", "log.sarif"])
        .exits(1);
    assert!(!room.path("log.sarif").exists());
    // A part of the records is told to be one.
    let (_, log) = scan(&room, "in/a.jsonl", &["top.jsonl", "--limit", "3"]);
    assert_eq!(errors(std::slice::from_ref(&log)), [""]);
    let run = &log["runs"][0];
    let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    let text = told.as_str().expect("a text");
    assert!(text.ends_with("the first 3 records"), "{text}");
    assert_eq!(run["properties"]["selected"]["limit"], 3);
    assert_eq!(run["artifacts"][0].get("length"), None);
    assert_eq!(run["artifacts"][1].get("roles"), None);
}

/// What a schema cannot say: that indices lead somewhere, and ids are unique.
fn check_references(log: &Value) {
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let mut ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str()).collect();
    for result in results(log) {
        let rule = &rules[number(&result["ruleIndex"])];
        assert_eq!(rule["id"], result["ruleId"]);
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        let artifact = &run["artifacts"][number(&location["index"])];
        assert_eq!(artifact["location"]["uri"], location["uri"]);
        let Value::Object(fingerprints) = &result["partialFingerprints"] else {
            panic!("no fingerprints");
        };
        assert_eq!(fingerprints.len(), 2);
    }
    let used = results(log)
        .iter()
        .map(|result| number(&result["ruleIndex"]));
    assert_eq!(used.max().map_or(0, |last| last + 1), rules.len());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rules.len());
}

#[test]
fn levels_tell_secrets_from_persons_and_things() {
    let room = Room::new().with("in.jsonl", mixture());
    let (ran, log) = scan(&room, "in.jsonl", &[]);
    ran.exits(2);
    let levels: Vec<_> = results(&log)
        .iter()
        .map(|result| {
            let entity = result["properties"]["entity"].as_str().expect("a name");
            (entity, result["level"].as_str().expect("a level"))
        })
        .collect();
    assert_eq!(
        levels,
        [
            ("VCS_TOKEN", "error"),
            ("EMAIL_ADDRESS", "warning"),
            ("DATE_TIME", "note"),
            ("EMAIL_ADDRESS", "note"), // a specimen
            ("CREDIT_CARD", "note"),
            ("US_SSN", "warning"),
            ("EMAIL_ADDRESS", "warning"),
        ]
    );
    let notifications = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    let text = notifications[0]["message"]["text"]
        .as_str()
        .expect("a text");
    assert!(text.ends_with("not searched: 1"), "{text}");
    for rule in log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules")
    {
        let help = rule["help"]["text"].as_str().expect("a text");
        assert!(
            help.contains("Defined by: ") && !help.contains("Defined by: ."),
            "{help}"
        );
    }
}

/// Each region is cut out of the file by its bytes and by its columns, and is what was planted.
#[test]
fn regions_are_where_the_values_are() {
    let lines = [
        (
            "\u{feff}",
            "{\"text\":\"\u{1f600}\u{e9} ada@contoso.com and \\u0062ob\\u0040contoso.com\"}\r\n",
            &["ada@contoso.com", "\\u0062ob\\u0040contoso.com"][..],
        ),
        ("", "\n", &[]),
        ("", "{\"text\":\"cut eve@contoso.com\n", &[]),
        (
            "",
            "  {\"a\":{\"c@contoso.com\":[1,\"d\\n\\ud83d\\ude00\\ne@contoso.com\"]}} \n",
            &["c@contoso.com", "e@contoso.com"],
        ),
        (
            "",
            "{\"x\":\"f@contoso.com\",\"arguments\":\"{\\\"to\\\":\\\"g\\\\u0040contoso.com \u{1f44d} h@contoso.com\\\"}\",\"y\":\"i@contoso.com\"}\n",
            &[
                "f@contoso.com",
                "g\\\\u0040contoso.com",
                "h@contoso.com",
                "i@contoso.com",
            ],
        ),
        (
            "",
            "{\"card\":-4012888888881881.0,\"text\":\"j@contoso.com\"}",
            &["4012888888881881", "j@contoso.com"],
        ),
    ];
    let file: String = lines
        .iter()
        .map(|(mark, line, _)| format!("{mark}{line}"))
        .collect();
    let room = Room::new().with("in.jsonl", &file);
    let (_, log) = scan(&room, "in.jsonl", &[]);
    let planted = (1..).zip(&lines).flat_map(|(number, (_, line, values))| {
        values.iter().map(move |value| (number, line, *value))
    });
    let planted: Vec<_> = planted.collect();
    assert_eq!(results(&log).len(), planted.len(), "{log:#}");
    for (result, (line_number, line, value)) in results(&log).iter().zip(planted) {
        let region = region(result);
        let start = number(&region["byteOffset"]);
        let end = start + number(&region["byteLength"]);
        assert_eq!(&file[start..end], value);
        assert_eq!(number(&region["startLine"]), line_number);
        let units: Vec<u16> = line.encode_utf16().collect();
        let columns = number(&region["startColumn"]) - 1..number(&region["endColumn"]) - 1;
        assert_eq!(String::from_utf16_lossy(&units[columns]), value);
        assert_eq!(number(&result["properties"]["record"]), line_number);
    }
    assert!(!log.to_string().contains("contoso"));
}

/// Values in strings in strings, each spelled in a way of its own.
#[test]
fn regions_hold_however_deep_and_escaped() {
    let mut rng = Rng::new(5);
    let (mut file, mut planted) = (String::from("\u{feff}"), vec![]);
    for number in 0..scale(300, 10_000) {
        let (level, mail) = (rng.below(4), format!("user{number}@contoso.com"));
        let share = [0, 10, 60][rng.below(3) as usize];
        let mut text = format!("\u{1f600}\u{e9}\t\"\\ {mail} \u{1f44d} {mail}\n");
        for _ in 0..level {
            text = format!("{{\"\u{e9}\":[\"{}\"]}}", spelled(&mut rng, &text, share));
        }
        let before = spelled(&mut rng, "\u{1f680}\u{fc}\"", 30);
        let text = spelled(&mut rng, &text, share);
        file.push_str(&format!("{{\"n\":\"{before}\",\"text\":\"{text}\"}}\n"));
        planted.extend([(level, mail.clone()), (level, mail)]);
    }
    let room = Room::new().with("in.jsonl", &file);
    let (_, log) = scan(&room, "in.jsonl", &["--max-results", "1000000"]);
    assert_eq!(results(&log).len(), planted.len());
    let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    for (result, (level, mail)) in results(&log).iter().zip(planted) {
        let region = region(result);
        let start = number(&region["byteOffset"]);
        let raw = &file[start..start + number(&region["byteLength"])];
        let line = lines[number(&region["startLine"]) - 1];
        let units: Vec<u16> = line.encode_utf16().collect();
        let columns = number(&region["startColumn"]) - 1..number(&region["endColumn"]) - 1;
        assert_eq!(String::from_utf16_lossy(&units[columns]), raw);
        let mut text = raw.as_bytes().to_vec();
        for _ in 0..=level {
            let mut plain = vec![];
            escape::decode(&text, &mut plain, &mut OffsetMap::default());
            text = plain;
        }
        assert_eq!(String::from_utf8_lossy(&text), mail, "{raw}");
    }
}

#[test]
fn files_are_named_by_uris() {
    let room = Room::new()
        .with("a b#\u{e9}.jsonl", mixture())
        .with("in.jsonl", mixture());
    let location = |input: &str| {
        let (_, log) = scan(&room, input, &[]);
        log["runs"][0]["artifacts"][0]["location"].clone()
    };
    let relative = |uri: &str| json!({"uri": uri, "uriBaseId": "%SRCROOT%"});
    assert_eq!(
        location("./a b#\u{e9}.jsonl"),
        relative("a%20b%23%C3%A9.jsonl")
    );
    let absolute = room.path("in.jsonl").canonicalize().expect("there");
    assert_eq!(
        location(absolute.to_str().expect("UTF-8")),
        relative("in.jsonl")
    );
    assert_eq!(location("-"), json!({"uri": "stdin"}));
}

/// Lines with a finding or two, many blocks of them.
fn many() -> String {
    (0..60_000)
        .map(|number| match number % 4 {
            0 => format!(
                "{{\"n\":{number},\"text\":\"ring 415-555-0132, u{number}@contoso.com\"}}\n"
            ),
            1 => format!(
                "{{\"args\":\"{{\\\"to\\\":\\\"v{}@contoso.com\\\"}}\"}}\n",
                number % 900
            ),
            _ => "{\"text\":\"word after word, and nothing to be found in any of them\"}\n".into(),
        })
        .collect()
}

#[test]
fn logs_do_not_depend_on_threads() {
    let room = Room::new().with("in.jsonl", many()).with("key", KEY);
    for more in [&[][..], &["--hash-key-file", "key"]] {
        let log = |threads| scan(&room, "in.jsonl", &[more, &["--threads", threads]].concat()).1;
        let one = log("1");
        assert_eq!(results(&one).len(), 25_000);
        for threads in ["2", "8"] {
            assert!(log(threads) == one, "{threads} threads differ");
        }
        let is_sorted =
            results(&one).is_sorted_by_key(|result| number(&region(result)["byteOffset"]));
        assert!(is_sorted);
    }
}

#[test]
fn what_is_left_out_is_counted_and_said() {
    let room = Room::new().with("in.jsonl", many());
    let arguments = ["--max-results", "3", "--out", "log.sarif"];
    let scan = [&["scan", "in.jsonl", "--format", "sarif"][..], &arguments].concat();
    let ran = room.run(&scan).exits(0);
    assert_eq!(ran.stdout, "");
    ran.says(&["log.sarif: only the first 3 results", "left out: 44997"]);
    let log: Value = serde_json::from_str(&room.read("log.sarif")).expect("JSON");
    assert_eq!(results(&log).len(), 3);
    let run = &log["runs"][0];
    assert_eq!(run["properties"]["results"], 3);
    assert_eq!(run["properties"]["resultsLeftOut"], 44_997);
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    let text = notification["message"]["text"].as_str().expect("a text");
    assert!(
        text.contains("first 3 ") && text.ends_with("left out: 44997"),
        "{text}"
    );
}

/// `name` of each result.
fn fingerprints(log: &Value, name: &str) -> Vec<String> {
    let of = |result: &Value| {
        result["partialFingerprints"][name]
            .as_str()
            .map(str::to_owned)
    };
    let all: Option<_> = results(log).iter().map(of).collect();
    all.unwrap_or_else(|| panic!("no {name}: {log:#}"))
}

#[test]
fn fingerprints_without_a_key_tell_nothing_of_values() {
    let lines = "{\"text\":\"ada@contoso.com, ada@contoso.com\"}\n{\"text\":\"ada@contoso.com\"}\n";
    let of = |name: &str, lines: &str| {
        let room = Room::new().with(name, lines);
        let log = scan(&room, name, &[]).1;
        let places = fingerprints(&log, "pumicePlace/v1");
        assert_eq!(places, fingerprints(&log, "primaryLocationLineHash"));
        places
    };
    let one = of("a.jsonl", lines);
    assert!(one[0].ends_with(":1") && one[1].ends_with(":2") && one[2].ends_with(":1"));
    assert_ne!(one[0], one[2]);
    assert_eq!(one, of("a.jsonl", &lines.replace("ada", "somebody.else")));
    assert_ne!(one, of("b.jsonl", lines));
    assert_ne!(one, of("a.jsonl", &lines.replace("text", "content")));
}

#[test]
fn fingerprints_with_a_key_stay_when_lines_move() {
    let (ada, bob) = (
        "{\"text\":\"ada@contoso.com\"}\n",
        "{\"text\":\"bob@contoso.com\"}\n",
    );
    let of = |lines: &str, key: &str| {
        let room = Room::new().with("in.jsonl", lines).with("key", key);
        let log = scan(&room, "in.jsonl", &["--hash-key-file", "key"]).1;
        fingerprints(&log, "pumiceValue/v1")
    };
    let one = of(&format!("{ada}{bob}{ada}"), KEY);
    let escaped = ada.replace('@', "\\u0040").replace("ada", "ADA");
    let moved = of(&format!("{bob}\n\n{ada}{escaped}"), KEY);
    assert_eq!(moved, [&one[1], &one[0], &one[2]].map(Clone::clone));
    assert_eq!(one[0].strip_suffix(":1"), one[2].strip_suffix(":2"));
    let other = of(&format!("{ada}{bob}{ada}"), &"ff".repeat(16));
    assert!(one.iter().all(|fingerprint| !other.contains(fingerprint)));
}

#[test]
fn what_a_policy_keeps_or_allows_is_no_result() {
    let policy = "version = 1\nallow = [\"ada@contoso.com\"]\nspecimens = \"keep\"\n\
                  [entities.DATE_TIME]\ntransform = \"keep\"\n";
    let room = Room::new()
        .with("in.jsonl", mixture())
        .with("policy.toml", policy);
    let (_, log) = scan(&room, "in.jsonl", &["--policy", "policy.toml"]);
    let entities: Vec<_> = results(&log)
        .iter()
        .map(|result| result["properties"]["entity"].as_str())
        .collect();
    let left = ["VCS_TOKEN", "US_SSN", "EMAIL_ADDRESS"];
    assert_eq!(entities, left.map(Some));
}

#[test]
fn an_output_needs_the_format() {
    let room = Room::new().with("in.jsonl", mixture());
    let scan = ["scan", "in.jsonl", "--out", "x"];
    room.run(&scan).exits(1).says(&["--out", "--format sarif"]);
    let onto = ["scan", "in.jsonl", "--format", "sarif", "--out", "in.jsonl"];
    room.run(&onto).exits(1).says(&["in.jsonl", "is an input"]);
    assert_eq!(room.names(), ["in.jsonl"]);
}
