//! Addresses of the United States that are told by their end: a state and a ZIP code of it.

use super::{
    super::super::us::state_of_zip,
    lexicon::{BOX, ROAD, SPELLED, STOP, UNIT},
    token::{Word, digits, is_edge},
};
use crate::recognizer::Walked;

/// Most bytes before the state.
const FURTHEST: usize = 120;
/// Most words and numbers before the state.
const MOST_TOKENS: usize = 16;

/// An address that ends with the ZIP code at `at`. In small letters or capitals, without commas, or without a word for
/// its street, it is one all the same: hardly anything else ends with a state and a code of it.
pub(super) fn before_zip(text: &[u8], at: usize) -> Option<Walked> {
    let rest = &text[..at];
    // Nearly all numbers of five digits are told here to be no ZIP codes.
    let [.., a, b, b' '] = rest else {
        return None;
    };
    let state = [a, b].map(u8::to_ascii_uppercase);
    if state_of_zip(&text[at..]) != Some(state) {
        return None;
    }
    let state_start = at - 3;
    if state_start == 0 || !matches!(text[state_start - 1], b' ' | b',' | b'\n') {
        return None;
    }
    let is_small = a.is_ascii_lowercase();
    let start = number_before(text, state_start)?;
    let mut end = at + 5;
    if let [b'-' | b' ', ..] = text[end..]
        && digits(text, end + 1) == 4
    {
        end += 5;
    }
    is_edge(text, end).then_some(Walked::new(start, end, if is_small { 7 } else { 13 }))
}

/// The address that ends with a ZIP code near behind `found` and begins before it or in it, if there is one.
pub(super) fn around(text: &[u8], found: &Walked) -> Option<Walked> {
    let reach = (found.start + FURTHEST + ZIP).min(text.len());
    let mut at = found.start + 1;
    while let Some(five) = text[..reach].get(at..at + ZIP) {
        if let Some(other) = five.iter().rposition(|byte| !byte.is_ascii_digit()) {
            at += other + 1;
            continue;
        }
        let run = digits(text, at);
        if run == ZIP
            && !text[at - 1].is_ascii_digit()
            && let Some(whole) = before_zip(text, at)
        {
            let holds = whole.start <= found.start && whole.end >= found.end;
            return holds.then_some(whole);
        }
        at += run;
    }
    None
}

/// Digits of a ZIP code.
const ZIP: usize = 5;

/// Where the house number or the box stands, before what may be a street and a town.
fn number_before(text: &[u8], state: usize) -> Option<usize> {
    let mut search = Search {
        text,
        floor: state.saturating_sub(FURTHEST),
        at: state,
        best: None,
        words: 0,
        lines: 0,
    };
    for _ in 0..MOST_TOKENS {
        if !search.passes_gap() || !search.passes_token() {
            break;
        }
    }
    search.best
}

/// A search backwards for the number of a house.
struct Search<'t> {
    text: &'t [u8],
    floor: usize,
    at: usize,
    /// Where the address may begin.
    best: Option<usize>,
    /// Words since the state, or since a box.
    words: usize,
    lines: usize,
}

impl<'t> Search<'t> {
    /// Goes back over what may stand between two tokens; not over the begin of another line.
    fn passes_gap(&mut self) -> bool {
        while self.at > self.floor
            && matches!(
                self.text[self.at - 1],
                b' ' | b',' | b'.' | b'#' | b'\n' | b'\r' | b'-' | b'/' | b'&' | b';'
            )
        {
            self.at -= 1;
            let is_line = self.text[self.at] == b'\n';
            self.lines += usize::from(is_line);
            if is_line && (self.lines > 2 || self.best.is_some()) {
                return false;
            }
        }
        true
    }

    /// Goes back over a word or a number; not over what is in no address.
    fn passes_token(&mut self) -> bool {
        let token = self.text[self.floor..self.at].iter().rev();
        let len = token
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'\'')
            .count();
        if len == 0 || self.at - len == self.floor && self.floor > 0 {
            return false;
        }
        let end = self.at;
        self.at -= len;
        let token = &self.text[self.at..end];
        if token[0].is_ascii_digit() {
            self.number(token);
            return true;
        }
        let is_first = self.at == 0 || self.text[self.at - 1] == b'\n';
        let has_digit = token.iter().any(u8::is_ascii_digit);
        if has_digit {
            // `W148 N9748 Tree Tops Drive`
            if is_grid(token) && self.words > 0 {
                self.best = Some(self.at);
            }
            return true;
        }
        let Some(word) = Word::at(self.text, self.at) else {
            return false;
        };
        let key = word.key;
        if is_first && self.words > 1 && SPELLED.has(key) {
            self.best = Some(self.at);
            return false;
        }
        if STOP.has(key) && word.bytes() != b"OR" && word.bytes() != b"IN" {
            return false;
        }
        self.words += 1;
        true
    }

    /// A number: that of a house, a box, a flat or something else.
    fn number(&mut self, token: &[u8]) {
        let digits = token.iter().filter(|byte| byte.is_ascii_digit()).count();
        let letters = token
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        // `pn-12`
        let is_joined =
            matches!(self.text[..self.at], [.., letter, b'-'] if letter.is_ascii_alphabetic());
        let is_last = self.words == 0 && self.best.is_none();
        if digits > 6 || letters > 1 || is_joined || is_last {
            return;
        }
        let named = Word::before(self.text, end_of_word(&self.text[..self.at]));
        let key = named.map(|word| word.key);
        if let Some(word) = named
            && BOX.has(word.key)
        {
            let start = box_start(self.text, word.start);
            (self.best, self.at, self.words) = (Some(start), start, 0);
        } else if let Some(word) = named
            && UNIT.has(word.key)
            && word.bytes().len() > 2
        {
            self.best = Some(word.start);
        } else if self.words > 1
            && self.text[..self.at].trim_ascii_end().last() != Some(&b'#')
            && key.is_none_or(|key| !ROAD.has(key))
        {
            self.best = Some(self.at);
        }
    }
}

/// Whether a house number says where it lies on a grid, as those of Wisconsin do: `N9748`.
fn is_grid(token: &[u8]) -> bool {
    matches!(token, [b'N' | b'S' | b'E' | b'W', digits @ ..]
        if (2..=5).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit))
}

/// Where `PO Box` begins, of which `Box` begins at `at`.
fn box_start(text: &[u8], at: usize) -> usize {
    let mut start = at;
    for _ in 0..2 {
        let before = text[..start].strip_suffix(b" ").unwrap_or(&text[..start]);
        let Some(word) = Word::before(text, before.len()) else {
            break;
        };
        let firsts = [b"po".as_slice(), b"p.o", b"post", b"office", b"p", b"o"];
        if !firsts
            .iter()
            .any(|first| word.bytes().eq_ignore_ascii_case(first))
        {
            break;
        }
        start = word.start;
    }
    start
}

/// Where `text` ends without the blanks and marks at its end.
fn end_of_word(text: &[u8]) -> usize {
    let marks = text.iter().rev().take(3);
    text.len()
        - marks
            .take_while(|byte| matches!(byte, b' ' | b'#' | b':'))
            .count()
}
