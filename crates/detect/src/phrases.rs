//! Phrases of words, read backwards: a trie from the last word on, in one open hash table.
//!
//! A phrase is known by the hashes of its words. However many phrases end with one word, as those with
//! `number` do, each step is one look-up.

use crate::rule_sets::SetId;

/// A place in the trie: the words read so far.
pub(crate) type NodeId = u16;

/// Nothing read yet.
pub(crate) const ROOT: NodeId = 0;

/// Compiled phrases and the set that each one stands for.
#[derive(Clone, Debug)]
pub(crate) struct Phrases {
    /// Steps by node and word; a step that leads to [`ROOT`] is a free slot.
    steps: Vec<Step>,
    /// A bit for the key of each step. Most words are none, and these bits stay in the first-level cache.
    known: Box<[u64; KEYS / 64]>,
    /// By node; 0 where no phrase ends.
    sets: Vec<SetId>,
}

/// One key in nine that is no step's has the bit of one.
const KEYS: usize = 1 << 16;

#[derive(Clone, Copy, Debug, Default)]
struct Step {
    word: u32,
    from: NodeId,
    to: NodeId,
}

impl Phrases {
    /// Room for so many words of phrases.
    pub(crate) fn new(words: usize) -> Phrases {
        Phrases {
            steps: vec![Step::default(); (words * 2).next_power_of_two().max(16)],
            known: Box::new([0; _]),
            sets: vec![0],
        }
    }

    /// Adds a phrase, last word first; `None` where there are too many.
    pub(crate) fn add(&mut self, words: impl Iterator<Item = u32>, set: SetId) -> Option<()> {
        let mut node = ROOT;
        for word in words {
            let slot = self.slot(node, word);
            if self.steps[slot].to == ROOT {
                self.steps[slot] = Step {
                    word,
                    from: node,
                    to: NodeId::try_from(self.sets.len()).ok()?,
                };
                self.sets.push(0);
                let bit = bit(key(node, word));
                self.known[bit / 64] |= 1 << (bit % 64);
            }
            node = self.steps[slot].to;
        }
        self.sets[usize::from(node)] = set;
        Some(())
    }

    /// The same in as little memory as look-ups stay quick in.
    pub(crate) fn compact(self) -> Phrases {
        let known = self.steps.into_iter().filter(|step| step.to != ROOT);
        let known: Vec<Step> = known.collect();
        let mut compact = Phrases::new(known.len());
        for step in known {
            let slot = compact.slot(step.from, step.word);
            compact.steps[slot] = step;
        }
        (compact.sets, compact.known) = (self.sets, self.known);
        compact
    }

    /// Where `word` in front of what was read leads; `None` where no phrase goes on. Hot: per word
    /// that may be one of a cue.
    #[inline(always)]
    pub(crate) fn step(&self, node: NodeId, word: u32) -> Option<NodeId> {
        let bit = bit(key(node, word));
        if self.known[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let to = self.steps[self.slot(node, word)].to;
        (to != ROOT).then_some(to)
    }

    /// The set of the phrase that is read when `node` is reached; 0 for none.
    #[inline(always)]
    pub(crate) fn set(&self, node: NodeId) -> SetId {
        self.sets[usize::from(node)]
    }

    /// The slot of a step, or the free one where it would go.
    #[inline(always)]
    fn slot(&self, node: NodeId, word: u32) -> usize {
        let mask = self.steps.len() - 1;
        let mut slot = key(node, word) as usize & mask;
        loop {
            let step = self.steps[slot & mask];
            if step.to == ROOT || step.word == word && step.from == node {
                return slot & mask;
            }
            slot += 1;
        }
    }

    /// Size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.steps.len() * size_of::<Step>() + self.sets.len() * size_of::<SetId>() + KEYS / 8
    }
}

/// What a step is looked up by.
#[inline(always)]
fn key(node: NodeId, word: u32) -> u32 {
    word ^ u32::from(node).wrapping_mul(0x9E37_79B1)
}

/// The bit of a key: the upper bits, since the lower ones are those of its slot.
#[inline(always)]
fn bit(key: u32) -> usize {
    key as usize / (1 << 16) % KEYS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_told_apart_by_all_their_words() {
        let mut phrases = Phrases::new(6);
        for (words, set) in [(&[7][..], 1), (&[7, 8], 2), (&[7, 8, 9], 3)] {
            phrases.add(words.iter().copied(), set).unwrap();
        }
        let set = |words: &[u32]| {
            let node = words
                .iter()
                .try_fold(ROOT, |node, &word| phrases.step(node, word));
            node.map(|node| phrases.set(node))
        };
        assert_eq!(
            [set(&[7]), set(&[7, 8]), set(&[7, 8, 9])],
            [Some(1), Some(2), Some(3)]
        );
        assert_eq!(
            [set(&[8]), set(&[7, 9]), set(&[7, 8, 8])],
            [None, None, None]
        );
    }
}
