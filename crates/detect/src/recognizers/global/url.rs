//! Links.

use super::reserved::{has_few_digits, is_reserved};
use crate::recognizer::{Anchor, Recognizer, Shape, Walked};

/// A scheme that leads to a host, `://`, the host and everything up to the end of the link; or a
/// host that begins with `www.`. A closing bracket belongs to it when its opening one does.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Link, walk)],
        citation: "RFC 3986, sections 3 and appendix C; RFC 3987, section 2.2".into(),
        open_ended: true,
        divisible: true,
        specimens: Some(is_specimen),
        ..Recognizer::new("url", "URL", "global")
    }
}

/// A link to a host of RFC 2606, perhaps with a port and a plain path. A link is kept or treated whole,
/// so it is none where it may carry another value: a user, a query, a fragment, an escape, a number.
fn is_specimen(value: &[u8]) -> bool {
    let scheme = value.windows(3).position(|bytes| bytes == b"://");
    let rest = &value[scheme.map_or(0, |at| at + 3)..];
    let host_end = rest.iter().position(|&byte| byte == b'/');
    let (authority, path) = rest.split_at(host_end.unwrap_or(rest.len()));
    let is_plain = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'~')
    };
    let is_scheme = value[..scheme.unwrap_or(0)]
        .iter()
        .all(|&byte| is_scheme(byte));
    is_scheme
        && is_reserved(without_port(authority))
        && path.iter().all(is_plain)
        && has_few_digits(authority)
        && has_few_digits(path)
}

fn without_port(authority: &[u8]) -> &[u8] {
    match authority.iter().position(|&byte| byte == b':') {
        Some(at) if authority[at + 1..].iter().all(u8::is_ascii_digit) => &authority[..at],
        _ => authority,
    }
}

/// More than any value that may stand in a link but a secret: it is found whole.
const LINK: i16 = 27;
/// What browsers and servers take (RFC 9110, section 4.1 asks for 8,000 at least).
const MAX_BYTES: usize = 8192;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    if text[at] == b':' {
        with_scheme(text, at)
    } else {
        with_www(text, at)
    }
}

fn with_scheme(text: &[u8], at: usize) -> Option<Walked> {
    let letters = text[..at]
        .iter()
        .rev()
        .take(12)
        .take_while(|b| is_scheme(**b))
        .count();
    let start = at - letters;
    let scheme = text[start..at].rsplit(|&byte| byte == b'+').next()?;
    let known: [&[u8]; 24] = [
        b"http",
        b"https",
        b"ftp",
        b"ftps",
        b"sftp",
        b"ssh",
        b"git",
        b"ws",
        b"wss",
        b"ldap",
        b"ldaps",
        b"smb",
        b"nfs",
        b"rtsp",
        b"s3",
        b"gs",
        b"abfss",
        b"wasbs",
        b"postgres",
        b"postgresql",
        b"mysql",
        b"mongodb",
        b"redis",
        b"amqp",
    ];
    let host = text.get(at + 3)?;
    let has_host = host.is_ascii_alphanumeric() || *host == b'[' || *host >= 0xC3;
    let is_known = known.iter().any(|name| scheme.eq_ignore_ascii_case(name));
    let mut end = link_end(text, at + 3);
    // A password without a user: `redis://:secret@host`.
    let has_host = has_host || *host == b':' && text[at + 3..end].contains(&b'@');
    if is_setting(&text[..start]) {
        let next = text[at..end].iter().position(|&byte| byte == b';');
        end = next.map_or(end, |len| at + len);
    }
    (is_known && has_host && end > at + 3).then_some(Walked::new(start, end, LINK))
}

/// Whether a link behind `text` is one of the values of a connection string, which semicolons part:
/// `AccountEndpoint=https://...;AccountKey=...`.
fn is_setting(text: &[u8]) -> bool {
    const NAME: &[u8] = b"endpoint=";
    text.last_chunk::<9>()
        .is_some_and(|name| name.eq_ignore_ascii_case(NAME))
}

fn with_www(text: &[u8], at: usize) -> Option<Walked> {
    let start = at.checked_sub(3)?;
    let stands = text[start..at].eq_ignore_ascii_case(b"www")
        && !start
            .checked_sub(1)
            .is_some_and(|at| text[at].is_ascii_alphanumeric());
    if !stands {
        return None;
    }
    let end = link_end(text, at + 1);
    let host = text[at + 1..end]
        .split(|byte| matches!(byte, b'/' | b'?' | b'#' | b':'))
        .next()?;
    host.contains(&b'.')
        .then_some(Walked::new(start, end, LINK))
}

/// `+` joins two schemes (`git+ssh`).
fn is_scheme(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+'
}

/// Where the link ends: before a blank, a quotation mark or an angle bracket, and before marks that
/// end a sentence. Linear: brackets are counted once.
fn link_end(text: &[u8], from: usize) -> usize {
    let rest = &text[from..text.len().min(from + MAX_BYTES)];
    let len = rest
        .iter()
        .position(|&byte| ends_link(byte))
        .unwrap_or(rest.len());
    let mut link = without_wide_marks(&rest[..len]);
    let mut open = [balance(link, b'(', b')'), balance(link, b'[', b']')];
    while let Some((&last, before)) = link.split_last() {
        match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_' => {}
            b')' if open[0] < 0 => open[0] += 1,
            b']' if open[1] < 0 => open[1] += 1,
            _ => break,
        }
        link = before;
    }
    from + link.len()
}

fn ends_link(byte: u8) -> bool {
    byte <= b' '
        || matches!(
            byte,
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x7F
        )
}

/// Cuts at the first quotation mark, blank or full stop beyond ASCII (General Punctuation, CJK
/// symbols, full-width forms, NO-BREAK SPACE).
fn without_wide_marks(link: &[u8]) -> &[u8] {
    let marks: [&[u8]; 5] = [
        b"\xE2\x80",
        b"\xE3\x80",
        b"\xEF\xBC",
        b"\xC2\xA0",
        b"\xC2\xBB",
    ];
    let starts = |at: usize| marks.iter().any(|mark| link[at..].starts_with(mark));
    let cut = (0..link.len()).find(|&at| link[at] >= 0xC2 && starts(at));
    &link[..cut.unwrap_or(link.len())]
}

/// Opening brackets less closing ones.
fn balance(link: &[u8], open: u8, close: u8) -> i32 {
    link.iter()
        .map(|&byte| i32::from(byte == open) - i32::from(byte == close))
        .sum()
}
