//! Universally unique identifiers.

use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Thirty-two hexadecimal digits in groups of 8, 4, 4, 4 and 12, of the variant and the versions that
/// are defined. Off by default: it stands in every log, and what it identifies is mostly no person.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Uuid, walk)],
        normal: Normal::Alphanumeric,
        citation: "RFC 9562, section 4".into(),
        default_on: false,
        ..Recognizer::new("uuid", "UUID", "global")
    }
}

/// Where hyphens stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];
const LEN: usize = 36;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let start = at.checked_sub(HYPHENS[0])?;
    let end = start + LEN;
    let uuid: &[u8; LEN] = text.get(start..end)?.try_into().ok()?;
    // Without a branch for each byte: where the hyphens must be, and nowhere else than there.
    let hyphens = HYPHENS
        .iter()
        .fold(true, |all, &at| all & (uuid[at] == b'-'));
    let others = uuid.iter().fold(0, |count, byte| {
        count + u32::from(!byte.is_ascii_hexdigit())
    });
    let shaped = hyphens && others as usize == HYPHENS.len();
    let edge = |byte: Option<&u8>| {
        byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_'))
    };
    let stands = edge(start.checked_sub(1).and_then(|at| text.get(at))) && edge(text.get(end));
    // Versions 1 to 8 of the variant; devices without an identifier report nothing but zeros.
    let variant = matches!(uuid[19], b'8' | b'9' | b'a' | b'b' | b'A' | b'B');
    let defined = variant && matches!(uuid[14], b'1'..=b'8');
    let is_nil = uuid.iter().all(|byte| matches!(byte, b'0' | b'-'));
    (shaped && stands && (defined || is_nil)).then_some(Walked::new(start, end, 16))
}
