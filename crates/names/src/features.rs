//! What a candidate shows: the features whose weights are added up.
//!
//! Those of the word alone are kept apart, for their sum is remembered with the word. Numbers of
//! templates are part of the model file's meaning: a change of any of them is a new [`SET`].

use std::ops::Range;

use crate::{
    hash::{feature, pair},
    label::{LABELS, ROW},
    lexicon::{Known, lists},
    token::{LONGEST, Shape},
};

/// Which features a model was trained with; others do not load.
pub(crate) const SET: u32 = 1;

/// A score for each label.
pub(crate) type Row = [i16; ROW];

/// A token with what is known of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Token {
    /// Bytes of the text.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Hash of the word in lower case.
    pub(crate) word: u32,
    pub(crate) known: Known,
    pub(crate) shape: Shape,
    /// Cluster of clusters.
    pub(crate) coarse: u8,
    /// Whether a name may begin or end here.
    pub(crate) is_candidate: bool,
    /// Whether it begins a sentence.
    pub(crate) is_first: bool,
    /// Part of a known phrase: what it is, one bit further left behind its first word.
    pub(crate) phrase: u8,
    /// Whether it is no name when it stands alone.
    pub(crate) is_dull: bool,
    /// Sum of the weights of the word alone, of a candidate.
    pub(crate) sum: Row,
}

impl Token {
    /// What stands before the first token and behind the last one.
    pub(crate) const BEFORE: Token = Token::edge(0x1111_1111);
    pub(crate) const BEHIND: Token = Token::edge(0x2222_2222);

    /// How much more the word alone speaks for no name than for the likeliest one.
    pub(crate) fn margin(&self) -> i16 {
        let best = self.sum[1..LABELS].iter().max().copied().unwrap_or(0);
        self.sum[0].saturating_sub(best)
    }

    const fn edge(word: u32) -> Token {
        Token {
            start: 0,
            end: 0,
            word,
            known: Known {
                lists: 0,
                cluster: 0,
                casing: 0,
            },
            shape: Shape::Edge,
            coarse: 0,
            is_candidate: false,
            is_first: false,
            phrase: 0,
            is_dull: false,
            sum: [0; ROW],
        }
    }
}

/// One of eight features of a word beside: all of them in one line of the cache.
#[inline(always)]
fn beside(template: u32, word: u32, which: u32) -> u32 {
    feature(template, word) & !7 | which
}

/// What the name of a field says of the text in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Nothing: free text, or a name that is not understood.
    #[default]
    Text,
    /// A person: `customer_name`, `first_name`, `author`.
    Person,
    /// A place: `city`, `country`, `address`.
    Location,
    /// An organisation: `company`, `employer`.
    Organization,
    /// No name as a rule: `product`, `sku`, `status`, code.
    Other,
}

/// Most features of a word alone: thirteen, and one for each list.
pub(crate) const OF_WORD: usize = 13 + u16::BITS as usize;

/// Features of a word alone; `folded` is its text in lower case.
#[inline(always)]
pub(crate) fn of_word(token: &Token, folded: &[u8], mut add: impl FnMut(u32)) {
    let shape = token.shape as u32;
    let first = u32::from(token.is_first);
    let seen = shape * 2 + first;
    let Known {
        lists,
        cluster,
        casing,
    } = token.known;
    let affix = |range: Range<usize>| crate::hash::word(&folded[range]) as u32;
    let len = folded.len().min(LONGEST);
    add(feature(1, 0));
    add(feature(2, seen));
    add(feature(3, token.word));
    add(feature(4, pair(token.word, shape)));
    add(feature(5, affix(0..len.min(3))));
    for (template, suffix) in (6..).zip(2..=4) {
        add(feature(template, affix(len - len.min(suffix)..len)));
    }
    add(feature(9, pair(affix(0..len.min(2)), len.min(12) as u32)));
    add(feature(10, pair(u32::from(lists), seen)));
    add(feature(11, pair(u32::from(casing), seen)));
    let mut rest = lists;
    while rest != 0 {
        add(feature(12, pair(rest.trailing_zeros(), first)));
        rest &= rest - 1;
    }
    add(feature(15, cluster.into()));
    add(feature(16, pair(token.coarse.into(), shape)));
}

/// How many features the tokens of a run share.
pub(crate) const SHARED: usize = 6;
/// How many a token has among the others.
pub(crate) const OF_TOKEN: usize = 28;

