//! Values of the policy file that may be written in several ways.

use std::{fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};
use toml::Spanned;

/// A text, or a list of texts.
pub(super) enum OneOrMore {
    One(String),
    More(Vec<Spanned<String>>),
}

impl OneOrMore {
    /// The texts and where they stand; `whole` is where all of them do.
    pub(super) fn texts(&self, whole: Range<usize>) -> Vec<(Range<usize>, &str)> {
        match self {
            OneOrMore::One(text) => vec![(whole, text)],
            OneOrMore::More(texts) => {
                let texts = texts.iter();
                texts
                    .map(|text| (text.span(), text.get_ref().as_str()))
                    .collect()
            }
        }
    }
}

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;

        impl<'de> Visitor<'de> for Texts {
            type Value = OneOrMore;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text in quotes or a list of them")
            }

            fn visit_str<E>(self, text: &str) -> Result<OneOrMore, E> {
                Ok(OneOrMore::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<OneOrMore, A::Error> {
                let mut texts = vec![];
                while let Some(text) = items.next_element()? {
                    texts.push(text);
                }
                Ok(OneOrMore::More(texts))
            }
        }

        deserializer.deserialize_any(Texts)
    }
}

/// An example: a text, a list of parts of one, or a table.
pub(super) struct ExampleValue {
    pub(super) text: String,
    /// What must be found in it, to the letter.
    pub(super) value: Option<String>,
    /// The name of the field that it is the value of.
    pub(super) field: Option<String>,
}

/// An example as a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleTable {
    text: Parts,
    value: Option<Parts>,
    field: Option<String>,
}

/// A text that may be written in parts.
struct Parts(String);

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match OneOrMore::deserialize(deserializer)? {
            OneOrMore::One(text) => text,
            OneOrMore::More(parts) => parts.into_iter().map(Spanned::into_inner).collect(),
        }))
    }
}

impl<'de> Deserialize<'de> for ExampleValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes;

        impl<'de> Visitor<'de> for Shapes {
            type Value = ExampleValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text in quotes, a list of its parts, or `{ text = \"...\" }`")
            }

            fn visit_str<E>(self, text: &str) -> Result<ExampleValue, E> {
                Ok(ExampleValue::plain(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<ExampleValue, A::Error> {
                let mut text = String::new();
                while let Some(part) = parts.next_element::<String>()? {
                    text.push_str(&part);
                }
                Ok(ExampleValue::plain(text))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ExampleValue, A::Error> {
                let table = ExampleTable::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ExampleValue {
                    text: table.text.0,
                    value: table.value.map(|value| value.0),
                    field: table.field,
                })
            }
        }

        deserializer.deserialize_any(Shapes)
    }
}

impl ExampleValue {
    fn plain(text: String) -> Self {
        Self {
            text,
            value: None,
            field: None,
        }
    }
}
