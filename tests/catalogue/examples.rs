//! The catalogue against the examples of its fixtures: every positive is found, every negative is
//! not.

use pumice_detect::{DetectorBuilder, EntityId, EntityRule};

use super::{
    fixture::{self, Negative, Positive},
    search::{Case, Searcher},
};

#[test]
fn every_example_is_found_and_every_counterexample_is_not() {
    let mut builder = DetectorBuilder::new();
    let mut everything = builder.default_profile();
    for entity in 0..builder.entities().len() {
        everything.set(EntityId(entity as u16), EntityRule::default());
    }
    let everything = builder.profile(everything);
    let detector = builder.build().unwrap();
    let mut searcher = Searcher::new(&detector);
    let mut with_all = Searcher::of_profile(&detector, everything);
    // What is off by default is looked for as under a policy that turns it on.
    let rules = detector.recognizers().iter();
    let off: Vec<&str> = (rules.filter(|rule| !rule.default_on))
        .map(|rule| &*rule.id)
        .collect();
    let mut find = |id: &str, text: &str, field: Option<&str>| -> Vec<(String, String)> {
        let case = Case::of_field(text, field);
        let searcher = if off.contains(&id) {
            &mut with_all
        } else {
            &mut searcher
        };
        let hits = searcher.find(&[case]).remove(0);
        hits.into_iter()
            .map(|hit| (hit.entity.to_owned(), text[hit.range].to_owned()))
            .collect()
    };
    let mut wrong = vec![];
    for (id, fixture) in fixture::read() {
        for Positive {
            text, value, field, ..
        } in &fixture.positive
        {
            let found = find(&id, text, field.as_deref());
            if !found.contains(&(fixture.entity.clone(), value.clone())) {
                wrong.push(format!(
                    "{id}: {value:?} not in {text:?} ({field:?}): {found:?}"
                ));
            }
        }
        for Negative { text, field, why } in &fixture.negative {
            let found = find(&id, text, field.as_deref());
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
    let fixtures = fixture::read();
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
