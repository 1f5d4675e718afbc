//! Cookies of HTTP.

use super::words::{self, Label, Words, packed};
use crate::recognizer::{Recognizer, Shape, Walked};

/// The value of the header `Cookie` or `Set-Cookie`: `name=value` pairs with semicolons, up to the end of
/// the line or of the quotation; or the whole value of a field of that name. A session's cookie is as
/// good as a password while it lasts.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::labelled(&LABELS, labelled), Shape::Whole(whole)],
        context: "cookie;cookies;set cookie;http cookie;http cookies;cookie header;cookiejar;\
             request cookies;response cookies"
            .into(),
        citation: "RFC 6265, sections 4.1.1 and 4.2.1".into(),
        divisible: true,
        ..Recognizer::new("http_cookie", "HTTP_COOKIE", "global")
    }
}

/// More than any value that may stand in it but a secret.
const WHOLE: i16 = 28;
/// What servers take (RFC 6265, section 6.1, asks for 4096 bytes of one cookie at least).
const MAX_BYTES: usize = 8192;

static NAMES: Words<2> = Words::new(["cookie", "cookies"]);
static LABELS: [&[&str]; 1] = [NAMES.list()];

fn labelled(text: &[u8], at: usize) -> Option<Walked> {
    let Label { word, .. } = words::label(&text[..=at])?;
    if !NAMES.has(packed(word)) {
        return None;
    }
    let rest = &text[at + 1..];
    let gap = rest
        .iter()
        .take(3)
        .take_while(|byte| matches!(byte, b' ' | b'"' | b'\''));
    let start = at + 1 + gap.count();
    let end = start + pairs(&text[start..])?;
    Some(Walked::new(start, end, WHOLE))
}

fn whole(text: &[u8]) -> Option<Walked> {
    (pairs(text) == Some(text.len())).then_some(Walked::new(0, text.len(), -16))
}

/// Length of `name=value; name=value`.
fn pairs(text: &[u8]) -> Option<usize> {
    let name = text
        .iter()
        .take(64)
        .take_while(|&&byte| is_token(byte))
        .count();
    // One of marks alone is masked.
    let is_named = text[..name].iter().any(u8::is_ascii_alphanumeric);
    if !is_named || text.get(name) != Some(&b'=') {
        return None;
    }
    let line = text.iter().take(MAX_BYTES);
    let len = line.take_while(|&&byte| !ends_cookie(byte)).count();
    let kept = text[..len]
        .iter()
        .rposition(|byte| !matches!(byte, b' ' | b';' | b',' | b'.'))?;
    // Of a sentence only the pair before a blank that no semicolon leads to.
    let cut = text[..=kept]
        .windows(2)
        .position(|pair| pair[1] == b' ' && pair[0] != b';');
    let is_attribute = text[..=kept]
        .windows(8)
        .any(|word| word.eq_ignore_ascii_case(b"expires="));
    match cut {
        Some(cut) if !is_attribute => Some(cut + 1),
        _ => Some(kept + 1),
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn ends_cookie(byte: u8) -> bool {
    byte < b' '
        || matches!(
            byte,
            b'"' | b'\'' | b'\\' | b'<' | b'>' | b'{' | b'}' | 0x7F
        )
}
