//! Figures that hold for every identifier, of numbers that its templates make.
//!
//! With a cue the right entity is found in 99 of 100 valid numbers, in a sentence and in a field,
//! and in 1 of 100 broken ones; without a cue it is found in 1 of 100 random ones, unless the fixture
//! says that the shape is enough. Each template has to pass by itself.

use std::{collections::BTreeMap, fmt::Write};

use pumice_detect::{Detector, DetectorBuilder, Recognizer};

use super::{
    fixture::{self, Fixture},
    frames,
    generated::Generated,
    search::{Case, Hit, Searcher},
    table::{keep, percent},
    template::Template,
};
use crate::util::scale;

#[test]
fn every_number_is_found_with_its_cue_and_no_other() {
    let detector = DetectorBuilder::new().build().unwrap();
    let mut sheet = Sheet::new(&detector);
    for (id, fixture) in &fixture::read() {
        let Some(rule) = detector.recognizers().iter().find(|rule| rule.id == *id) else {
            sheet.wrong.push(format!("{id}: no such recognizer"));
            continue;
        };
        sheet.add(rule, fixture);
    }
    keep("numbers.md", &sheet.text());
    let wrong = &sheet.wrong;
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Figures of all identifiers, and what is wrong with them.
struct Sheet<'d> {
    searcher: Searcher<'d>,
    entities: Vec<&'d str>,
    size: usize,
    rows: String,
    /// Found without a cue by design.
    designed: Vec<String>,
    /// Values that another entity took, which shares shape and check.
    shared: BTreeMap<(String, String), usize>,
    without_template: Vec<String>,
    wrong: Vec<String>,
}

/// How many of a kind, and what was found of them.
#[derive(Default)]
struct Count {
    of: usize,
    found: usize,
    /// What stood in its place, by name, how often and in which text.
    instead: BTreeMap<String, (usize, String)>,
}

/// The most that may be found of what is none, in percent of all.
const FEW: usize = 1;
/// The least that must be found.
const MOST: usize = 99;
/// Cards are found without a cue: this share of random digits looks like one and passes.
const RANDOM_CARDS: usize = 5;

impl<'d> Sheet<'d> {
    fn new(detector: &'d Detector) -> Self {
        Self {
            searcher: Searcher::new(detector),
            entities: detector.entities().iter().map(|name| &**name).collect(),
            size: scale(100, 1_000),
            rows: String::new(),
            designed: vec![],
            shared: BTreeMap::new(),
            without_template: vec![],
            wrong: vec![],
        }
    }

    fn add(&mut self, rule: &Recognizer, fixture: &Fixture) {
        let id = &rule.id;
        let templates = fixture.templates();
        for other in &fixture.shares {
            if !self.entities.contains(&other.as_str()) {
                self.wrong
                    .push(format!("{id}: shares {other}, which is no entity"));
            }
        }
        for unknown in fixture.unknown_templates() {
            self.wrong.push(format!(
                "{id}: found_without_cue names {unknown:?}, which is no template"
            ));
        }
        if templates.is_empty() {
            self.note_missing(rule, fixture);
        }
        for template in templates {
            match Generated::new(rule, &template, self.size) {
                Ok(numbers) => self.measure(rule, fixture, &template, &numbers),
                Err(why) => self
                    .wrong
                    .push(format!("{id} {}: {why}", template.source())),
            }
        }
    }

    /// What has a check can be made, so that leaving it out needs a reason.
    fn note_missing(&mut self, rule: &Recognizer, fixture: &Fixture) {
        let id = &rule.id;
        let reason = fixture.no_template.as_deref();
        if rule.validate.is_some() && reason.is_none() {
            self.wrong.push(format!(
                "{id}: has a check, and neither `template` nor a reason in `no_template`"
            ));
        }
        let reason = reason.unwrap_or("no check of letters and digits");
        self.without_template.push(format!("`{id}` ({reason})"));
    }

