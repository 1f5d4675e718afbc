//! Lists of terms, compiled: a million of them in one table.
//!
//! An automaton of a million terms leaves the cache with each byte of text. Here a word of the text is
//! hashed once and mostly refused by one bit; only where the first word of some term stands, the words
//! behind it are added to the hash as long as some term goes on so. What has the hash of a term is compared
//! with it. Terms that are no whole words, or have no word, take an automaton all the same.

mod automaton;
mod table;
mod words;

use std::{cmp::Reverse, collections::BTreeSet, ops::Range};

pub(crate) use self::words::{FirstWords, Words};
use self::{automaton::Automaton, table::Table};
use super::{
    Case, Match, Terms,
    characters::{Characters, Kind},
    demand::Demand,
    rarity::frequency,
    set::Set,
    spelling::{Beginning, Spelling},
};
use crate::{
    builder::BuildError,
    finding::RecognizerId,
    recognizer::{Recognizer, Walked},
};

/// The lists of all recognizers.
pub(crate) struct Dictionary {
    characters: Characters,
    lists: Vec<List>,
    table: Table,
    /// First words that are told by the sieve.
    demands: Vec<Demand>,
    /// How many letters and digits of ASCII the others have at least; none if there are no others.
    least_looked_up: Option<usize>,
    automata: Vec<Automaton>,
}

/// One list.
struct List {
    terms: Terms,
    recognizer: RecognizerId,
    /// The number of its first term among those of all lists.
    first: u32,
}

/// Terms of all lists: their numbers have a bit to spare.
const MAX_TERMS: u32 = 1_000_000_000;

/// So many first words are told by the sieve, if they are rare: what it costs to follow one, in
/// nanoseconds, and to look up all, in nanoseconds a byte.
const FEW: usize = 128;
const PRICE_OF_WORD: f64 = 50.0;
const PRICE_OF_LOOK_UP: f64 = 0.7;
/// Words with fewer letters and digits are short; and what it costs to look them up.
const SHORT: usize = 3;
const PRICE_OF_SHORT: f64 = 0.1;

/// A term that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Occurrence {
    list: u32,
    /// Number of the piece, and the place in it.
    piece: u32,
    start: u32,
    end: u32,
}

/// Terms that a pass has found, before the longest at each place are chosen.
#[derive(Debug, Default)]
pub(crate) struct Occurrences {
    all: Vec<Occurrence>,
    /// Text in the case that counts.
    folded: Vec<u8>,
}

impl Dictionary {
    /// Compiles the lists; the error names the recognizer and the number of a term, never the term.
    pub(crate) fn new(
        lists: &[(&Terms, RecognizerId)],
        recognizers: &[Recognizer],
    ) -> Result<Option<Dictionary>, BuildError> {
        if lists.is_empty() {
            return Ok(None);
        }
        let characters = Characters::new();
        let (mut all, mut automata, mut entries) = (vec![], vec![], table::Entries::default());
        let (mut first_words, mut short_words) = (BTreeSet::new(), BTreeSet::new());
        let mut first = 0;
        for (number, &(terms, recognizer)) in lists.iter().enumerate() {
            let wrong =
                |why: String| BuildError::of(&recognizers[usize::from(recognizer.0)].id, &why);
            check(terms).map_err(wrong)?;
            let mut others = vec![];
            for (term, at) in terms.terms.iter().zip(first..) {
                let words = terms
                    .whole_words
                    .then(|| words_of(&characters, term.as_bytes()));
                match words.filter(|words| !words.is_empty()) {
                    Some(words) => {
                        entries.add(&characters, term.as_bytes(), &words, at);
                        let word = &term[words[0].clone()];
                        if first_words.len() <= FEW {
                            first_words.insert(word);
                        }
                        let is_short = (1..SHORT).contains(&Beginning::len(word.as_bytes()));
                        if is_short && short_words.len() <= FEW {
                            short_words.insert(word);
                        }
                    }
                    None => others.push(term),
                }
            }
            if !others.is_empty() {
                let automaton = Automaton::new(&characters, terms.case, number as u32, &others);
                automata.push(automaton.map_err(wrong)?);
            }
            all.push(List {
                terms: terms.clone(),
                recognizer,
                first,
            });
            first += terms.terms.len() as u32;
            if first > MAX_TERMS {
                return Err(wrong(
                    "all lists have more than 1,000,000,000 terms".to_owned(),
                ));
            }
        }
        // If all first words are few and rare, the sieve tells them; and if not, perhaps the short ones, so
        // that most of the words of a text need not be looked up.
        let (demands, least_looked_up) = told(&characters, &first_words, PRICE_OF_LOOK_UP)
            .map(|demands| (demands, None))
            .or_else(|| {
                Some((
                    told(&characters, &short_words, PRICE_OF_SHORT)?,
                    Some(SHORT),
                ))
            })
            .unwrap_or((vec![], Some(1)));
        Ok(Some(Dictionary {
            table: Table::new(entries),
            demands,
            least_looked_up,
            characters,
            lists: all,
            automata,
        }))
    }

