//! What lies over what, in one sweep over both sides.
//!
//! The work is a sort and a step for each pair of spans that overlap.

use std::cmp::Reverse;

use super::{
    cover::Extent,
    labels::EntityIndex,
    score::{Gold, Predicted},
};

/// What was predicted over a gold span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// Of the entities that the span may be, the one that was predicted best.
    pub(super) right: Option<EntityIndex>,
    /// Whatever shares most characters with it.
    pub(super) largest: Option<EntityIndex>,
}

/// What a prediction overlaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touched {
    Nothing,
    Gold,
    /// An ignored span, whatever else.
    Ignored,
}

/// Looks at all pairs that overlap; what is best is said in [`score`](mod@super::score).
pub(super) fn views(golds: &[Gold<'_>], predictions: &[Predicted]) -> (Vec<View>, Vec<Touched>) {
    let mut best = vec![Best::default(); golds.len()];
    let mut touched = vec![Touched::Nothing; predictions.len()];
    each_overlap(golds, predictions, |at, prediction| {
        let gold = &golds[at];
        if gold.meaning.is_empty() {
            touched[prediction] = Touched::Ignored;
            return;
        }
        if touched[prediction] == Touched::Nothing {
            touched[prediction] = Touched::Gold;
        }
        best[at].see(gold, &predictions[prediction]);
    });
    (best.iter().map(Best::view).collect(), touched)
}

/// The best so far; a rank is greater where the prediction is better.
#[derive(Clone, Copy, Default)]
struct Best {
    right: Option<(Rank, EntityIndex)>,
    largest: Option<(Rank, EntityIndex)>,
}

/// On the same characters, shared characters, start, end, place in the order of entities.
type Rank = (bool, u64, Reverse<Extent>, Reverse<usize>);

impl Best {
    fn see(&mut self, gold: &Gold<'_>, prediction: &Predicted) {
        let (own, other) = (gold.extent(), prediction.extent());
        let (shared, entity) = (own.shared(other), prediction.entity);
        let rank = (false, shared, Reverse(other), Reverse(usize::from(entity)));
        self.largest = self.largest.max(Some((rank, entity)));
        let place = gold.meaning.iter().position(|&meant| meant == entity);
        if let Some(place) = place {
            let rank = (own == other, shared, Reverse(other), Reverse(place));
            self.right = self.right.max(Some((rank, entity)));
        }
    }

    fn view(&self) -> View {
        View {
            right: self.right.map(|(_, entity)| entity),
            largest: self.largest.map(|(_, entity)| entity),
        }
    }
}

/// Calls `visit` with the indexes of each gold span and prediction that share a character.
fn each_overlap(
    golds: &[Gold<'_>],
    predictions: &[Predicted],
    mut visit: impl FnMut(usize, usize),
) {
    let golds = golds.iter().map(Gold::extent).zip(0..);
    let predictions = predictions.iter().map(Predicted::extent).zip(0..);
    let mut spans: Vec<(Extent, Side)> = golds
        .map(|(extent, at)| (extent, Side::Gold(at)))
        .chain(predictions.map(|(extent, at)| (extent, Side::Predicted(at))))
        .collect();
    spans.sort_unstable();
    let (mut open_golds, mut open_predictions) = (Vec::new(), Vec::new());
    for &(extent, side) in &spans {
        // Each end is passed once; what stays open overlaps the span that begins.
        match side {
            Side::Gold(gold) => {
                open_predictions.retain(|&(end, _)| end > extent.start);
                open_predictions
                    .iter()
                    .for_each(|&(_, other)| visit(gold, other));
                open_golds.push((extent.end, gold));
            }
            Side::Predicted(prediction) => {
                open_golds.retain(|&(end, _)| end > extent.start);
                open_golds
                    .iter()
                    .for_each(|&(_, other)| visit(other, prediction));
                open_predictions.push((extent.end, prediction));
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Gold(usize),
    Predicted(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::ruler::Place;

    fn place(chars: u32) -> Place {
        Place {
            chars,
            ..Place::default()
        }
    }

    #[test]
    fn the_same_characters_beat_the_larger_span_and_the_maps_order_decides() {
        let (start, end) = (place(4), place(8));
        let gold = Gold {
            start,
            end,
            meaning: &[3, 1],
        };
        let predicted = |from, to, entity| Predicted {
            start: place(from),
            end: place(to),
            entity,
        };
        let right = |predictions: &[Predicted]| views(&[gold], predictions).0[0].right;
        assert_eq!(right(&[predicted(0, 20, 3), predicted(4, 8, 1)]), Some(1));
        assert_eq!(right(&[predicted(4, 8, 1), predicted(4, 8, 3)]), Some(3));
        assert_eq!(right(&[predicted(0, 5, 3), predicted(6, 9, 1)]), Some(1));
        assert_eq!(right(&[predicted(0, 4, 3), predicted(8, 9, 1)]), None);
        let (seen, touched) = views(&[gold], &[predicted(3, 8, 7), predicted(8, 9, 1)]);
        assert_eq!(seen[0].largest, Some(7));
        assert_eq!(touched, [Touched::Gold, Touched::Nothing]);
    }
}
