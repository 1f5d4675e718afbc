//! What is a region, and how edits are written.

use pumice_detect::Role;
use pumice_engine::Numbers;

use super::*;

#[test]
fn escapes_are_redone_only_inside_an_edit() {
    let input = r#"{"\u0061":"\u00e9 jane\u0040example.com \/ \ud83d\ude00"}"#;
    let by = "<\"A\"\n\\>";
    let expected = r#"{"\u0061":"\u00e9 <\"A\"\n\\> \/ \ud83d\ude00"}"#;
    assert_eq!(replace(input, "jane@example.com", by), expected);
}

#[test]
fn replacements_are_escaped_once_for_each_level() {
    let inner = serde_json::json!({"to": "jane@example.com", "n": 1.50}).to_string();
    let middle = serde_json::json!([inner, "jane@example.com"]).to_string();
    let input = serde_json::json!({"a": middle, "b": "jane@example.com"}).to_string();
    let by = "say \"A\"\\\n";
    let expected = inner.replace("jane@example.com", r#"say \"A\"\\\n"#);
    let expected = serde_json::json!([expected, by]).to_string();
    let expected = serde_json::json!({"a": expected, "b": by}).to_string();
    assert_eq!(replace(&input, "jane@example.com", by), expected);
}

#[test]
fn a_span_that_cuts_an_escape_grows_to_its_end() {
    let input = r#"["a\u0040b","x\ud83d\ude00y"]"#;
    let outcome = run(input.as_bytes(), Limits::default(), |block, edits| {
        for (index, region) in block.regions().iter().enumerate() {
            let cut = Span::new(region.start + 3, region.start + 4);
            edits.push(cut, index as u32, EntityId(0), |out| {
                out.push(b'_');
                (true, ())
            });
        }
    });
    assert_eq!(outcome.text(), r#"["a_b","x_y"]"#);
}

#[test]
fn numbers_with_the_digits_of_a_phone_are_regions() {
    let input = "[4155550123,-4155550123,4111111111111111.0,123456,1234567e2,0.12345678,1e10,\
                 1999.99,{\"text\":12345678}]";
    let expected = [
        "4155550123",
        "4155550123",
        "4111111111111111",
        "1234567",
        "12345678",
    ];
    assert_eq!(texts(input), expected);
    let outcome = run(input.as_bytes(), Limits::default(), |block, edits| {
        for (index, region) in block.regions().iter().enumerate() {
            edits.push(region.span(), index as u32, EntityId(0), |_| (true, ()));
        }
    });
    assert_eq!(
        outcome.text(),
        "[null,null,null,123456,null,0.12345678,1e10,1999.99,{\"text\":null}]"
    );
}

#[test]
fn numbers_become_strings_when_the_policy_says_so() {
    let input = r#"{"n":-4155550123.50e1,"s":"{\"n\":4155550123}"}"#;
    let outcome = run(input.as_bytes(), Limits::default(), |block, edits| {
        block.numbers = Numbers::String;
        find(block, edits, "4155550123", "<P\">");
    });
    let expected = r#"{"n":"<P\">","s":"{\"n\":\"<P\\\">\"}"}"#;
    assert_eq!(outcome.text(), expected);
}

#[test]
fn json_in_strings_is_followed_and_other_text_is_not() {
    let cases: &[(&str, &[&str])] = &[
        (r#"["{\"a\":\"x\"}"]"#, &["x"]),
        (r#"["{\"a\":\"x\"} "," [\"y\"]\n"]"#, &["x", "y"]),
        (r#"["\"x\""]"#, &["x"]),
        (r#"["\u007b\u0022text\u0022:\"x\"}"]"#, &["x"]),
        (r#"["{\"a\":\"x\"","{}}"]"#, &["{\"a\":\"x\"", "{}}"]),
        (r#"["\"x\" and \"y\""]"#, &["\"x\" and \"y\""]),
        (
            r#"["{\"a\":\"line\nbreak\"}"]"#,
            &["{\"a\":\"line\nbreak\"}"],
        ),
        (
            r#"["[REDACTED]","1","true","\"","{"]"#,
            &["[REDACTED]", "1", "true", "\"", "{"],
        ),
        (
            r#"["first","{\"text\":\"third\"}","second"]"#,
            &["first", "second", "third"],
        ),
    ];
    for (input, expected) in cases {
        let found: Vec<_> = texts(input)
            .into_iter()
            .filter(|text| text != "a")
            .collect();
        assert_eq!(found, *expected, "{input}");
    }
}

#[test]
fn keys_that_nobody_knows_are_searched() {
    let input = r#"{"messages":[],"jane\u0040example.com":{"":"","text":"x"}}"#;
    assert_eq!(texts(input), ["jane@example.com", "x"]);
    assert_eq!(
        replace(input, "jane@example.com", "<E>"),
        r#"{"messages":[],"<E>":{"":"","text":"x"}}"#
    );
}

#[test]
fn keys_of_an_object_that_become_equal_are_numbered() {
    for (input, expected) in [
        (r#"{"a@b":1,"c@b":2}"#, r#"{"<@>":1,"<@>_2":2}"#),
        (
            r#"{"c@b":1,"a@b":2,"c\u0040b":3}"#,
            r#"{"<@>":1,"<@>_2":2,"<@>":3}"#,
        ),
        (
            r#"{"a@b":1,"<@>":2,"c@b":{"a@b":3}}"#,
            r#"{"<@>_2":1,"<@>":2,"<@>_3":{"<@>":3}}"#,
        ),
        (r#"[{"a@b":1},{"c@b":2}]"#, r#"[{"<@>":1},{"<@>":2}]"#),
        (
            r#"{"n":"{\"a@b\":1,\"c@b\":2}"}"#,
            r#"{"n":"{\"<@>\":1,\"<@>_2\":2}"}"#,
        ),
        (
            r#"{"x":{"a@b":1},"a@b!":1,"c@b!":2}"#,
            r#"{"x":{"<@>":1},"<@>!":1,"<@>!_2":2}"#,
        ),
    ] {
        let outcome = run(input.as_bytes(), Limits::default(), |block, edits| {
            find_addresses(block, edits);
        });
        assert_eq!(outcome.text(), expected, "{input}");
    }
}

#[test]
fn ids_of_a_record_stay_consistent() {
    let input = r#"{"messages":[{"tool_calls":[{"id":"a@b"},{"id":"c@b"},{"id":"call_1"}]},{"tool_call_id":"c@b"},{"tool_call_id":"a\u0040b"}]}
{"custom_id":"c@b"}"#;
    let expected = r#"{"messages":[{"tool_calls":[{"id":"<@>"},{"id":"<@>_2"},{"id":"call_1"}]},{"tool_call_id":"<@>_2"},{"tool_call_id":"<@>"}]}
{"custom_id":"<@>"}"#;
    let outcome = run(input.as_bytes(), Limits::default(), |block, edits| {
        find_addresses(block, edits);
    });
    assert_eq!(outcome.text(), expected);
}

/// Replaces three characters around an `@` by `<@>`, which is what stays of different addresses.
fn find_addresses(block: &Block, edits: &mut Edits) {
    for (index, region) in block.regions().iter().enumerate() {
        let (text, map) = decode(block, region);
        for (at, _) in text
            .match_indices('@')
            .filter(|&(at, _)| !text[at - 1..].starts_with('<'))
        {
            let found = map.source(Span::new(at as u32 - 1, at as u32 + 2));
            let span = Span::new(region.start + found.start, region.start + found.end);
            edits.push(span, index as u32, EntityId(0), |out| {
                out.extend_from_slice(b"<@>");
                (true, ())
            });
        }
    }
}

#[test]
fn chat_lines_keep_what_code_depends_on() {
    let input = r#"{"messages":[{"role":"user","name":"Jane","content":"hi"},{"role":"boss","content":null,"weight":1,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"send_mail","arguments":"{\"to\":\"x\"}"}},{"type":"a person","function":{"name":"Jane Example"}}]}],"tools":[{"type":"function","function":{"name":"f","description":"kept","parameters":{"type":"object","properties":{"Jane":{"enum":["kept"]}}}}}],"custom_id":"r1","method":"POST","url":"/v1/responses","body":{"model":"m.1"}}"#;
    let found = texts(input);
    let expected = [
        "Jane",
        "hi",
        "boss",
        "call_1",
        "a person",
        "Jane Example",
        "r1",
        "x",
    ];
    assert_eq!(
        found
            .iter()
            .filter(|text| *text != "to")
            .collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
}

#[test]
fn blobs_are_skipped_and_counted() {
    let base64 = "QUJD".repeat(300);
    let input = format!(
        r#"{{"content":["data:image/png;base64,{base64}","{base64}","{base64} x","data:,x"]}}"#
    );
    let outcome = copy(input.as_bytes());
    assert_eq!(outcome.blobs, 2);
    let found = texts(&input);
    assert!(found.ends_with(&[format!("{base64} x"), "data:,x".to_owned()]));
}

/// The roles of the fields of all regions, by their texts.
fn roles(input: &str) -> Vec<(String, Option<Role>)> {
    let scrubber = builtin();
    let mut worker = scrubber.worker::<Block>();
    let mut block = Reader::new(input.as_bytes(), "in")
        .next(None)
        .unwrap()
        .unwrap();
    let mut fields = scrubber.fields(&mut worker);
    block.open(&mut fields);
    (block.regions().iter())
        .map(|region| {
            let role = (Role::ALL.into_iter())
                .find(|&role| fields.with_role(region.field, role) == region.field);
            (decode(&block, region).0, role)
        })
        .collect()
}

#[test]
fn a_message_gives_its_role_to_its_parts() {
    let input = r#"{"messages":[{"content":"q","role":"user"},{"role":"assistant","content":[{"text":"a"}],"tool_calls":[{"function":{"arguments":"{\"text\":\"n\",\"messages\":[{\"content\":\"m\",\"role\":\"system\"}]}"}}]},{"role":"nobody","content":"x"},{"content":"y"}],"text":"z"}"#;
    assert_eq!(
        roles(input)
            .iter()
            .map(|(text, role)| (text.as_str(), *role))
            .collect::<Vec<_>>(),
        [
            ("q", Some(Role::User)),
            ("a", Some(Role::Assistant)),
            ("nobody", None),
            ("x", None),
            ("y", None),
            ("z", None),
            ("n", Some(Role::Assistant)),
            ("m", Some(Role::System)),
        ]
    );
}

#[test]
fn many_edits_in_a_text_of_many_escapes_take_time_in_proportion() {
    // Each edit once walked all escapes before it, which took minutes here.
    let text = |value: &str| format!("[\"{}\"]", format!("\\n{value}").repeat(100_000));
    let outcome = run(
        text("\\u0078").as_bytes(),
        Limits::default(),
        |block, edits| {
            // The middle of `\u0078`, so that every edit has an escape to grow to.
            for at in 0..100_000 {
                let start = block.regions()[0].start + at * 8 + 4;
                edits.push(Span::new(start, start + 2), 0, EntityId(0), |out| {
                    out.push(b'y');
                    (true, ())
                });
            }
        },
    );
    assert!(outcome.text() == text("y"));
}

/// `{"text":...}` in a string in a string, and so on.
fn nested(inner: &str, levels: usize) -> String {
    (0..levels).fold(inner.to_owned(), |text, _| {
        format!("{{\"text\":{}}}", serde_json::to_string(&text).unwrap())
    })
}

#[test]
fn what_holds_no_json_leaves_nothing_of_the_json_in_it() {
    // The outer string ends too early, so it is one text with all that is in it.
    let broken = nested(r#"{"text":"x","n":12345678}"#, 1).replace('}', "");
    let line = serde_json::to_string(&[broken.as_str(), "last"]).unwrap();
    assert_eq!(texts(&line), [broken.as_str(), "last"]);
    // So is one whose refusal would be for something that is no JSON then.
    let deep = "[".repeat(129) + &"]".repeat(129);
    let text = nested(&deep, 1) + "}";
    let line = serde_json::to_string(&[text.as_str()]).unwrap();
    assert_eq!(texts(&line), [text.as_str()]);
    let outcome = copy(line.as_bytes());
    assert_eq!((outcome.accepted, outcome.rejected), (1, 0));
}

#[test]
fn a_refused_line_leaves_nothing_and_the_others_stay() {
    let deep = "[".repeat(129) + &"]".repeat(129);
    let good = nested(r#"{"text":"x"}"#, 2);
    for (bad, detail) in [
        (
            nested(&deep, 1),
            "JSON in a string that nests deeper than 128 levels, 9 bytes into the line",
        ),
        (
            nested(&deep, 3),
            "JSON in a string that nests deeper than 128 levels",
        ),
        (
            nested("{}", 9),
            "JSON in strings nested deeper than 8 levels",
        ),
        // What stands higher up counts, and of that the first.
        (
            format!("[{},{}]", nested("{}", 9), nested(&deep, 2)),
            "JSON in a string that nests deeper than 128 levels",
        ),
        (
            format!("[{},]", nested(&deep, 2)),
            "no value where one must stand",
        ),
    ] {
        let input = format!("{good}\n{bad}\n{good}\n");
        assert_eq!(texts(&input), ["x", "x"], "{bad}");
        let outcome = copy(input.as_bytes());
        assert_eq!(outcome.text(), format!("{good}\n{good}\n"));
        let shown = outcome.quarantined()[0]["detail"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(shown.starts_with(detail), "{shown}");
    }
}

#[test]
fn edits_in_documents_of_all_levels_meet_their_lines() {
    let inner = nested(r#"{"text":"j@x \\ j@x","text":"\u00e9 j@x"}"#, 3);
    let line = format!("[\"j@x\",{inner},\"j@x\",{inner}]");
    let expected = line.replace("j@x", "<E>");
    assert_eq!(replace(&line, "j@x", "<E>"), expected);
}

#[test]
fn documents_get_the_role_of_the_innermost_message() {
    let message = r#"{"content":"own","role":"user"}"#;
    let inner = serde_json::to_string(message).unwrap();
    let plain = serde_json::to_string(r#"{"text":"its"}"#).unwrap();
    let line = format!(r#"{{"messages":[{{"content":[{inner},{plain}],"role":"tool"}}]}}"#);
    let expected = [
        ("own", Some(Role::User)),
        ("user", Some(Role::User)),
        ("its", Some(Role::Tool)),
    ];
    let expected = expected.map(|(text, role)| (text.to_owned(), role));
    assert_eq!(roles(&line), expected);
}
