//! Names of persons, places and organisations beside values that have a form.

use std::{cell::Cell, sync::LazyLock};

use proptest::prelude::*;
use pumice_detect::{Detector, DetectorBuilder, Encoding, Region, Shape};
use pumice_synth::{Rng, text};

use super::{Buffer, DETECTOR, find_alone, holds, spellings::mapped};
use crate::util::{scale, spelled};

/// The catalogue with all that a model finds.
pub(crate) static NAMED: LazyLock<Detector> = LazyLock::new(|| {
    let mut builder = DetectorBuilder::empty();
    for rule in DetectorBuilder::new().recognizers() {
        let mut rule = rule.clone();
        rule.default_on |= matches!(rule.shapes[..], [Shape::Named(_)]);
        builder.recognizer(rule);
    }
    builder.build().expect("the catalogue compiles")
});

fn is_named(entity: &str) -> bool {
    ["PERSON", "LOCATION", "ORGANIZATION"].contains(&entity)
}

/// Some sentences with values and names, one behind the other.
fn sentences() -> impl Strategy<Value = String> {
    (any::<u64>(), 1..6).prop_map(|(seed, count)| {
        let mut rng = Rng::new(seed);
        let texts = (0..count).map(|_| text::sentence(&mut rng).text);
        texts.collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn names_in_json_are_those_of_the_text() {
    let share = prop::sample::select(&[0, 2, 30, 100][..]);
    let input = (sentences(), share, any::<u64>());
    let names = Cell::new(0);
    holds(52, scale(600, 60_000), input, |(text, share, seed)| {
        let raw = spelled(&mut Rng::new(seed), &text, share);
        let mut json = Buffer::default();
        json.push(&raw, Encoding::JsonString);
        let found = json.find(&NAMED).remove(0);
        prop_assert_eq!(&found, &mapped(&NAMED, &text, &raw), "{}", raw);
        let named = found
            .iter()
            .filter(|hit| is_named(NAMED.entity_name(hit.1)));
        names.set(names.get() + named.count());
        Ok(())
    });
    assert!(names.get() > 100, "only {} names", names.get());
}

#[test]
fn a_text_has_the_same_names_wherever_it_stands_in_a_block() {
    let texts = prop::collection::vec((sentences(), any::<bool>()), 1..8);
    holds(53, scale(200, 20_000), texts, |texts| {
        let mut buffer = Buffer::default();
        for (at, (text, is_json)) in texts.iter().enumerate() {
            buffer.gap(&b"5@-"[..at % 4]);
            let encoding = match is_json {
                true => Encoding::JsonString,
                false => Encoding::Plain,
            };
            buffer.push(text, encoding);
        }
        let alone: Vec<_> = texts
            .iter()
            .map(|(text, _)| find_alone(&NAMED, text))
            .collect();
        // Sentences hold nothing that JSON escapes but quotation marks, which are left out.
        for ((found, alone), (text, _)) in buffer.find(&NAMED).iter().zip(&alone).zip(&texts) {
            if !text.contains(['"', '\\', '\n']) {
                prop_assert_eq!(found, alone, "{}", text);
            }
        }
        Ok(())
    });
}

/// What has a form is found as it was without names, or a name has taken its place.
#[test]
fn values_with_a_form_are_found_beside_names() {
    let (kept, lost) = (Cell::new(0), Cell::new(0));
    holds(54, scale(1_000, 100_000), sentences(), |text| {
        let named = find_alone(&NAMED, &text);
        for (span, entity, ..) in find_alone(&DETECTOR, &text) {
            let name = DETECTOR.entity_name(entity);
            let same = |hit: &&super::Hit| hit.0 == span && NAMED.entity_name(hit.1) == name;
            let covers = |hit: &super::Hit| {
                hit.0.start < span.end
                    && span.start < hit.0.end
                    && is_named(NAMED.entity_name(hit.1))
            };
            match named.iter().find(same) {
                Some(_) => kept.set(kept.get() + 1),
                None => {
                    prop_assert!(named.iter().any(covers), "{} is lost in {}", name, text);
                    lost.set(lost.get() + 1);
                }
            }
        }
        Ok(())
    });
    let (kept, lost) = (kept.get(), lost.get());
    assert!(
        kept > 500 && lost * 50 < kept,
        "{kept} kept, {lost} lost to names"
    );
}

/// The names in texts of the records whose numbers stand beside them.
fn persons_in(texts: &[(u32, &str)]) -> Vec<String> {
    let mut text = String::new();
    let mut regions = vec![];
    for &(record, part) in texts {
        let start = text.len();
        text.push_str(part);
        let region = super::region(start, text.len(), Encoding::Plain);
        regions.push(Region { record, ..region });
    }
    let found = super::find(&NAMED, text.as_bytes(), &regions);
    let persons = found
        .iter()
        .filter(|finding| NAMED.entity_name(finding.entity) == "PERSON");
    persons
        .map(|person| text[person.span.range()].to_owned())
        .collect()
}

#[test]
fn a_person_is_found_again_in_the_texts_of_a_record_and_no_other() {
    let whole = "My name is Margaret Thornbury and I live in Boston.";
    let part = "re: ticket 12, THORNBURY";
    assert_eq!(persons_in(&[(0, part)]), [""; 0]);
    assert_eq!(
        persons_in(&[(0, part), (0, whole)]),
        ["THORNBURY", "Margaret Thornbury"]
    );
    assert_eq!(
        persons_in(&[(0, part), (1, whole), (1, part), (2, part)]),
        ["Margaret Thornbury", "THORNBURY"]
    );
}

#[test]
fn a_mail_address_tells_who_is_meant() {
    let address = "from margaret.thornbury@contoso.com";
    let part = "re: ticket 12, THORNBURY";
    assert_eq!(persons_in(&[(0, address), (0, part)]), ["THORNBURY"]);
    assert_eq!(persons_in(&[(0, address), (1, part)]), [""; 0]);
}
