//! Values made of runs of digits and letters: one walk for all of them.
//!
//! The groupings of every recognizer form one trie whose edges are runs: `999-99-9999` is three
//! digits; a hyphen and two digits; a hyphen and four digits. A token is walked once, run by run on
//! the bitmaps, and leaves the trie at the first run that no identifier has, so an identifier more
//! costs nothing until its shape occurs. One hash of the whole token's digit bitmap was the
//! alternative: it needs a second look-up for every prefix (`4111 1111 1111 1111 12/26`), the trie
//! passes them on its way.

use std::collections::BTreeMap;

use crate::{
    finding::{Evidence, RecognizerId},
    recognizer::Grouping,
    rule_sets::{RuleSets, SetId},
};

/// The compiled groupings.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    /// First steps by class and length; most tokens end here.
    root: [u16; 3 * 65],
    states: Vec<State>,
    /// For each way out of each state, the next state by the length of the run.
    edges: Vec<[u16; LENGTHS]>,
    accepts: Vec<Accept>,
    waiting: RuleSets,
}

impl Default for Groups {
    fn default() -> Self {
        Self {
            root: [DEAD; 3 * 65],
            states: vec![],
            edges: vec![],
            accepts: vec![],
            waiting: RuleSets::new(0),
        }
    }
}

/// What a run is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Letter,
    Digit,
    /// Letters and digits, both in the whole value.
    Word,
}

impl Class {
    #[inline(always)]
    fn of(is_digit: bool) -> Class {
        if is_digit {
            Class::Digit
        } else {
            Class::Letter
        }
    }
}

/// Where a token stands after some of its runs.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// What ends here: a range of `accepts`, first those that may do without a cue, then those that
    /// wait for one, by recognizer.
    first: u16,
    waiting_from: u16,
    end: u16,
    /// Which ones wait.
    waiting: SetId,
    /// What may come next: a bit for each separator and class of run, see [`way`].
    ways: u16,
    /// Where the edges of the lowest way stand; those of the others follow.
    edges: u16,
    /// In which rows a rule may still do without a cue, here or further on.
    hopes: Rows,
}

/// What it says against a value, at most, that it is part of a longer row of numbers.
pub(crate) const GLUED: Evidence = Evidence(-12);

/// Rows of numbers, by the mark that stands between a digit and a token: a bit for each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows(u8);

impl Rows {
    pub(crate) const NONE: Rows = Rows(0);
    /// A hyphen or a dot goes on with any number, a blank or a slash with groups that have the same between
    /// them.
    const JOINED: Rows = Rows(1);
    const BLANKS: Rows = Rows(2);
    const SLASHES: Rows = Rows(4);
    const ALL: Rows = Rows(7);

    /// The row that a number behind `before` is part of, if any.
    #[inline(always)]
    pub(crate) fn behind(before: &[u8]) -> Rows {
        let (mark, len) = match before {
            // Most numbers stand behind a word.
            [.., b'0'..=b'9', mark] => (*mark, 1),
            [.., 0x80..=0xFF] => mark_before(before),
            _ => return Rows::NONE,
        };
        let row = match mark {
            b'-' | b'.' => Rows::JOINED,
            b' ' => Rows::BLANKS,
            b'/' => Rows::SLASHES,
            _ => return Rows::NONE,
        };
        match before.iter().nth_back(len) {
            Some(b'0'..=b'9') => row,
            _ => Rows::NONE,
        }
    }

    /// The rows in which a value whose groups have `separator` between them is [`GLUED`].
    fn gluing(separator: u8) -> Rows {
        let same = match separator {
            b' ' => Rows::BLANKS,
            b'/' => Rows::SLASHES,
            _ => Rows::NONE,
        };
        Rows(Rows::JOINED.0 | same.0)
    }

    fn has_any(self, other: Rows) -> bool {
        self.0 & other.0 != 0
    }
}

/// A recognizer one of whose groupings ends here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accept {
    pub(crate) recognizer: RecognizerId,
    pub(crate) prior: Evidence,
    /// The most that its check says for such a text, as far as its grouping knows.
    pub(crate) most: Evidence,
}

