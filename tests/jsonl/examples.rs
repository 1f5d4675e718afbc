//! Lines that show what a search of lines misses or breaks, by name.

use serde_json::{Value, json};

use super::{builtin, scrub, tree::Json};

fn scrub_line(line: &str) -> String {
    String::from_utf8(scrub(&builtin(), line.as_bytes())).expect("UTF-8")
}

#[track_caller]
fn check(line: &str, expected: &str) {
    assert_eq!(scrub_line(line), expected);
}

#[test]
fn an_address_with_an_escaped_sign() {
    check(
        r#"{"text":"jane\u0040example.com"}"#,
        r#"{"text":"<EMAIL_ADDRESS>"}"#,
    );
}

#[test]
fn an_address_behind_an_escaped_line_feed() {
    check(
        r#"{"text":"hi\njane@example.com"}"#,
        r#"{"text":"hi\n<EMAIL_ADDRESS>"}"#,
    );
}

#[test]
fn a_card_that_is_a_number() {
    check(
        r#"{"card": 4111111111111111 , "left": 42}"#,
        r#"{"card": null , "left": 42}"#,
    );
}

#[test]
fn an_address_that_is_a_key() {
    check(
        r#"{"jane@example.com": {"seen": true}}"#,
        r#"{"<EMAIL_ADDRESS>": {"seen": true}}"#,
    );
}

#[test]
fn keys_that_would_become_equal() {
    check(
        r#"{"jane@example.com":1,"a":2,"joe@example.com":3,"jane\u0040example.com":4}"#,
        r#"{"<EMAIL_ADDRESS>":1,"a":2,"<EMAIL_ADDRESS>_2":3,"<EMAIL_ADDRESS>":4}"#,
    );
}

/// A chat line with a call whose arguments hold JSON with an account number in it.
fn call(id: &str, answered_id: &str, iban: &str) -> String {
    let body = json!({"iban": iban, "note": "said \"yes\""}).to_string();
    let arguments = json!({"to": "bank", "body": body}).to_string();
    json!({"messages": [
        {"role": "assistant", "content": null, "tool_calls": [
            {"id": id, "type": "function",
             "function": {"name": "send", "arguments": arguments}},
        ]},
        {"role": "tool", "tool_call_id": answered_id, "content": "{\"ok\": true}"},
    ]})
    .to_string()
}

#[test]
fn an_account_two_levels_deep_in_arguments() {
    check(
        &call("call_1", "call_1", "DE89370400440532013000"),
        &call("call_1", "call_1", "<IBAN_CODE>"),
    );
}

#[test]
fn ids_of_calls_stay_the_ids_of_their_answers() {
    let id = |local: &str| format!("call_{local}@example.com");
    let line = json!({"messages": [
        {"role": "assistant", "tool_calls": [{"id": id("jane")}, {"id": id("joe")}, {"id": "plain_id"}]},
        {"role": "tool", "tool_call_id": id("joe"), "content": "b"},
        {"role": "tool", "tool_call_id": id("jane"), "content": "a"},
        {"role": "tool", "tool_call_id": "plain_id", "content": "c"},
    ]});
    let output = scrub_line(&line.to_string());
    assert!(!output.contains("example.com"), "{output}");
    let output: Value = serde_json::from_str(&output).expect("JSON");
    let messages = &output["messages"];
    let calls = &messages[0]["tool_calls"];
    assert_ne!(calls[0]["id"], calls[1]["id"]);
    assert_eq!(calls[1]["id"], messages[1]["tool_call_id"]);
    assert_eq!(calls[0]["id"], messages[2]["tool_call_id"]);
    assert_eq!(calls[2]["id"], "plain_id");
    assert_eq!(messages[3]["tool_call_id"], "plain_id");
}

#[test]
fn names_of_participants_keep_their_pattern() {
    let names = [
        "jane@example.com",
        "415-555-0132",
        "joe@example.com or jane@example.com",
        "jane@example.com",
    ];
    for transform in ["replace", "redact", "mask", "hash"] {
        let policy = format!("version = 1\n[defaults]\ntransform = \"{transform}\"\n");
        let messages: Vec<_> = names
            .iter()
            .map(|name| json!({"role": "user", "name": name, "content": "Hello"}))
            .collect();
        let line = json!({"messages": messages}).to_string();
        let output = scrub(&super::with_policy(&policy), line.as_bytes());
        let output: Value = serde_json::from_slice(&output).expect("JSON");
        for (at, was) in names.iter().enumerate() {
            let name = output["messages"][at]["name"].as_str().expect("a text");
            let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            assert!(
                (1..=64).contains(&name.len()) && name.chars().all(fits),
                "{name}"
            );
            assert_ne!(name, *was, "{transform}");
        }
        let name = |at: usize| &output["messages"][at]["name"];
        assert_eq!(name(0), name(3), "{transform}: one participant, one name");
    }
}

#[test]
fn pictures_are_not_searched_and_stay() {
    let picture = format!(
        "data:image/png;base64,{}",
        "iVBORw0KGgo4111111111111111".repeat(40)
    );
    let line = json!({"messages": [{"role": "user", "content": [
        {"type": "image_url", "image_url": {"url": picture}},
        {"type": "text", "text": "Mail jane@example.com"},
    ]}]});
    let output = scrub_line(&line.to_string());
    assert_eq!(
        output,
        line.to_string()
            .replace("jane@example.com", "<EMAIL_ADDRESS>")
    );
}

#[test]
fn other_bytes_of_a_changed_line_keep_their_spelling() {
    let line = r#" { "b" : 1E+2 ,"b":12345678901234567890123,"u":"\u00e9\/\ud83d\ude00","t":"to jane@example.com\u0021" }	"#;
    check(line, &line.replace("jane@example.com", "<EMAIL_ADDRESS>"));
    Json::parse(&scrub_line(line)).expect("JSON");
}
