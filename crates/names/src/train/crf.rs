//! Stochastic gradients of the likelihood of labels: AdaGrad with dropout of features.

use crate::{
    decode::{Factors, Transitions, exp, ways},
    label::{LABELS, ROW},
    train::instances::{Instance, Instances, Random},
};

/// How long and how fast to learn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Settings {
    pub(super) epochs: usize,
    pub(super) rate: f32,
    /// Share of features that are left out each time.
    pub(super) dropout: f32,
    pub(super) bits: u32,
}

/// Weights of features and transitions, in nats.
#[derive(Clone, Debug)]
pub(super) struct Fitted {
    pub(super) rows: Vec<[f32; ROW]>,
    pub(super) steps: [[f32; ROW]; ROW],
}

/// A parameter row with the squares of its gradients.
struct Learner {
    weights: Fitted,
    squares: Fitted,
    allowed: [[bool; ROW]; ROW],
    rate: f32,
}

/// What a run needs while it is looked at.
#[derive(Default)]
struct Scratch {
    active: Vec<u32>,
    ends: Vec<usize>,
    factors: Vec<[f32; ROW]>,
    forward: Vec<[f32; ROW]>,
    backward: Vec<[f32; ROW]>,
}

/// Learns from `runs`, which are of `instances`: the mean of what was learnt at the end of each epoch but
/// the first, which is worth half a point of F1 over the last one.
pub(super) fn fit(instances: &Instances, runs: &[Instance], settings: &Settings) -> Fitted {
    let transitions = crate::model::ReadingParts::default().transitions;
    let mut learner = Learner::new(settings, &transitions);
    let mut order: Vec<&Instance> = runs.iter().collect();
    let mut random = Random::new(1);
    let mut scratch = Scratch::default();
    let mut mean = Fitted::filled(settings.bits, 0.0);
    let skipped = usize::from(settings.epochs > 1);
    for epoch in 0..settings.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        for run in &order {
            learner.learn(instances, run, settings.dropout, &mut random, &mut scratch);
        }
        if epoch >= skipped {
            mean.add(&learner.weights);
        }
    }
    let share = 1.0 / (settings.epochs - skipped).max(1) as f32;
    for weight in mean.rows.as_flattened_mut() {
        // All features are there later: what dropout left out counts too.
        *weight *= share * (1.0 - settings.dropout);
    }
    for step in mean.steps.as_flattened_mut() {
        *step *= share;
    }
    mean
}

impl Learner {
    fn new(settings: &Settings, transitions: &Transitions) -> Learner {
        let mut allowed = transitions.map(|row| row.map(|step| step == 0));
        for row in &mut allowed {
            row[LABELS] = false;
        }
        Learner {
            weights: Fitted::filled(settings.bits, 0.0),
            squares: Fitted::filled(settings.bits, 1e-3),
            allowed,
            rate: settings.rate,
        }
    }

    /// One step down the gradient of one run.
    fn learn(
        &mut self,
        instances: &Instances,
        run: &Instance,
        dropout: f32,
        random: &mut Random,
        scratch: &mut Scratch,
    ) {
        let Scratch {
            active,
            ends,
            factors,
            forward,
            backward,
        } = scratch;
        let first = run.first as usize;
        let labels = &instances.labels[first..first + run.len as usize];
        let threshold = (dropout * 65536.0) as u64;
        active.clear();
        ends.clear();
        factors.clear();
        for token in first..first + labels.len() {
            let start = active.len();
            let rows = instances.rows(token);
            let mut bits = 0;
            for (at, &row) in rows.iter().enumerate() {
                bits = if at % 4 == 0 {
                    random.next()
                } else {
                    bits >> 16
                };
                if bits & 0xFFFF >= threshold {
                    active.push(row);
                }
            }
            ends.push(active.len());
            let sum = self.weights.sum(&active[start..]);
            let most = sum[..LABELS]
                .iter()
                .fold(f32::MIN, |most, &score| most.max(score));
            let mut row: [f32; ROW] = std::array::from_fn(|label| exp(sum[label] - most));
            row[LABELS] = 0.0;
            factors.push(row);
        }
        let steps = self.factors();
        ways(factors, &Factors::new(steps), forward, backward);
        let mut start = 0;
        for (at, &label) in labels.iter().enumerate() {
            let mut gradient = [0.0; ROW];
            let total: f32 = (0..LABELS)
                .map(|label| forward[at][label] * backward[at][label])
                .sum();
            for to in 0..LABELS {
                gradient[to] = forward[at][to] * backward[at][to] / total;
            }
            gradient[usize::from(label)] -= 1.0;
            let gradient = gradient.map(|part| part * run.weight);
            if gradient.iter().any(|part| part.abs() > 1e-3) {
                for &row in &active[start..ends[at]] {
                    let row = row as usize;
                    step(
                        &mut self.weights.rows[row],
                        &mut self.squares.rows[row],
                        &gradient,
                        self.rate,
                    );
                }
            }
            start = ends[at];
        }
        self.learn_steps(labels, run.weight, &steps, factors, forward, backward);
    }