impl Accept {
    /// The same as part of a row.
    fn glued(self) -> Accept {
        Accept {
            prior: self.prior + GLUED,
            ..self
        }
    }
}

/// 64 bytes of a token from its first byte on, one bit a byte.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) digits: u64,
    pub(crate) letters: u64,
}

impl Window {
    #[inline(always)]
    pub(crate) fn begins_with_digit(self) -> bool {
        self.digits & 1 == 1
    }

    /// Whether a digit stands at `at`, and how many of its class follow each other there.
    #[inline(always)]
    fn run(self, at: u32) -> (bool, u32) {
        let is_digit = self.digits >> at & 1 == 1;
        let class = if is_digit { self.digits } else { self.letters };
        (is_digit, (!(class >> at)).trailing_zeros())
    }

    /// How many digits and letters follow each other at `at`.
    #[inline(always)]
    fn word(self, at: u32) -> u32 {
        (!((self.digits | self.letters) >> at)).trailing_zeros()
    }

    /// Whether both a digit and a letter stand before `end`, which is less than 64.
    #[inline(always)]
    fn is_mixed(self, end: u32) -> bool {
        let before = (1 << end) - 1;
        self.digits & before != 0 && self.letters & before != 0
    }
}

/// A text that one or more recognizers accept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<'a> {
    /// Length in bytes.
    pub(crate) len: usize,
    /// Bytes of its token that are letters or digits.
    pub(crate) words: u64,
    /// Whether a blank, a hyphen, a dot or a slash stood between its groups.
    pub(crate) separator: u8,
    /// Rules that may find it without a cue.
    pub(crate) accepts: &'a [Accept],
    pub(crate) waiting: Waiting<'a>,
}

/// Rules that find a text only where a cue speaks for them: most rules for runs of digits. However many
/// they are, they cost a few instructions until a cue does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting<'a> {
    accepts: &'a [Accept],
    set: SetId,
    sets: &'a RuleSets,
}

impl<'a> Waiting<'a> {
    pub(crate) fn is_empty(self) -> bool {
        self.accepts.is_empty()
    }

    /// All of them.
    pub(crate) fn all(self) -> &'a [Accept] {
        self.accepts
    }

    /// Whether any of the recognizers `word * 64` and the next 63 waits.
    #[inline(always)]
    pub(crate) fn has_any(self, word: usize) -> bool {
        self.sets.word(self.set, word) != 0
    }

    /// Words of 64 recognizers that [`among`](Self::among) tells apart.
    pub(crate) fn words(self) -> usize {
        self.sets.width()
    }

    /// Those of the recognizers `word * 64` and the next 63 that are among `called`.
    #[inline(always)]
    pub(crate) fn among(self, word: usize, called: u64) -> impl Iterator<Item = &'a Accept> {
        let Waiting { accepts, set, sets } = self;
        let members = sets.word(set, word);
        let mut called = members & called;
        std::iter::from_fn(move || {
            let lower = called.checked_sub(1)? & !called;
            called &= called - 1;
            let before = (0..word).map(|word| sets.word(set, word).count_ones());
            let rank = before.sum::<u32>() + (members & lower).count_ones();
            accepts.get(rank as usize)
        })
    }
}

/// Runs are counted up to here; a longer one is no identifier.
const MAX_RUN: u32 = 31;
const LENGTHS: usize = MAX_RUN as usize + 1;
const DEAD: u16 = 0;
/// Letters and digits of the shortest pattern, and of the shortest word of digits that a letter may
/// follow behind a blank: anchors leave out what is shorter.
const MIN_CHARACTERS: u32 = 4;

