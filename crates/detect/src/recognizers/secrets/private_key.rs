//! Private keys, in the blocks that tools write.

use super::{CHECKED, Kind, checks::age};
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[block, putty, encoded_key, pkcs12];

pub(super) const KINDS: &[Kind] = &[Kind::new(
    "age_secret_key",
    "PRIVATE_KEY",
    &[("AGE-SECRET-KEY-1<C58>", CHECKED)],
    "C2SP, The age file encryption format: the X25519 recipient type; BIP-173",
)
.checked(|key| age(&key[16..]))];

/// `-----BEGIN ... PRIVATE KEY-----` to its end, whatever parts the lines; without an end, as far as
/// what follows is base 64.
fn block() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Dashes, armored)],
        normal: Normal::Exact,
        citation:
            "RFC 7468, sections 2, 10 and 11; RFC 1421, section 4.4; RFC 4880, section 6.2 (PGP); \
             RFC 4716, section 3.1 (ssh2); OpenSSH, PROTOCOL.key"
                .into(),
        ..Recognizer::new("private_key", "PRIVATE_KEY", "secrets")
    }
}

/// The same in base 64 without its borders: what version, algorithm or first length it begins with.
fn encoded_key() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Marked {
            literals: &[
                "IBADANBgkqhkiG9w0BAQEFAASC",
                "IBAAKCAQEA",
                "IBAAKCAgEA",
                "MHcCAQEEI",
                "MIGHAgEAMBMGByqGSM49AgEG",
                "MC4CAQAwBQYDK2VwBCIEI",
            ],
            walk: encoded,
        }],
        citation: "RFC 5958, section 2 (PKCS #8); RFC 8017, appendix A.1.2 (PKCS #1); RFC 5915, \
             section 3; RFC 8410, section 7"
            .into(),
        ..Recognizer::new("encoded_private_key", "PRIVATE_KEY", "secrets")
    }
}

/// A file of keys and certificates in base 64: a long sequence that begins with the number 3.
fn pkcs12() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Marked {
            literals: &["IBAzCC"],
            walk: encoded,
        }],
        citation: "RFC 7292, section 4 (PKCS #12)".into(),
        ..Recognizer::new("pkcs12", "PRIVATE_KEY", "secrets")
    }
}

/// The lines behind `Private-Lines:`.
fn putty() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::labelled(&[&["lines"]], private_lines)],
        citation: "PuTTY User Manual, appendix C: PPK file format".into(),
        ..Recognizer::new("putty_private_key", "PRIVATE_KEY", "secrets")
    }
}

/// More than any value that may stand in a key.
const KEY: i16 = 32;
/// The longest block: a key of 16,384 bits has 13 KB.
const MAX_BYTES: usize = 16 * 1024;
/// The longest name of a block.
const MAX_NAME: usize = 48;
/// Characters of a line as tools write them, at most.
const MAX_LINE: usize = 76;
/// Bytes between two lines, `\r\n` spelled out.
const MAX_BREAK: usize = 4;
/// A line of base 64 in a block; its last one may be shorter.
const LEAST_LINE: usize = 32;

fn armored(text: &[u8], at: usize) -> Option<Walked> {
    let (name, body) = border(text, at, b"BEGIN ")?;
    let is_key = [&b"PRIVATE KEY"[..], b"PRIVATE KEY BLOCK"]
        .iter()
        .any(|kind| name.ends_with(kind));
    if !is_key {
        return None;
    }
    let limit = text.len().min(body + MAX_BYTES);
    let within = &text[..limit];
    let stop = dashes(within, body);
    let end = match stop.and_then(|stop| border(text, stop, b"END ")) {
        Some((other, end)) if other == name => {
            has_line(&text[body..stop?])?;
            end
        }
        _ => truncated(&text[..stop.unwrap_or(limit)], body)?,
    };
    Some(Walked::new(at, end, KEY))
}