    /// What the sieve is to look for: first words, as far as they are few; of the others [`FirstWords`] tells
    /// where they stand.
    pub(super) fn demands(&self) -> &[Demand] {
        &self.demands
    }

    /// Whether first words are looked up one by one.
    #[inline]
    pub(crate) fn looks_up(&self) -> bool {
        self.least_looked_up.is_some() && !self.table.is_empty()
    }

    /// Adds the terms whose first word begins at `start` of `text`, which is a region, given with the number
    /// of its piece. Hot: per place that the sieve or [`FirstWords`] tells.
    pub(crate) fn add_at(
        &self,
        found: &mut Occurrences,
        (piece, text): (u32, &[u8]),
        start: usize,
    ) {
        let goes_on = self.characters.kind_before(&text[..start]) == Some(Kind::Letter);
        if goes_on && self.characters.kind(&text[start..]).0 == Kind::Letter {
            return;
        }
        self.add_word(found, (piece, text), start..self.word_end(text, start));
    }

    /// Adds the terms whose first word stands in the run of characters beyond ASCII that begins at `start` of
    /// `text`, a region, given with the number of its piece. Hot: per run, if some term begins so.
    pub(crate) fn add_beyond_ascii(
        &self,
        found: &mut Occurrences,
        (piece, text): (u32, &[u8]),
        start: usize,
    ) {
        let mut at = start;
        let mut last = self.characters.kind_before(&text[..start]);
        while text.get(at).is_some_and(|byte| !byte.is_ascii()) {
            let (kind, len) = self.characters.kind(&text[at..]);
            let goes_on = kind == Kind::Mark || kind == Kind::Letter && last == Some(Kind::Letter);
            if !goes_on {
                self.add_word(found, (piece, text), at..self.word_end(text, at));
            }
            (at, last) = (at + len, Some(kind));
        }
    }

    /// Adds the terms that begin with a word.
    fn add_word(&self, found: &mut Occurrences, (piece, text): (u32, &[u8]), word: Range<usize>) {
        if !word.is_empty() && word.len() <= Terms::MAX_BYTES {
            let spelling = Spelling::NONE.with(&self.characters, &text[word.clone()]);
            if self.table.may_know(spelling) {
                self.follow(found, (piece, text), word, spelling);
            }
        }
    }

    /// Follows the words from the first one on as long as some term goes on so.
    fn follow(
        &self,
        found: &mut Occurrences,
        (piece, text): (u32, &[u8]),
        first: Range<usize>,
        mut spelling: Spelling,
    ) {
        let Range { start, mut end } = first;
        let limit = text.len().min(start + Terms::MAX_BYTES);
        loop {
            let mut goes_on = false;
            for entry in self.table.get(spelling) {
                goes_on |= entry.goes_on();
                for term in self.table.terms(entry) {
                    self.compare(found, (piece, text), start, term);
                }
            }
            if !goes_on {
                return;
            }
            let next = self.next_word(&text[..limit], end);
            let word_end = self.word_end(text, next);
            if word_end == next || word_end > limit {
                return;
            }
            spelling = spelling.with(&self.characters, &text[end..next]);
            spelling = spelling.with(&self.characters, &text[next..word_end]);
            if !self.table.may_know(spelling) {
                return;
            }
            end = word_end;
        }
    }

    /// Adds a term if it stands in the text with its first word at `word`.
    fn compare(
        &self,
        found: &mut Occurrences,
        (piece, text): (u32, &[u8]),
        word: usize,
        number: u32,
    ) {
        let list = self.lists.partition_point(|list| list.first <= number) - 1;
        let List { terms, first, .. } = &self.lists[list];
        let term = terms.terms.term((number - first) as usize).as_bytes();
        let Some(start) = word.checked_sub(self.next_word(term, 0)) else {
            return;
        };
        let Some(stands) = text.get(start..start + term.len()) else {
            return;
        };
        if terms.case == Case::Exact && stands == term
            || terms.case == Case::Ignore && self.characters.are_one(stands, term)
        {
            found.add(Occurrence {
                list: list as u32,
                piece,
                start: start as u32,
                end: (start + term.len()) as u32,
            });
        }
    }

    /// Where the first word at or behind `at` begins; the end of the text where there is none.
    fn next_word(&self, text: &[u8], mut at: usize) -> usize {
        while let Some(byte) = text.get(at) {
            if byte.is_ascii() {
                if byte.is_ascii_alphanumeric() {
                    break;
                }
                at += 1;
                continue;
            }
            let (kind, len) = self.characters.kind(&text[at..]);
            if kind != Kind::Mark {
                break;
            }
            at += len;
        }
        at
    }

    /// Where the word that begins at `at` ends; there, if none does.
    fn word_end(&self, text: &[u8], at: usize) -> usize {
        word_end(&self.characters, text, at)
    }