impl Groups {
    /// Calls `found` for every prefix of the token that is some identifier's shape and ends at a
    /// word's end. `text` begins with the token. In a `row`, which says that no cue stands near too, it looks
    /// no further than some rule could do without one. Hot: per token.
    #[inline(always)]
    pub(crate) fn walk(
        &self,
        text: &[u8],
        window: Window,
        row: Rows,
        mut found: impl FnMut(Match<'_>),
    ) {
        let (is_digit, run) = window.run(0);
        let state = self.root[root_slot(Class::of(is_digit), run)];
        self.walk_from::<false>(state, run, text, window, row, &mut found);
        if !window.is_mixed(63) {
            return;
        }
        let word = window.word(0);
        let state = self.root[root_slot(Class::Word, word)];
        if state != DEAD {
            self.walk_from::<true>(state, word, text, window, row, &mut found);
        }
    }

    /// Goes on behind the first run, which ends at `at`: run by run of one class, or word by word.
    #[inline(always)]
    fn walk_from<const BY_WORDS: bool>(
        &self,
        mut state: u16,
        mut at: u32,
        text: &[u8],
        window: Window,
        row: Rows,
        found: &mut impl FnMut(Match<'_>),
    ) {
        let words = window.digits | window.letters;
        let mut last_separator = 0;
        // A window holds the longest pattern; what fills it is none.
        while state != DEAD && at < 63 {
            let State {
                first,
                waiting_from,
                end,
                waiting,
                ways,
                edges,
                hopes,
            } = self.states[usize::from(state)];
            let is_row = row != Rows::NONE;
            if is_row && !hopes.has_any(row) {
                return;
            }
            let end = if is_row { waiting_from } else { end };
            let glued = !BY_WORDS && words >> at & 1 == 1;
            let (separator, len) = if glued {
                (0, 0)
            } else {
                separator_at(text, at as usize)
            };
            if first < end && !glued && (!BY_WORDS || window.is_mixed(at)) {
                let range = |from: u16, to: u16| &self.accepts[usize::from(from)..usize::from(to)];
                found(Match {
                    len: at as usize,
                    words,
                    separator: MARKS[last_separator as usize],
                    accepts: range(first, waiting_from),
                    waiting: Waiting {
                        accepts: range(waiting_from, end),
                        set: waiting,
                        sets: &self.waiting,
                    },
                });
            }
            let next = at + len;
            if next >= 63 || words >> next & 1 == 0 || !glued && separator == 0 {
                return;
            }
            let (is_digit, run) = if BY_WORDS {
                (false, window.word(next))
            } else {
                window.run(next)
            };
            let way = 1 << way(separator, is_digit);
            if ways & way == 0 {
                return;
            }
            let edge = usize::from(edges) + (ways & (way - 1)).count_ones() as usize;
            state = self.edges[edge].get(run as usize).copied().unwrap_or(DEAD);
            at = next + run;
            if !glued {
                last_separator = separator;
            }
        }
    }

    /// Size of the tables in bytes.
    pub(crate) fn table_bytes(&self) -> usize {
        self.root.len() * 2
            + self.edges.len() * size_of::<[u16; LENGTHS]>()
            + self.states.len() * size_of::<State>()
            + self.accepts.len() * size_of::<Accept>()
            + self.waiting.bytes()
    }
}

/// The bit of [`State::ways`] for a separator's code and a class of run. Words of any class are ways
/// of states of their own.
#[inline]
fn way(separator: u32, is_digit: bool) -> u32 {
    2 * separator + u32::from(is_digit)
}

#[inline]
fn root_slot(class: Class, run: u32) -> usize {
    // Lengths up to that of a window, so that no length needs a check.
    class as usize * 65 + run as usize
}

/// Code and length of the separator at `at`; the code is 0 where there is none. Blanks and hyphens of
/// typesetters count as those of ASCII.
#[inline(always)]
fn separator_at(text: &[u8], at: usize) -> (u32, u32) {
    let Some(&byte) = text.get(at) else {
        return (0, 0);
    };
    match CODES[usize::from(byte)] {
        BEYOND_ASCII => wide_separator(&text[at..]),
        code => (u32::from(code), 1),
    }
}

/// No-break and thin spaces (U+00A0, U+2000 to U+200A, U+202F), and hyphens, figure and en dashes
/// (U+2010 to U+2013).
#[inline]
fn wide_separator(text: &[u8]) -> (u32, u32) {
    match text {
        [0xC2, 0xA0, ..] => (code(b' '), 2),
        [0xE2, 0x80, 0x80..=0x8A | 0xAF, ..] => (code(b' '), 3),
        [0xE2, 0x80, 0x90..=0x93, ..] => (code(b'-'), 3),
        _ => (0, 0),
    }
}

/// The separator of ASCII that `text` begins with, or that what it begins with counts as, and its
/// length; a byte that separates nothing is its own.
#[inline]
pub(crate) fn mark_at(text: &[u8]) -> (u8, usize) {
    match (separator_at(text, 0), text.first()) {
        ((0, _), other) => (other.copied().unwrap_or(0), 1),
        ((code, len), _) => (MARKS[code as usize], len as usize),
    }
}

/// The same of what `text` ends with.
#[inline]
pub(crate) fn mark_before(text: &[u8]) -> (u8, usize) {
    for len in [2, 3] {
        let wide = text.len().checked_sub(len).map(|at| &text[at..]);
        if let Some(wide) = wide
            && !wide[0].is_ascii()
            && mark_at(wide).1 == len
        {
            return mark_at(wide);
        }
    }
    (text.last().copied().unwrap_or(0), 1)
}

/// Separators by code, ascending as edges are; nothing first.
const MARKS: [u8; 6] = [0, b' ', b'+', b'-', b'.', b'/'];
/// Two bytes begin separators of more than one byte.
const BEYOND_ASCII: u8 = 7;
static CODES: [u8; 256] = {
    let mut codes = [0; 256];
    let mut code = 1;
    while code < MARKS.len() {
        codes[MARKS[code] as usize] = code as u8;
        code += 1;
    }
    codes[0xC2] = BEYOND_ASCII;
    codes[0xE2] = BEYOND_ASCII;
    codes
};

/// The code of a separator of ASCII; 0 where nothing separates.
fn code(mark: u8) -> u32 {
    u32::from(CODES[usize::from(mark)])
}

/// One edge of the trie: what must stand before the run, its class and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    separator: u8,
    class: Class,
    len: u32,
}

impl Node {
    /// What ends here, by recognizer.
    fn accepts(&self) -> impl Iterator<Item = Accept> {
        self.accepts
            .iter()
            .map(|(&recognizer, &(prior, most))| Accept {
                recognizer,
                prior,
                most,
            })
    }
}

/// Collects groupings; equal input gives equal tables.
#[derive(Debug, Default)]
pub(crate) struct GroupsBuilder {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    edges: BTreeMap<Run, usize>,
    /// The best of its groupings that a recognizer has here: what they say, and the most that its check does.
    accepts: BTreeMap<RecognizerId, (Evidence, Evidence)>,
}

impl GroupsBuilder {
    /// Adds one grouping; the error says what is wrong with its pattern.
    pub(crate) fn add(
        &mut self,
        recognizer: RecognizerId,
        grouping: &Grouping,
    ) -> Result<(), &'static str> {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let separators: &[u8] = if grouping.pattern.contains('~') {
            b"- ."
        } else {
            b"~"
        };
        for &same in separators {
            let runs = parse(grouping.pattern.as_bytes(), same)?;
            let node = runs.into_iter().fold(0, |node, run| self.child(node, run));
            let Grouping { prior, most, .. } = *grouping;
            let accepts = &mut self.nodes[node].accepts;
            let best = accepts.entry(recognizer).or_insert((prior, most));
            *best = (prior.max(best.0), most.max(best.1));
        }
        Ok(())
    }

    fn child(&mut self, node: usize, run: Run) -> usize {
        let fresh = self.nodes.len();
        let child = *self.nodes[node].edges.entry(run).or_insert(fresh);
        if child == fresh {
            self.nodes.push(Node::default());
        }
        child
    }

    /// Lays the trie out in flat tables; the error says which limit is passed. `waits` tells which
    /// recognizers need a cue, given what their shape says.
    pub(crate) fn build(
        self,
        recognizers: usize,
        waits: impl Fn(Accept) -> bool,
    ) -> Result<Groups, &'static str> {
        if u16::try_from(self.nodes.len()).is_err() {
            return Err("the groupings have more than 65,535 distinct prefixes");
        }
        let mut groups = Groups {
            waiting: RuleSets::new(recognizers),
            ..Groups::default()
        };
        for (run, &child) in self.nodes.first().into_iter().flat_map(|root| &root.edges) {
            groups.root[root_slot(run.class, run.len)] = child as u16;
        }
        let hopes = self.hopes(&waits);
        for (node, hopes) in self.nodes.into_iter().zip(hopes) {
            groups.add(node, hopes, &waits)?;
        }
        Ok(groups)
    }

    /// For each node the rows in which a rule may do without a cue there or further on.
    fn hopes(&self, waits: impl Fn(Accept) -> bool) -> Vec<Rows> {
        let mut separators = vec![0; self.nodes.len()];
        let mut hopes = vec![Rows::NONE; self.nodes.len()];
        // A node stands before those that it leads to.
        for (at, node) in self.nodes.iter().enumerate() {
            let gluing = Rows::gluing(separators[at]);
            for accept in node.accepts() {
                if !waits(accept) {
                    hopes[at].0 |= Rows::ALL.0 & !gluing.0;
                }
                if !waits(accept.glued()) {
                    hopes[at].0 |= gluing.0;
                }
            }
            for (run, &child) in &node.edges {
                separators[child] = if run.separator == 0 {
                    separators[at]
                } else {
                    run.separator
                };
            }
        }
        for (at, node) in self.nodes.iter().enumerate().rev() {
            for &child in node.edges.values() {
                hopes[at].0 |= hopes[child].0;
            }
        }
        hopes
    }
}

