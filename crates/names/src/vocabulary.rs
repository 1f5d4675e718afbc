//! From a piece of text to a [`Token`], remembered by its bytes.

use crate::{
    arch,
    features::{self, Row, Token},
    hash,
    label::ROW,
    lexicon::{Known, Lexicon, lists},
    phrases::Phrases,
    token::{self, LONGEST, Piece, Shape},
};

/// How the letters of a text are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Names have capitals.
    Cased,
    /// Case says nothing.
    Folded,
}

/// The parts of a model that tokens are made with.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary<'a> {
    pub(crate) lexicon: Lexicon<'a>,
    pub(crate) phrases: Phrases<'a>,
    /// By cluster, the cluster of clusters.
    pub(crate) coarse: &'a [u8],
}

/// Weights of all features: a row of small integers each.
#[derive(Clone, Copy)]
pub(crate) struct Weights<'a> {
    /// As many as a power of two.
    pub(crate) rows: &'a [[u8; ROW]],
    /// How much more a word alone must speak against every name than for one, to be passed over.
    pub(crate) dull: i16,
}

/// Rows that are being added up, 256 of them at most.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    lanes: [u16; ROW],
    rows: u16,
}

impl Sum {
    /// Adds the rows of features. Hot: per feature.
    #[inline(always)]
    pub(crate) fn add(&mut self, weights: &Weights, features: &[u32]) {
        for &feature in features {
            let row = &weights.rows[weights.place(feature)];
            for (lane, &weight) in self.lanes.iter_mut().zip(row) {
                *lane += u16::from(weight);
            }
        }
        self.rows += features.len() as u16;
    }

    /// The sum of each label, with that of `more` added.
    #[inline(always)]
    pub(crate) fn plus(self, more: &Row) -> Row {
        let zero = self.rows * u16::from(ZERO);
        std::array::from_fn(|label| self.lanes[label].wrapping_sub(zero) as i16 + more[label])
    }
}

/// What weights are counted from, so that they need no sign.
pub(crate) const ZERO: u8 = 128;

/// Words that were looked up lately, each in the one place that its hash gives it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// Those that may be of a name.
    candidates: Vec<(u64, Token)>,
    /// Those that only stand beside one: more of them, with less to be remembered.
    neighbours: Vec<Neighbour>,
    /// What they were looked up in.
    model: u64,
}

/// A token that is no candidate, in 24 bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Neighbour {
    key: u64,
    word: u32,
    known: Known,
    shape: Shape,
    coarse: u8,
}

/// Places for words, 1.3 MB together. With a quarter of them searches took 5 % longer: a word that was
/// forgotten costs more than one that is far away.
const CANDIDATES: usize = 1 << 14;
const NEIGHBOURS: usize = 1 << 14;

impl Words {
    /// Makes room, and forgets the words of another model.
    pub(crate) fn prepare(&mut self, model: u64) {
        if self.candidates.is_empty() || self.model != model {
            self.candidates.clear();
            self.candidates.resize(CANDIDATES, (0, Token::default()));
            self.neighbours.clear();
            self.neighbours.resize(NEIGHBOURS, Neighbour::default());
            self.model = model;
        }
    }

    /// The token of a piece. Hot: per token of a window.
    #[inline(always)]
    pub(crate) fn look(
        &mut self,
        vocabulary: &Vocabulary,
        weights: &Weights,
        text: &[u8],
        piece: Piece,
        reading: Reading,
    ) -> Token {
        let word = &text[piece.start..piece.end.min(piece.start + LONGEST + 1)];
        let may_be_capital = matches!(word[0], b'A'..=b'Z' | 0xC3..=0xC8);
        if reading == Reading::Cased && !may_be_capital {
            return self.neighbour(vocabulary, text, piece, word);
        }
        let is_first = reading == Reading::Cased && token::starts_sentence(text, piece.start);
        let state = u64::from(is_first) | (reading as u64) << 1;
        let key = (hash::word(word) ^ state << 62) | 1;
        let slot = &mut self.candidates[(key >> 40) as usize & (CANDIDATES - 1)];
        if slot.0 != key {
            let token = candidate(vocabulary, weights, text, piece, word, reading, is_first);
            *slot = (key, token);
        }
        let (start, end) = (piece.start as u32, piece.end as u32);
        Token {
            start,
            end,
            ..slot.1
        }
    }

    /// Sums up what speaks for and against a small word that joins parts of a run: it was looked up as a
    /// neighbour, which has no sum. Hot: per such word.
    #[inline]
    pub(crate) fn weigh_connector(&mut self, weights: &Weights, text: &[u8], token: &mut Token) {
        let word = &text[token.start as usize..token.end as usize];
        let key = (hash::word(word) ^ OF_CONNECTOR << 62) | 1;
        let slot = &mut self.candidates[(key >> 40) as usize & (CANDIDATES - 1)];
        if slot.0 != key {
            *slot = (key, connector(weights, word, *token));
        }
        token.sum = slot.1.sum;
    }

    /// The token of a mark, or of a word that begins with no capital.
    #[inline(always)]
    fn neighbour(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        piece: Piece,
        word: &[u8],
    ) -> Token {
        let key = hash::word(word) | 1;
        let slot = &mut self.neighbours[(key >> 40) as usize & (NEIGHBOURS - 1)];
        if slot.key != key {
            *slot = Neighbour {
                key,
                ..neighbour(vocabulary, text, piece, word)
            };
        }
        let Neighbour {
            word,
            known,
            shape,
            coarse,
            ..
        } = *slot;
        let (start, end) = (piece.start as u32, piece.end as u32);
        Token {
            start,
            end,
            word,
            known,
            shape,
            coarse,
            ..Token::default()
        }
    }
}