    fn measure(
        &mut self,
        rule: &Recognizer,
        fixture: &Fixture,
        template: &Template,
        numbers: &Generated,
    ) {
        let name = format!("{} {}", rule.id, template.source());
        let Some(cue) = fixture.cue.as_deref() else {
            return self.wrong.push(format!("{name}: a template, and no cue"));
        };
        let told = |values: &[String]| -> Vec<Case> {
            let turns = values.iter().enumerate();
            turns
                .map(|(turn, value)| frames::with_cue(cue, value, template.strength(), turn))
                .collect()
        };
        let in_field: Vec<Case> = (numbers.valid.iter())
            .map(|value| frames::in_field(cue, value))
            .collect();
        let alone: Vec<Case> = (numbers.random.iter().enumerate())
            .map(|(turn, value)| frames::without_cue(value, turn))
            .collect();
        let is_right = |case: &Case, hit: &Hit<'_>| fixture.accepts(hit.entity) && case.is_at(hit);
        let is_false =
            |case: &Case, hit: &Hit<'_>| hit.entity == fixture.entity && case.touches(hit);
        let found = self.count(fixture, &told(&numbers.valid), is_right);
        let named = self.count(fixture, &in_field, is_right);
        let broken = self.count(fixture, &told(&numbers.broken), is_false);
        let random = self.count(fixture, &alone, is_false);
        for (what, count) in [("with its cue", &found), ("in a field", &named)] {
            if count.missing() > allowed(count.of, 100 - MOST) {
                self.wrong
                    .push(format!("{name}: {what} {}", count.describe()));
            }
        }
        if broken.found > allowed(broken.of, FEW) {
            self.wrong
                .push(format!("{name}: broken, {}", broken.describe()));
        }
        if numbers.unbroken > allowed(numbers.valid.len(), FEW) {
            self.wrong.push(format!(
                "{name}: no other check character breaks {} of {} numbers",
                numbers.unbroken,
                numbers.valid.len()
            ));
        }
        self.judge_random(&name, fixture, template, &random);
        let _ = writeln!(
            self.rows,
            "| `{}` | `{}` | {} | {} | {} | {} |",
            rule.id,
            template.source(),
            percent(found.found, found.of),
            percent(named.found, named.of),
            percent(broken.found, broken.of),
            percent(random.found, random.of)
        );
    }

    fn judge_random(&mut self, name: &str, fixture: &Fixture, template: &Template, random: &Count) {
        let is_card = fixture.entity == "CREDIT_CARD";
        let limit = if is_card { RANDOM_CARDS } else { FEW };
        let share = percent(random.found, random.of);
        if fixture.finds_without_cue(template) && !is_card {
            self.designed.push(format!("{name}: {share} %"));
        } else if random.found > allowed(random.of, limit) {
            self.wrong.push(format!(
                "{name}: random and without a cue, {}",
                random.describe()
            ));
        } else if is_card {
            self.designed
                .push(format!("{name}: {share} %, at most {limit} %"));
        }
    }

    /// Counts the cases with a hit that counts.
    fn count(
        &mut self,
        fixture: &Fixture,
        cases: &[Case],
        counts: impl Fn(&Case, &Hit<'_>) -> bool,
    ) -> Count {
        let mut count = Count {
            of: cases.len(),
            ..Count::default()
        };
        for (case, hits) in cases.iter().zip(self.searcher.find(cases)) {
            if let Some(hit) = hits.iter().find(|hit| counts(case, hit)) {
                count.found += 1;
                if hit.entity != fixture.entity {
                    let pair = (fixture.entity.clone(), hit.entity.to_owned());
                    *self.shared.entry(pair).or_default() += 1;
                }
                continue;
            }
            let other = hits.iter().find(|hit| case.touches(hit));
            let instead = match other {
                None => "nothing".to_owned(),
                Some(hit) if case.is_at(hit) => hit.entity.to_owned(),
                Some(hit) => format!("{} with another span", hit.entity),
            };
            let example = || (0, case.frame());
            count.instead.entry(instead).or_insert_with(example).0 += 1;
        }
        count
    }

    fn text(&self) -> String {
        let list = |lines: &[String]| match lines {
            [] => "none\n".to_owned(),
            lines => lines.iter().map(|line| format!("- {line}\n")).collect(),
        };
        let pairs: Vec<String> = (self.shared.iter())
            .map(|((entity, other), count)| format!("{entity} as {other}: {count}"))
            .collect();
        format!(
            "Found of {} numbers each, in percent.\n\n\
             | recognizer | template | valid, cue | valid, field | broken, cue | random, no cue |\n\
             |---|---|---|---|---|---|\n{}\n\
             Found without a cue by design, of random digits:\n{}\n\
             Named as an entity that shares shape and check:\n{}\n\
             Without a template:\n{}",
            self.size,
            self.rows,
            list(&self.designed),
            list(&pairs),
            list(&self.without_template)
        )
    }
}

impl Count {
    fn missing(&self) -> usize {
        self.of - self.found
    }

    fn describe(&self) -> String {
        let others: Vec<String> = (self.instead.iter())
            .map(|(entity, (count, frame))| format!("{entity} {count} (such as {frame:?})"))
            .collect();
        let found = format!("{} of {} found", self.found, self.of);
        if others.is_empty() {
            found
        } else {
            format!("{found}; instead: {}", others.join(", "))
        }
    }
}

/// How many of `of` may be wrong at `percent`; one more in the small size, where chance is coarse.
fn allowed(of: usize, percent: usize) -> usize {
    of * percent / 100 + scale(1, 0)
}