impl Groups {
    fn add(
        &mut self,
        node: Node,
        hopes: Rows,
        waits: impl Fn(Accept) -> bool,
    ) -> Result<(), &'static str> {
        let (waiting, alone): (Vec<_>, Vec<_>) = node.accepts().partition(|&accept| waits(accept));
        let too_many = "the groupings have more than 65,535 ends";
        let place = |len: usize| u16::try_from(len).map_err(|_| too_many);
        let first = place(self.accepts.len())?;
        self.accepts.extend(alone);
        let waiting_from = place(self.accepts.len())?;
        let set = self
            .waiting
            .insert(waiting.iter().map(|accept| accept.recognizer));
        self.accepts.extend(waiting);
        let mut state = State {
            first,
            waiting_from,
            end: place(self.accepts.len())?,
            waiting: set.ok_or(too_many)?,
            ways: 0,
            edges: u16::try_from(self.edges.len())
                .map_err(|_| "the groupings have more than 65,535 ways to go on")?,
            hopes,
        };
        // Runs are sorted by separator and class, as ways are.
        for (run, child) in node.edges {
            let way = 1 << way(code(run.separator), run.class == Class::Digit);
            if state.ways & way == 0 {
                state.ways |= way;
                self.edges.push([DEAD; LENGTHS]);
            }
            if let Some(edges) = self.edges.last_mut() {
                edges[run.len as usize] = child as u16;
            }
        }
        self.states.push(state);
        Ok(())
    }
}

