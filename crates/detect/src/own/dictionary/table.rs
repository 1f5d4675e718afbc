//! Hashes of terms, and of the words that terms begin with.

use std::ops::Range;

use super::super::{
    characters::Characters,
    spelling::{Beginning, Spelling},
};
use super::SHORT;

/// All terms, by the hash of their words.
pub(super) struct Table {
    /// How terms begin: their first words, in a filter that is small.
    first: Filter<8>,
    /// Their first two words, if these have one mark between them and the second one is not short, and else
    /// the first one.
    begins: Filter<12>,
    /// Whether two words are in it, and whether some term begins with no letter or digit of ASCII.
    pub(super) begins_with_two: bool,
    pub(super) begins_beyond_ascii: bool,
    /// All that something is known of.
    known: Filter<10>,
    slots: Vec<Slot>,
    /// Numbers of terms, those of one hash behind each other, all but the last one marked.
    terms: Vec<u32>,
}

/// What is known of a hash.
#[derive(Clone, Copy, Default)]
pub(super) struct Slot {
    /// The lower half of the hash.
    tag: u32,
    /// Whether some term goes on, and the place of the terms that end here, counted from 1; 0 for an
    /// empty slot.
    value: u32,
}

/// The mark of a slot whose words some term goes on behind, and of a number that more follow.
const MORE: u32 = 1 << 31;

/// What a table is made from.
#[derive(Default)]
pub(super) struct Entries {
    /// What the filters of a table hold.
    first: Vec<u64>,
    begins: Vec<u64>,
    begins_with_two: bool,
    begins_beyond_ascii: bool,
    goes_on: Vec<Spelling>,
    ends: Vec<(Spelling, u32)>,
}

impl Entries {
    /// Adds a term, which has words.
    pub(super) fn add(
        &mut self,
        characters: &Characters,
        term: &[u8],
        words: &[Range<usize>],
        number: u32,
    ) {
        let mut spelling = Spelling::NONE;
        let mut end = words[0].start;
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                self.goes_on.push(spelling);
                spelling = spelling.with(characters, &term[end..word.start]);
            }
            spelling = spelling.with(characters, &term[word.clone()]);
            end = word.end;
        }
        self.add_first(term, words);
        self.ends.push((spelling, number));
    }

    fn add_first(&mut self, term: &[u8], words: &[Range<usize>]) {
        let word = |word: &Range<usize>| &term[word.clone()];
        let Some(first) = Beginning::of(word(&words[0])) else {
            self.begins_beyond_ascii = true;
            return;
        };
        let end = words[0].end;
        let second = words.get(1).filter(|second| second.start == end + 1);
        let second = second.filter(|second| {
            // Short words of the text may be left out.
            word(&words[0]).is_ascii() && Beginning::len(word(second)) >= SHORT
        });
        let begins = match second.and_then(|second| Beginning::of(word(second))) {
            Some(second) => {
                self.begins_with_two = true;
                first.and(term[end], second)
            }
            None => first,
        };
        self.first.push(first.0);
        self.begins.push(begins.0);
    }
}

impl Slot {
    /// Whether some term goes on.
    pub(super) fn goes_on(self) -> bool {
        self.value & MORE != 0
    }
}

impl Table {
    pub(super) fn new(entries: Entries) -> Table {
        let Entries {
            mut first,
            mut begins,
            begins_with_two,
            begins_beyond_ascii,
            mut goes_on,
            mut ends,
        } = entries;
        for all in [&mut first, &mut begins] {
            all.sort_unstable();
            all.dedup();
        }
        goes_on.sort_unstable();
        goes_on.dedup();
        ends.sort_unstable();
        let most = goes_on.len() + ends.len();
        let all = goes_on.iter().copied().chain(ends.iter().map(|end| end.0));
        let known = Filter::new(&all.map(|spelling| spelling.0).collect::<Vec<_>>());
        let mut table = Table {
            first: Filter::new(&first),
            begins: Filter::new(&begins),
            known,
            begins_with_two,
            begins_beyond_ascii,
            // Seven of ten are used.
            slots: vec![Slot::default(); most * 10 / 7 + 1],
            terms: Vec::with_capacity(ends.len()),
        };
        for same in ends.chunk_by(|(one, _), (other, _)| one == other) {
            let place = table.terms.len() as u32 + 1;
            table
                .terms
                .extend(same.iter().map(|&(_, number)| number | MORE));
            if let Some(last) = table.terms.last_mut() {
                *last &= !MORE;
            }
            table.insert(same[0].0, place);
        }
        for spelling in goes_on {
            table.insert(spelling, MORE);
        }
        table
    }

