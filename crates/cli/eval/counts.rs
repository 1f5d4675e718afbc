//! What is counted of an entity, and the figures that follow from the counts.

use super::cover::Cover;

/// Counts of one entity, or of all together, in one record or in many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) strict: Hits,
    pub(super) overlap: Hits,
    /// Predictions under this entity's name, those that count for nothing included.
    pub(super) predicted: u64,
    pub(super) gold_chars: u64,
    /// Of those, the ones that no prediction covers, whatever its entity.
    pub(super) leaked_chars: u64,
    /// Without those of ignored spans.
    pub(super) predicted_chars: u64,
    /// Of those, the ones that no gold span covers, whatever its entity.
    pub(super) over_redacted_chars: u64,
    /// Characters that neither gold nor ignored spans cover; of all entities together only.
    pub(super) plain_chars: u64,
}

/// Right, wrong and missing spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hits {
    pub(super) true_positives: u64,
    pub(super) false_positives: u64,
    pub(super) false_negatives: u64,
}

impl Hits {
    fn add(&mut self, other: &Hits, times: u64) {
        self.true_positives += times * other.true_positives;
        self.false_positives += times * other.false_positives;
        self.false_negatives += times * other.false_negatives;
    }
}

impl Counts {
    /// Adds `other` so many `times`. Hot: per group of records and resample.
    pub(super) fn add(&mut self, other: &Counts, times: u64) {
        self.strict.add(&other.strict, times);
        self.overlap.add(&other.overlap, times);
        self.predicted += times * other.predicted;
        self.gold_chars += times * other.gold_chars;
        self.leaked_chars += times * other.leaked_chars;
        self.predicted_chars += times * other.predicted_chars;
        self.over_redacted_chars += times * other.over_redacted_chars;
        self.plain_chars += times * other.plain_chars;
    }

    /// Gold spans.
    pub(super) fn support(&self) -> u64 {
        self.strict.true_positives + self.strict.false_negatives
    }

    /// Counts the characters of gold spans that `cover` misses.
    pub(super) fn add_gold(&mut self, gold: &Cover, cover: &Cover) {
        self.gold_chars += gold.len();
        self.leaked_chars += gold.len() - gold.shared(cover);
    }

    /// Counts the characters of predictions that are `right`, and those that neither that set nor
    /// the ignored spans in `known` have.
    pub(super) fn add_predicted(&mut self, predicted: &Cover, right: &Cover, known: &Cover) {
        let over_redacted = predicted.len() - predicted.shared(known);
        self.over_redacted_chars += over_redacted;
        self.predicted_chars += predicted.shared(right) + over_redacted;
    }
}

/// How a prediction must lie to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// On the same characters.
    Strict,
    /// On some of the characters.
    Overlap,
}

/// A figure that counts amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Metric {
    Precision(Mode),
    Recall(Mode),
    F1(Mode),
    F2(Mode),
    /// Share of gold characters that no prediction covers.
    Leak,
    /// Share of predicted characters that no gold span covers.
    OverRedaction,
    /// The same characters as a share of all that no gold span covers.
    OverRedactionOfText,
}

impl Metric {
    /// The figure; `None` where it is 0/0. `total` are the counts of all entities together.
    pub(super) fn of(self, counts: &Counts, total: &Counts) -> Option<f64> {
        let (part, whole) = match self {
            Metric::F1(mode) => f_fraction(counts.hits(mode), 1),
            Metric::F2(mode) => f_fraction(counts.hits(mode), 4),
            Metric::Leak => (counts.leaked_chars, counts.gold_chars),
            Metric::OverRedaction => (counts.over_redacted_chars, counts.predicted_chars),
            Metric::OverRedactionOfText => (counts.over_redacted_chars, total.plain_chars),
            Metric::Precision(_) | Metric::Recall(_) => self.trials(counts)?,
        };
        (whole > 0).then(|| part as f64 / whole as f64)
    }

    /// Successes and trials, where the figure is a proportion of spans.
    pub(super) fn trials(self, counts: &Counts) -> Option<(u64, u64)> {
        match self {
            Metric::Precision(mode) => {
                let hits = counts.hits(mode);
                Some((
                    hits.true_positives,
                    hits.true_positives + hits.false_positives,
                ))
            }
            Metric::Recall(mode) => {
                let hits = counts.hits(mode);
                Some((
                    hits.true_positives,
                    hits.true_positives + hits.false_negatives,
                ))
            }
            _ => None,
        }
    }
}

impl Counts {
    fn hits(&self, mode: Mode) -> &Hits {
        match mode {
            Mode::Strict => &self.strict,
            Mode::Overlap => &self.overlap,
        }
    }
}

/// F with recall weighted by the square root of `weight`: what is missing counts `weight` times as
/// much as what is false.
fn f_fraction(hits: &Hits, weight: u64) -> (u64, u64) {
    let right = (1 + weight) * hits.true_positives;
    (
        right,
        right + weight * hits.false_negatives + hits.false_positives,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(metric: Metric, counts: &Counts) -> Option<f64> {
        metric.of(counts, counts)
    }

    #[test]
    fn f_is_the_weighted_harmonic_mean_of_precision_and_recall() {
        let strict = Hits {
            true_positives: 6,
            false_positives: 2,
            false_negatives: 4,
        };
        let counts = Counts {
            strict,
            ..Counts::default()
        };
        let (precision, recall) = (0.75, 0.6);
        assert_eq!(
            of(Metric::Precision(Mode::Strict), &counts),
            Some(precision)
        );
        assert_eq!(of(Metric::Recall(Mode::Strict), &counts), Some(recall));
        for (metric, weight) in [
            (Metric::F1(Mode::Strict), 1.0),
            (Metric::F2(Mode::Strict), 4.0),
        ] {
            let expected = (1.0 + weight) * precision * recall / (weight * precision + recall);
            let value = of(metric, &counts).expect("defined");
            assert!((value - expected).abs() < 1e-12, "{value} {expected}");
        }
    }

    #[test]
    fn nothing_of_nothing_is_undefined() {
        let none = Counts::default();
        for metric in [
            Metric::Precision(Mode::Strict),
            Metric::Recall(Mode::Overlap),
            Metric::F1(Mode::Strict),
            Metric::F2(Mode::Overlap),
            Metric::Leak,
            Metric::OverRedaction,
            Metric::OverRedactionOfText,
        ] {
            assert_eq!(of(metric, &none), None, "{metric:?}");
        }
    }
}