/// The runs of a pattern, `~` standing for `same`.
fn parse(pattern: &[u8], same: u8) -> Result<Vec<Run>, &'static str> {
    let mut runs: Vec<Run> = vec![];
    let mut separator = 0;
    let mut after_mark = true;
    for &byte in pattern {
        match byte {
            b'9' | b'A' | b'X' => {
                let class = match byte {
                    b'9' => Class::Digit,
                    b'A' => Class::Letter,
                    _ => Class::Word,
                };
                match runs.last_mut() {
                    Some(run) if !after_mark && run.class == class => run.len += 1,
                    _ => runs.push(Run {
                        separator,
                        class,
                        len: 1,
                    }),
                }
                (separator, after_mark) = (0, false);
            }
            b'~' | b' ' | b'+' | b'-' | b'.' | b'/' if !after_mark => {
                (separator, after_mark) = (if byte == b'~' { same } else { byte }, true);
            }
            b'~' | b' ' | b'+' | b'-' | b'.' | b'/' => {
                return Err("a separator must stand between runs");
            }
            _ => return Err("a pattern is made of 9, A, X, -, blank, dot, slash, + and ~"),
        }
    }
    if after_mark {
        return Err("a pattern must end with 9, A or X");
    }
    if runs.iter().map(|run| run.len).sum::<u32>() < MIN_CHARACTERS {
        return Err("a pattern has at least four digits and letters");
    }
    begins_at_anchor(&runs)?;
    if runs.iter().any(|run| run.len > MAX_RUN) || pattern.len() > 62 {
        return Err("a run has at most 31 characters, a pattern 62");
    }
    Ok(runs)
}

