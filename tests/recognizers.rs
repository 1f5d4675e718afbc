//! The catalogue against its fixtures: every positive is found, every negative is not.

use std::{collections::BTreeMap, path::Path};

use pumice_detect::{
    Cache, Detector, DetectorBuilder, EntityId, EntityRule, FieldId, Input, ProfileId,
};
use serde::Deserialize;

use crate::util::fixtures;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    recognizer: String,
    entity: String,
    #[serde(rename = "cue")]
    _cue: Option<toml::Value>,
    #[serde(rename = "template")]
    _template: Option<toml::Value>,
    #[serde(rename = "stdnum")]
    _stdnum: Option<toml::Value>,
    #[serde(rename = "stdnum_differs")]
    _stdnum_differs: Option<toml::Value>,
    #[serde(rename = "shares")]
    _shares: Option<toml::Value>,
    #[serde(rename = "found_without_cue")]
    _found_without_cue: Option<toml::Value>,
    #[serde(default)]
    positive: Vec<Positive>,
    #[serde(default)]
    negative: Vec<Negative>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Positive {
    text: String,
    value: String,
    field: Option<String>,
    #[serde(rename = "source")]
    _source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Negative {
    text: String,
    field: Option<String>,
    why: String,
}

fn read() -> BTreeMap<String, Fixture> {
    let files = fixtures("recognizers", "toml");
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        let fixture: Fixture =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (fixture.recognizer.clone(), fixture)
    };
    files.iter().map(|path| read(path)).collect()
}

/// Every finding in `text` as (entity, text), `text` being the value of a field of that name.
fn find<'t>(
    detector: &Detector,
    profile: ProfileId,
    text: &'t str,
    field: Option<&str>,
) -> Vec<(String, &'t str)> {
    let name = field.unwrap_or_default().as_bytes();
    let fields = [detector.field("$".into(), name, None, profile)];
    let regions = [Detector::whole(text.as_bytes())];
    assert_eq!(regions[0].field, FieldId(0));
    let input = Input {
        text: text.as_bytes(),
        regions: &regions,
        fields: &fields,
    };
    let mut findings = vec![];
    detector.find(&mut Cache::default(), input, &mut findings);
    findings
        .iter()
        .map(|f| {
            (
                detector.entity_name(f.entity).to_owned(),
                &text[f.span.range()],
            )
        })
        .collect()
}

#[test]
fn every_example_is_found_and_every_counterexample_is_not() {
    let mut builder = DetectorBuilder::new();
    let mut everything = builder.default_profile();
    for entity in 0..builder.entities().len() {
        everything.set(EntityId(entity as u16), EntityRule::default());
    }
    let everything = builder.profile(everything);
    let detector = builder.build().unwrap();
    let mut wrong = vec![];
    for (id, fixture) in read() {
        // What is off by default is looked for as a policy would that turns it on.
        let rule = detector.recognizers().iter().find(|rule| rule.id == id);
        let profile = match rule {
            Some(rule) if !rule.default_on => everything,
            _ => ProfileId::DEFAULT,
        };
        for Positive {
            text, value, field, ..
        } in &fixture.positive
        {
            let found = find(&detector, profile, text, field.as_deref());
            if !found.contains(&(fixture.entity.clone(), value.as_str())) {
                wrong.push(format!(
                    "{id}: {value:?} not in {text:?} ({field:?}): {found:?}"
                ));
            }
        }
        for Negative { text, field, why } in &fixture.negative {
            let found = find(&detector, profile, text, field.as_deref());
            let false_alarm = found.iter().find(|(entity, _)| *entity == fixture.entity);
            if let Some((_, value)) = false_alarm {
                wrong.push(format!("{id}: {value:?} in {text:?} is none: {why}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_recognizer_has_a_citation_and_enough_examples() {
    let detector = DetectorBuilder::new().build().unwrap();
    let fixtures = read();
    for recognizer in detector.recognizers() {
        let id = &*recognizer.id;
        assert!(!recognizer.citation.is_empty(), "{id} cites nobody");
        let fixture = fixtures
            .get(id)
            .unwrap_or_else(|| panic!("{id} has no fixture"));
        assert_eq!(fixture.entity, recognizer.entity, "{id}");
        assert!(fixture.positive.len() >= 5, "{id} has too few positives");
        assert!(fixture.negative.len() >= 5, "{id} has too few negatives");
    }
    for id in fixtures.keys() {
        assert!(
            detector.recognizers().iter().any(|r| r.id == *id),
            "no recognizer {id}"
        );
    }
}