    fn factors(&self) -> [[f32; ROW]; ROW] {
        let mut factors = [[0.0; ROW]; ROW];
        for (from, row) in factors.iter_mut().enumerate() {
            for (to, factor) in row.iter_mut().enumerate() {
                if self.allowed[from][to] {
                    *factor = exp(self.weights.steps[from][to]);
                }
            }
        }
        factors
    }

    fn learn_steps(
        &mut self,
        labels: &[u8],
        weight: f32,
        steps: &[[f32; ROW]; ROW],
        factors: &[[f32; ROW]],
        forward: &[[f32; ROW]],
        backward: &[[f32; ROW]],
    ) {
        for (at, &label) in labels.iter().enumerate() {
            let mut gradient = [[0.0; ROW]; ROW];
            let from = match at {
                0 => LABELS..LABELS + 1,
                _ => 0..LABELS,
            };
            let mut total = 0.0;
            for from in from.clone() {
                let before = if at == 0 { 1.0 } else { forward[at - 1][from] };
                for to in 0..LABELS {
                    let way = before * steps[from][to] * factors[at][to] * backward[at][to];
                    gradient[from][to] = way;
                    total += way;
                }
            }
            let before = if at == 0 {
                LABELS
            } else {
                usize::from(labels[at - 1])
            };
            for from in from {
                let mut row = gradient[from].map(|way| weight * way / total);
                if from == before {
                    row[usize::from(label)] -= weight;
                }
                step(
                    &mut self.weights.steps[from],
                    &mut self.squares.steps[from],
                    &row,
                    self.rate,
                );
            }
        }
    }
}

impl Fitted {
    fn filled(bits: u32, value: f32) -> Fitted {
        Fitted {
            rows: vec![[value; ROW]; 1 << bits],
            steps: [[value; ROW]; ROW],
        }
    }

    fn add(&mut self, other: &Fitted) {
        let (rows, steps) = (self.rows.as_flattened_mut(), self.steps.as_flattened_mut());
        let own = rows.iter_mut().chain(steps);
        let others = other
            .rows
            .as_flattened()
            .iter()
            .chain(other.steps.as_flattened());
        for (own, other) in own.zip(others) {
            *own += other;
        }
    }

    fn sum(&self, rows: &[u32]) -> [f32; ROW] {
        let mut sum = [0.0; ROW];
        for &row in rows {
            for (sum, weight) in sum.iter_mut().zip(self.rows[row as usize]) {
                *sum += weight;
            }
        }
        sum
    }

    /// The logarithm of how probable the labels of a run are.
    pub(super) fn likelihood(&self, instances: &Instances, run: &Instance) -> f32 {
        let first = run.first as usize;
        let labels = &instances.labels[first..first + run.len as usize];
        let transitions = crate::model::ReadingParts::default().transitions;
        let mut all = [0.0; LABELS];
        let mut own = 0.0;
        let mut before = LABELS;
        for (at, &label) in labels.iter().enumerate() {
            let sum = self.sum(instances.rows(first + at));
            let mut next = [f32::MIN; LABELS];
            for (to, next) in next.iter_mut().enumerate() {
                let from = if at == 0 {
                    LABELS..LABELS + 1
                } else {
                    0..LABELS
                };
                let ways = from.filter(|&from| transitions[from][to] == 0).map(|from| {
                    if at == 0 {
                        self.steps[from][to]
                    } else {
                        all[from] + self.steps[from][to]
                    }
                });
                *next = log_sum(ways) + sum[to];
            }
            all = next;
            own += sum[usize::from(label)] + self.steps[before][usize::from(label)];
            before = label.into();
        }
        own - log_sum(all.into_iter())
    }
}

fn log_sum(ways: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = ways.clone().fold(f32::MIN, f32::max);
    if most == f32::MIN {
        return most;
    }
    most + crate::decode::ln(ways.map(|way| exp(way - most)).sum())
}

#[inline(always)]
fn step(weights: &mut [f32; ROW], squares: &mut [f32; ROW], gradient: &[f32; ROW], rate: f32) {
    for ((weight, square), part) in weights.iter_mut().zip(squares).zip(gradient) {
        *square += part * part;
        *weight -= rate * part / square.sqrt();
    }
}
