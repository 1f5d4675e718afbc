//! Post boxes: `PO Box 12`, `Postfach 12 34`, `Apartado de Correos 12`.

use super::{
    lexicon::{BOX, CONNECTOR},
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
    let key = word.key();
    if !BOX.has(key) || !word.is_capital() && word.bytes().len() < 3 {
        return None;
    }
    let name = word.bytes();
    let mut start = word.start;
    let mut evidence = match name.len() {
        0..=2 => -7,
        3 => -5,
        _ => 2,
    };
    // `P.O. Box`, `Apartado de Correos`, `RR 1 Box 2`
    let mut at = start;
    for _ in 0..3 {
        let Some(before) = text[..at]
            .strip_suffix(b" ")
            .and_then(|rest| Word::before(text, rest.len()))
        else {
            break;
        };
        let letters = before.bytes();
        let is_first = [
            b"po".as_slice(),
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
        let is_first = is_first
            .iter()
            .any(|first| letters.eq_ignore_ascii_case(first))
            || letters == "Boîte".as_bytes();
        if is_first {
            start = before.start;
            evidence = 5;
        } else if !CONNECTOR.has(before.key()) {
            break;
        }
        at = before.start;
    }
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
