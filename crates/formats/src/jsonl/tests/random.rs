//! Random lines: what is written equals what the same edits make of the tree, and what is accepted
//! is what another reader accepts.

use std::collections::{BTreeMap, HashMap};

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;

use super::{super::grammar, *};

/// Planted in texts, and replaced.
const NEEDLE: &str = "j@x";
/// Needs escapes at every level.
const BY: &str = "<\"E\\\n>";
/// A number that is replaced.
const CARD: &str = "4111111111111111";

/// A JSON value and how it is spelled.
#[derive(Clone, Debug)]
enum Node {
    /// A literal or a number.
    Token(&'static str),
    Text(Text),
    /// A JSON text within a string.
    Nested(Box<Node>, u64),
    Array(Vec<Node>),
    Object(Vec<(Text, Node)>),
}

/// A string, and the seed of its spelling.
#[derive(Clone, Debug)]
struct Text {
    text: String,
    spelling: u64,
}

fn text() -> impl Strategy<Value = Text> {
    let piece = select(vec![
        NEEDLE,
        NEEDLE,
        "a",
        "Jane ",
        "\"",
        "\\",
        "/",
        "\n",
        "\u{1}",
        "é",
        "😀",
        "\u{fffd}",
        "{",
        "}",
        "[",
        "]",
        "\u{2028}",
        ":",
        ",",
        "0123456789",
    ]);
    (vec(piece, 0..6), any::<u64>()).prop_map(|(pieces, spelling)| Text {
        text: pieces.concat(),
        spelling,
    })
}

/// Often one of few, so that keys are equal, or become it.
fn key() -> impl Strategy<Value = Text> {
    let few = select(vec![NEEDLE, BY, "<\"E\\\n>_2", "<\"E\\\n>_3", "a", ""]);
    let few = (few, any::<u64>()).prop_map(|(text, spelling)| Text {
        text: text.to_owned(),
        spelling,
    });
    prop_oneof![2 => few, 1 => text()]
}

fn node() -> impl Strategy<Value = Node> {
    let token = select(vec![
        "null",
        "true",
        "false",
        "0",
        "-1.50",
        "1e2",
        "12345678901234567890123",
        CARD,
        "4111111111111111.0",
        "-4111111111111111",
    ]);
    let leaf = prop_oneof![
        token.prop_map(Node::Token),
        // A text that happens to be JSON is the business of `Nested`.
        text().prop_map(|mut text| {
            text.text.insert(0, 'x');
            Node::Text(text)
        }),
    ];
    leaf.prop_recursive(6, 40, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Node::Array),
            vec((key(), inner.clone()), 0..6).prop_map(Node::Object),
            (inner, any::<u64>()).prop_filter_map("JSON in strings", |(inner, seed)| {
                let nested = Node::Nested(Box::new(inner), seed);
                let Node::Nested(inner, _) = &nested else {
                    return None;
                };
                (!matches!(**inner, Node::Token(_)) && nested.level() <= 8).then_some(nested)
            }),
        ]
    })
}

impl Node {
    fn level(&self) -> usize {
        match self {
            Node::Token(_) | Node::Text(_) => 0,
            Node::Nested(inner, _) => inner.level() + 1,
            Node::Array(items) => items.iter().map(Node::level).max().unwrap_or(0),
            Node::Object(members) => (members.iter())
                .map(|(_, value)| value.level())
                .max()
                .unwrap_or(0),
        }
    }

