//! What scores mean: of the findings in a band, how many are right.
//!
//! Measured on a mixture in which about a third of the numbers are identifiers: valid and broken
//! ones with and without their cue, random ones of the same shapes without it, and lines without
//! personal data. A corpus with fewer identifiers has fewer right ones in each band.

use std::fmt::Write;

use pumice_detect::{Detector, DetectorBuilder};
use pumice_synth::{
    Rng,
    text::{
        gold::{self, Half},
        negatives,
    },
};

use super::{
    fixture,
    frames::{self, Strength},
    generated::Generated,
    search::{Case, Hit, Searcher},
    table::{keep, percent},
};
use crate::util::scale;

/// Lower ends of the bands, in thousandths.
const BANDS: [u16; 3] = [500, 700, 900];

/// Findings of one band.
#[derive(Clone, Copy, Default)]
struct Band {
    right: usize,
    wrong: usize,
}

#[test]
fn a_higher_score_is_more_often_right() {
    let detector = DetectorBuilder::new().build().unwrap();
    let mut bands = Bands {
        searcher: Searcher::new(&detector),
        generated: Default::default(),
        written: Default::default(),
    };
    bands.add_numbers(&detector);
    bands.add_lines();
    bands.add_gold();
    keep("bands.md", &bands.text());
    for all in [bands.generated, bands.written] {
        let shares = all.map(|band| band.right as f64 / (band.right + band.wrong).max(1) as f64);
        let [low, middle, high] = shares;
        assert!(high >= low.max(middle), "{shares:?}");
        // What the lower end of the band promises.
        assert!(high >= 0.9, "{shares:?}");
    }
}

struct Bands<'d> {
    searcher: Searcher<'d>,
    /// Of numbers from templates, and of lines without any.
    generated: [Band; BANDS.len()],
    /// Of sentences that were written to tune on.
    written: [Band; BANDS.len()],
}

impl Bands<'_> {
    fn add_numbers(&mut self, detector: &Detector) {
        let size = scale(20, 200);
        for (id, fixture) in fixture::read() {
            let rule = detector.recognizers().iter().find(|rule| rule.id == id);
            let (Some(rule), Some(cue)) = (rule, &fixture.cue) else {
                continue;
            };
            for template in fixture.templates() {
                // What cannot be made is said by the figures of all numbers.
                let Ok(numbers) = Generated::new(rule, &template, size) else {
                    continue;
                };
                let strength = template.strength();
                let told = |is_one: bool, values: &[String]| -> Vec<(bool, Case)> {
                    let turns = values.iter().enumerate();
                    turns
                        .map(|(turn, value)| (is_one, told_or_not(cue, value, strength, turn)))
                        .collect()
                };
                let random = numbers.random.iter().enumerate();
                let mut cases = told(true, &numbers.valid);
                cases.extend(told(false, &numbers.broken));
                cases.extend(random.map(|(turn, value)| (false, frames::without_cue(value, turn))));
                let (truths, cases): (Vec<bool>, Vec<Case>) = cases.into_iter().unzip();
                let found = self.searcher.find(&cases);
                for ((is_one, case), hits) in truths.iter().zip(&cases).zip(found) {
                    for hit in hits {
                        let right = *is_one && fixture.accepts(hit.entity) && case.is_at(&hit);
                        self.generated.count(&hit, right);
                    }
                }
            }
        }
    }

    fn add_lines(&mut self) {
        let mut rng = Rng::new(31);
        let lines: Vec<_> = (0..scale(2_000, 20_000))
            .map(|_| negatives::line(&mut rng))
            .collect();
        let cases: Vec<Case> = (lines.iter())
            .map(|line| Case::of_field(&line.text, None))
            .collect();
        for (line, hits) in lines.iter().zip(self.searcher.find(&cases)) {
            for hit in hits {
                if !line.holds.contains(&hit.entity) {
                    self.generated.count(&hit, false);
                }
            }
        }
    }

    fn add_gold(&mut self) {
        let samples = gold::samples(Half::Tune, 1, scale(4, 40) as u32);
        let cases: Vec<Case> = (samples.iter())
            .map(|sample| Case::of_field(&sample.text, None))
            .collect();
        for (sample, hits) in samples.iter().zip(self.searcher.find(&cases)) {
            for hit in hits {
                let right = (sample.spans.iter()).any(|span| {
                    (span.entity, span.start..span.end) == (hit.entity, hit.range.clone())
                });
                self.written.count(&hit, right);
            }
        }
    }

    fn text(&self) -> String {
        let mut text = String::from(
            "| score | generated: findings | right, % | written: findings | right, % |\n\
             |---|---|---|---|---|\n",
        );
        for (at, low) in BANDS.iter().enumerate() {
            let high = BANDS.get(at + 1).unwrap_or(&1_000);
            let cell = |band: Band| {
                let all = band.right + band.wrong;
                format!("{all} | {}", percent(band.right, all))
            };
            let _ = writeln!(
                text,
                "| 0.{} to {}.{} | {} | {} |",
                low / 100,
                high / 1_000,
                high % 1_000 / 100,
                cell(self.generated[at]),
                cell(self.written[at])
            );
        }
        text
    }
}

trait Counts {
    fn count(&mut self, hit: &Hit<'_>, right: bool);
}

impl Counts for [Band; BANDS.len()] {
    fn count(&mut self, hit: &Hit<'_>, right: bool) {
        let score = hit.score.thousandths();
        let at = BANDS.iter().rposition(|&low| low <= score);
        let band = &mut self[at.expect("the threshold is the lowest end")];
        band.right += usize::from(right);
        band.wrong += usize::from(!right);
    }
}

/// Every other value has its cue.
fn told_or_not(cue: &str, value: &str, strength: Strength, turn: usize) -> Case {
    if turn.is_multiple_of(2) {
        frames::with_cue(cue, value, strength, turn / 2)
    } else {
        frames::without_cue(value, turn / 2)
    }
}
