//! How sure a figure is: 95 % confidence intervals.
//!
//! Shares of spans (precision, recall) have Wilson's score interval (Wilson, *Journal of the
//! American Statistical Association* 22, 1927), which is right for few spans and for shares near 0
//! and 1. F, leak and over-redaction are ratios of sums that cluster by record; they have the
//! percentile interval of a bootstrap over records (Efron, *Annals of Statistics* 7, 1979). Where
//! all resamples agree, as for a leak of 0 or what one record alone shows, there is none: how rare
//! something is that never happened a bootstrap cannot tell, and 0 to 0 would pretend it could.
//!
//! A million records resampled a thousand times would take longer than the search. Records are
//! therefore dealt out, one after the other, to 4,096 groups, and groups are resampled: with up to
//! 4,096 records that is the bootstrap itself, with more it differs by the error of a variance
//! estimated from 4,096 draws, about 2 %, and costs the same however many there are.

use super::{
    counts::{Counts, Metric},
    labels::EntityIndex,
};

/// Counts of all entities, by group of records.
#[derive(Debug)]
pub(super) struct Groups {
    count: usize,
    total: Vec<Counts>,
    /// By entity; nothing for one that does not occur.
    rows: Vec<Vec<Counts>>,
}

impl Groups {
    /// More would cost time and memory for a precision that nobody sees.
    const MAX: u64 = 4096;

    /// No records yet.
    pub(super) fn new(entities: usize) -> Self {
        Self {
            count: 0,
            total: Vec::new(),
            rows: vec![Vec::new(); entities],
        }
    }

    /// Adds the counts of the record with this number, from 0 and without gaps.
    pub(super) fn add(&mut self, number: u64, rows: &[(EntityIndex, Counts)], total: &Counts) {
        let group = (number % Self::MAX) as usize;
        self.count = self.count.max(group + 1);
        for (entity, counts) in rows {
            add_at(&mut self.rows[usize::from(*entity)], group, counts);
        }
        add_at(&mut self.total, group, total);
    }

    /// Groups so far: as many as records, up to the limit.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The counts of every resample.
    pub(super) fn resample(&self) -> Resamples {
        let none = |column: &Vec<Counts>| match column.is_empty() {
            true => vec![],
            false => vec![Counts::default(); RESAMPLES],
        };
        let mut resamples = Resamples {
            total: none(&self.total),
            rows: self.rows.iter().map(none).collect(),
        };
        let mut draw = Draw(SEED);
        let mut times = vec![0_u64; self.count];
        for at in 0..RESAMPLES {
            times.fill(0);
            for _ in 0..self.count {
                times[draw.below(self.count)] += 1;
            }
            let columns = self.rows.iter().chain([&self.total]);
            let sums = resamples.rows.iter_mut().chain([&mut resamples.total]);
            for (column, sums) in columns.zip(sums) {
                for (counts, &times) in column.iter().zip(&times).filter(|(_, times)| **times > 0) {
                    sums[at].add(counts, times);
                }
            }
        }
        resamples
    }

    /// Sum of an entity over all groups; `None` when it does not occur.
    pub(super) fn row(&self, entity: usize) -> Option<Counts> {
        let column = self.rows.get(entity).filter(|column| !column.is_empty())?;
        Some(sum(column))
    }

    /// Sum over all groups.
    pub(super) fn total(&self) -> Counts {
        sum(&self.total)
    }

    /// The interval of an entity's figure, or of all together.
    pub(super) fn interval(
        &self,
        resamples: &Resamples,
        entity: Option<usize>,
        metric: Metric,
    ) -> Option<Interval> {
        let (column, sums) = match entity {
            Some(entity) => (&self.rows[entity], &resamples.rows[entity]),
            None => (&self.total, &resamples.total),
        };
        if let Some((successes, trials)) = metric.trials(&sum(column)) {
            return wilson(successes, trials);
        }
        let pairs = sums.iter().zip(&resamples.total);
        percentiles(
            pairs
                .filter_map(|(counts, total)| metric.of(counts, total))
                .collect(),
        )
    }
}

/// Resamples: the error of the interval's ends is then a tenth of its width or less.
pub(super) const RESAMPLES: usize = 1000;

/// Fixed, so that the same counts have the same intervals.
pub(super) const SEED: u64 = 20_220_817;

/// Counts summed over the groups of each resample.
#[derive(Debug)]
pub(super) struct Resamples {
    total: Vec<Counts>,
    rows: Vec<Vec<Counts>>,
}

impl Resamples {
    /// The interval of the mean of a figure over `entities`.
    pub(super) fn mean_interval(&self, entities: &[usize], metric: Metric) -> Option<Interval> {
        let means = self.total.iter().enumerate().map(|(at, total)| {
            let figure = |&entity: &usize| metric.of(&self.rows[entity][at], total);
            mean(entities.iter().map(figure))
        });
        percentiles(means.flatten().collect())
    }
}

/// The ends of a 95 % confidence interval.
pub(super) type Interval = (f64, f64);

