//! Runs of candidates with a few tokens to each side: the only places that are looked at.

use std::ops::Range;

use crate::{
    features::Token,
    hash,
    lexicon::lists,
    scan::Capitals,
    swar,
    token::{self, Piece, Shape},
    vocabulary::{Reading, Vocabulary, Weights, Words},
};

/// Reads the runs of a text.
pub(crate) struct Windows<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) vocabulary: &'a Vocabulary<'a>,
    pub(crate) weights: &'a Weights<'a>,
    pub(crate) words: &'a mut Words,
    pub(crate) buffer: &'a mut Vec<Token>,
}

/// Tokens, which of them are the run, and the last word before it that is no mark.
pub(crate) struct Window<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) run: Range<usize>,
    pub(crate) lead: u32,
}

impl Window<'_> {
    /// A number that windows share whose features are the same, and others do not; never zero. Hot: per run.
    #[inline(always)]
    pub(crate) fn key(&self, seed: u64) -> u64 {
        let Range { start, end } = self.run;
        let from = start.saturating_sub(NEIGHBOURS);
        let to = self.tokens.len().min(end + NEIGHBOURS);
        let place = (start - from) | (end - start) << 8 | (to - end) << 16;
        let key = hash::mix(seed, u64::from(self.lead) << 32 | place as u64);
        let looks = |token: &Token| {
            u64::from(token.word) << 32
                | u64::from(token.known.lists) << 16
                | u64::from(token.phrase) << 8
                | (token.shape as u64) << 1
                | u64::from(token.is_first)
        };
        let tokens = self.tokens[from..to].iter();
        tokens.fold(key, |key, token| hash::mix(key, looks(token))) | 1
    }
}

/// Most tokens of a run.
const LONGEST_RUN: usize = 24;
/// Most small words that join the parts of a name.
const CONNECTORS: usize = 2;
/// Neighbours that features look at, to each side.
const NEIGHBOURS: usize = 2;
/// Bytes before a run that neighbours are looked for in.
const REACH: usize = 64;
/// Tokens of a sentence without case that are looked at together.
const LONGEST_SENTENCE: usize = 256;

impl Windows<'_> {
    /// Calls `visit` for each run of words that begin with a capital. Hot: per capital.
    #[inline]
    pub(crate) fn cased(&mut self, capitals: &Capitals, mut visit: impl FnMut(Window)) {
        // Bytes before this one are of runs that are done.
        let mut done = 0;
        for &place in &capitals.places {
            let place = place as usize;
            if place < done {
                continue;
            }
            let Some(piece) = token::next(self.text, place) else {
                continue;
            };
            // A capital within a token that is none, such as `A_B_C`, begins none either.
            done = piece.end;
            let first = self.look(piece, Reading::Cased);
            if !first.is_candidate {
                continue;
            }
            if first.is_dull && self.is_alone(piece.end) {
                continue;
            }
            self.buffer.clear();
            self.buffer.resize(NEIGHBOURS, Token::default());
            self.buffer.push(first);
            let end = self.rightward(piece.end);
            done = self.buffer[end - 1].end as usize;
            let Some((count, lead)) = self.leftward(place) else {
                done = piece.end;
                continue;
            };
            let start = NEIGHBOURS - count;
            let tokens = &mut self.buffer[start..];
            let run = count..end - start;
            if run.len() > 1 || tokens.len() > run.end {
                self.vocabulary.mark_phrases(&mut tokens[run.start..]);
            }
            for token in &mut tokens[run.clone()] {
                if !token.is_candidate {
                    self.words.weigh_connector(self.weights, self.text, token);
                }
            }
            visit(Window { tokens, run, lead });
        }
    }

    /// Whether a run that has come to `at` ends there.
    #[inline]
    fn is_alone(&mut self, mut at: usize) -> bool {
        for _ in 0..=CONNECTORS {
            let Some(piece) = token::next(self.text, at) else {
                return true;
            };
            let token = self.look(piece, Reading::Cased);
            if token.is_candidate {
                return false;
            }
            if !is_connector(&token) || ends_sentence(self.text, piece) {
                return true;
            }
            at = piece.end;
        }
        true
    }

    /// Adds the tokens of the run and its neighbours behind it; where the run ends.
    #[inline]
    fn rightward(&mut self, mut at: usize) -> usize {
        let mut end = self.buffer.len();
        let most = end + LONGEST_RUN;
        let mut is_open = true;
        while let Some(piece) = token::next(self.text, at) {
            let token = self.look(piece, Reading::Cased);
            self.buffer.push(token);
            at = piece.end;
            if is_open && token.is_candidate && self.buffer.len() < most {
                end = self.buffer.len();
                continue;
            }
            is_open &= is_connector(&token) && self.buffer.len() - end <= CONNECTORS;
            if !is_open && self.buffer.len() - end >= NEIGHBOURS || ends_sentence(self.text, piece)
            {
                break;
            }
        }
        end
    }

    /// Puts the neighbours before `place` in front; how many they are, and the last word that is no
    /// mark. [`None`] if `place` is within a token.
    #[inline]
    fn leftward(&mut self, place: usize) -> Option<(usize, u32)> {
        let mut from = reach(self.text, place);
        let mut last = [None; NEIGHBOURS];
        let mut lead = None;
        while let Some(piece) = token::next(self.text, from).filter(|piece| piece.start < place) {
            if piece.end > place {
                return None;
            }
            if ends_sentence(self.text, piece) {
                last = [None; NEIGHBOURS];
                lead = None;
            } else {
                last = [last[1], Some(piece)];
                lead = if piece.is_word { Some(piece) } else { lead };
            }
            from = piece.end;
        }
        let mut count = 0;
        let mut word = None;
        for (slot, piece) in last.into_iter().enumerate() {
            if let Some(piece) = piece {
                let token = self.look(piece, Reading::Cased);
                if piece.is_word {
                    word = Some(token.word);
                }
                self.buffer[slot] = token;
                count += 1;
            }
        }
        // Mostly the last word is next to the run.
        let lead = word.or_else(|| Some(self.look(lead?, Reading::Cased).word));
        Some((count, lead.unwrap_or(0)))
    }

    /// Calls `visit` for each run of words that may be of names in a text without case. Hot: per word.
    pub(crate) fn folded(&mut self, mut visit: impl FnMut(Window)) {
        let mut at = 0;
        self.buffer.clear();
        while at <= self.text.len() {
            let piece = token::next(self.text, at);
            if let Some(piece) = piece {
                let token = self.look(piece, Reading::Folded);
                self.buffer.push(token);
                at = piece.end;
                if !ends_sentence(self.text, piece) && self.buffer.len() < LONGEST_SENTENCE {
                    continue;
                }
            } else {
                // The end of a line, or of the text.
                let rest = &self.text[at..];
                at += rest
                    .iter()
                    .position(|&byte| is_break(byte))
                    .unwrap_or(rest.len())
                    + 1;
            }
            self.sentence(&mut visit);
            self.buffer.clear();
        }
    }

    fn sentence(&mut self, visit: &mut impl FnMut(Window)) {
        self.vocabulary.mark_phrases(self.buffer);
        let tokens = &*self.buffer;
        let mut lead = 0;
        let mut at = 0;
        while at < tokens.len() {
            if !tokens[at].is_candidate {
                if tokens[at].shape != Shape::Mark {
                    lead = tokens[at].word;
                }
                at += 1;
                continue;
            }
            let start = at;
            at = run_end(tokens, start);
            let run = start..at;
            if run.len() > 1 || !tokens[start].is_dull {
                visit(Window { tokens, run, lead });
            }
            lead = tokens[at - 1].word;
        }
    }

    #[inline(always)]
    fn look(&mut self, piece: Piece, reading: Reading) -> Token {
        self.words
            .look(self.vocabulary, self.weights, self.text, piece, reading)
    }
}

