//! Hardware addresses.

use crate::{
    finding::Evidence,
    recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked},
};

/// Twelve hexadecimal digits: six pairs with hyphens or colons, or three groups of four with dots; glued
/// where something calls them so.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::HexGroup, walk),
            Shape::Groups(vec![Grouping::new("XXXXXXXXXXXX", -22)]),
        ],
        validate: Some(|digits| Verdict::when(digits.iter().all(u8::is_ascii_hexdigit), 6)),
        most: Evidence(6),
        context: "mac;mac address;mac addr;hardware address;hw addr;hwaddr;physical address;bssid;ether;\
             ethernet address;wifi mac;bluetooth address;bd addr;adresse mac;direccion mac;indirizzo mac;\
             endereco mac;mac adresse;mac адрес;mac地址"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "IEEE Std 802-2014, section 8.2 (EUI-48)".into(),
        ..Recognizer::new("mac", "MAC_ADDRESS", "global")
    }
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let mark = text[at];
    let (width, start, end) = match mark {
        b'.' => (4, at.checked_sub(4)?, at + 10),
        _ => (2, at.checked_sub(2)?, at + 15),
    };
    let address = text.get(start..end)?;
    let glued = match text.get(end..).unwrap_or_default() {
        [next, beyond, ..] if *next == mark => beyond.is_ascii_hexdigit(),
        [next, ..] => next.is_ascii_alphanumeric(),
        [] => false,
    };
    if glued || follows_group(&text[..start], mark, width) {
        return None;
    }
    let shaped = match width {
        4 => is_address::<4>(address, mark),
        _ => is_address::<2>(address, mark),
    };
    // Three groups of four decimal digits are more often an amount or a part number.
    let evidence = if address.iter().any(u8::is_ascii_alphabetic) || mark != b'.' {
        14
    } else {
        -6
    };
    shaped.then_some(Walked::new(start, end, evidence))
}

/// Whether groups of `WIDTH` hexadecimal digits stand between the marks.
fn is_address<const WIDTH: usize>(address: &[u8], mark: u8) -> bool {
    address.chunks(WIDTH + 1).all(|group| {
        group[..WIDTH].iter().all(u8::is_ascii_hexdigit)
            && group.get(WIDTH).is_none_or(|&byte| byte == mark)
    })
}

/// Whether `text` ends with another group of `width` digits and its mark, or within a word: a word
/// and a colon (`mac:`) are a label.
fn follows_group(text: &[u8], mark: u8, width: usize) -> bool {
    let Some((&last, rest)) = text.split_last() else {
        return false;
    };
    let word = rest
        .iter()
        .rev()
        .take(width + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric());
    let (len, hex) = word.fold((0, true), |(len, hex), byte| {
        (len + 1, hex && byte.is_ascii_hexdigit())
    });
    last.is_ascii_alphanumeric() || last == mark && hex && (1..=width).contains(&len)
}