/// The name in a border that begins at `at`, and where the border ends.
fn border<'t>(text: &'t [u8], at: usize, verb: &[u8]) -> Option<(&'t [u8], usize)> {
    let rest = &text[at..];
    let dashes: &[u8] = if rest.starts_with(b"-----") {
        b"-----"
    } else {
        b"---- "
    };
    let rest = rest.strip_prefix(dashes)?.strip_prefix(verb)?;
    let is_name = |byte: &&u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || **byte == b' ';
    let len = rest.iter().take(MAX_NAME).take_while(is_name).count();
    let name = rest[..len].trim_ascii_end();
    let closed = rest[len..].starts_with(&dashes[..4]);
    let close = if dashes[4] == b' ' { 4 } else { 5 };
    let end = text.len() - rest.len() + len + close;
    (closed && end <= text.len()).then_some((name, end))
}

/// Where the next border begins.
fn dashes(text: &[u8], from: usize) -> Option<usize> {
    let found = text
        .get(from..)?
        .windows(4)
        .position(|four| four == b"----");
    found.map(|at| from + at)
}

/// Whether a line of base 64 stands in the body of a block; what stands in for one has few characters, or
/// an ellipsis behind a few of them.
fn has_line(body: &[u8]) -> Option<()> {
    let is_short = body.len() < 2 * MAX_LINE;
    if is_short && body.windows(3).any(|three| three == b"...") {
        return None;
    }
    let lines = body.split(|&byte| !is_base64(byte));
    lines
        .filter(|line| line.len() >= LEAST_LINE)
        .any(is_varied)
        .then_some(())
}

fn is_varied(line: &[u8]) -> bool {
    let seen = line
        .iter()
        .fold(0_u128, |seen, byte| seen | 1 << (byte & 127));
    seen.count_ones() >= 8
}

/// Base 64 from the head of its outermost sequence on, which the literal follows or begins with.
fn encoded(text: &[u8], at: usize) -> Option<Walked> {
    let start = if text[at] == b'M' {
        at
    } else {
        at.checked_sub(HEAD)?
    };
    let is_head =
        text[start..].starts_with(b"M") && text[start..at].iter().all(|&byte| is_base64(byte));
    let is_glued = start
        .checked_sub(1)
        .is_some_and(|at| is_base64(text[at]) && text[at] != b'=');
    if !is_head || is_glued || follows_line(&text[..start]) {
        return None;
    }
    let end = truncated(&text[..text.len().min(start + MAX_BYTES)], start)?;
    (end - start >= LEAST_KEY).then_some(Walked::new(start, end, KEY))
}

/// Whether a line of base 64 stands before a break: its key goes on, so that many heads cost no more than
/// one.
fn follows_line(text: &[u8]) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b',');
    let mut before = text;
    for _ in 0..MAX_GAP {
        before = match before {
            [rest @ .., b'\\', b'n' | b'r' | b'\\'] => rest,
            [rest @ .., mark] if is_mark(mark) => rest,
            _ => break,
        };
    }
    let line = before.len().checked_sub(LEAST_LINE).map(|at| &before[at..]);
    before.len() < text.len()
        && line.is_some_and(|line| line.iter().all(|&byte| is_base64(byte) && byte != b'='))
}

/// Marks between two lines of base 64, at most.
const MAX_GAP: usize = 24;
/// Characters of the tag and the length of a sequence of more than 255 bytes.
const HEAD: usize = 6;
/// A key of Ed25519, the shortest one.
const LEAST_KEY: usize = 64;

/// Where a block ends that lacks its end: behind its last line of base 64.
fn truncated(text: &[u8], body: usize) -> Option<usize> {
    let (mut at, mut end, mut characters) = (body, None, 0);
    loop {
        let gap = breaks(&text[at..]);
        at += gap;
        if let Some(len) = header(&text[at..]) {
            at += len;
            continue;
        }
        let line = text[at..].iter().take_while(|&&byte| is_base64(byte));
        let len = line.count();
        let line = &text[at..at + len];
        let is_first = end.is_none();
        if len >= LEAST_LINE && is_varied(line) {
            at += len;
            characters += len;
            end = Some(at);
            if line.ends_with(b"=") {
                return end;
            }
            continue;
        }
        // The last line: padded, or right behind the others and what they lack of groups of four, or cut
        // off.
        let is_rest = gap <= MAX_BREAK && characters % 4 == 0 && len % 4 == 0;
        let is_apart = text[..at].ends_with(b"\n\n");
        let is_last = line.ends_with(b"=") || is_rest || at + len == text.len();
        if !is_first && !is_apart && len > 0 && is_last {
            end = Some(at + len);
        }
        return end;
    }
}

