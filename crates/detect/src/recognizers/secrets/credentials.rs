//! Names and passwords in links, headers and commands.

use super::{
    base_64::decode_into,
    stand_in::is_stand_in,
    values::{self, MAX_PASSWORD, MAX_SECRET},
};
use crate::{
    recognizer::{Anchor, Recognizer, Shape, Walked},
    recognizers::global::words::{self, Words, packed},
};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[url, header, command, netrc];

/// The password of `scheme://user:password@host`.
fn url() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Link, in_url)],
        citation: "RFC 3986, section 3.2.1; RFC 1738, section 3.1".into(),
        ..Recognizer::new("url_password", "PASSWORD", "secrets")
    }
}

/// What stands behind the scheme of `Authorization:`, and name and password in base 64 behind `auth:`
/// in the files of clients.
fn header() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::labelled(&LABELS, in_header)],
        citation: "RFC 9110, section 11.6.2; RFC 7617, section 2; RFC 6750, section 2.1; Docker, \
             docker login: credentials store; npm Docs, .npmrc"
            .into(),
        ..Recognizer::new("http_authorization", "PASSWORD", "secrets")
    }
}

/// Passwords that commands take as they are: `curl -u user:password`, `sshpass -p`, `mysql -p`.
fn command() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Flag, in_command)],
        citation:
            "curl(1), --user and --proxy-user; sshpass(1), -p; MySQL Reference Manual, 6.2.4: \
             Connecting using command options"
                .into(),
        ..Recognizer::new("command_password", "PASSWORD", "secrets")
    }
}

/// `machine HOST login NAME password SECRET`, in a line or in several.
fn netrc() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Domain, in_netrc)],
        citation: "GNU Inetutils manual, section 11.7: The .netrc file".into(),
        ..Recognizer::new("netrc_password", "PASSWORD", "secrets")
    }
}

/// More than the link around it, which is another finding.
const IN_URL: i16 = 30;
/// A structure that hardly anything else has.
const TOLD: i16 = 13;
/// The longest user and password of a link.
const MAX_USER_INFO: usize = 512;

fn in_url(text: &[u8], at: usize) -> Option<Walked> {
    let from = at + 3;
    if text[at] != b':' || !at.checked_sub(1).is_some_and(|at| is_scheme(text[at])) {
        return None;
    }
    let rest = text.get(from..)?.iter().take(MAX_USER_INFO);
    let len = rest.take_while(|&&byte| !ends_user(byte)).count();
    let authority = &text[from..from + len];
    let host = authority.iter().rposition(|&byte| byte == b'@')?;
    let colon = authority[..host].iter().position(|&byte| byte == b':')?;
    let has_host = authority[host + 1..].first().is_some_and(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'[' | b'$' | b'{' | b'%')
    });
    let (user, value) = (&authority[..colon], &authority[colon + 1..host]);
    (has_host && is_told(value) && value != user).then(|| {
        let start = from + colon + 1;
        Walked::new(start, from + host, IN_URL)
    })
}

/// What ends the part of a link that has a user.
fn ends_user(byte: u8) -> bool {
    byte <= b' '
        || matches!(
            byte,
            b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'\\' | b'`' | 0x7F
        )
}

fn is_scheme(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

/// Whether a value that its place calls a password is one: it stands for none, and is no plain word of few
/// letters.
fn is_told(value: &[u8]) -> bool {
    let looks = values::Looks::of(value);
    let is_word = looks.digits + looks.marks == 0 && looks.kinds < 2;
    let least = if is_word { 6 } else { 4 };
    // A port, a number of a page.
    let has_letters = looks.letters > 0 || value.len() >= 6;
    (least..=MAX_PASSWORD).contains(&value.len())
        && has_letters
        && value.iter().all(|&byte| byte > b' ' && byte != 0x7F)
        && !is_stand_in(value)
}

static NAMES: Words<2> = Words::new(["authorization", "auth"]);
static LABELS: [&[&str]; 1] = [NAMES.list()];
static SCHEMES: Words<9> = Words::new([
    "bearer", "basic", "token", "apikey", "ssws", "bot", "key", "geniekey", "oauth",
]);

fn in_header(text: &[u8], at: usize) -> Option<Walked> {
    let label = words::label(&text[..=at])?;
    if !NAMES.has(packed(label.word)) || words::is_replacement(label.before) {
        return None;
    }
    let mut start = at + 1 + gap(&text[at + 1..]);
    if label.word.len() == 4 {
        let len = token(&text[start..]);
        let value = &text[start..start + len];
        return is_pair(value).then_some(Walked::new(start, start + len, TOLD));
    }
    let scheme = words::first(&text[start..]);
    let is_basic = scheme.eq_ignore_ascii_case(b"basic");
    let known = SCHEMES.has(packed(scheme)) && text.get(start + scheme.len()) == Some(&b' ');
    if known {
        start += scheme.len() + gap(&text[start + scheme.len()..]);
        start += text[start..].strip_prefix(b"token=\"").map_or(0, |_| 7);
    }
    let len = token(&text[start..]);
    let value = &text[start..start + len];
    let goes_on = matches!(
        text.get(start + len),
        Some(b'(' | b'[' | b'{' | b'$' | b'<' | b'%')
    );
    let fits = if is_basic {
        is_pair(value)
    } else {
        let looks = values::Looks::of(value);
        let is_opaque = looks.digits > 0 && looks.letters > 0 && value.len() >= 8;
        let is_key = known && is_opaque && !is_stand_in(value);
        is_key || values::secret(value).is_some()
    };
    (fits && !goes_on).then_some(Walked::new(start, start + len, TOLD))
}

fn gap(text: &[u8]) -> usize {
    let marks = text.iter().take(4);
    marks
        .take_while(|byte| matches!(byte, b' ' | b'"' | b'\'' | b'`'))
        .count()
}

/// Length of a token of RFC 7235.
fn token(text: &[u8]) -> usize {
    let is_token = |byte: &&u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
    };
    let len = text.iter().take(MAX_SECRET).take_while(is_token).count();
    let kept = text[..len].iter().rposition(|byte| *byte != b'.');
    kept.map_or(0, |at| at + 1)
}

