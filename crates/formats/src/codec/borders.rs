//! Where decoding could begin in a compressed input, as far as it was read.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use pumice_engine::Border;

/// The borders of members or frames that a decoder has passed. Cheap to clone: a decoder adds to it, whoever
/// cuts its text into blocks takes from it.
///
/// Both do so on one thread, a few times a block, so the lock is never waited for.
#[derive(Clone, Debug, Default)]
pub struct Borders(Arc<Mutex<VecDeque<Border>>>);

/// Of borders that are nearer than this one does: decoding from it is no work, and a stream of tiny frames
/// must not fill the memory.
const LEAST_BYTES: u64 = 64 << 10;

impl Borders {
    /// Adds one behind the others.
    pub(super) fn add(&self, border: Border) {
        let mut borders = self.borders();
        let is_far = |last: &Border| border.offset - last.offset >= LEAST_BYTES;
        if borders.back().is_none_or(is_far) {
            borders.push_back(border);
        }
    }

    /// The last one that is not behind `offset` bytes of the text; none in a plain input. What is before it
    /// is forgotten, so offsets may only grow.
    pub fn before(&self, offset: u64) -> Option<Border> {
        let mut borders = self.borders();
        while borders.get(1).is_some_and(|next| next.offset <= offset) {
            borders.pop_front();
        }
        borders.front().copied()
    }

    fn borders(&self) -> MutexGuard<'_, VecDeque<Border>> {
        // Nobody panics with the lock in hand.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_before_a_place_is_known_and_near_ones_are_left_out() {
        let borders = Borders::default();
        assert_eq!(borders.before(0), None);
        let border = |number: u64| Border {
            stored: number,
            offset: number * 1000,
        };
        (0..1000).for_each(|number| borders.add(border(number)));
        assert_eq!(borders.before(0), Some(border(0)));
        assert_eq!(borders.before(66_000), Some(border(66)));
        assert_eq!(borders.before(131_999), Some(border(66)));
        assert_eq!(borders.before(u64::MAX), Some(border(990)));
    }
}
