//! The best labels of a run, and how sure they are: a linear chain, decoded exactly.

use crate::{
    features::{FAR, OF_TOKEN, Row, Run, SHARED},
    label::{self, Kind, LABELS, Label, OUTSIDE, ROW},
    vocabulary::{Sum, Weights},
};

/// What it costs to go from one label to the next; row [`LABELS`] is the begin of a run.
pub(crate) type Transitions = [Row; ROW];

/// What no way may take.
pub(crate) const FORBIDDEN: i16 = -20_000;

/// A chain over the labels of a run.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// [`Transitions`], as wide as scores.
    steps: [[i32; ROW]; ROW],
    /// The same as factors.
    factors: Factors,
    /// Nats that a step of weights stands for.
    unit: f32,
}

/// Transitions as factors.
#[derive(Clone, Debug)]
pub(crate) struct Factors {
    from: [[f32; ROW]; ROW],
    /// By the label that is gone to.
    to: [[f32; ROW]; ROW],
}

impl Factors {
    /// `from` has a row for each label that is gone from.
    pub(crate) fn new(from: [[f32; ROW]; ROW]) -> Factors {
        let to = std::array::from_fn(|to| std::array::from_fn(|label| from[label][to]));
        Factors { from, to }
    }
}

/// What is computed for a run, kept to be used again. Rows have a column to spare, which counts nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lattice {
    pub(crate) emissions: Vec<Row>,
    back: Vec<[i32; ROW]>,
    pub(crate) labels: Vec<Label>,
    forward: Vec<[f32; ROW]>,
    backward: Vec<[f32; ROW]>,
    factors: Vec<[f32; ROW]>,
}

/// A run whose rows of weights have been asked for and may still be on their way from memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Awaited {
    /// Of all that its features are made of.
    pub(crate) key: u64,
    shared: [u32; SHARED],
    features: Vec<[u32; OF_TOKEN]>,
    pub(crate) tokens: Vec<Left>,
}

/// What is left of a token once its features are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Left {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether it stands before a person's name and is no name itself.
    pub(crate) is_title: bool,
    sum: Row,
}

impl Awaited {
    /// Finds the features of a run and asks for their weights. Hot: per run.
    #[inline]
    pub(crate) fn ask(&mut self, run: Run, weights: &Weights) {
        // Their lines are those of the first and the last token too.
        self.shared = run.shared();
        self.features.clear();
        self.tokens.clear();
        for (at, token) in run.own().iter().enumerate() {
            let features = run.of_token(at);
            weights.ask(&features[..FAR]);
            self.features.push(features);
            self.tokens.push(Left {
                start: token.start,
                end: token.end,
                is_title: token.known.is_title(),
                sum: token.sum,
            });
        }
    }
}

impl Lattice {
    /// Sums up the weights of each token of a run. Hot: per run.
    #[inline]
    pub(crate) fn weigh(&mut self, run: &Awaited, weights: &Weights) {
        let mut shared = Sum::default();
        shared.add(weights, &run.shared);
        self.emissions.clear();
        for (features, token) in run.features.iter().zip(&run.tokens) {
            let mut sum = shared;
            sum.add(weights, features);
            self.emissions.push(sum.plus(&token.sum));
        }
    }
}

impl Chain {
    /// `unit` is how many nats a step of the weights stands for.
    pub(crate) fn new(transitions: Transitions, unit: f32) -> Chain {
        Chain {
            steps: transitions.map(|row| row.map(i32::from)),
            factors: Factors::new(
                transitions.map(|row| row.map(|step| exp(f32::from(step) * unit))),
            ),
            unit,
        }
    }

    /// Finds the best labels of the emissions in `lattice`, with `outside` added to those of no name;
    /// whether there is a name among them. Hot: per run.
    #[inline]
    pub(crate) fn best(&self, lattice: &mut Lattice, outside: i16) -> bool {
        let mut scores = [0i32; ROW];
        lattice.back.clear();
        for (at, emission) in lattice.emissions.iter().enumerate() {
            let mut back = [0i32; ROW];
            let mut most = self.steps[LABELS];
            if at > 0 {
                // All labels that are gone to side by side. Forbidden steps cost more than a run can gain.
                most = [i32::MIN; ROW];
                for (label, steps) in self.steps[..LABELS].iter().enumerate() {
                    for next in 0..ROW {
                        let score = scores[label] + steps[next];
                        let is_more = score > most[next];
                        most[next] = if is_more { score } else { most[next] };
                        back[next] = if is_more { label as i32 } else { back[next] };
                    }
                }
            }
            scores = std::array::from_fn(|next| most[next] + i32::from(emission[next]));
            scores[0] += i32::from(outside);
            lattice.back.push(back);
        }
        let mut label = (0..LABELS)
            .rev()
            .max_by_key(|&label| scores[label])
            .unwrap_or(0) as Label;
        lattice.labels.clear();
        lattice.labels.resize(lattice.back.len(), OUTSIDE);
        let mut any = false;
        for (slot, back) in lattice.labels.iter_mut().zip(&lattice.back).rev() {
            *slot = label;
            any |= label != OUTSIDE;
            label = back[usize::from(label)] as Label;
        }
        any
    }

