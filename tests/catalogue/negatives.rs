//! Lines that hold no personal data: fewer than one finding in a hundred of them.

use std::{collections::BTreeMap, fmt::Write};

use pumice_detect::DetectorBuilder;
use pumice_synth::{Rng, text::negatives};

use super::{
    search::{Case, Searcher},
    table::keep,
};
use crate::util::scale;

#[test]
fn lines_without_personal_data_are_left_alone() {
    let detector = DetectorBuilder::new().build().unwrap();
    let mut rng = Rng::new(21);
    let count = scale(4_000, 40_000);
    let lines: Vec<_> = (0..count).map(|_| negatives::line(&mut rng)).collect();
    let cases: Vec<Case> = (lines.iter())
        .map(|line| Case::of_field(&line.text, None))
        .collect();
    let mut alarms: BTreeMap<(&str, &str), Alarm> = BTreeMap::new();
    let mut honest = 0;
    for (line, hits) in lines.iter().zip(Searcher::new(&detector).find(&cases)) {
        for hit in hits {
            if line.holds.contains(&hit.entity) {
                honest += 1;
                continue;
            }
            let alarm = alarms.entry((hit.entity, line.kind)).or_default();
            alarm.count += 1;
            alarm.example.get_or_insert_with(|| line.text.clone());
        }
    }
    let total: usize = alarms.values().map(|alarm| alarm.count).sum();
    let mut table = format!(
        "{count} lines, {total} findings, {honest} more where a line holds one.\n\n\
         | entity | kind of line | findings | such as |\n|---|---|---|---|\n"
    );
    for ((entity, kind), alarm) in &alarms {
        let example = alarm.example.as_deref().unwrap_or_default();
        let example = example.replace(['|', '\n', '\t'], " ");
        let _ = writeln!(
            table,
            "| {entity} | {kind} | {} | `{example}` |",
            alarm.count
        );
    }
    keep("negatives.md", &table);
    assert!(total * 100 < count, "{total} findings in {count} lines");
}

/// How often an entity was found in lines of one kind.
#[derive(Default)]
struct Alarm {
    count: usize,
    example: Option<String>,
}
