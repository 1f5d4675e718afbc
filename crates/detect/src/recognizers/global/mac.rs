//! Hardware addresses.

use super::super::specimens::Plain;
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
        context:
            "mac;macs;mac address;mac addresses;macaddress;macaddr;mac addr;mac id;mac adresse;\
         adresse mac;direccion mac;indirizzo mac;endereco mac;mac adres;wifi mac;bluetooth address;bd addr;mac адрес;mac地址;\
         macアドレス;mac 주소;hardware address;hwaddr;hw address;hw addr;physical address;\
         ethernet address;link layer address;lladdr;ether;bssid;wlan mac;burned in address;\
         station address;physikalische adresse;adresse physique;direccion fisica"
                .into(),
        normal: Normal::Alphanumeric,
        specimens: Some(is_specimen),
        citation: "IEEE Std 802-2014, section 8.2 (EUI-48)".into(),
        ..Recognizer::new("mac", "MAC_ADDRESS", "global")
    }
}

/// 00-00-5E-00-53-00 to -FF and the multicast 01-00-5E-90-10-00 to -FF are for documentation
/// (RFC 7042, sections 2.1.2 and 2.1.3; RFC 9542).
fn is_specimen(value: &[u8]) -> bool {
    Plain::<12>::read(value).is_some_and(|plain| {
        matches!(
            plain.as_bytes().split_last_chunk::<2>(),
            Some((b"00005E0053" | b"01005E9010", last)) if last.iter().all(u8::is_ascii_hexdigit)
        )
    })
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
    (shaped && !is_nobodys(address)).then_some(Walked::new(start, end, worth(address, mark)))
}

/// Zeros alone, and the broadcast.
fn is_nobodys(address: &[u8]) -> bool {
    let mut digits = address.iter().filter(|byte| byte.is_ascii_hexdigit());
    let is_all = |digit: u8| move |byte: &u8| byte.eq_ignore_ascii_case(&digit);
    digits.clone().all(is_all(b'0')) || digits.all(is_all(b'f'))
}

/// What the shape is worth. Without a letter, pairs with hyphens are a number or a date as often, and
/// groups with dots an amount or a part number. Dotted groups with capitals are weights of collation
/// tables (`22FB.0020.0002`); network equipment prints small letters.
fn worth(address: &[u8], mark: u8) -> i16 {
    let has_letter = address.iter().any(u8::is_ascii_alphabetic);
    match mark {
        b':' => 14,
        b'.' if address.iter().any(u8::is_ascii_uppercase) => -8,
        _ if has_letter => 14,
        _ => -8,
    }
}

/// Whether groups of `WIDTH` hexadecimal digits stand between the marks.
fn is_address<const WIDTH: usize>(address: &[u8], mark: u8) -> bool {
    address.chunks(WIDTH + 1).all(|group| {
        group[..WIDTH].iter().all(u8::is_ascii_hexdigit)
            && group.get(WIDTH).is_none_or(|&byte| byte == mark)
    })
}

/// Whether `text` ends with another group of `width` digits and its mark, with a dot that nothing
/// stands before, or within a word: a word and a colon (`mac:`) are a label.
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
    let goes_on = match len {
        0 => last == b'.',
        _ => hex && len <= width,
    };
    last.is_ascii_alphanumeric() || last == mark && goes_on
}
