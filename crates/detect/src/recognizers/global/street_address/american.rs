//! Addresses of the United States that are told by their end: a state and a ZIP code of it.

use super::{
    super::super::us::state_of_zip,
    lexicon::{BOX, ROAD, STOP, UNIT},
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
    let reach = (found.start + FURTHEST).min(text.len());
    (found.start + 1..reach)
        .filter(|&at| digits(text, at) == 5 && !text[at - 1].is_ascii_digit())
        .find_map(|at| before_zip(text, at))
        .filter(|whole| whole.start <= found.start && whole.end >= found.end)
}

/// Where the house number or the box stands, before what may be a street and a town.
fn number_before(text: &[u8], state: usize) -> Option<usize> {
    let floor = state.saturating_sub(FURTHEST);
    let (mut at, mut best, mut words) = (state, None, 0);
    let mut lines = 0;
    for _ in 0..MOST_TOKENS {
        // Back over what may stand between two tokens.
        while at > floor
            && matches!(
                text[at - 1],
                b' ' | b',' | b'.' | b'#' | b'\n' | b'\r' | b'-' | b'/' | b'&' | b';'
            )
        {
            at -= 1;
            let is_line = text[at] == b'\n';
            lines += usize::from(is_line);
            if is_line && (lines > 2 || best.is_some()) {
                return best;
            }
        }
        let token = text[floor..at].iter().rev();
        let len = token
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'\'')
            .count();
        if len == 0 || at - len == floor && floor > 0 {
            return best;
        }
        let start = at - len;
        let token = &text[start..at];
        if token[0].is_ascii_digit() {
            let is_house = token.iter().filter(|byte| byte.is_ascii_digit()).count() <= 6
                && token
                    .iter()
                    .rev()
                    .take_while(|byte| byte.is_ascii_alphabetic())
                    .count()
                    <= 1;
            if words > 0 && is_house {
                let named = Word::before(text, end_of_word(&text[..start]));
                let key = named.map(|word| word.key());
                if key.is_some_and(|key| BOX.has(key)) {
                    best = named.map(|word| box_start(text, word.start));
                } else if key.is_some_and(|key| UNIT.has(key))
                    && named.is_some_and(|word| word.bytes().len() > 2)
                {
                    best = named.map(|word| word.start);
                } else if words > 1
                    && text[..start].trim_ascii_end().last() != Some(&b'#')
                    && key.is_none_or(|key| !ROAD.has(key))
                {
                    best = Some(start);
                }
            }
        } else {
            let word = Word::at(text, start)?;
            if STOP.has(word.key()) && word.bytes() != b"OR" && word.bytes() != b"IN" {
                return best;
            }
            words += 1;
        }
        at = start;
    }
    best
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
