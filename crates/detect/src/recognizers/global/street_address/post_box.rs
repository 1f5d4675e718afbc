//! Post boxes: `PO Box 12`, `Postfach 12 34`, `Apartado de Correos 12`.

use super::{
    lexicon::{BOX, CONNECTOR, RURAL},
    street::Street,
    token::{Word, digits, is_edge},
};

/// A number from `at` to `run_end` behind a word for a post box.
#[inline]
pub(super) fn post_box(text: &[u8], at: usize, run_end: usize) -> Option<Street> {
    let end = match &text[..at] {
        [.., b' ', b'#'] => at - 2,
        [.., b'#', b' '] => at - 2,
        [.., b' ' | b'#'] => at - 1,
        _ => return None,
    };
    let end = if text[..end].ends_with(b"#") {
        end - 1
    } else {
        end
    };
    // Most words end otherwise than those for boxes.
    let last = *text[..end].last()?;
    if !matches!(
        last | 0x20,
        b'x' | b'h'
            | b's'
            | b'f'
            | b'p'
            | b'.'
            | b'l'
            | b'o'
            | b'r'
            | b'c'
            | b'b'
            | b'e'
            | b't'
            | b'a'
    ) {
        return None;
    }
    let word = Word::before(text, end)?;
    let key = word.key;
    if !BOX.has(key) || !word.is_capital() && word.bytes().len() < 3 {
        return None;
    }
    let name = word.bytes();
    let (start, evidence) = match rural(text, word.start) {
        Some(start) => (start, NAMED),
        None => first_words(text, word),
    };
    let mut end = run_end;
    // `12 34 56`, `12-345`
    while let Some([b' ' | b'-', ..]) = text.get(end..)
        && end - run_end < 6
        && (1..=4).contains(&digits(text, end + 1))
        && is_edge(text, end + 1 + digits(text, end + 1))
        && matches!(name.len(), 6..)
    {
        end += 1 + digits(text, end + 1);
    }
    is_edge(text, end).then_some(Street {
        start,
        end,
        evidence,
        is_plain: false,
        has_number_word: false,
    })
}

/// What a box says that more words than one name.
const NAMED: i16 = 5;

/// Where the words begin that end with the word for a box, and what they say: `P.O. Box`, `Apartado de Correos`.
fn first_words(text: &[u8], word: Word<'_>) -> (usize, i16) {
    let mut start = word.start;
    let mut evidence = match word.bytes().len() {
        0..=2 => -7,
        3 => -5,
        _ => 2,
    };
    let mut at = start;
    for _ in 0..3 {
        let Some(before) = text[..at]
            .strip_suffix(b" ")
            .and_then(|rest| Word::before(text, rest.len()))
        else {
            break;
        };
        let letters = before.bytes();
        let is_first = FIRST
            .iter()
            .any(|first| letters.eq_ignore_ascii_case(first))
            || letters == "Boîte".as_bytes();
        if is_first {
            (start, evidence) = (before.start, NAMED);
        } else if !CONNECTOR.has(before.key) {
            break;
        }
        at = before.start;
    }
    (start, evidence)
}

/// Words before that for a box.
const FIRST: [&[u8]; 16] = [
    b"po",
    b"lock",
    b"p.o",
    b"post",
    b"office",
    b"p",
    b"o",
    b"apartado",
    b"caixa",
    b"boite",
    b"casella",
    b"private",
    b"locked",
    b"gpo",
    b"apdo",
    b"bag",
];

/// Where a rural route or a military post begins, with its number, before a word for a box at `at`: `RR 2 Box 3`, `RFD 1, Box
/// 20`, `CMR 411 Box 3568`.
fn rural(text: &[u8], at: usize) -> Option<usize> {
    let before = text[..at].strip_suffix(b" ")?;
    let before = before.strip_suffix(b",").unwrap_or(before);
    let letters = before.iter().rev().take(2);
    let letters = letters.take_while(|byte| byte.is_ascii_alphabetic());
    let before = &before[..before.len() - letters.count()];
    let run = before.iter().rev().take(5);
    let run = run.take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=4).contains(&run) {
        return None;
    }
    let mut before = &before[..before.len() - run];
    for mark in [b" ", b"#", b" "] {
        before = before.strip_suffix(mark).unwrap_or(before);
    }
    let word = Word::before(text, before.len())?;
    if !RURAL.has(word.key) {
        return None;
    }
    // `Rural Route 2`, `HWY Contract RTE 68`
    let mut start = word.start;
    for _ in 0..2 {
        let first = text[..start].strip_suffix(b" ");
        let Some(first) = first.and_then(|rest| Word::before(text, rest.len())) else {
            break;
        };
        let firsts = [
            b"rural".as_slice(),
            b"highway",
            b"hwy",
            b"contract",
            b"star",
            b"hc",
        ];
        if !firsts
            .iter()
            .any(|known| first.bytes().eq_ignore_ascii_case(known))
        {
            break;
        }
        start = first.start;
    }
    Some(start)
}
