//! The spans of one record, as gold and predictions have them.
//!
//! A span is an object with `start`, `end` and `label`, as `pumice detect` writes it, or an array
//! of the three in that order. Common other names of the three are known, so that the files of
//! other tools need no rewriting; of several in one object the last one counts.

use std::{borrow::Cow, fmt};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::ruler::Misplaced;

/// A span in the unit of its file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Span<'l> {
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) label: Cow<'l, str>,
}

/// What is wrong with a span. Never holds a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpanFault {
    NotASpan,
    NoStart,
    NoEnd,
    NoLabel,
    Empty,
    Misplaced(Misplaced),
}

impl fmt::Display for SpanFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SpanFault::NotASpan => {
                "is no span; write {\"start\":0,\"end\":1,\"label\":\"URL\"} or [0,1,\"URL\"]"
            }
            SpanFault::NoStart => "has no whole number as its start; write one under `start`",
            SpanFault::NoEnd => "has no whole number as its end; write one under `end`",
            SpanFault::NoLabel => "has no string as its label; write one under `label`",
            SpanFault::Empty => {
                "does not end behind its start; `end` is the offset behind the last character"
            }
            SpanFault::Misplaced(Misplaced::Outside) => {
                "reaches beyond the text; check what --offsets says and that the text is the same"
            }
            SpanFault::Misplaced(Misplaced::WithinCharacter) => {
                "begins or ends within a character; check what --offsets says"
            }
        })
    }
}

/// What is wrong with a record that has no list of spans.
pub(crate) const NO_LIST: &str = "has no list of spans; write an empty one where nothing is marked, or name its key with \
     --spans-field";

/// The spans of a list, or the number of the first that is none, counted from 1, and why. `None`
/// when there is no list.
pub(crate) fn parse<'l>(
    list: Option<&'l RawValue>,
) -> Option<Result<Vec<Span<'l>>, (usize, SpanFault)>> {
    let list: Vec<&RawValue> = serde_json::from_str(list?.get()).ok()?;
    let spans = list.into_iter().zip(1..);
    Some(
        spans
            .map(|(span, number)| Span::parse(span).map_err(|fault| (number, fault)))
            .collect(),
    )
}

impl<'l> Span<'l> {
    fn parse(span: &'l RawValue) -> Result<Self, SpanFault> {
        let Parts { start, end, label } =
            serde_json::from_str(span.get()).map_err(|_| SpanFault::NotASpan)?;
        let span = Self {
            start: read(start).ok_or(SpanFault::NoStart)?,
            end: read(end).ok_or(SpanFault::NoEnd)?,
            label: read::<Text<'l>>(label).ok_or(SpanFault::NoLabel)?.0,
        };
        if span.start < span.end {
            Ok(span)
        } else {
            Err(SpanFault::Empty)
        }
    }
}

/// A string that is borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

fn read<'l, T: Deserialize<'l>>(value: Option<&'l RawValue>) -> Option<T> {
    serde_json::from_str(value?.get()).ok()
}

/// The three parts, not looked into yet.
#[derive(Default)]
struct Parts<'l> {
    start: Option<&'l RawValue>,
    end: Option<&'l RawValue>,
    label: Option<&'l RawValue>,
}

impl<'de> Deserialize<'de> for Parts<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(PartsVisitor)
    }
}

struct PartsVisitor;

impl<'de> Visitor<'de> for PartsVisitor {
    type Value = Parts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a span")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Parts<'de>, A::Error> {
        let mut parts = Parts::default();
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            match &*key {
                "start" | "start_position" | "start_offset" => {
                    parts.start = Some(members.next_value()?)
                }
                "end" | "end_position" | "end_offset" => parts.end = Some(members.next_value()?),
                "label" | "entity_type" | "entity_group" => {
                    parts.label = Some(members.next_value()?)
                }
                _ => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(parts)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Parts<'de>, A::Error> {
        let parts = Parts {
            start: elements.next_element()?,
            end: elements.next_element()?,
            label: elements.next_element()?,
        };
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spans as start, end and label; or the number of the wrong one and why.
    type Parsed = Option<Result<Vec<(u64, u64, String)>, (usize, SpanFault)>>;

    fn parsed(list: &str) -> Parsed {
        let raw: &RawValue = serde_json::from_str(list).expect("JSON");
        let spans = parse(Some(raw))?;
        Some(spans.map(|spans| {
            let spans = spans.into_iter();
            spans
                .map(|span| (span.start, span.end, span.label.into_owned()))
                .collect()
        }))
    }

    #[test]
    fn objects_and_arrays_with_common_names_are_spans() {
        let expected = Some(Ok(vec![(1, 3, "A".to_owned())]));
        for span in [
            r#"{"start":1,"end":3,"label":"A","score":0.5,"value":"x"}"#,
            r#"{"label":"\u0041","end":3,"start":1}"#,
            r#"{"entity_type":"A","start_position":1,"end_position":3,"entity_value":"x"}"#,
            r#"{"entity_group":"A","start":1,"end":3,"word":"x"}"#,
            r#"[1, 3, "A"]"#,
            r#"[1,3,"A",0.9,null]"#,
        ] {
            assert_eq!(parsed(&format!("[{span}]")), expected, "{span}");
        }
        assert_eq!(parsed("[]"), Some(Ok(vec![])));
    }

    #[test]
    fn what_is_no_span_is_named_by_its_number() {
        use SpanFault::{Empty, NoEnd, NoLabel, NoStart, NotASpan};
        for (span, fault) in [
            ("7", NotASpan),
            ("\"a\"", NotASpan),
            ("null", NotASpan),
            ("{}", NoStart),
            ("[]", NoStart),
            (r#"[-1,3,"A"]"#, NoStart),
            (r#"[1.0,3,"A"]"#, NoStart),
            (r#"{"start":"1","end":3,"label":"A"}"#, NoStart),
            (r#"{"start":1,"label":"A"}"#, NoEnd),
            (r#"{"start":1,"end":3}"#, NoLabel),
            (r#"{"start":1,"end":3,"label":["A"]}"#, NoLabel),
            (r#"[3,3,"A"]"#, Empty),
            (r#"[4,3,"A"]"#, Empty),
        ] {
            let list = format!("[[0,1,\"A\"],{span},7]");
            assert_eq!(parsed(&list), Some(Err((2, fault))), "{span}");
        }
        for list in ["{}", "null", "\"[]\""] {
            assert_eq!(parsed(list), None, "{list}");
        }
    }
}
