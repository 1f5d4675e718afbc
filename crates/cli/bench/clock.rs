//! How long a pass takes.

use std::time::{Duration, Instant};

/// When enough passes were timed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enough {
    /// Both must be reached, ...
    pub(super) passes: usize,
    pub(super) time: Duration,
    /// ... unless this much time is over: a slow machine gets fewer passes.
    pub(super) most: Duration,
}

impl Enough {
    /// For what is compared between machines.
    pub(super) const RUN: Enough = Enough {
        passes: 5,
        time: Duration::from_millis(500),
        most: Duration::from_secs(5),
    };
    /// For parts of a run, of which there are many.
    pub(super) const PART: Enough = Enough {
        passes: 5,
        time: Duration::from_millis(20),
        most: Duration::from_secs(1),
    };
    /// For yardsticks.
    pub(super) const YARDSTICK: Enough = Enough {
        passes: 9,
        time: Duration::ZERO,
        most: Duration::from_secs(60),
    };

    /// Whether so many passes in so much time are enough; none are not.
    fn is_reached(self, passes: usize, spent: Duration) -> bool {
        let is_long = passes >= self.passes && spent >= self.time;
        passes > 0 && (is_long || spent >= self.most)
    }
}

/// Wall times of passes, never none.
#[derive(Clone, Debug)]
pub(super) struct Timing {
    /// In seconds, ascending.
    seconds: Vec<f64>,
}

impl Timing {
    /// Runs `pass` until it is enough. The caller has warmed it up.
    pub(super) fn of(enough: Enough, mut pass: impl FnMut()) -> Self {
        let (begin, mut seconds) = (Instant::now(), Vec::new());
        while !enough.is_reached(seconds.len(), begin.elapsed()) {
            seconds.push(time(&mut pass));
        }
        Self::new(seconds)
    }

    /// Runs two passes in turn until it is enough, so that what disturbs one disturbs the other.
    pub(super) fn of_both(
        enough: Enough,
        mut one: impl FnMut(),
        mut other: impl FnMut(),
    ) -> [Self; 2] {
        let (begin, mut seconds) = (Instant::now(), [Vec::new(), Vec::new()]);
        while !enough.is_reached(seconds[1].len(), begin.elapsed()) {
            seconds[0].push(time(&mut one));
            seconds[1].push(time(&mut other));
        }
        seconds.map(Self::new)
    }

    fn new(mut seconds: Vec<f64>) -> Self {
        seconds.sort_by(f64::total_cmp);
        Self { seconds }
    }

    /// The middle one; of an even number the slower.
    pub(super) fn median(&self) -> f64 {
        let middle = self.seconds.get(self.seconds.len() / 2);
        middle.copied().unwrap_or(f64::INFINITY)
    }

    /// The fastest one.
    pub(super) fn best(&self) -> f64 {
        self.seconds.first().copied().unwrap_or(f64::INFINITY)
    }

    /// How many there were.
    pub(super) fn passes(&self) -> usize {
        self.seconds.len()
    }
}

/// Seconds of one pass.
fn time(pass: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    pass();
    // No clock is that coarse, but a division by zero would end in JSON as `null`.
    start.elapsed().as_secs_f64().max(1e-9)
}

/// 10^6 bytes a second.
pub(super) fn mb_s(bytes: usize, seconds: f64) -> f64 {
    bytes as f64 / seconds / 1e6
}

/// Rounded to `places` behind the point: what is behind them is noise, and would be in JSON.
pub(super) fn rounded(value: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn the_middle_and_the_best_do_not_depend_on_the_order() {
        let odd = Timing::new(vec![3.0, 1.0, 2.0]);
        assert_eq!((odd.median(), odd.best(), odd.passes()), (2.0, 1.0, 3));
        let even = Timing::new(vec![4.0, 1.0, 2.0, 3.0]);
        assert_eq!(even.median(), 3.0);
    }

    #[test]
    fn passes_are_repeated_until_it_is_enough() {
        let passes = |passes, time, most| {
            let [time, most] = [time, most].map(Duration::from_millis);
            let mut count = 0;
            let timing = Timing::of(Enough { passes, time, most }, || count += 1);
            assert_eq!(timing.passes(), count);
            count
        };
        assert_eq!(passes(7, 0, 60_000), 7);
        assert_eq!(passes(7, 0, 0), 1);
    }

    #[test]
    fn two_passes_take_turns() {
        let turns = RefCell::new(String::new());
        let turn = |letter| turns.borrow_mut().push(letter);
        let enough = Enough {
            passes: 3,
            ..Enough::YARDSTICK
        };
        let timings = Timing::of_both(enough, || turn('a'), || turn('b'));
        assert_eq!(timings.map(|timing| timing.passes()), [3, 3]);
        assert_eq!(*turns.borrow(), "ababab");
    }

    #[test]
    fn megabytes_are_decimal() {
        assert_eq!(mb_s(3_000_000, 0.5), 6.0);
        assert_eq!(rounded(1.256, 2), 1.26);
    }
}
