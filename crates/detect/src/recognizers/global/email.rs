//! E-mail addresses.

use super::reserved::{has_few_digits, is_reserved};
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// An address: a local part of at most 64 bytes, `@`, and a host name of two labels or more whose
/// last one is a name and no number, or an address of the network in brackets. Letters beyond ASCII may
/// stand on both sides (RFC 6531). What some providers give out against the rules is taken as well: a
/// full stop before the `@`, low lines in a host.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::At, walk)],
        normal: Normal::Lowercase,
        specimens: Some(is_specimen),
        citation: "RFC 5321, section 4.1.2; RFC 6531, section 3.3".into(),
        ..Recognizer::new("email", "EMAIL_ADDRESS", "global")
    }
}

/// An address at a host of RFC 2606. Its local part must not carry another value: neither an address
/// that mail is sent on to (`jane%contoso.com`) nor a number.
fn is_specimen(value: &[u8]) -> bool {
    let Some(at) = value.iter().position(|&byte| byte == b'@') else {
        return false;
    };
    let (local, host) = (&value[..at], &value[at + 1..]);
    let is_plain =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    !local.is_empty() && local.iter().all(is_plain) && has_few_digits(value) && is_reserved(host)
}

/// RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.2.
const MAX_LOCAL: usize = 64;
const MAX_HOST: usize = 255;
const MAX_LABEL: usize = 63;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let start = local_start(text, at)?;
    let end = match text.get(at + 1)? {
        b'[' => literal_end(text, at + 1)?,
        _ => host_end(text, at + 1)?,
    };
    let is_remote =
        matches!(&text[start..at], b"git" | b"hg" | b"svn") && text.get(end) == Some(&b':');
    (!is_remote).then_some(Walked::new(start, end, 22))
}

/// The end of `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321, section 4.1.3).
fn literal_end(text: &[u8], open: usize) -> Option<usize> {
    let inside = &text[open + 1..text.len().min(open + 48)];
    let len = inside.iter().position(|&byte| byte == b']')?;
    let address = &inside[..len];
    let is_literal = match address.strip_prefix(b"IPv6:") {
        Some(six) => six.iter().filter(|&&byte| byte == b':').count() >= 2,
        None => address.split(|&byte| byte == b'.').count() == 4,
    };
    let address = address.strip_prefix(b"IPv6:").unwrap_or(address);
    let is_number = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':');
    (is_literal && address.iter().all(is_number)).then_some(open + len + 2)
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
    (start < at).then_some(start)
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
    let text = &text[..text.len().min(from + MAX_HOST)];
    let (mut label, mut labels) = (from, 0);
    let end = loop {
        let rest = &text[label..];
        let len = rest
            .iter()
            .position(|&byte| !is_host(byte))
            .unwrap_or(rest.len());
        let (at, good) = (label + len, label_end(text, label, label + len)?);
        labels += 1;
        let goes_on = matches!(text.get(at..at + 2), Some([b'.', next])
            if is_host(*next) && *next != b'-');
        if good < at || !goes_on {
            break good;
        }
        label = at + 1;
    };
    (labels >= 2 && is_top_level(&text[label..end])).then_some(end)
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
    let is_name = label
        .iter()
        .all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let coded = label
        .get(..4)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case(b"xn--"));
    label.len() >= 2 && (is_name || coded) && !is_file_type(label)
}

fn is_file_type(label: &[u8]) -> bool {
    const fn packed(label: &[u8]) -> u32 {
        let (mut packed, mut at) = (0, 0);
        while at < label.len() {
            packed = packed << 8 | label[at].to_ascii_lowercase() as u32;
            at += 1;
        }
        packed
    }
    const TYPES: [u32; 15] = [
        packed(b"js"),
        packed(b"png"),
        packed(b"jpg"),
        packed(b"gif"),
        packed(b"svg"),
        packed(b"css"),
        packed(b"php"),
        packed(b"txt"),
        packed(b"xml"),
        packed(b"pdf"),
        packed(b"tgz"),
        packed(b"jpeg"),
        packed(b"webp"),
        packed(b"json"),
        packed(b"html"),
    ];
    label.len() <= 4 && TYPES.contains(&packed(label))
}

/// Whether the byte may stand in a local part: `atext` of RFC 5322 and the dot, without the marks
/// that join an address to the text before it (`email=`, `?to=`, `{`, `|`, a slash), and letters
/// beyond ASCII.
#[inline]
fn is_local(byte: u8) -> bool {
    CLASS[usize::from(byte)] & LOCAL != 0
}

#[inline]
fn begins_local(byte: u8) -> bool {
    CLASS[usize::from(byte)] & BEGINS_LOCAL != 0
}

#[inline]
fn is_host(byte: u8) -> bool {
    CLASS[usize::from(byte)] & HOST != 0
}

const LOCAL: u8 = 1;
const BEGINS_LOCAL: u8 = 2;
const HOST: u8 = 4;

static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0u8;
    loop {
        table[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' => LOCAL | BEGINS_LOCAL | HOST,
            b'_' => LOCAL | BEGINS_LOCAL | HOST,
            b'%' | b'+' => LOCAL | BEGINS_LOCAL,
            b'.' | b'\'' | b'!' | b'#' | b'$' | b'*' | b'^' | b'~' => LOCAL,
            // The first byte of a two-byte letter (Latin, Greek, Cyrillic, Armenian): letters of
            // other scripts stand beside an address without a blank more often than in it.
            0xC3..=0xD6 => LOCAL | BEGINS_LOCAL | HOST,
            0x80..=0xBF => LOCAL | HOST,
            _ => 0,
        };
        if byte == 255 {
            break table;
        }
        byte += 1;
    }
};
