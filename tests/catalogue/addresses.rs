//! Postal addresses of the held-back half of templates, by country: how many are found as a whole, and how much of
//! what is found is one.

use std::{collections::BTreeMap, fmt::Write};

use pumice_detect::DetectorBuilder;
use pumice_synth::text::{
    address::{self, Addressed},
    gold::Half,
};

use super::{
    search::{Case, Searcher},
    table::{keep, percent},
};
use crate::util::scale;

/// Of one country.
#[derive(Clone, Copy, Default)]
struct Row {
    texts: usize,
    found: usize,
    /// Findings that are not the whole address.
    wrong: usize,
}

/// The half that nothing was tuned on.
#[test]
fn whole_addresses_of_many_countries_are_found() {
    let detector = DetectorBuilder::new().build().unwrap();
    let mut searcher = Searcher::new(&detector);
    let mut find = |texts: Vec<&str>| {
        let cases: Vec<Case> = texts
            .into_iter()
            .map(|text| Case::of_field(text, None))
            .collect();
        searcher.find(&cases)
    };
    let rounds = scale(10, 100) as u32;
    let all = address::samples(Half::HeldOut, 1, rounds);
    let found = find(all.iter().map(|one| &*one.sample.text).collect());
    let mut rows = BTreeMap::<&str, Row>::new();
    for (Addressed { country, sample }, hits) in all.iter().zip(found) {
        let row = rows.entry(country).or_default();
        let gold = &sample.spans[0];
        // The dot of an abbreviation at the end is no part of what must be found.
        let wanted = sample.value(gold).trim_end_matches('.');
        row.texts += 1;
        for hit in hits.iter().filter(|hit| hit.entity == gold.entity) {
            let is_whole = hit.range.start == gold.start
                && sample.text[hit.range.clone()].trim_end_matches('.') == wanted;
            row.found += usize::from(is_whole);
            row.wrong += usize::from(!is_whole);
        }
    }
    let none = address::negatives(Half::HeldOut, 1, rounds);
    let alarms: usize = (find(none.iter().map(|text| &**text).collect()).iter())
        .map(|hits| {
            hits.iter()
                .filter(|hit| hit.entity == "STREET_ADDRESS")
                .count()
        })
        .sum();
    let mut table =
        "| country | texts | found whole | percent | wrong |\n|---|---|---|---|---|\n".to_owned();
    let mut sum = Row::default();
    for (country, row) in &rows {
        let Row {
            texts,
            found,
            wrong,
        } = *row;
        let _ = writeln!(
            table,
            "| {country} | {texts} | {found} | {} | {wrong} |",
            percent(found, texts)
        );
        sum = Row {
            texts: sum.texts + texts,
            found: sum.found + found,
            wrong: sum.wrong + wrong,
        };
    }
    let right = percent(sum.found, sum.found + sum.wrong + alarms);
    let _ = writeln!(
        table,
        "\nAll: {} of {} found whole; {} wrong, {alarms} alarms in {} texts without an address; {right} % of findings are right.",
        sum.found,
        sum.texts,
        sum.wrong,
        none.len()
    );
    keep("addresses.md", &table);
    assert!(rows.len() >= 12, "{table}");
    for (country, row) in &rows {
        assert!(
            row.found * 100 >= row.texts * LEAST_OF_A_COUNTRY,
            "{country}\n{table}"
        );
    }
    assert!(sum.found * 100 >= sum.texts * 80, "{table}");
    assert!(
        sum.found * 10 >= (sum.found + sum.wrong + alarms) * 9,
        "{table}"
    );
}

/// Percent of the addresses of one country that are found whole.
const LEAST_OF_A_COUNTRY: usize = 50;
