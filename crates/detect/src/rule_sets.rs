//! Sets of recognizers: those that a cue speaks for, those that wait for a cue at a shape.

use crate::finding::RecognizerId;

/// Index in [`RuleSets`].
pub(crate) type SetId = u16;

/// Distinct sets over the recognizers of one detector, a bit for each; set 0 is empty.
#[derive(Clone, Debug)]
pub(crate) struct RuleSets {
    /// Words of one set.
    width: usize,
    words: Vec<u64>,
}

impl RuleSets {
    /// The empty set alone.
    pub(crate) fn new(recognizers: usize) -> RuleSets {
        let width = recognizers.div_ceil(64).max(1);
        RuleSets {
            width,
            words: vec![0; width],
        }
    }

    /// The set of these, which is made if there is none; `None` where there are too many sets.
    pub(crate) fn insert(
        &mut self,
        members: impl IntoIterator<Item = RecognizerId>,
    ) -> Option<SetId> {
        let mut set = vec![0; self.width];
        for RecognizerId(member) in members {
            set[usize::from(member) / 64] |= 1 << (member % 64);
        }
        let known = self.words.chunks_exact(self.width).position(|k| k == set);
        let at = known.unwrap_or_else(|| {
            self.words.extend_from_slice(&set);
            self.words.len() / self.width - 1
        });
        SetId::try_from(at).ok()
    }

    /// Words of 64 recognizers that a set is made of.
    #[inline(always)]
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Which of the recognizers `word * 64` and the next 63 are members.
    #[inline(always)]
    pub(crate) fn word(&self, set: SetId, word: usize) -> u64 {
        self.words[usize::from(set) * self.width + word]
    }

    #[inline(always)]
    pub(crate) fn has(&self, set: SetId, recognizer: RecognizerId) -> bool {
        self.word(set, usize::from(recognizer.0 / 64)) >> (recognizer.0 % 64) & 1 == 1
    }

    /// Size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.words.len() * 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sets_are_one() {
        let mut sets = RuleSets::new(130);
        let ids = |numbers: &[u16]| {
            numbers
                .iter()
                .copied()
                .map(RecognizerId)
                .collect::<Vec<_>>()
        };
        assert_eq!(sets.insert(ids(&[])), Some(0));
        let one = sets.insert(ids(&[0, 129])).unwrap();
        assert_eq!(sets.insert(ids(&[129, 0, 0])), Some(one));
        assert_ne!(sets.insert(ids(&[129])), Some(one));
        assert!(sets.has(one, RecognizerId(129)) && !sets.has(one, RecognizerId(1)));
        assert_eq!(
            (sets.word(one, 0), sets.word(one, 1), sets.word(one, 2)),
            (1, 0, 2)
        );
    }
}
