//! A JSON text as a tree that keeps what most readers lose: equal keys, the order of members and
//! the spelling of numbers.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

#[derive(Debug, PartialEq)]
pub(super) enum Json {
    /// A literal or a number, as it is spelled.
    Token(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(text)?;
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'"') => Json::Text(serde_json::from_str(text)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items = items.iter().map(|item| Json::parse(item.get()));
                Json::Array(items.collect::<Result<_, _>>()?)
            }
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let members = members
                    .into_iter()
                    .map(|(key, value)| Ok((key, Json::parse(value.get())?)));
                Json::Object(members.collect::<Result<_, serde_json::Error>>()?)
            }
            _ => Json::Token(text.to_owned()),
        })
    }

    /// Calls `see` with every decoded string, key and token, also of JSON that stands in strings.
    pub(super) fn each_text(&self, see: &mut impl FnMut(&str)) {
        match self {
            Json::Token(text) => see(text),
            Json::Text(text) => each_inside(text, see),
            Json::Array(items) => items.iter().for_each(|item| item.each_text(see)),
            Json::Object(members) => {
                for (key, value) in members {
                    each_inside(key, see);
                    value.each_text(see);
                }
            }
        }
    }
}

fn each_inside(text: &str, see: &mut impl FnMut(&str)) {
    see(text);
    if text.trim_start().starts_with(['{', '[', '"'])
        && let Ok(inner) = Json::parse(text)
    {
        inner.each_text(see);
    }
}

/// The members of an object, in order and with equal keys.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = vec![];
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[test]
fn the_tree_keeps_what_most_readers_lose() {
    let json = Json::parse(r#" {"b":1e2,"a":"{\"k\":[\"x\",-0.0]}","b":null} "#).unwrap();
    let token = |text: &str| Json::Token(text.to_owned());
    let inner = r#"{"k":["x",-0.0]}"#;
    let expected = [
        ("b", token("1e2")),
        ("a", Json::Text(inner.to_owned())),
        ("b", token("null")),
    ];
    let expected = expected.map(|(key, value)| (key.to_owned(), value));
    assert_eq!(json, Json::Object(expected.into()));
    let mut seen = vec![];
    json.each_text(&mut |text| seen.push(text.to_owned()));
    assert_eq!(
        seen,
        ["b", "1e2", "a", inner, "k", "x", "-0.0", "b", "null"]
    );
}
