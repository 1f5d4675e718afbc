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
    let (start, end) = match mark {
        b'.' => (at.checked_sub(4)?, at + 10),
        _ => (at.checked_sub(2)?, at + 15),
    };
    let byte = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(b' ');
    let continues = |near: u8, beyond: u8| {
        near.is_ascii_alphanumeric() || near == mark && beyond.is_ascii_hexdigit()
    };
    let glued = continues(byte(start.checked_sub(1)), byte(start.checked_sub(2)))
        || continues(byte(Some(end)), byte(Some(end + 1)));
    let address = text.get(start..end).filter(|_| !glued)?;
    let shaped = match mark {
        b'.' => is_address::<4>(address, mark),
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
