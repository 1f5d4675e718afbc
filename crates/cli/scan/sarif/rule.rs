//! The description of a rule.

use pumice_detect::Recognizer;
use serde_json::{Value, json};

use super::level::{Level, SECRETS};

/// A recognizer as the standard describes rules (section 3.49).
pub(super) struct Rule<'a>(&'a Recognizer);

impl<'a> Rule<'a> {
    pub(super) fn new(recognizer: &'a Recognizer) -> Self {
        Self(recognizer)
    }

    /// What consumers show: the entity by name, and who defined it.
    pub(super) fn json(&self) -> Value {
        let Recognizer {
            id,
            entity,
            country,
            citation,
            ..
        } = self.0;
        let level = Level::of_rule(self.0);
        let (kind, tag) = match &**country {
            SECRETS => ("Secret", "secret"),
            _ => ("Personal data", "personal-data"),
        };
        let help = format!(
            "Found by the rule {id} for {entity}. Defined by: {citation}. `pumice scrub` replaces it; \
             a policy may keep it (`[entities.{entity}]`), allow single values (`allow`, \
             `allow_hashes`) or leave fields alone (`[[fields]]`)."
        );
        let mut rule = json!({
            "id": id,
            "name": entity,
            "shortDescription": {"text": format!("{kind}: {entity} ({id})")},
            "help": {"text": help},
            "defaultConfiguration": {"level": level.name()},
            "properties": {
                "tags": ["security", tag, entity],
                "security-severity": level.severity(),
                "country": country,
            },
        });
        if let Some(address) = address(citation) {
            rule["helpUri"] = address.into();
        }
        rule
    }
}

/// The first address that a citation has.
fn address(citation: &str) -> Option<&str> {
    let (_, rest) = citation.split_once("https://")?;
    let end = rest.find([' ', ')', ',', ';']).unwrap_or(rest.len());
    let start = citation.len() - rest.len() - "https://".len();
    citation.get(start..start + "https://".len() + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_they_end() {
        assert_eq!(
            address("Microsoft, keys (https://example.com/a-b/c#d); more"),
            Some("https://example.com/a-b/c#d")
        );
        assert_eq!(address("https://example.com"), Some("https://example.com"));
        assert_eq!(address("RFC 3986, section 3"), None);
    }
}
