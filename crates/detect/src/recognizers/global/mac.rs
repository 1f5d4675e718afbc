//! Hardware addresses.

use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Twelve hexadecimal digits: six pairs with hyphens or colons, or three groups of four with dots.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::HexGroup, walk)],
        normal: Normal::Alphanumeric,
        citation: "IEEE Std 802-2014, section 8.2 (EUI-48)".into(),
        ..Recognizer::new("mac", "MAC_ADDRESS", "global")
    }
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let mark = text[at];
    let (width, groups) = if mark == b'.' { (4, 3) } else { (2, 6) };
    let start = at.checked_sub(width)?;
    let end = start + groups * (width + 1) - 1;
    let address = text.get(start..end)?;
    let shaped = address.iter().enumerate().all(|(at, byte)| {
        if at % (width + 1) == width {
            *byte == mark
        } else {
            byte.is_ascii_hexdigit()
        }
    });
    let continues = |byte: Option<&u8>, beyond: Option<&u8>| {
        byte.is_some_and(|byte| {
            byte.is_ascii_alphanumeric()
                || *byte == mark && beyond.is_some_and(u8::is_ascii_hexdigit)
        })
    };
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    let further = start.checked_sub(2).and_then(|at| text.get(at));
    let glued = continues(before, further) || continues(text.get(end), text.get(end + 1));
    // Three groups of four decimal digits are more often an amount or a part number.
    let evidence = if address.iter().any(u8::is_ascii_alphabetic) || width == 2 {
        14
    } else {
        -6
    };
    (shaped && !glued).then_some(Walked::new(start, end, evidence))
}