/// Refuses what no anchor begins (`anchors::digit`, `anchors::letter_group`) and nobody would find.
fn begins_at_anchor(runs: &[Run]) -> Result<(), &'static str> {
    let words = runs.iter().skip(1).take_while(|run| run.separator == 0);
    let first_word = 1 + words.count();
    let characters: u32 = runs.iter().take(first_word).map(|run| run.len).sum();
    let is_digit = |run: &Run| run.class == Class::Digit;
    let is_word = |run: &Run| run.class == Class::Word;
    if runs.iter().any(is_word) && !runs.iter().all(is_word) {
        return Err("X stands for all letters and digits of a pattern, or for none");
    }
    match (&runs[0], runs.get(first_word)) {
        (_, Some(next)) if characters < MIN_CHARACTERS && next.separator == b'+' => {
            Err("a plus needs at least four characters before it")
        }
        (first, _) if is_word(first) => Ok(()),
        (first, Some(next))
            if is_digit(first)
                && characters < MIN_CHARACTERS
                && next.separator == b' '
                && !is_digit(next) =>
        {
            Err("a letter behind a blank needs at least four characters before it")
        }
        (first, _)
            if !is_digit(first)
                && (first.len > if first_word > 1 { 6 } else { 3 }
                    || !runs.get(1).is_some_and(is_digit)) =>
        {
            Err(
                "at the start are one to three letters, or up to six glued to digits; digits follow",
            )
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(patterns: &[&'static str]) -> Groups {
        let mut builder = GroupsBuilder::default();
        for (at, pattern) in patterns.iter().enumerate() {
            builder
                .add(RecognizerId(at as u16), &Grouping::new(pattern, 0))
                .unwrap();
        }
        builder.build(patterns.len(), |_| false).unwrap()
    }

    /// Every match as (recognizer, text).
    fn matches<'t>(groups: &Groups, text: &'t str) -> Vec<(u16, &'t str)> {
        let bits = |holds: fn(&u8) -> bool| {
            text.bytes()
                .take(64)
                .enumerate()
                .fold(0u64, |map, (at, byte)| map | u64::from(holds(&byte)) << at)
        };
        let window = Window {
            digits: bits(u8::is_ascii_digit),
            letters: bits(u8::is_ascii_alphabetic),
        };
        let mut all = vec![];
        groups.walk(text.as_bytes(), window, Rows::NONE, |found| {
            all.extend(
                found
                    .accepts
                    .iter()
                    .map(|a| (a.recognizer.0, &text[..found.len])),
            );
        });
        all
    }

    #[test]
    fn groupings_are_told_apart() {
        let groups = groups(&["999-99-9999", "999999999", "AA999999A", "99999999-A"]);
        assert_eq!(matches(&groups, "078-05-1120"), [(0, "078-05-1120")]);
        assert_eq!(matches(&groups, "078051120 x"), [(1, "078051120")]);
        assert_eq!(matches(&groups, "AB123456C."), [(2, "AB123456C")]);
        assert_eq!(matches(&groups, "12345678-Z"), [(3, "12345678-Z")]);
        assert_eq!(matches(&groups, "078 05 1120"), []);
        assert_eq!(matches(&groups, "0780511201"), []);
        assert_eq!(matches(&groups, "078051120a"), []);
    }

    #[test]
    fn words_are_compared_by_length() {
        let groups = groups(&["XXXXXXXXX", "XX.XXX/XX", "999999999"]);
        assert_eq!(matches(&groups, "AB12C34D5 x"), [(0, "AB12C34D5")]);
        assert_eq!(matches(&groups, "12.A3B/45,"), [(1, "12.A3B/45")]);
        assert_eq!(matches(&groups, "123456789"), [(2, "123456789")]);
        assert_eq!(matches(&groups, "12.345/67"), []);
        assert_eq!(matches(&groups, "AB12C34D56"), []);
        assert_eq!(matches(&groups, "12.A3B/456"), []);
    }

    #[test]
    fn a_tilde_is_the_same_separator_throughout() {
        let groups = groups(&["99~99~99"]);
        for text in ["12 34 56", "12-34-56", "12.34.56"] {
            assert_eq!(matches(&groups, text), [(0, text)]);
        }
        assert_eq!(matches(&groups, "12 34-56"), []);
    }

    #[test]
    fn a_plus_separates() {
        let groups = groups(&["999999+9999", "999999-9999"]);
        assert_eq!(matches(&groups, "123456+7890"), [(0, "123456+7890")]);
        assert_eq!(matches(&groups, "123456-7890"), [(1, "123456-7890")]);
        assert_eq!(matches(&groups, "123456 7890"), []);
    }

    #[test]
    fn every_accepted_prefix_is_found() {
        let groups = groups(&["9999 9999", "9999 9999 9999"]);
        let text = "1111 2222 3333 12/26";
        assert_eq!(
            matches(&groups, text),
            [(0, "1111 2222"), (1, "1111 2222 3333")]
        );
    }

    #[test]
    fn in_a_row_only_what_needs_no_cue_is_found() {
        let mut builder = GroupsBuilder::default();
        let patterns = [("99-99-99", 20), ("99.99", 5), ("99 99", 5), ("99/99", 5)];
        for (at, (pattern, prior)) in patterns.into_iter().enumerate() {
            let grouping = Grouping::new(pattern, prior);
            builder.add(RecognizerId(at as u16), &grouping).unwrap();
        }
        let groups = builder.build(4, |accept| accept.prior.0 < 0).unwrap();
        let found = |before: &str, text: &str| {
            let bits = |holds: fn(&u8) -> bool| {
                text.bytes()
                    .enumerate()
                    .fold(0, |map, (at, byte)| map | u64::from(holds(&byte)) << at)
            };
            let window = Window {
                digits: bits(u8::is_ascii_digit),
                letters: 0,
            };
            let mut found = vec![];
            let row = Rows::behind(before.as_bytes());
            groups.walk(text.as_bytes(), window, row, |one| {
                found.extend(one.accepts.iter().map(|accept| accept.recognizer.0));
            });
            found
        };
        for (at, text) in ["12-34-56", "12.34", "12 34", "12/34"]
            .into_iter()
            .enumerate()
        {
            let at = at as u16;
            for before in ["", "x", "1", "1:", "a-", " "] {
                assert_eq!(found(before, text), [at], "{before}{text}");
            }
            // The first one says enough even so.
            for before in ["1-", "1.", "1\u{2013}"] {
                let expected = if at == 0 { vec![0] } else { vec![] };
                assert_eq!(found(before, text), expected, "{before}{text}");
            }
            for (before, same) in [("1 ", 2), ("1\u{a0}", 2), ("1/", 3)] {
                let expected = if at == same { vec![] } else { vec![at] };
                assert_eq!(found(before, text), expected, "{before}{text}");
            }
        }
    }

    #[test]
    fn long_runs_end_the_walk() {
        let groups = groups(&["9999"]);
        assert_eq!(matches(&groups, &"1".repeat(200)), []);
        assert_eq!(matches(&groups, &"1 ".repeat(200)), []);
    }

    #[test]
    fn patterns_that_make_no_sense_are_refused() {
        let mut builder = GroupsBuilder::default();
        for pattern in [
            "",
            "999",
            "9-9-9",
            "99 AAAA",
            "9A AAAA",
            "999+9999",
            "AAAA 999999",
            "AAAAAAA999",
            "AA-AA-9999",
            "XX-999",
            "-9999",
            "9999-",
            "99--99",
            "99x99",
            "~",
            "99999999999999999999999999999999",
        ] {
            let grouping = Grouping::new(pattern, 0);
            assert!(
                builder.add(RecognizerId(0), &grouping).is_err(),
                "{pattern}"
            );
        }
    }
}