    /// Prepares [`Chain::probability`] for the emissions in `lattice`. Hot: per run with a name.
    pub(crate) fn sum(&self, lattice: &mut Lattice) {
        let Lattice {
            emissions,
            forward,
            backward,
            factors,
            ..
        } = lattice;
        factors.clear();
        factors.extend(emissions.iter().map(|emission| {
            let most = emission[..LABELS].iter().max().copied().unwrap_or(0);
            let mut factors: [f32; ROW] =
                std::array::from_fn(|label| exp(f32::from(emission[label] - most) * self.unit));
            factors[LABELS] = 0.0;
            factors
        }));
        ways(factors, &self.factors, forward, backward);
    }

    /// How probable it is that exactly the tokens from `start` to `end` of the run are a name of `kind`.
    pub(crate) fn probability(
        &self,
        lattice: &Lattice,
        start: usize,
        end: usize,
        kind: Kind,
    ) -> f32 {
        let (begin, inside) = (
            usize::from(label::begin(kind)),
            usize::from(label::inside(kind)),
        );
        // The ways through each label at the end, relative to those at the start.
        let mut ways = lattice.forward[start];
        let mut named = [0.0; ROW];
        named[begin] = ways[begin];
        let mut label = begin;
        for at in start + 1..end {
            let factor = lattice.factors[at];
            let all: [f32; ROW] = std::array::from_fn(|next| {
                let sum: f32 = (0..LABELS)
                    .map(|label| ways[label] * self.factors.from[label][next])
                    .sum();
                sum * factor[next]
            });
            let one = named[label] * self.factors.from[label][inside] * factor[inside];
            let most = all
                .iter()
                .fold(f32::MIN_POSITIVE, |most, &way| most.max(way));
            ways = all.map(|way| way / most);
            named = [0.0; ROW];
            named[inside] = one / most;
            label = inside;
        }
        let last = end - 1;
        let total: f32 = (0..LABELS)
            .map(|label| ways[label] * lattice.backward[last][label])
            .sum();
        let mut behind = lattice.backward[last][label];
        if let Some(next) = lattice.factors.get(end) {
            // Without the ways that go on with the name.
            let all: f32 = (0..LABELS)
                .map(|to| self.factors.from[label][to] * next[to] * lattice.backward[end][to])
                .sum();
            let on =
                self.factors.from[label][inside] * next[inside] * lattice.backward[end][inside];
            behind *= if all > 0.0 { 1.0 - on / all } else { 0.0 };
        }
        if total > 0.0 {
            named[label] * behind / total
        } else {
            0.0
        }
    }
}

/// Ways to each label from the left and from the right, each row scaled so that its largest is 1.
pub(crate) fn ways(
    factors: &[[f32; ROW]],
    steps: &Factors,
    forward: &mut Vec<[f32; ROW]>,
    backward: &mut Vec<[f32; ROW]>,
) {
    forward.clear();
    for (at, factor) in factors.iter().enumerate() {
        let row = match at {
            0 => steps.from[LABELS],
            _ => through(&forward[at - 1], &steps.from),
        };
        forward.push(scaled(std::array::from_fn(|next| row[next] * factor[next])));
    }
    backward.clear();
    backward.resize(factors.len(), [1.0; ROW]);
    for at in (1..factors.len()).rev() {
        let next: [f32; ROW] =
            std::array::from_fn(|label| factors[at][label] * backward[at][label]);
        backward[at - 1] = scaled(through(&next, &steps.to));
    }
}

/// A step of all ways.
#[inline(always)]
fn through(ways: &[f32; ROW], steps: &[[f32; ROW]; ROW]) -> [f32; ROW] {
    let mut row = [0.0; ROW];
    for (way, steps) in ways.iter().zip(steps).take(LABELS) {
        for (sum, step) in row.iter_mut().zip(steps) {
            *sum += way * step;
        }
    }
    row
}

fn scaled(row: [f32; ROW]) -> [f32; ROW] {
    let most = row[..LABELS]
        .iter()
        .fold(f32::MIN_POSITIVE, |most, &way| most.max(way));
    row.map(|way| way / most)
}