/// Whether it is `user:password` in base 64.
fn is_pair(value: &[u8]) -> bool {
    let mut room = [0; MAX_USER_INFO];
    if !(8..=MAX_USER_INFO).contains(&value.len()) {
        return false;
    }
    let Some(pair) = decode_into(value, &mut room) else {
        return false;
    };
    let Some(colon) = pair.iter().position(|&byte| byte == b':') else {
        return false;
    };
    let is_text =
        pair.iter().all(|&byte| byte >= b' ' && byte != 0x7F) && str::from_utf8(pair).is_ok();
    let (user, secret) = (&pair[..colon], &pair[colon + 1..]);
    is_text && secret.len() >= 4 && !is_stand_in(secret) && user != secret
}

/// Bytes before a flag in which its command stands.
const MAX_COMMAND: usize = 160;

fn in_command(text: &[u8], at: usize) -> Option<Walked> {
    let flag = &text[at..];
    let long = [&b"--user"[..], b"--proxy-user"];
    let long = long.iter().find(|name| flag.starts_with(name));
    let name = match (flag, long) {
        (_, Some(name)) => name.len(),
        ([b'-', b'u' | b'U' | b'p', ..], _) => 2,
        _ => return None,
    };
    let line = &text[at.saturating_sub(MAX_COMMAND)..at];
    let ends = |byte: &u8| matches!(byte, b'\n' | b'|' | b';' | b'&');
    let line = line.rsplit(ends).next()?;
    let mut start = at + name;
    let parted = matches!(text.get(start), Some(b' ' | b'='));
    start += usize::from(parted);
    let mark = text.get(start).filter(|byte| matches!(byte, b'"' | b'\''));
    start += usize::from(mark.is_some());
    let run = text.get(start..)?.iter().take(MAX_USER_INFO);
    let len = run.take_while(|&&byte| !ends_argument(byte, mark)).count();
    let mut value = &text[start..start + len];
    if flag[1] == b'p' {
        let takes_it: &[&[u8]] = if parted { &SSH } else { &DATABASES };
        return (runs(line, takes_it) && is_told(value)).then_some(Walked::new(
            start,
            start + len,
            TOLD,
        ));
    }
    if !runs(line, &CLIENTS) {
        return None;
    }
    let colon = value.iter().position(|&byte| byte == b':')?;
    (start, value) = (start + colon + 1, &value[colon + 1..]);
    is_told(value).then_some(Walked::new(start, start + value.len(), TOLD))
}

const CLIENTS: [&[u8]; 3] = [b"curl", b"http", b"https"];
const SSH: [&[u8]; 1] = [b"sshpass"];
const DATABASES: [&[u8]; 3] = [b"mysql", b"mariadb", b"sshpass"];

/// Whether a word of the line begins with the name of one of the commands.
fn runs(line: &[u8], commands: &[&[u8]]) -> bool {
    let mut words = line.split(|byte| !byte.is_ascii_alphanumeric());
    words.any(|word| commands.iter().any(|command| word.starts_with(command)))
}

fn ends_argument(byte: u8, mark: Option<&u8>) -> bool {
    match mark {
        Some(&mark) => byte == mark || byte < b' ',
        None => {
            byte <= b' '
                || matches!(
                    byte,
                    b'"' | b'\'' | b'`' | b'|' | b';' | b'>' | b'<' | b'\\'
                )
        }
    }
}

/// At the last dot of the machine.
fn in_netrc(text: &[u8], at: usize) -> Option<Walked> {
    let host = text[at + 1..].iter().take(8);
    let host = host.take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !text.get(at + 1 + host).is_some_and(u8::is_ascii_whitespace) {
        return None;
    }
    let mut at = at + 1 + host;
    let mut found = None;
    // Pairs of a word and its value, in any order.
    for _ in 0..3 {
        let blanks = blanks(&text[at..]);
        let name = words::first(&text[at + blanks..]);
        let known: [&[u8]; 3] = [b"login", b"account", b"password"];
        if blanks == 0 || !known.contains(&name) {
            break;
        }
        at += blanks + name.len();
        let gap = self::blanks(&text[at..]);
        at += gap;
        let mark = text[at..].starts_with(b"\"");
        at += usize::from(mark);
        let value = text[at..].iter().take(MAX_PASSWORD + 1);
        let ends = |byte: u8| byte < b' ' || if mark { byte == b'"' } else { byte == b' ' };
        let len = value.take_while(|&&byte| !ends(byte)).count();
        if gap == 0 || len == 0 {
            break;
        }
        at += len;
        if name == b"password" {
            found = Some((at - len, at));
            break;
        }
        at += usize::from(mark);
    }
    let (start, end) = found?;
    is_told(&text[start..end]).then_some(Walked::new(start, end, TOLD))
}

fn blanks(text: &[u8]) -> usize {
    let blanks = text.iter().take(16);
    blanks
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
        .count()
}
