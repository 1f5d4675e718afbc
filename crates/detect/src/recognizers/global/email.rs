//! E-mail addresses.

use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// An address: a local part of at most 64 bytes, `@`, and a host name of two labels or more whose
/// last one is a name and no number. Letters beyond ASCII may stand on both sides (RFC 6531).
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::At, walk)],
        normal: Normal::Lowercase,
        citation: "RFC 5321, section 4.1.2; RFC 6531, section 3.3".into(),
        ..Recognizer::new("email", "EMAIL_ADDRESS", "global")
    }
}

/// RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.2.
const MAX_LOCAL: usize = 64;
const MAX_HOST: usize = 255;
const MAX_LABEL: usize = 63;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let start = local_start(text, at)?;
    let end = host_end(text, at + 1)?;
    Some(Walked::new(start, end, 22))
}

fn local_start(text: &[u8], at: usize) -> Option<usize> {
    if text[..at].ends_with(b"\"") {
        return quoted_start(text, at - 1);
    }
    let least = at.saturating_sub(MAX_LOCAL);
    let mut start = at;
    while start > least && is_local(text[start - 1]) {
        start -= 1;
    }
    // A mark in front (a quotation mark, Markdown's asterisk), or half a letter, is no part of it.
    start += text[start..at]
        .iter()
        .take_while(|&&byte| !begins_local(byte))
        .count();
    let dots = text[start..at].ends_with(b".");
    (start < at && !dots).then_some(start)
}

/// `"jane doe"@`: the quotation mark that opens the local part.
fn quoted_start(text: &[u8], close: usize) -> Option<usize> {
    let least = close.saturating_sub(MAX_LOCAL);
    let inside = &text[least..close];
    let open = inside
        .iter()
        .rposition(|&byte| byte == b'"' || byte < b' ')?;
    let begins = least + open;
    let before = begins.checked_sub(1).map_or(b' ', |at| text[at]);
    let stands_alone = matches!(
        before,
        b' ' | b'<' | b':' | b',' | b';' | b'(' | b'\n' | b'\t'
    );
    (inside[open] == b'"' && open + 1 < inside.len() && stands_alone).then_some(begins)
}

fn host_end(text: &[u8], from: usize) -> Option<usize> {
    let limit = text.len().min(from + MAX_HOST);
    let (mut label, mut at, mut labels, mut end) = (from, from, 0, from);
    while at <= limit {
        if text.get(at).is_some_and(|&byte| is_host(byte)) && at < limit {
            at += 1;
            continue;
        }
        let good = label_end(text, label, at)?;
        (labels, end) = (labels + 1, good);
        let next_is_name = text
            .get(at + 1)
            .is_some_and(|&byte| is_host(byte) && byte != b'-');
        if good < at || text.get(at) != Some(&b'.') || !next_is_name {
            break;
        }
        at += 1;
        label = at;
    }
    let last = text[from..end].rsplit(|&byte| byte == b'.').next()?;
    (labels >= 2 && is_top_level(last)).then_some(end)
}

/// Where the label ends, hyphens at its end left out.
fn label_end(text: &[u8], start: usize, end: usize) -> Option<usize> {
    let label = &text[start..end];
    let kept = label.iter().rposition(|&byte| byte != b'-')? + 1;
    (label[0] != b'-' && kept <= MAX_LABEL).then_some(start + kept)
}

/// A top-level domain is a name. None is delegated that is one of these file types, which follow
/// an `@` in names of images for dense displays and in package files.
fn is_top_level(label: &[u8]) -> bool {
    let file = [
        &b"png"[..],
        b"jpg",
        b"jpeg",
        b"gif",
        b"webp",
        b"svg",
        b"css",
        b"js",
        b"json",
        b"html",
        b"php",
        b"txt",
        b"xml",
        b"pdf",
        b"tgz",
    ];
    let is_name = label
        .iter()
        .all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let coded = label
        .get(..4)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case(b"xn--"));
    label.len() >= 2 && (is_name || coded) && !file.iter().any(|f| label.eq_ignore_ascii_case(f))
}

/// `atext` of RFC 5322 and the dot, without the marks that join an address to the text before it
/// (`email=`, `?to=`, `{`, `|`, a slash), and letters beyond ASCII.
fn is_local(byte: u8) -> bool {
    begins_local(byte)
        || is_continuation(byte)
        || matches!(byte, b'.' | b'\'' | b'!' | b'#' | b'$' | b'*' | b'^' | b'~')
}

fn begins_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'_' | b'%' | b'+' | b'-')
        || is_letter_start(byte)
}

fn is_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || is_letter_start(byte) || is_continuation(byte)
}

/// The first byte of a two-byte letter (Latin, Greek, Cyrillic, Armenian): letters of other scripts
/// stand beside an address without a blank more often than in it.
fn is_letter_start(byte: u8) -> bool {
    matches!(byte, 0xC3..=0xD6)
}

fn is_continuation(byte: u8) -> bool {
    matches!(byte, 0x80..=0xBF)
}