    /// Adds the terms of `text` that need an automaton. Hot: per region.
    pub(crate) fn add_others(&self, found: &mut Occurrences, (piece, text): (u32, &[u8])) {
        for automaton in &self.automata {
            automaton.find(&self.characters, found, (piece, text));
        }
    }

    /// Calls `listed` for the longest term of each list at each place, from left to right, with the number
    /// of its piece, and forgets all. Hot: per pass.
    pub(crate) fn settle(&self, found: &mut Occurrences, mut listed: impl FnMut(u32, Match)) {
        let order = |one: &Occurrence| (one.list, one.piece, one.start, Reverse(one.end));
        found.all.sort_unstable_by_key(order);
        let mut behind = (0, 0, 0);
        for &Occurrence {
            list,
            piece,
            start,
            end,
        } in &found.all
        {
            if (list, piece, start) < behind {
                continue;
            }
            behind = (list, piece, end);
            let List {
                terms, recognizer, ..
            } = &self.lists[list as usize];
            let walked = Walked {
                start: start as usize,
                end: end as usize,
                evidence: terms.prior,
            };
            listed(
                piece,
                Match {
                    walked,
                    recognizer: *recognizer,
                },
            );
        }
        found.all.clear();
    }

    /// Size of the tables in bytes, the terms themselves included.
    pub(crate) fn table_bytes(&self) -> usize {
        let lists = self.lists.iter().map(|list| list.terms.terms.bytes());
        let automata = self.automata.iter().map(Automaton::table_bytes);
        self.table.bytes() + lists.chain(automata).sum::<usize>()
    }
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} lists", self.lists.len())
    }
}

impl Occurrences {
    /// Keeps the longest of those that begin at one place.
    fn add(&mut self, one: Occurrence) {
        if let Some(last) = self.all.last_mut()
            && (last.list, last.piece, last.start) == (one.list, one.piece, one.start)
        {
            last.end = last.end.max(one.end);
        } else {
            self.all.push(one);
        }
    }
}

/// What some words demand, if they are few and to follow them costs less than `price`.
fn told(characters: &Characters, words: &BTreeSet<&str>, price: f64) -> Option<Vec<Demand>> {
    let is_few = words.len() <= FEW;
    let demands = words.iter().filter(|_| is_few);
    let demands: Vec<Demand> = demands.map(|word| first_word(characters, word)).collect();
    let cost = demands.iter().map(frequency).sum::<f64>() * PRICE_OF_WORD;
    (is_few && cost < price).then_some(demands)
}

/// What the first word of a term demands of its bytes.
fn first_word(characters: &Characters, word: &str) -> Demand {
    let no_letter = Set::ALL
        .without(b'0'..=b'9')
        .without(b'A'..=b'Z')
        .without(b'a'..=b'z');
    let beside = |character: Option<char>| {
        let is_letter = |character: &char| {
            let mut utf8 = [0; 4];
            characters
                .kind(character.encode_utf8(&mut utf8).as_bytes())
                .0
                == Kind::Letter
        };
        if character.as_ref().is_some_and(is_letter) {
            no_letter
        } else {
            Set::ALL
        }
    };
    let sets = word.chars().take(Demand::MAX).flat_map(|character| {
        let mut sets = vec![Set::NONE; character.len_utf8()];
        for variant in characters.variants(character) {
            let mut utf8 = [0; 4];
            let bytes = variant.encode_utf8(&mut utf8).bytes();
            sets.iter_mut()
                .zip(bytes)
                .for_each(|(set, byte)| *set = set.with(byte..=byte));
        }
        sets
    });
    Demand::new(
        beside(word.chars().next()),
        sets,
        beside(word.chars().next_back()),
    )
}

/// Refuses a list that cannot be looked for.
fn check(terms: &Terms) -> Result<(), String> {
    if terms.terms.is_empty() {
        return Err("the list has no terms".to_owned());
    }
    if terms.terms.len() > Terms::MAX {
        return Err("the list has more than 1,000,000 terms".to_owned());
    }
    for (term, number) in terms.terms.iter().zip(1..) {
        if term.trim().is_empty() {
            return Err(format!("term {number} is empty"));
        }
        if term.len() > Terms::MAX_BYTES {
            return Err(format!("term {number} has more than 256 bytes"));
        }
    }
    Ok(())
}

/// The words of a term.
fn words_of(characters: &Characters, term: &[u8]) -> Vec<Range<usize>> {
    let (mut words, mut at) = (vec![], 0);
    while at < term.len() {
        let end = word_end(characters, term, at);
        if end > at {
            words.push(at..end);
            at = end;
        } else {
            at += characters.kind(&term[at..]).1;
        }
    }
    words
}

fn word_end(characters: &Characters, text: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = text.get(at) {
        if byte.is_ascii() {
            if !byte.is_ascii_alphanumeric() {
                break;
            }
            at += 1;
            continue;
        }
        let (kind, len) = characters.kind(&text[at..]);
        match kind {
            Kind::Letter => at += len,
            Kind::Alone if at == start => return at + len,
            _ => break,
        }
    }
    at
}