    /// Adds to what is known of a hash.
    fn insert(&mut self, spelling: Spelling, value: u32) {
        let mut at = self.home(spelling);
        loop {
            let slot = &mut self.slots[at];
            // Others may have the tag: terms of each are kept apart, and that one goes on holds for all.
            let joins = value == MORE && slot.tag == tag(spelling);
            if slot.value == 0 || joins {
                slot.tag = tag(spelling);
                slot.value |= value;
                return;
            }
            at = (at + 1) % self.slots.len();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a term may begin with a word. Hot: per word.
    #[inline(always)]
    pub(super) fn may_begin(&self, word: Beginning) -> bool {
        self.first.has(word.0)
    }

    /// Whether one begins with a word and no other that the filter has, or with two words.
    #[inline(always)]
    pub(super) fn begins(&self, words: Beginning) -> bool {
        self.begins.has(words.0)
    }

    /// Whether something may be known of a hash.
    #[inline(always)]
    pub(super) fn may_know(&self, spelling: Spelling) -> bool {
        self.known.has(spelling.0)
    }

    /// What is known of a hash, and perhaps of others.
    #[inline]
    pub(super) fn get(&self, spelling: Spelling) -> impl Iterator<Item = Slot> {
        let home = self.home(spelling);
        let (behind, from) = self.slots.split_at(home);
        let slots = from.iter().chain(behind).copied();
        let used = slots.take_while(|slot| slot.value != 0);
        used.filter(move |slot| slot.tag == tag(spelling))
    }

    /// The numbers of the terms that have the hash of a slot.
    pub(super) fn terms(&self, slot: Slot) -> impl Iterator<Item = u32> {
        let place = (slot.value & !MORE).checked_sub(1);
        let mut rest = place.map_or(&[][..], |place| &self.terms[place as usize..]);
        std::iter::from_fn(move || {
            let (&number, behind) = rest.split_first()?;
            rest = if number & MORE == 0 { &[] } else { behind };
            Some(number & !MORE)
        })
    }

    #[inline(always)]
    fn home(&self, spelling: Spelling) -> usize {
        (((spelling.0 >> 32) * self.slots.len() as u64) >> 32) as usize
    }

    pub(super) fn bytes(&self) -> usize {
        self.first.bytes()
            + self.begins.bytes()
            + self.known.bytes()
            + size_of_val(&*self.slots)
            + size_of_val(&*self.terms)
    }
}

fn tag(spelling: Spelling) -> u32 {
    spelling.0 as u32
}

/// Hashes, with so many bits for each. With 8 one of thirty others is taken for one of them, with 12 one of
/// a hundred.
struct Filter<const BITS: usize> {
    /// Three bits for each hash, all in one word.
    words: Vec<u64>,
}

impl<const BITS: usize> Filter<BITS> {
    fn new(all: &[u64]) -> Self {
        let words = (all.len() * BITS).div_ceil(64).max(64);
        let mut filter = Self {
            words: vec![0; words],
        };
        for &hash in all {
            let at = filter.place(hash);
            filter.words[at] |= bits(hash);
        }
        // Where the greatest hash is, so that it is always found.
        if let Some(last) = filter.words.last_mut() {
            *last = u64::MAX;
        }
        filter
    }

    #[inline(always)]
    fn has(&self, hash: u64) -> bool {
        let bits = bits(hash);
        // The place is never beyond the last word.
        let word = self.words.get(self.place(hash));
        word.is_some_and(|word| word & bits == bits)
    }

    #[inline(always)]
    fn place(&self, hash: u64) -> usize {
        (((hash >> 32) * self.words.len() as u64) >> 32) as usize
    }

    fn bytes(&self) -> usize {
        size_of_val(&*self.words)
    }
}

/// The bits of a hash.
#[inline(always)]
fn bits(hash: u64) -> u64 {
    // The highest bits say which word, these say little of it.
    THREES[(hash >> 32) as usize % THREES.len()]
}

/// Words with three bits set, in no order.
static THREES: [u64; 256] = {
    let (mut threes, mut at, mut state) = ([0u64; 256], 0, 1u64);
    while at < threes.len() {
        while threes[at].count_ones() < 3 {
            state = state
                .wrapping_mul(0x5851_F42D_4C95_7F2D)
                .wrapping_add(0x1405_7B7E_F767_814F);
            threes[at] |= 1 << (state >> 58);
        }
        at += 1;
    }
    threes
};