    fn render(&self, out: &mut String) {
        match self {
            Node::Token(token) => out.push_str(token),
            Node::Text(text) => spell(&text.text, text.spelling, out),
            Node::Nested(inner, spelling) => {
                let mut json = String::new();
                inner.render(&mut json);
                spell(&json, *spelling, out);
            }
            Node::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { " " } else { ",\t" });
                    item.render(out);
                }
                out.push(']');
            }
            Node::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { ", " });
                    spell(&key.text, key.spelling, out);
                    out.push_str(" :");
                    value.render(out);
                }
                out.push('}');
            }
        }
    }

    /// Compares what was written with what the edits make of this tree.
    fn check(&self, written: &Value) {
        match self {
            Node::Token(token) if token.contains(CARD) => assert_eq!(*written, Value::Null),
            Node::Token(token) => {
                let expected: Value = serde_json::from_str(token).unwrap();
                assert_eq!(*written, expected);
            }
            Node::Text(text) => assert_eq!(*written, text.text.replace(NEEDLE, BY)),
            Node::Nested(inner, _) => {
                let json = written.as_str().expect("JSON in a string stays a string");
                inner.check(&serde_json::from_str(json).expect("it stays JSON"));
            }
            Node::Array(items) => {
                let written = written.as_array().unwrap();
                assert_eq!(items.len(), written.len());
                items
                    .iter()
                    .zip(written)
                    .for_each(|(item, value)| item.check(value));
            }
            Node::Object(members) => {
                let written = written.as_object().unwrap();
                let names = final_keys(members);
                // Of members with equal keys readers keep the last.
                let expected: BTreeMap<_, _> = names
                    .iter()
                    .zip(members)
                    .map(|(name, (_, value))| (name, value))
                    .collect();
                assert_eq!(expected.len(), written.len());
                for (name, value) in expected {
                    value.check(&written[name]);
                }
            }
        }
    }
}

/// The naive twin of the numbering of keys.
fn final_keys(members: &[(Text, Node)]) -> Vec<String> {
    let new_name = |key: &str| key.replace(NEEDLE, BY);
    let all_new: Vec<_> = members.iter().map(|(key, _)| new_name(&key.text)).collect();
    let stays = |name: &str| {
        members
            .iter()
            .any(|(key, _)| key.text == name && !key.text.contains(NEEDLE))
    };
    let mut given: HashMap<&str, String> = HashMap::new();
    for (key, _) in members {
        let name = new_name(&key.text);
        if !key.text.contains(NEEDLE) {
            given.insert(&key.text, name);
        } else if !given.contains_key(&*key.text) {
            let is_free =
                |name: &String| !stays(name) && !given.values().any(|other| other == name);
            let mut candidates = (2..)
                .map(|number| format!("{name}_{number}"))
                .filter(|candidate| !all_new.contains(candidate));
            let first = Some(name.clone()).filter(is_free);
            let name = first.unwrap_or_else(|| candidates.find(is_free).unwrap());
            given.insert(&key.text, name);
        }
    }
    members
        .iter()
        .map(|(key, _)| given[&*key.text].clone())
        .collect()
}

/// Spells a string, each character in one of the ways there are.
fn spell(text: &str, seed: u64, out: &mut String) {
    let mut state = seed;
    out.push('"');
    for char in text.chars() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let mut units = [0; 2];
        match (char, state >> 61) {
            (_, 0) => {
                for unit in char.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            (_, 1) => {
                for unit in char.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04X}"));
                }
            }
            ('"', _) => out.push_str("\\\""),
            ('\\', _) => out.push_str("\\\\"),
            ('/', 2..=4) => out.push_str("\\/"),
            ('\n', _) => out.push_str("\\n"),
            ('\t', _) => out.push_str("\\t"),
            (control, _) if control < ' ' => {
                out.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            (plain, _) => out.push(plain),
        }
    }
    out.push('"');
}

fn line(node: &Node) -> String {
    let mut line = String::new();
    node.render(&mut line);
    line
}