/// A run of candidates among its neighbours, and what its tokens share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    pub(crate) tokens: &'a [Token],
    /// Its tokens are those from `start` to `end`.
    start: usize,
    end: usize,
    /// The last word before it that is no mark.
    lead: u32,
    /// The words of a run of two to four as one.
    whole: u32,
    /// Lists that some word of it is on, of those that tell one kind from another.
    telling: u16,
    field: Field,
}

impl<'a> Run<'a> {
    /// `lead` is the hash of the last word before the run that is no mark, 0 if there is none.
    pub(crate) fn new(
        tokens: &'a [Token],
        range: Range<usize>,
        lead: u32,
        field: Field,
    ) -> Run<'a> {
        use lists::*;
        let Range { start, end } = range;
        let own = &tokens[start..end];
        let telling = own.iter().fold(0, |all, token| all | token.known.lists);
        Run {
            tokens,
            start,
            end,
            lead,
            whole: match own {
                [_, _] | [_, _, _] | [_, _, _, _] => {
                    own.iter().fold(0, |all, token| pair(token.word, all))
                }
                _ => 0,
            },
            telling: telling & (ORG_SUFFIX | ORG_WORD | ORG_NAME | STREET | TITLE | ROLE),
            field,
        }
    }

    /// Features that its tokens share. Hot: per run.
    #[inline(always)]
    pub(crate) fn shared(&self) -> [u32; SHARED] {
        let before = self.token(self.start as isize - 1);
        let before_that = self.token(self.start as isize - 2);
        let behind = self.token(self.end as isize);
        [
            beside(40, before.word, 4),
            beside(41, behind.word, 4),
            feature(42, pair(before.word, before_that.word)),
            beside(40, self.lead, 5),
            feature(44, u32::from(self.telling)),
            feature(45, self.field as u32),
        ]
    }

    /// Features of the token at `at` of the run among the others. Hot: per candidate.
    #[inline(always)]
    pub(crate) fn of_token(&self, at: usize) -> [u32; OF_TOKEN] {
        let here = (self.start + at) as isize;
        let [before2, before, token, behind, behind2] =
            [-2, -1, 0, 1, 2].map(|by| self.token(here + by));
        let shape = token.shape as u32;
        let lists = |token: &Token| u32::from(token.known.lists);
        let cluster = |token: &Token| u32::from(token.known.cluster);
        let coarse = |token: &Token| u32::from(token.coarse);
        let from_start = at.min(3) as u32;
        let to_end = (self.end - self.start - 1 - at).min(3) as u32;
        let look = match token.shape {
            Shape::Title => 1,
            Shape::Upper => 2,
            _ => 3,
        };
        [
            feature(20, from_start * 8 + to_end * 2 + u32::from(token.is_first)),
            feature(21, u32::from(token.phrase)),
            beside(40, before.word, 0),
            beside(40, before.word, look),
            beside(41, behind.word, 0),
            beside(41, behind.word, look),
            beside(40, self.lead, look.min(2) + 5),
            feature(28, pair(before.word, before2.word)),
            feature(29, pair(behind.word, behind2.word)),
            feature(30, pair(before.word, token.word)),
            feature(31, pair(token.word, behind.word)),
            feature(32, pair(before.word, behind.word)),
            feature(33, pair(self.tokens[self.end - 1].word, to_end)),
            feature(
                35,
                pair(before.shape as u32, shape * 32 + behind.shape as u32),
            ),
            feature(46, pair(lists(before), lists(token))),
            feature(47, pair(lists(behind), lists(token))),
            feature(48, pair(lists(before), shape)),
            feature(49, pair(lists(behind), shape)),
            feature(50, cluster(before)),
            feature(51, cluster(behind)),
            feature(52, pair(coarse(before), coarse(token))),
            feature(53, pair(coarse(token), coarse(behind))),
            feature(54, pair(coarse(before), coarse(behind))),
            feature(55, cluster(before2)),
            feature(56, cluster(behind2)),
            feature(57, pair(lists(&self.tokens[self.end - 1]), to_end)),
            feature(59, pair(self.whole, from_start)),
            feature(61, pair(self.field as u32, pair(shape, lists(token)))),
        ]
    }

    #[inline(always)]
    fn token(&self, at: isize) -> &Token {
        if at < 0 {
            return &Token::BEFORE;
        }
        self.tokens.get(at as usize).unwrap_or(&Token::BEHIND)
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }

    pub(crate) fn own(&self) -> &'a [Token] {
        &self.tokens[self.start..self.end]
    }
}
