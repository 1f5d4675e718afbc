//! What the name of a field says of its value: `fixtures/fields.toml`.

use std::fmt::Write;

use pumice_detect::DetectorBuilder;
use serde::Deserialize;

use super::{
    search::{Case, Hit, Searcher},
    table::keep,
};
use crate::util::root;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    named: Vec<Named>,
    other: Vec<Other>,
}

/// Names that say what their values are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    entity: String,
    names: Vec<String>,
    values: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

/// Names that say something else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    names: Vec<String>,
    values: Vec<String>,
    #[serde(default)]
    may: Vec<String>,
}

#[test]
fn a_field_that_says_what_it_is_is_taken_for_it() {
    let cases = read().named.into_iter().flat_map(|table| {
        let Named {
            entity,
            names,
            values,
            also,
        } = table;
        let wanted = [vec![entity], also].concat();
        each(&names, &values).into_iter().map(move |case| {
            let wanted = wanted.clone();
            (case, wanted)
        })
    });
    let failed = search("fields.md", cases.collect(), |case, wanted, hits| {
        let [hit] = hits else {
            return false;
        };
        wanted.iter().any(|entity| entity == hit.entity)
            && case.text[hit.range.clone()] == *case.text.trim()
    });
    assert_eq!(failed, 0, "see the table");
}

#[test]
fn a_field_of_something_else_is_left_alone() {
    let cases = read().other.into_iter().flat_map(|table| {
        let Other { names, values, may } = table;
        each(&names, &values)
            .into_iter()
            .map(move |case| (case, may.clone()))
    });
    let failed = search("other-fields.md", cases.collect(), |_, may, hits| {
        hits.iter()
            .all(|hit| may.iter().any(|entity| entity == hit.entity))
    });
    assert_eq!(failed, 0, "see the table");
}

fn read() -> Table {
    let text = std::fs::read_to_string(root().join("fixtures/fields.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

/// Every value below every name.
fn each(names: &[String], values: &[String]) -> Vec<Case> {
    let of_name = |name: &String| -> Vec<Case> {
        values
            .iter()
            .map(|value| Case::whole(value, name))
            .collect()
    };
    names.iter().flat_map(of_name).collect()
}

/// Searches all cases; keeps a table of those that `is_right` refuses, and counts them.
fn search(
    table: &str,
    cases: Vec<(Case, Vec<String>)>,
    is_right: fn(&Case, &[String], &[Hit<'_>]) -> bool,
) -> usize {
    let detector = DetectorBuilder::new().build().unwrap();
    let (cases, expected): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
    let found = Searcher::new(&detector).find(&cases);
    let (mut text, mut failed) = (String::new(), 0);
    for ((case, expected), hits) in cases.iter().zip(&expected).zip(&found) {
        if !is_right(case, expected, hits) {
            failed += 1;
            let _ = writeln!(
                text,
                "| {} | {expected:?} | {} |",
                case.named(),
                shown(hits)
            );
        }
    }
    keep(
        table,
        &format!("{failed} of {} fields are wrong.\n\n{text}", cases.len()),
    );
    failed
}

/// What was found, and how surely.
fn shown(hits: &[Hit<'_>]) -> String {
    let mut text = String::new();
    for hit in hits {
        let _ = write!(text, "{} {:?} {}; ", hit.entity, hit.range, hit.score);
    }
    text
}
