//! With the detector and the policy that are built in: what is found in a line, and what is left.

use super::*;

/// Scrubs lines with a policy.
fn scrub(policy: Policy, input: &str) -> String {
    let scrubber = Scrubber::new(policy, None).unwrap();
    let mut worker = scrubber.worker::<Block>();
    let mut reader = Reader::new(input.as_bytes(), "in");
    let (mut output, mut used) = (vec![], None);
    while let Some(block) = reader.next(used).unwrap() {
        let (block, _) = scrubber.scrub(&mut worker, block);
        assert_eq!(block.rejected(), 0);
        output.extend_from_slice(&block.output());
        used = Some(block);
    }
    String::from_utf8(output).unwrap()
}

fn check(input: &str, expected: &str) {
    assert_eq!(scrub(Policy::builtin(), input), expected);
    assert_eq!(
        scrub(Policy::builtin(), expected),
        expected,
        "a second pass"
    );
}

#[test]
fn addresses_are_found_however_they_are_spelled() {
    check(
        r#"["jane\u0040example.com","hi\njane@example.com\t","\"jane@example.com\"","mail: jane\u0040ex\u0061mple.c\u006fm!"]"#,
        r#"["<EMAIL_ADDRESS>","hi\n<EMAIL_ADDRESS>\t","\"<EMAIL_ADDRESS>\"","mail: <EMAIL_ADDRESS>!"]"#,
    );
}

#[test]
fn a_card_as_a_number_becomes_null() {
    check(
        r#"{"card":4111111111111111,"pandas":4111111111111111.0,"n":42}"#,
        r#"{"card":null,"pandas":null,"n":42}"#,
    );
}

#[test]
fn addresses_as_keys_stay_different_keys() {
    check(
        r#"{"jane@example.com":1,"joe@example.com":{"jane@example.com":2},"messages":[]}"#,
        r#"{"<EMAIL_ADDRESS>":1,"<EMAIL_ADDRESS>_2":{"<EMAIL_ADDRESS>":2},"messages":[]}"#,
    );
}

#[test]
fn an_iban_two_levels_deep_is_found() {
    let arguments = |iban: &str| {
        let body = serde_json::json!({"iban": iban}).to_string();
        let arguments = serde_json::json!({"body": body}).to_string();
        let call = serde_json::json!({"function": {"name": "pay", "arguments": arguments}});
        serde_json::json!({"messages": [{"role": "assistant", "tool_calls": [call]}]}).to_string()
    };
    check(
        &arguments("DE89370400440532013000"),
        &arguments("<IBAN_CODE>"),
    );
}

#[test]
fn ids_and_names_keep_what_other_fields_need() {
    check(
        r#"{"messages":[{"role":"assistant","tool_calls":[{"id":"call_a@example.com"},{"id":"call_b@example.com"}]},{"role":"tool","tool_call_id":"call_b@example.com","name":"send_mail"},{"role":"user","name":"jane@example.com"}]}"#,
        r#"{"messages":[{"role":"assistant","tool_calls":[{"id":"<EMAIL_ADDRESS_1>"},{"id":"<EMAIL_ADDRESS_2>"}]},{"role":"tool","tool_call_id":"<EMAIL_ADDRESS_2>","name":"send_mail"},{"role":"user","name":"EMAIL_ADDRESS_3"}]}"#,
    );
}

#[test]
fn a_policy_decides_on_numbers_and_whole_fields() {
    let policy = r#"
        version = 1
        numbers = "string"
        [[fields]]
        path = "last4"
        treat = "whole"
        entity = "CREDIT_CARD"
        [[fields]]
        path = "kept.**"
        treat = "keep"
    "#;
    let input = r#"{"last4":-12.5,"n":4111111111111111.0,"kept":{"n":4111111111111111,"jane@example.com":"jane@example.com"}}
{"last4":"{\"a\":\"b\"}"}"#;
    let expected = r#"{"last4":"<CREDIT_CARD>","n":"<CREDIT_CARD>","kept":{"n":4111111111111111,"jane@example.com":"jane@example.com"}}
{"last4":"<CREDIT_CARD>"}"#;
    assert_eq!(scrub(Policy::parse(policy).unwrap(), input), expected);
}

#[test]
fn a_number_spelled_like_a_function_name_does_not_stay() {
    check(
        r#"{"messages":[{"tool_calls":[{"function":{"name":"4111-1111-1111-1111"}}]}],"tools":[{"function":{"name":"4111-1111-1111-1111"}}]}"#,
        r#"{"messages":[{"tool_calls":[{"function":{"name":"CREDIT_CARD_1"}}]}],"tools":[{"function":{"name":"CREDIT_CARD_1"}}]}"#,
    );
}

#[test]
fn an_allowed_whole_number_does_not_allow_its_fractions() {
    let policy = r#"
        version = 1
        allow = ["12"]
        [[fields]]
        path = "age"
        treat = "whole"
        entity = "CREDIT_CARD"
    "#;
    let input = "{\"age\":12}\n{\"age\":12.5}\n{\"age\":12e3}\n";
    let expected = "{\"age\":12}\n{\"age\":null}\n{\"age\":null}\n";
    assert_eq!(scrub(Policy::parse(policy).unwrap(), input), expected);
}

#[test]
fn texts_and_json_give_the_same() {
    let text = "Jane, jane@example.com, paid with 4111 1111 1111 1111 from DE89370400440532013000.";
    let plain = scrub(
        Policy::builtin(),
        &serde_json::json!({"text": text}).to_string(),
    );
    let plain: serde_json::Value = serde_json::from_str(&plain).unwrap();
    let scrubbed = plain["text"].as_str().unwrap();
    assert!(scrubbed.contains("<IBAN_CODE>") && !scrubbed.contains("4111"));
    let escaped: String = (text.encode_utf16())
        .map(|unit| format!("\\u{unit:04x}"))
        .collect();
    let line = scrub(Policy::builtin(), &format!("{{\"text\":\"{escaped}\"}}"));
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&line).unwrap(),
        plain
    );
}