/// Where the neighbours before `place` are looked for from: so many words back, and not beyond its line.
#[inline(always)]
fn reach(text: &[u8], place: usize) -> usize {
    let lowest = place.saturating_sub(REACH);
    let mut end = place;
    let mut words = 0;
    // Whether the byte behind is a blank too; one right before `place` does not count.
    let mut is_blank_behind = 1;
    while end > lowest {
        let bytes = text[..end].last_chunk::<8>().copied();
        let bytes = bytes.unwrap_or_else(|| {
            let mut padded = [0; 8];
            padded[8 - end..].copy_from_slice(&text[..end]);
            padded
        });
        let bytes = u64::from_le_bytes(bytes);
        let blanks = swar::equal(bytes, b' ');
        let breaks = swar::equal(bytes, b'\n');
        let mut stops = breaks | blanks & !(blanks >> 8 | is_blank_behind << 63);
        while stops != 0 {
            let top = u64::BITS - 1 - stops.leading_zeros();
            if words == NEIGHBOURS || breaks >> top & 1 == 1 {
                return end + top as usize / 8 - 7;
            }
            words += 1;
            stops ^= 1 << top;
        }
        is_blank_behind = blanks >> 7 & 1;
        end = end.saturating_sub(8);
    }
    lowest
}

fn run_end(tokens: &[Token], start: usize) -> usize {
    let mut end = start + 1;
    let mut at = end;
    while at < tokens.len() && at - end <= CONNECTORS && at - start < LONGEST_RUN {
        if tokens[at].is_candidate {
            end = at + 1;
        } else if !is_connector(&tokens[at]) {
            break;
        }
        at += 1;
    }
    end
}

#[inline(always)]
fn is_connector(token: &Token) -> bool {
    token.known.lists & lists::CONNECTOR != 0
}

#[inline(always)]
fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | 0x0B | 0x0C)
}

/// Whether a mark ends a sentence: what stands behind it is another one's.
#[inline(always)]
fn ends_sentence(text: &[u8], piece: Piece) -> bool {
    !piece.is_word
        && matches!(text[piece.start], b'.' | b'!' | b'?')
        && text
            .get(piece.end)
            .is_none_or(|next| matches!(next, b' ' | b'"' | b'\n' | b'\r'))
}
