//! Characters that spans cover, each counted once however many spans lie over it.

/// Characters `[start, end)` of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extent {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Extent {
    /// Its characters.
    pub(super) fn len(self) -> u64 {
        u64::from(self.end - self.start)
    }

    /// The characters that two extents share.
    pub(super) fn shared(self, other: Extent) -> u64 {
        u64::from(
            self.end
                .min(other.end)
                .saturating_sub(self.start.max(other.start)),
        )
    }
}

/// Extents that are sorted and disjoint: a set of characters.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cover(Vec<Extent>);

impl Cover {
    /// The characters of `extents`, which come in any order and may overlap.
    pub(super) fn new(extents: impl IntoIterator<Item = Extent>) -> Self {
        let mut extents: Vec<_> = extents.into_iter().collect();
        extents.sort_unstable();
        let mut merged: Vec<Extent> = Vec::with_capacity(extents.len());
        for extent in extents {
            match merged.last_mut() {
                Some(last) if extent.start <= last.end => last.end = last.end.max(extent.end),
                _ => merged.push(extent),
            }
        }
        Self(merged)
    }

    /// The number of characters.
    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|extent| extent.len()).sum()
    }

    /// The number of characters that both have.
    pub(super) fn shared(&self, other: &Cover) -> u64 {
        let (mut shared, mut at) = (0, 0);
        for extent in &self.0 {
            while let Some(beside) = other.0.get(at) {
                shared += extent.shared(*beside);
                // What reaches further may share with the next one too.
                if beside.end > extent.end {
                    break;
                }
                at += 1;
            }
        }
        shared
    }

    /// The number of characters of one extent that this set has.
    pub(super) fn within(&self, extent: Extent) -> u64 {
        let first = self.0.partition_point(|own| own.end <= extent.start);
        let from = self.0.get(first..).unwrap_or_default().iter();
        from.take_while(|own| own.start < extent.end)
            .map(|own| own.shared(extent))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(extents: &[(u32, u32)]) -> Cover {
        Cover::new(extents.iter().map(|&(start, end)| Extent { start, end }))
    }

    #[test]
    fn overlapping_nested_and_touching_extents_are_one() {
        let merged = cover(&[(8, 9), (0, 5), (1, 2), (4, 6), (6, 7)]);
        assert_eq!(merged, cover(&[(0, 7), (8, 9)]));
        assert_eq!(merged.len(), 8);
        assert_eq!(cover(&[]).len(), 0);
    }

    #[test]
    fn what_two_sets_share_is_counted_once() {
        let (left, right) = (
            cover(&[(0, 7), (8, 9), (20, 30)]),
            cover(&[(5, 25), (29, 40)]),
        );
        assert_eq!(left.shared(&right), 2 + 1 + 5 + 1);
        assert_eq!(right.shared(&left), left.shared(&right));
        assert_eq!(left.shared(&cover(&[])), 0);
        let extent = Extent { start: 6, end: 22 };
        assert_eq!(left.within(extent), 1 + 1 + 2);
        assert_eq!(cover(&[]).within(extent), 0);
    }
}
