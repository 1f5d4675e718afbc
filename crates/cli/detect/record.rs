//! One line of what `detect` and `eval` read: its id, text and spans, as they stand in the JSON.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The keys to look for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keys<'k> {
    pub(crate) text: &'k str,
    pub(crate) id: &'k str,
    /// Where somebody has marked the text already, if that is wanted.
    pub(crate) spans: Option<&'k str>,
}

/// What a line holds under those keys, in its JSON spelling.
#[derive(Debug, Default)]
pub(crate) struct Record<'l> {
    pub(crate) id: Option<&'l RawValue>,
    text: Option<&'l RawValue>,
    pub(crate) spans: Option<&'l RawValue>,
}

/// Why a line is left out. Never holds a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rejected {
    NotUtf8,
    NotAnObject {
        column: usize,
    },
    NoText,
    /// Half of a surrogate pair in the text, where only the decoded text will do.
    HalfPair,
    TooLong,
}

impl<'l> Record<'l> {
    /// Reads one line. Of a key that comes twice the last one counts, as in most parsers.
    pub(crate) fn parse(line: &'l [u8], keys: Keys<'_>) -> Result<Self, Rejected> {
        let line = std::str::from_utf8(line).map_err(|_| Rejected::NotUtf8)?;
        let mut json = serde_json::Deserializer::from_str(line);
        keys.deserialize(&mut json)
            .and_then(|record| json.end().map(|()| record))
            // The library's message may quote the line; its place does not.
            .map_err(|error| Rejected::NotAnObject {
                column: error.column(),
            })
    }

    /// The text with its escapes undone, borrowed where it has none.
    pub(crate) fn text(&self) -> Result<Cow<'l, str>, Rejected> {
        #[derive(serde::Deserialize)]
        struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

        self.raw_text()?;
        let text = self.text.map_or("", RawValue::get);
        serde_json::from_str::<Text<'l>>(text)
            .map(|text| text.0)
            .map_err(|_| Rejected::HalfPair)
    }

    /// What stands between the quotes of the text, escapes and all.
    pub(crate) fn raw_text(&self) -> Result<&'l [u8], Rejected> {
        self.text
            .map(|text| text.get().as_bytes())
            .and_then(|text| text.strip_prefix(b"\"")?.strip_suffix(b"\""))
            .ok_or(Rejected::NoText)
    }
}

impl Rejected {
    /// The reason as a message puts it.
    pub(crate) fn describe(self, keys: Keys<'_>) -> String {
        match self {
            Rejected::NotUtf8 => "is not UTF-8; convert the file".into(),
            Rejected::NotAnObject { column } => {
                format!("is not a JSON object (column {column}); one is expected in each line")
            }
            Rejected::NoText => format!(
                "has no string under the key `{}`; name another key with --text-field",
                keys.text
            ),
            Rejected::HalfPair => format!(
                "has half a surrogate pair under the key `{}`; mend the text",
                keys.text
            ),
            Rejected::TooLong => "is longer than the limit; split the record".into(),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = Record<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Record<'de>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Record<'de>, A::Error> {
        let mut record = Record::default();
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            if key == self.text {
                record.text = Some(members.next_value()?);
            } else if key == self.id {
                record.id = Some(members.next_value()?);
            } else if Some(&*key) == self.spans {
                record.spans = Some(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: Keys<'static> = Keys {
        text: "text",
        id: "id",
        spans: None,
    };

    fn parsed(line: &str) -> Result<(Option<&str>, &[u8]), Rejected> {
        let record = Record::parse(line.as_bytes(), KEYS)?;
        Ok((record.id.map(RawValue::get), record.raw_text()?))
    }

    #[test]
    fn ids_of_every_kind_stay_as_they_are_spelled() {
        for id in ["7", "1e400", r#""\u0061""#, "null", r#"{"a" : [1, 2]}"#] {
            let line = format!(r#"{{"other":[{{}}],"id":{id},"text":"x"}}"#);
            assert_eq!(parsed(&line), Ok((Some(id), &b"x"[..])));
        }
        assert_eq!(parsed(r#"{"text":""}"#), Ok((None, &b""[..])));
    }

    #[test]
    fn text_keeps_its_escapes_and_the_last_one_counts() {
        let line = r#" {"text":"first","t\u0065xt":"\"\ud83d\\"} "#;
        assert_eq!(parsed(line), Ok((None, &br#"\"\ud83d\\"#[..])));
    }

    #[test]
    fn what_is_no_record_is_rejected() {
        for line in [
            "",
            "[]",
            "{",
            r#"{"text":"a"} {}"#,
            r#"{"text":}"#,
            "\"text\"",
        ] {
            assert!(
                matches!(parsed(line), Err(Rejected::NotAnObject { .. })),
                "{line}"
            );
        }
        for line in [
            "{}",
            r#"{"text":null}"#,
            r#"{"text":["a"]}"#,
            r#"{"Text":"a"}"#,
        ] {
            assert_eq!(parsed(line), Err(Rejected::NoText), "{line}");
        }
        let invalid = Record::parse(b"{\"text\":\"\xff\"}", KEYS);
        assert_eq!(invalid.err(), Some(Rejected::NotUtf8));
    }
}
