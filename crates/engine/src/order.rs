//! Puts what finishes in any order back into the order of the input.

use std::collections::VecDeque;

/// A window over numbered items: items arrive in any order and leave in the order of their numbers.
///
/// Its length is the distance between the oldest and the newest item under way, which the
/// [`Budget`](crate::budget::Budget) bounds.
#[derive(Debug)]
pub(crate) struct Order<T> {
    /// Number of the item that leaves next; it is the front of `waiting`.
    next: u64,
    waiting: VecDeque<Option<T>>,
}

impl<T> Order<T> {
    /// An empty window; numbers begin with 0.
    pub(crate) fn new() -> Self {
        Self {
            next: 0,
            waiting: VecDeque::new(),
        }
    }

    /// Takes an item. Each number comes once; one that has left already is a mistake of the caller
    /// and ignored in release builds.
    pub(crate) fn insert(&mut self, number: u64, item: T) {
        debug_assert!(number >= self.next, "numbers come once");
        let Some(at) = number.checked_sub(self.next) else {
            return;
        };
        let at = at as usize;
        if at >= self.waiting.len() {
            self.waiting.resize_with(at + 1, || None);
        }
        if let Some(slot) = self.waiting.get_mut(at) {
            debug_assert!(slot.is_none(), "numbers come once");
            *slot = Some(item);
        }
    }

    /// The next item in order, once it has arrived.
    pub(crate) fn pop(&mut self) -> Option<T> {
        let item = self.waiting.front_mut()?.take()?;
        self.waiting.pop_front();
        self.next += 1;
        Some(item)
    }

    /// Whether nothing waits for an earlier item.
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Inserts `arrivals` and pops greedily after each, as the writer does.
    fn departures(arrivals: &[u64]) -> Vec<u64> {
        let mut order = Order::new();
        let mut left = Vec::new();
        for &number in arrivals {
            order.insert(number, number);
            left.extend(std::iter::from_fn(|| order.pop()));
        }
        assert!(order.is_empty(), "all of {arrivals:?} should have left");
        left
    }

    #[test]
    fn every_order_of_arrival_gives_the_order_of_the_input() {
        for arrivals in permutations(6) {
            assert_eq!(departures(&arrivals), [0, 1, 2, 3, 4, 5], "{arrivals:?}");
        }
    }

    #[test]
    fn nothing_passes_a_missing_item() {
        let mut order = Order::new();
        order.insert(1, 'b');
        order.insert(2, 'c');
        assert_eq!(order.pop(), None);
        assert!(!order.is_empty());
        order.insert(0, 'a');
        assert_eq!(order.pop(), Some('a'));
    }

    fn permutations(length: u64) -> Vec<Vec<u64>> {
        if length == 0 {
            return vec![vec![]];
        }
        let mut all = Vec::new();
        for shorter in permutations(length - 1) {
            for at in 0..=shorter.len() {
                let mut longer = shorter.clone();
                longer.insert(at, length - 1);
                all.push(longer);
            }
        }
        all
    }
}
