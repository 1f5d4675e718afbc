//! What a candidate shows: the features whose weights are added up.
//!
//! Those of the word alone are kept apart, for their sum is remembered with the word. Numbers of
//! templates are part of the model file's meaning: a change of any of them is a new [`SET`].

use std::ops::Range;

use crate::{
    hash::{feature, pair},
    label::{Kind, LABELS, ROW},
    lexicon::{Known, lists},
    token::{LONGEST, Shape},
};

/// Which features a model was trained with; others do not load.
pub(crate) const SET: u32 = 2;

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
                begins_phrase: false,
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

impl From<Kind> for Field {
    fn from(kind: Kind) -> Field {
        match kind {
            Kind::Person => Field::Person,
            Kind::Location => Field::Location,
            Kind::Organization => Field::Organization,
        }
    }
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
        ..
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
    add(feature(50, cluster.into()) ^ 4);
    add(feature(16, pair(token.coarse.into(), shape)));
}

/// What a token of a window gives to the features of those around it, hashed once.
///
/// Hashes are of lines: eight features that differ in their lowest three bits are next to each other in the
/// table of weights, one line of the cache, and are told apart by `line ^ which`.
#[derive(Clone, Copy, Debug, Default)]
struct Lines {
    /// Of the word, where it stands before another or behind it.
    before: u32,
    behind: u32,
    /// Of its cluster.
    cluster: u32,
    /// Of the word with the one before it, and the same for lists and coarse clusters.
    words: u32,
    lists_pair: u32,
    coarse_pair: u32,
    word: u32,
    lists: u16,
    shape: u8,
    coarse: u8,
}

impl Lines {
    #[inline(always)]
    fn of(token: &Token, last: &Token) -> Lines {
        let [lists, last_lists] = [token, last].map(|token| u32::from(token.known.lists));
        let [coarse, last_coarse] = [token, last].map(|token| u32::from(token.coarse));
        Lines {
            before: feature(40, token.word),
            behind: feature(41, token.word),
            cluster: feature(50, token.known.cluster.into()),
            words: feature(30, pair(last.word, token.word)),
            lists_pair: feature(46, pair(last_lists, lists)),
            coarse_pair: feature(52, pair(last_coarse, coarse)),
            word: token.word,
            lists: token.known.lists,
            shape: token.shape as u8,
            coarse: token.coarse,
        }
    }
}

/// Room for what is hashed of a window, to be used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hashed(Vec<Lines>);

/// How many features the tokens of a run share.
pub(crate) const SHARED: usize = 6;
/// How many a token has among the others.
pub(crate) const OF_TOKEN: usize = 28;
/// How many of those come first that are worth asking for.
pub(crate) const FAR: usize = 16;
/// How far features look to each side.
const REACH: usize = 2;

/// A run of candidates among its neighbours, and what its tokens share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    own: &'a [Token],
    /// Of its tokens and [`REACH`] on each side.
    lines: &'a [Lines],
    /// Lines of: the last word before it that is no mark; the words of a run of two to four as one;
    /// its last word, and the lists that one is on.
    lead: u32,
    whole: u32,
    last: u32,
    last_lists: u32,
    /// Lists that some word of it is on, of those that tell one kind from another.
    telling: u16,
    field: Field,
}

impl<'a> Run<'a> {
    /// `lead` is the hash of the last word before the run that is no mark, 0 if there is none. Hot: per
    /// run.
    #[inline(always)]
    pub(crate) fn new(
        tokens: &'a [Token],
        range: Range<usize>,
        lead: u32,
        field: Field,
        Hashed(lines): &'a mut Hashed,
    ) -> Run<'a> {
        use lists::*;
        let own = &tokens[range.clone()];
        lines.clear();
        let at = |at: usize| match at.checked_sub(REACH) {
            Some(at) => tokens.get(at).unwrap_or(&Token::BEHIND),
            None => &Token::BEFORE,
        };
        // Places are counted from `REACH` before the window.
        let mut last = range.start.checked_sub(1).map_or(&Token::BEFORE, at);
        for place in range.start..range.end + 2 * REACH {
            let token = at(place);
            lines.push(Lines::of(token, last));
            last = token;
        }
        let telling = own.iter().fold(0, |all, token| all | token.known.lists);
        let whole = match own {
            [_, _] | [_, _, _] | [_, _, _, _] => {
                own.iter().fold(0, |all, token| pair(token.word, all))
            }
            _ => 0,
        };
        let last = own.last().unwrap_or(&Token::BEHIND);
        Run {
            own,
            lines,
            lead: feature(40, lead),
            whole: feature(59, whole),
            last: feature(33, last.word),
            last_lists: feature(57, last.known.lists.into()),
            telling: telling & (ORG_SUFFIX | ORG_WORD | ORG_NAME | STREET | TITLE | ROLE),
            field,
        }
    }

    /// Features that its tokens share. Hot: per run.
    #[inline(always)]
    pub(crate) fn shared(&self) -> [u32; SHARED] {
        let before = &self.lines[REACH - 1];
        let behind = &self.lines[self.own.len() + REACH];
        [
            before.before ^ 4,
            behind.behind ^ 4,
            before.words ^ 4,
            self.lead ^ 5,
            feature(44, u32::from(self.telling)),
            feature(45, self.field as u32),
        ]
    }

    /// Features of the token at `at` of the run among the others. Hot: per candidate.
    #[inline(always)]
    pub(crate) fn of_token(&self, at: usize) -> [u32; OF_TOKEN] {
        let token = &self.own[at];
        let lines: &[Lines; 2 * REACH + 1] = self.lines[at..]
            .first_chunk()
            .expect("lines reach beyond the run");
        let [before2, before, here, behind, behind2] = lines;
        let shape = token.shape as u32;
        let from_start = at.min(3) as u32;
        let to_end = (self.own.len() - 1 - at).min(3) as u32;
        let look = match token.shape {
            Shape::Title => 1,
            Shape::Upper => 2,
            _ => 3,
        };
        let [left, right] = [before, behind].map(|line| u32::from(line.lists));
        [
            before.before,
            behind.behind,
            self.lead ^ (look.min(2) + 5),
            here.words,
            behind.words ^ 1,
            before.words ^ 2,
            behind2.words ^ 3,
            feature(32, pair(before.word, behind.word)),
            self.last ^ to_end,
            self.last_lists ^ to_end,
            self.whole ^ from_start,
            here.lists_pair,
            behind.lists_pair ^ 1,
            here.coarse_pair,
            behind.coarse_pair ^ 1,
            feature(54, pair(before.coarse.into(), behind.coarse.into())),
            // Up to here each has a line of its own; others share one of those, or are so few that they
            // are near.
            before.before ^ look,
            behind.behind ^ look,
            before.cluster,
            behind.cluster ^ 1,
            before2.cluster ^ 2,
            behind2.cluster ^ 3,
            feature(48, pair(left, shape)),
            feature(48, pair(right, shape)) ^ 1,
            feature(
                61,
                pair(self.field as u32, pair(shape, u32::from(here.lists))),
            ),
            feature(
                35,
                pair(before.shape.into(), shape * 32 + u32::from(behind.shape)),
            ),
            feature(20, from_start * 8 + to_end * 2 + u32::from(token.is_first)),
            feature(21, u32::from(token.phrase)),
        ]
    }

    pub(crate) fn len(&self) -> usize {
        self.own.len()
    }

    pub(crate) fn own(&self) -> &'a [Token] {
        self.own
    }
}