/// What tells a connector from the candidates that are remembered beside it, none of which has this state.
const OF_CONNECTOR: u64 = 3;

/// A connector with its sum, as it is remembered.
#[inline(never)]
fn connector(weights: &Weights, word: &[u8], mut token: Token) -> Token {
    let mut folded = [0; LONGEST];
    let len = token::fold(word, &mut folded);
    weights.weigh(&mut token, &folded[..len]);
    token
}

/// A word that may be of a name, as it is remembered. Not inlined, for most words are remembered.
#[inline(never)]
fn candidate(
    vocabulary: &Vocabulary,
    weights: &Weights,
    text: &[u8],
    piece: Piece,
    word: &[u8],
    reading: Reading,
    is_first: bool,
) -> Token {
    let mut folded = [0; LONGEST];
    let len = token::fold(word, &mut folded);
    let folded = &folded[..len];
    let mut token = vocabulary.token(text, piece, folded, reading);
    token.is_first = is_first;
    token.is_dull |= is_first && begins_many_sentences(&token);
    // In a text without case, connectors come here too, and their sums count within a run.
    if token.is_candidate || token.known.lists & lists::CONNECTOR != 0 {
        weights.weigh(&mut token, folded);
    }
    token
}

/// A word that is no candidate, as it is remembered, but for its key.
#[inline(never)]
fn neighbour(vocabulary: &Vocabulary, text: &[u8], piece: Piece, word: &[u8]) -> Neighbour {
    let mut folded = [0; LONGEST];
    let len = token::fold(word, &mut folded);
    let Token {
        word,
        known,
        shape,
        coarse,
        ..
    } = vocabulary.token(text, piece, &folded[..len], Reading::Cased);
    Neighbour {
        key: 0,
        word,
        known,
        shape,
        coarse,
    }
}

impl Weights<'_> {
    #[inline(always)]
    fn place(&self, feature: u32) -> usize {
        feature as usize & (self.rows.len() - 1)
    }

    /// Asks for the rows of features that are soon to be added.
    #[inline(always)]
    pub(crate) fn ask(&self, features: &[u32]) {
        for &feature in features {
            arch::prefetch(self.rows, self.place(feature));
        }
    }

    /// Sums up what speaks for and against the word alone.
    fn weigh(&self, token: &mut Token, folded: &[u8]) {
        let mut features = [0; features::OF_WORD];
        let mut count = 0;
        features::of_word(token, folded, |feature| {
            features[count] = feature;
            arch::prefetch(self.rows, self.place(feature));
            count += 1;
        });
        let mut sum = Sum::default();
        sum.add(self, &features[..count]);
        token.sum = sum.plus(&[0; ROW]);
        token.is_dull |= token.margin() > self.dull;
    }
}

impl Vocabulary<'_> {
    /// The token of a piece whose text in lower case is `folded`; its sum is left out, and whether it
    /// is first.
    pub(crate) fn token(
        &self,
        text: &[u8],
        piece: Piece,
        folded: &[u8],
        reading: Reading,
    ) -> Token {
        let hash = hash::word(folded);
        self.lexicon.ask(hash);
        let cased = token::shape(text, piece);
        let known = self.lexicon.get(hash);
        let shape = match reading {
            Reading::Cased => cased,
            Reading::Folded => cased.folded(),
        };
        let mut token = Token {
            start: piece.start as u32,
            end: piece.end as u32,
            word: hash as u32,
            known,
            shape,
            coarse: self
                .coarse
                .get(usize::from(known.cluster))
                .copied()
                .unwrap_or(0),
            ..Token::default()
        };
        match reading {
            Reading::Cased => {
                token.is_candidate = shape.is_capital();
                token.is_dull = folded == b"i";
            }
            Reading::Folded => token.is_candidate = folded.len() > 1 && may_be_name(&token),
        }
        token
    }

    /// Marks the tokens of known phrases that begin within `run`. Hot: per run.
    #[inline]
    pub(crate) fn mark_phrases(&self, tokens: &mut [Token]) {
        let mut at = 0;
        while at + 1 < tokens.len() {
            let words = tokens[at..].iter().map(|token| token.word);
            let may_begin = tokens[at].is_candidate && tokens[at].known.begins_phrase;
            let found = may_begin.then(|| self.phrases.longest(words));
            let Some((len, kind)) = found.flatten() else {
                at += 1;
                continue;
            };
            for (token, first) in tokens[at..at + len]
                .iter_mut()
                .zip([true, false, false, false, false])
            {
                token.phrase |= if first { kind as u8 } else { (kind as u8) << 2 };
            }
            at += len;
        }
    }
}

/// Whether a word is so common that with a capital it is the first of a sentence, not a name.
fn begins_many_sentences(token: &Token) -> bool {
    use lists::*;
    let known = token.known;
    known.lists & DICTIONARY != 0
        && known.lists & (FIRST | CITY | COUNTRY | ORG_NAME) == 0
        && known.is_mostly_small()
}

/// Casing of what is often seen, and mostly without a capital.
const SMALL: u8 = 6;

/// Whether a word may be of a name where case says nothing: all but common words, and of those the
/// ones on lists of names.
fn may_be_name(token: &Token) -> bool {
    use lists::*;
    let named =
        token.known.lists & (FIRST | LAST | CITY | COUNTRY | ORG_SUFFIX | ORG_NAME | ORG_WORD) != 0;
    matches!(
        token.shape,
        Shape::Lower | Shape::Initial | Shape::Dotted | Shape::Hyphened
    ) && (named || token.known.casing != SMALL)
}
