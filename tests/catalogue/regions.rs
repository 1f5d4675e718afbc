//! What the regions of a policy do: they settle between identifiers of one shape, and find no digits
//! that nothing else speaks for.

use std::collections::{BTreeMap, BTreeSet};

use pumice_detect::{Detector, DetectorBuilder, ProfileId, Recognizer, phone::RegionSet};

use super::{
    fixture::{self, Fixture},
    frames,
    generated::Generated,
    search::{Case, Searcher},
};
use crate::util::scale;

/// A detector with a profile for each set of regions.
fn detector(sets: &[RegionSet]) -> (Detector, Vec<ProfileId>) {
    let mut builder = DetectorBuilder::new();
    let profiles = sets.iter().map(|&regions| {
        let mut profile = builder.default_profile();
        profile.regions(regions);
        builder.profile(profile)
    });
    let profiles = profiles.collect();
    (builder.build().unwrap(), profiles)
}

fn regions(codes: &[&str]) -> RegionSet {
    let none = RegionSet::default();
    codes
        .iter()
        .fold(none, |set, code| set.with(code).expect("a region"))
}

/// What is found in a text of data of these regions.
fn found(codes: &[&str], text: &str) -> Vec<(String, String)> {
    let (detector, profiles) = detector(&[regions(codes)]);
    let mut searcher = Searcher::of_profile(&detector, profiles[0]);
    let hits = searcher.find(&[Case::of_field(text, None)]).remove(0);
    hits.into_iter()
        .map(|hit| (hit.entity.to_owned(), text[hit.range].to_owned()))
        .collect()
}

#[track_caller]
fn check(codes: &[&str], text: &str, expected: &[(&str, &str)]) {
    let found = found(codes, text);
    let found: Vec<_> = found
        .iter()
        .map(|(entity, value)| (&**entity, &**value))
        .collect();
    assert_eq!(found, expected, "{codes:?} {text}");
}

#[test]
fn the_same_digits_are_those_of_the_region() {
    for (code, entity) in [("GB", "UK_PASSPORT"), ("US", "US_PASSPORT")] {
        let text = "passport number 533380006";
        check(&[code], text, &[(entity, "533380006")]);
    }
    for (code, entity) in [("PT", "PT_NIF"), ("GR", "GR_AFM")] {
        check(&[code], "tin 213456729", &[(entity, "213456729")]);
    }
}

#[test]
fn identifiers_of_other_regions_are_still_found() {
    let text = "passport number 533380006";
    assert_eq!(found(&["DE"], text), found(&[], text));
    assert_eq!(found(&["DE"], text).len(), 1);
}

#[test]
fn telephone_numbers_are_found_as_they_are_written_at_home() {
    for number in ["030 23125042", "030/23125042", "(030) 23125-042"] {
        let text = format!("dann kam {number} an die Reihe");
        check(&["DE"], &text, &[("PHONE_NUMBER", number)]);
        check(&["US", "DE"], &text, &[("PHONE_NUMBER", number)]);
        check(&[], &text, &[]);
    }
    for glued in ["03023125042", "3023125042"] {
        check(&["DE"], &format!("dann kam {glued} an die Reihe"), &[]);
    }
    check(&["DE"], "dann kam 020 7946 0958 extra", &[]);
    check(
        &["GB"],
        "see 020 7946 0958",
        &[("PHONE_NUMBER", "020 7946 0958")],
    );
}

#[test]
fn every_country_of_a_recognizer_is_a_region() {
    let (detector, _) = detector(&[]);
    for rule in detector.recognizers() {
        let is_region = RegionSet::default()
            .with(&rule.country.to_uppercase())
            .is_some();
        let is_none = matches!(&*rule.country, "global" | "finance" | "secrets");
        assert!(is_region != is_none, "{}", rule.id);
    }
}

/// With each country in its turn; a rule is only tried with its own, as no other one changes it.
#[test]
fn regions_alone_find_no_random_digits() {
    let (catalogue, _) = detector(&[]);
    let countries: BTreeSet<&str> = catalogue
        .recognizers()
        .iter()
        .map(|rule| &*rule.country)
        .filter(|country| country.len() == 2)
        .collect();
    let sets: Vec<_> = countries
        .iter()
        .map(|country| regions(&[&country.to_uppercase()]))
        .collect();
    let (detector, profiles) = detector(&sets);
    let profiles: BTreeMap<_, _> = countries.into_iter().zip(profiles).collect();
    let fixtures = fixture::read();
    let mut wrong = vec![];
    for rule in detector.recognizers() {
        if let (Some(fixture), Some(&profile)) =
            (fixtures.get(&*rule.id), profiles.get(&*rule.country))
        {
            let searcher = Searcher::of_profile(&detector, profile);
            wrong.extend(found_alone(searcher, rule, fixture));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Templates of a rule of whose random values more than one in a hundred are found without a cue, though
/// the fixture does not say that the shape is enough.
fn found_alone(mut searcher: Searcher<'_>, rule: &Recognizer, fixture: &Fixture) -> Vec<String> {
    let size = scale(100, 1_000);
    let mut wrong = vec![];
    for template in fixture.templates() {
        if fixture.finds_without_cue(&template) {
            continue;
        }
        let numbers =
            Generated::new(rule, &template, size).expect("the figures of all numbers say");
        let cases: Vec<Case> = (numbers.random.iter().enumerate())
            .map(|(turn, value)| frames::without_cue(value, turn))
            .collect();
        let hits = searcher.find(&cases);
        let is_found = |(case, hits): &(&Case, Vec<_>)| {
            hits.iter().any(|hit: &super::search::Hit<'_>| {
                hit.entity == fixture.entity && case.touches(hit)
            })
        };
        let found = cases.iter().zip(hits).filter(is_found).count();
        if found > size / 100 + scale(1, 0) {
            wrong.push(format!(
                "{} {}: {found} of {size}",
                rule.id,
                template.source()
            ));
        }
    }
    wrong
}
