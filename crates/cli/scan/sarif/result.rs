//! One result.

use pumice_detect::Recognizer;
use pumice_engine::Located;
use serde_json::{Value, json};

use super::{level::Level, location::Artifact};

/// A finding and what the log knows of it.
pub(super) struct Result<'a> {
    pub(super) located: &'a Located,
    /// First column and the one behind the last, in UTF-16 code units from 1.
    pub(super) columns: [u64; 2],
    pub(super) rule: &'a Recognizer,
    pub(super) rule_index: usize,
    pub(super) fingerprint: String,
}

impl Result<'_> {
    /// The result as the standard has it (section 3.27).
    pub(super) fn json(&self, artifact: &Artifact) -> Value {
        let Located {
            place,
            score,
            path,
            role,
            is_specimen,
            ..
        } = self.located;
        let [start, end] = self.columns;
        let thousandths = f64::from(score.thousandths());
        let mut properties = json!({
            "entity": self.rule.entity,
            "field": **path,
            "record": place.record,
            "score": thousandths / 1000.0,
        });
        if let Some(role) = role {
            properties["role"] = role.name().into();
        }
        if *is_specimen {
            properties["specimen"] = true.into();
        }
        json!({
            "ruleId": self.rule.id,
            "ruleIndex": self.rule_index,
            "level": Level::of_result(self.rule, self.located).name(),
            "rank": thousandths / 10.0,
            "message": {"text": format!("{} in {}", self.rule.entity, literal(path))},
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": artifact.location(),
                    "region": {
                        "startLine": place.record,
                        "startColumn": start,
                        "endColumn": end,
                        "byteOffset": place.record_offset + u64::from(place.span.start),
                        "byteLength": place.span.len(),
                    },
                },
                "logicalLocations": [{"fullyQualifiedName": **path, "kind": "property"}],
            }],
            "partialFingerprints": {
                // Consumers that find none compute one of their own, from the text of the line.
                "primaryLocationLineHash": self.fingerprint,
                match self.located.fingerprint {
                    Some(_) => "pumiceValue/v1",
                    None => "pumicePlace/v1",
                }: self.fingerprint,
            },
            "properties": properties,
        })
    }
}

/// A text that stands for itself in a message, where braces hold arguments and brackets before
/// parentheses make a link (section 3.11).
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '{' => literal.push_str("{{"),
            '}' => literal.push_str("}}"),
            other => literal.push(other),
        }
    }
    literal
}
