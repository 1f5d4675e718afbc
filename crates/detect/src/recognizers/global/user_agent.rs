//! User agents: browsers and apps that introduce themselves.

use crate::recognizer::{Anchor, Recognizer, Shape, Walked};

/// A product and its version, and the products and comments in brackets that follow it: of a browser
/// wherever it stands, of another program behind the name of the header. Together with an address it
/// tells one person of a household from another.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Product, walk)],
        context: "user agent;useragent;http user agent;browser;client agent;agent utilisateur"
            .into(),
        citation: "RFC 9110, section 10.1.5".into(),
        ..Recognizer::new("user_agent", "USER_AGENT", "global")
    }
}

/// More than any value that may stand in it.
const WHOLE: i16 = 26;
const MAX_BYTES: usize = 1024;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let name = text[..at].iter().rev().take(24);
    let len = name.take_while(|&&byte| is_name(byte)).count();
    let start = at - len;
    let name = &text[start..at];
    let products: [&[u8]; 3] = [b"Mozilla", b"Opera", b"Dalvik"];
    let is_browser = products.contains(&name);
    let end = agent_end(text, at + 1);
    if start == 0 && end == text.len() && !text[at..end].contains(&b'(') {
        return Some(Walked::new(start, end, -20));
    }
    if !is_browser && !follows_header(&text[..start]) {
        return None;
    }
    // A browser says more than its name.
    let has_more = text[at..end].contains(&b'(') || !is_browser;
    has_more.then_some(Walked::new(start, end, WHOLE))
}

/// Where products and comments end; the first version begins at `from`.
fn agent_end(text: &[u8], from: usize) -> usize {
    let limit = text.len().min(from + MAX_BYTES);
    let text = &text[..limit];
    let mut end = from + version(&text[from..]);
    while text.get(end) == Some(&b' ') {
        let rest = &text[end + 1..];
        let len = match rest {
            [b'(', ..] => comment(rest),
            _ => product(rest),
        };
        if len == 0 {
            break;
        }
        end += 1 + len;
    }
    end
}

/// Length of a comment with its brackets, one pair of which may stand inside.
fn comment(text: &[u8]) -> usize {
    let mut depth = 0;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\n' | b'\r' | b'"' => return 0,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    0
}

/// Length of `Name/1.0`, or of a word that stands without a version in user agents.
fn product(text: &[u8]) -> usize {
    let name = text.iter().take_while(|&&byte| is_name(byte)).count();
    if name > 0 && text.get(name) == Some(&b'/') {
        let version = version(&text[name + 1..]);
        return if version > 0 { name + 1 + version } else { 0 };
    }
    let words: [&[u8]; 6] = [
        b"like", b"Gecko", b"Mobile", b"Safari", b"Tablet", b"Version",
    ];
    if words.contains(&&text[..name]) {
        name
    } else {
        0
    }
}

fn version(text: &[u8]) -> usize {
    let bytes = text.iter().take(48);
    let len = bytes.take_while(|&&byte| is_name(byte)).count();
    text[..len]
        .iter()
        .rposition(u8::is_ascii_alphanumeric)
        .map_or(0, |last| last + 1)
}

/// `User-Agent: `, `"user_agent": "`, `curl -A '`.
fn follows_header(text: &[u8]) -> bool {
    let near = &text[text.len().saturating_sub(24)..];
    let end = near
        .iter()
        .rposition(u8::is_ascii_alphabetic)
        .map_or(0, |at| at + 1);
    let (word, gap) = near.split_at(end);
    let lower = |at: usize| word.get(at).map_or(0, |byte| byte | 0x20);
    let Some(from) = word.len().checked_sub(10) else {
        return false;
    };
    let wanted = b"user agent";
    let named = wanted.iter().enumerate().all(|(at, &byte)| {
        byte == b' ' && matches!(word[from + at], b' ' | b'-' | b'_') || lower(from + at) == byte
    });
    named && gap.iter().any(|byte| matches!(byte, b':' | b'='))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'+' | b'!')
}