/// Mean of the figures that are defined; `None` when none is.
pub(super) fn mean(figures: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let (sum, count) = figures
        .flatten()
        .fold((0.0, 0_u32), |(sum, count), figure| {
            (sum + figure, count + 1)
        });
    (count > 0).then(|| sum / f64::from(count))
}

fn add_at(column: &mut Vec<Counts>, group: usize, counts: &Counts) {
    if column.len() <= group {
        column.resize(group + 1, Counts::default());
    }
    column[group].add(counts, 1);
}

fn sum(column: &[Counts]) -> Counts {
    column.iter().fold(Counts::default(), |mut sum, counts| {
        sum.add(counts, 1);
        sum
    })
}

/// Wilson's score interval; `None` without trials.
fn wilson(successes: u64, trials: u64) -> Option<Interval> {
    /// The quantile of the normal distribution that leaves 2.5 % at either side.
    const Z: f64 = 1.959_963_984_540_054;
    if trials == 0 {
        return None;
    }
    let (count, share) = (trials as f64, successes as f64 / trials as f64);
    let scale = 1.0 + Z * Z / count;
    let center = (share + Z * Z / (2.0 * count)) / scale;
    let half = Z / scale * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    // At the ends the formula gives them exactly, and floating point nearly.
    let low = if successes == 0 { 0.0 } else { center - half };
    let high = if successes == trials {
        1.0
    } else {
        center + half
    };
    Some((low, high))
}

/// The middle 95 % of `values`; `None` when there is nothing between them.
fn percentiles(mut values: Vec<f64>) -> Option<Interval> {
    values.sort_by(f64::total_cmp);
    if values.first() == values.last() {
        return None;
    }
    let outside = values.len() * 25 / 1000;
    let low = values.get(outside)?;
    let high = values.get(values.len() - 1 - outside)?;
    Some((*low, *high))
}

/// SplitMix64 (Steele, Lea, Flood 2014): all of its 64-bit states are good.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // The high half of the product; of 4,096 values each comes within 2^-52 as often.
        ((u128::from(mixed) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::counts::Mode;

    fn near(found: Option<Interval>, expected: Interval, tolerance: f64) {
        let (low, high) = found.expect("an interval");
        let near = |one: f64, other: f64| (one - other).abs() < tolerance;
        assert!(
            near(low, expected.0) && near(high, expected.1),
            "{low} {high}"
        );
    }

    /// Against the roots of |p - s| = z sqrt(p (1 - p) / n), found by halving.
    #[test]
    fn wilsons_ends_are_where_the_test_just_does_not_reject() {
        for (successes, trials) in [(1, 10), (5, 10), (81, 263), (15, 148), (9, 10)] {
            let share = f64::from(successes) / f64::from(trials);
            let rejects = |p: f64| {
                (p - share).abs()
                    > 1.959_963_984_540_054 * (p * (1.0 - p) / f64::from(trials)).sqrt()
            };
            let root = |mut out: f64| {
                let mut inside = share;
                for _ in 0..60 {
                    let middle = (out + inside) / 2.0;
                    *if rejects(middle) {
                        &mut out
                    } else {
                        &mut inside
                    } = middle;
                }
                out
            };
            near(
                wilson(successes as u64, trials as u64),
                (root(0.0), root(1.0)),
                1e-9,
            );
        }
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(0, 5).map(|interval| interval.0), Some(0.0));
        assert_eq!(wilson(5, 5).map(|interval| interval.1), Some(1.0));
    }

    fn leaking(leaked_chars: u64) -> Counts {
        Counts {
            gold_chars: 10,
            leaked_chars,
            ..Counts::default()
        }
    }

    /// Records that leak all or nothing, by chance: the bootstrap must give about what the normal
    /// approximation gives, whether records are groups or share them.
    #[test]
    fn the_bootstrap_agrees_with_theory_below_and_above_the_limit_of_groups() {
        for records in [1_000_u64, 40_000] {
            let mut groups = Groups::new(1);
            let mut draw = Draw(7);
            let mut leaks = 0;
            for number in 0..records {
                let leaked = if draw.below(10) < 3 { 10 } else { 0 };
                leaks += leaked / 10;
                groups.add(number, &[(0, leaking(leaked))], &leaking(leaked));
            }
            let share = leaks as f64 / records as f64;
            let half = 1.96 * (share * (1.0 - share) / records as f64).sqrt();
            let found = groups.interval(&groups.resample(), Some(0), Metric::Leak);
            near(found, (share - half, share + half), half / 6.0);
        }
    }

    #[test]
    fn what_one_record_shows_has_no_interval() {
        let mut groups = Groups::new(2);
        groups.add(0, &[(0, leaking(5))], &leaking(5));
        groups.add(1, &[(1, leaking(2))], &leaking(2));
        let resamples = groups.resample();
        assert_eq!(groups.interval(&resamples, Some(0), Metric::Leak), None);
        assert!(groups.interval(&resamples, None, Metric::Leak).is_some());
        assert_eq!(
            groups.interval(&resamples, None, Metric::F1(Mode::Strict)),
            None
        );
    }
}