/// The exponential function of numbers up to 80, the same on every machine; below -80, zero.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let near = x.clamp(-80.0, 80.0);
    // Adding 1.5 * 2^23 rounds to a whole number, which are the last bits then.
    const ROUNDING: f32 = 12_582_912.0;
    let sum = near * std::f32::consts::LOG2_E + ROUNDING;
    let rest = near - (sum - ROUNDING) * std::f32::consts::LN_2;
    // Seven terms are exact to the last bit but one where the rest is at most 0.35.
    let series = [
        1.0 / 5040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ];
    let fraction = series.iter().fold(0.0, |sum, term| sum * rest + term);
    let exponent = sum
        .to_bits()
        .wrapping_sub(ROUNDING.to_bits())
        .wrapping_add(127)
        << 23;
    if x < -80.0 {
        0.0
    } else {
        fraction * f32::from_bits(exponent)
    }
}

/// The natural logarithm of positive numbers, the same on every machine.
pub(crate) fn ln(x: f32) -> f32 {
    let bits = x.max(f32::MIN_POSITIVE).to_bits();
    let mut exponent = (bits >> 23) as i32 - 127;
    let mut fraction = f32::from_bits(bits & 0x007F_FFFF | 0x3F80_0000);
    if fraction > std::f32::consts::SQRT_2 {
        fraction *= 0.5;
        exponent += 1;
    }
    let ratio = (fraction - 1.0) / (fraction + 1.0);
    let square = ratio * ratio;
    let series = [1.0 / 9.0, 1.0 / 7.0, 0.2, 1.0 / 3.0, 1.0];
    let sum = series.iter().fold(0.0, |sum, term| sum * square + term);
    2.0 * ratio * sum + exponent as f32 * std::f32::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ReadingParts;

    /// A chain and emissions that look random.
    fn example(seed: i32, len: usize) -> (Chain, Lattice) {
        let mut state = seed;
        let mut random = || {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            ((state >> 16) % 300) as i16
        };
        let mut transitions = ReadingParts::default().transitions;
        for step in transitions.as_flattened_mut() {
            if *step == 0 {
                *step = random();
            }
        }
        let mut lattice = Lattice::default();
        for _ in 0..len {
            lattice.emissions.push(std::array::from_fn(|_| random()));
        }
        (Chain::new(transitions, 1.0 / 64.0), lattice)
    }

    /// Scores of all labellings that may be, in steps.
    fn all(chain: &Chain, lattice: &Lattice) -> Vec<(Vec<Label>, i32)> {
        let mut all = vec![(vec![], 0)];
        for emission in &lattice.emissions {
            let longer = all.iter().flat_map(|(labels, score): &(Vec<Label>, i32)| {
                let before = labels.last().copied();
                let next =
                    (0..LABELS as Label).filter(move |&next| label::may_follow(before, next));
                next.map(move |next| {
                    let row = before.map_or(LABELS, usize::from);
                    let step = chain.steps[row][usize::from(next)];
                    let labels = labels.iter().copied().chain([next]).collect();
                    (
                        labels,
                        score + step + i32::from(emission[usize::from(next)]),
                    )
                })
            });
            all = longer.collect();
        }
        all
    }

    #[test]
    fn the_best_labels_are_those_of_trying_all() {
        for seed in 0..200 {
            let (chain, mut lattice) = example(seed, 1 + seed as usize % 4);
            chain.best(&mut lattice, 0);
            let all = all(&chain, &lattice);
            let most = all.iter().map(|(_, score)| *score).max().unwrap();
            let found = all
                .iter()
                .find(|(labels, _)| *labels == lattice.labels)
                .unwrap();
            assert_eq!(found.1, most, "seed {seed}");
        }
    }

    #[test]
    fn probabilities_are_those_of_summing_over_all() {
        for seed in 0..100 {
            let (chain, mut lattice) = example(seed, 1 + seed as usize % 4);
            chain.sum(&mut lattice);
            let all = all(&chain, &lattice);
            let weight = |score: i32| (f64::from(score) / 64.0).exp();
            let total: f64 = all.iter().map(|(_, score)| weight(*score)).sum();
            let len = lattice.emissions.len();
            for (start, end) in
                (0..len).flat_map(|start| (start + 1..=len).map(move |end| (start, end)))
            {
                for kind in Kind::ALL {
                    let is_named = |labels: &[Label]| {
                        labels[start] == label::begin(kind)
                            && labels[start + 1..end]
                                .iter()
                                .all(|&label| label == label::inside(kind))
                            && labels.get(end) != Some(&label::inside(kind))
                    };
                    let named = all.iter().filter(|(labels, _)| is_named(labels));
                    let expected = named.map(|(_, score)| weight(*score)).sum::<f64>() / total;
                    let found = f64::from(chain.probability(&lattice, start, end, kind));
                    assert!(
                        (found - expected).abs() < 1e-3,
                        "seed {seed}: {found} for {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn powers_and_logarithms_are_right() {
        for x in (-3000..3000).map(|x| x as f32 / 100.0) {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
            assert!((ln(exp(x)) - x).abs() < 1e-4, "{x}");
        }
        assert_eq!(exp(-100.0), 0.0);
    }
}
