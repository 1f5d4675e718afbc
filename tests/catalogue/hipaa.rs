//! The table of HIPAA's eighteen categories against the catalogue.

use std::fmt::Write;

use pumice_detect::{DetectorBuilder, is_entity_name};
use pumice_engine::HIPAA_SAFE_HARBOR;

use super::table::keep;

/// Entities that the table names and that the catalogue does not have yet. An entry goes when its
/// recognizer comes; nothing may be added for a name that is only misspelled.
const PENDING: &[&str] = &["US_ABA_ROUTING", "US_BANK_NUMBER"];

#[test]
fn every_category_maps_to_entities_or_says_why_not() {
    let detector = DetectorBuilder::new().build().unwrap();
    let letters: String = HIPAA_SAFE_HARBOR.iter().map(|one| one.letter).collect();
    assert_eq!(letters, "ABCDEFGHIJKLMNOPQR");
    let mut table = String::from("| | category | entities | missing |\n|---|---|---|---|\n");
    let mut unknown: Vec<&str> = vec![];
    for category in &HIPAA_SAFE_HARBOR {
        let letter = category.letter;
        let all = [category.entities, category.by_names_model].concat();
        assert_eq!(all.is_empty(), category.out_of_scope.is_some(), "{letter}");
        assert!(all.iter().all(|name| is_entity_name(name)), "{letter}");
        let is_missing = |name: &&str| detector.entity(name).is_none();
        let missing: Vec<&str> = category
            .entities
            .iter()
            .copied()
            .filter(is_missing)
            .collect();
        unknown.extend(missing.iter().filter(|name| !PENDING.contains(name)));
        let names = match category.out_of_scope {
            Some(why) => why.to_owned(),
            None => all.join(", "),
        };
        let _ = writeln!(
            table,
            "| {letter} | {} | {names} | {} |",
            category.name,
            missing.join(", ")
        );
    }
    let here: Vec<&str> = (PENDING.iter().copied())
        .filter(|name| detector.entity(name).is_some())
        .collect();
    keep(
        "hipaa.md",
        &format!("{table}\nNo longer pending: {}\n", here.join(", ")),
    );
    assert!(unknown.is_empty(), "no such entities: {unknown:?}");
}