/// Replaces needles in texts and cards among numbers.
fn scrub(block: &mut Block, edits: &mut Edits) {
    for (index, region) in block.regions().iter().enumerate() {
        let (text, map) = decode(block, region);
        let is_card = text == CARD;
        for (at, found) in text.match_indices(if is_card { CARD } else { NEEDLE }) {
            let found = map.source(Span::new(at as u32, (at + found.len()) as u32));
            let span = Span::new(region.start + found.start, region.start + found.end);
            edits.push(span, index as u32, EntityId(0), |out| {
                out.extend_from_slice(BY.as_bytes());
                (true, ())
            });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn without_edits_random_lines_stay(nodes in vec(node(), 0..5), block_bytes in 1_usize..300) {
        let input: Vec<_> = nodes.iter().map(line).collect();
        let input = input.join("\n");
        let outcome = run(input.as_bytes(), Limits::new(block_bytes, 1 << 20), |_, _| {});
        prop_assert_eq!(outcome.text(), input);
    }

    #[test]
    fn edits_of_the_bytes_are_edits_of_the_tree(nodes in vec(node(), 1..4)) {
        let input: Vec<_> = nodes.iter().map(line).collect();
        let outcome = run(input.join("\n").as_bytes(), Limits::default(), scrub);
        prop_assert_eq!(outcome.rejected, 0, "{}", outcome.quarantine);
        let written: Vec<_> = outcome.text().split('\n').collect();
        prop_assert_eq!(nodes.len(), written.len());
        for (node, line) in nodes.iter().zip(written) {
            node.check(&serde_json::from_str(line).unwrap());
        }
    }

    #[test]
    fn whatever_is_replaced_a_line_that_parsed_parses(
        node in node(),
        cuts in vec((any::<u16>(), 1_u32..9), 0..30),
    ) {
        let input = line(&node);
        let outcome = run(input.as_bytes(), Limits::default(), |block, edits| {
            let len = block.text().len() as u32;
            let mut starts: Vec<_> = (cuts.iter())
                .map(|&(at, width)| (u32::from(at) % len, width))
                .collect();
            starts.sort_unstable();
            let mut end = 0;
            for (start, width) in starts {
                let index = block.regions().partition_point(|region| region.end <= start);
                let Some(region) = block.regions().get(index) else {
                    break;
                };
                let start = start.max(region.start).max(end);
                end = (start + width).min(region.end).max(end);
                // Edits are of whole characters; they may cut escapes.
                let is_text = block
                    .text()
                    .get(start as usize..end as usize)
                    .is_some_and(|bytes| std::str::from_utf8(bytes).is_ok());
                if start < end && is_text {
                    edits.push(Span::new(start, end), index as u32, EntityId(0), |out| {
                        out.extend_from_slice(BY.as_bytes());
                        (true, ())
                    });
                }
            }
        });
        prop_assert_eq!(outcome.accepted, 1);
        let read: Result<serde::de::IgnoredAny, _> = serde_json::from_slice(&outcome.output);
        prop_assert!(read.is_ok(), "{} became {}", input, outcome.text());
    }

    #[test]
    fn what_is_accepted_is_what_another_reader_accepts(
        node in node(),
        changes in vec((any::<u16>(), select(&b"{}[]:,\"\\/u0123abcdefDE89.-+e tn\n\t\x01\xff\xc3\xa9 "[..]), 0..3), 0..4),
    ) {
        let mut input = line(&node).into_bytes();
        for (at, byte, kind) in changes {
            let at = usize::from(at) % input.len().max(1);
            match kind {
                0 if at < input.len() => input[at] = byte,
                1 if at < input.len() => {
                    input.remove(at);
                }
                _ => input.insert(at, byte),
            }
        }
        let is_utf8 = std::str::from_utf8(&input).is_ok();
        let other: Result<serde::de::IgnoredAny, _> = serde_json::from_slice(&input);
        let mut depth = grammar::Depth::default();
        let own = grammar::tests::check_bytes(&input, &mut depth);
        prop_assert!(!is_utf8 || own.is_ok() == other.is_ok(), "{}", input.escape_ascii());
        let outcome = copy(&input);
        prop_assert_eq!(outcome.output.len() + outcome.quarantine.len() > 0, !input.is_empty());
        if !is_utf8 {
            prop_assert!(outcome.rejected > 0);
        }
    }
}