/// Length of a header such as `DEK-Info: ...`, up to the end of its line.
fn header(text: &[u8]) -> Option<usize> {
    let is_name = |byte: &&u8| byte.is_ascii_alphabetic() || **byte == b'-';
    let name = text.iter().take(24).take_while(is_name).count();
    if name == 0 || !text[name..].starts_with(b": ") {
        return None;
    }
    let line = text.iter().take(96);
    let len = line
        .take_while(|&&byte| byte >= b' ' && byte != b'\\')
        .count();
    Some(len)
}

/// Length of what parts lines: ends of lines, also spelled out as `\n`, blanks, quotation marks of a
/// string for each line.
fn breaks(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b',' => 1,
            b'\\' if matches!(text.get(at + 1), Some(b'n' | b'r' | b'\\' | b'\n')) => 2,
            _ => break,
        };
    }
    at
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Lines of a key of PuTTY have 64 characters, the last one perhaps fewer.
const MAX_LINES: usize = 256;

fn private_lines(text: &[u8], at: usize) -> Option<Walked> {
    let before = &text[..at];
    if !before.ends_with(b"Private-Lines") {
        return None;
    }
    let rest = &text[at + 1..];
    let blanks = rest
        .iter()
        .take(2)
        .take_while(|&&byte| byte == b' ')
        .count();
    let digits = rest[blanks..].iter().take(3);
    let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let count = std::str::from_utf8(&rest[blanks..blanks + digits]).ok()?;
    let count: usize = count.parse().ok()?;
    let mut end = at + 1 + blanks + digits;
    let start = end + breaks(&text[end..]);
    if !(1..=MAX_LINES).contains(&count) || start == end {
        return None;
    }
    let mut lines = 0;
    while lines < count {
        let from = end + breaks(&text[end..]);
        let line = text[from..].iter().take(65);
        let len = line.take_while(|&&byte| is_base64(byte)).count();
        let is_line = len == 64 || lines + 1 == count && (4..64).contains(&len);
        if !is_line {
            break;
        }
        end = from + len;
        lines += 1;
    }
    (lines > 0).then_some(Walked::new(start, end, KEY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_alone_take_linear_time() {
        let text = b"-----BEGIN PRIVATE KEY-----".repeat(20_000);
        for at in (0..text.len()).step_by(27) {
            assert!(armored(&text, at).is_none());
        }
    }

    #[test]
    fn heads_alone_take_linear_time() {
        let line = "MIIEpAIBAAKCAQEA7v9Kq2sXb1cQm4dTz8LpRw3YhN6uJf0gVxSaEkBiOtCyPnDl";
        for parts in ["\n", "\", \"", "=\n", "\\n"] {
            let text = format!("{line}{parts}").repeat(20_000).into_bytes();
            let step = line.len() + parts.len();
            for at in (HEAD..text.len()).step_by(step) {
                let found = encoded(&text, at);
                assert_eq!(
                    found.is_some(),
                    at == HEAD || parts == "=\n",
                    "{at} {parts:?}"
                );
            }
        }
    }

    #[test]
    fn a_block_without_an_end_ends_with_its_base_64() {
        let line = "MIIEowIBAAKCAQEA7v9Kq2sXb1cQm4dTz8LpRw3YhN6uJf0gVxSaEkBiOtCyPnDl";
        for (tail, kept) in [
            ("", ""),
            ("\n\nRegards, Jane", ""),
            ("\nQ2xvc2U=\nend", "\nQ2xvc2U="),
            ("\\nQ2xvc2U", "\\nQ2xvc2U"),
        ] {
            let text = format!("-----BEGIN RSA PRIVATE KEY-----\n{line}\n{line}{tail}");
            let found = armored(text.as_bytes(), 0).unwrap();
            let expected = format!("-----BEGIN RSA PRIVATE KEY-----\n{line}\n{line}{kept}");
            assert_eq!(&text[..found.end], expected, "{tail:?}");
        }
    }
}
