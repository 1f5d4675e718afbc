//! Names of hosts and domains.

use super::words::{self, Words, pack, packed};
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Labels of letters, digits and hyphens with dots between them, the last one a top-level domain, and
/// more than a suffix under which everybody registers (`co.uk`). Top-level domains that are as well
/// endings of files, words of a language or names in source code (`.py`, `.it`, `.info`) need a word
/// such as `domain` right before, or a host with a hyphen, a digit or three labels.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Domain, walk)],
        context:
            "domain;domain name;domains;fqdn;hostname;host name;website;web site;homepage;dns name;\
             subdomain;domainname;webseite;internetseite;site web;nom de domaine;sitio web;dominio;\
             sito web;site internet;домен;сайт;域名;网站;ドメイン;도메인"
                .into(),
        normal: Normal::Lowercase,
        citation:
            "RFC 1034, section 3.5; RFC 5890, section 2.3; IANA, root zone database; Public Suffix \
             List"
                .into(),
        ..Recognizer::new("domain_name", "DOMAIN_NAME", "global")
    }
}

/// RFC 1035, section 2.3.4.
const MAX_HOST: usize = 253;
const MAX_LABEL: usize = 63;
/// Enough that no words are read around it.
const KNOWN: i16 = 13;

/// Top-level domains that hardly mean anything else.
static CLEAR: Words<136> = Words::new([
    "com", "org", "net", "edu", "gov", "mil", "biz", "dev", "xyz", "online", "shop", "store",
    "site", "tech", "club", "cloud", "blog", "wiki", "agency", "studio", "media", "news", "health",
    "care", "bank", "legal", "hotel", "travel", "museum", "aero", "coop", "jobs", "mobi", "asia",
    "tel", "arpa", "onion", "berlin", "paris", "london", "tokyo", "nyc", "koeln", "wien", "swiss",
    "bayern", "gmbh", "ltd", "inc", "llc", "io", "ai", "tv", "co", "eu", "uk", "de", "fr", "nl",
    "es", "ch", "ru", "br", "cn", "jp", "kr", "tw", "hk", "sg", "au", "nz", "ca", "mx", "ar", "cl",
    "pe", "uy", "ve", "ec", "se", "dk", "fi", "gr", "hu", "ro", "pt", "ie", "cz", "sk", "si", "bg",
    "lt", "lv", "ee", "lu", "mt", "cy", "ua", "kz", "ge", "il", "ir", "sa", "ae", "qa", "kw", "eg",
    "za", "ng", "ke", "gh", "tz", "ug", "pk", "bd", "lk", "np", "th", "vn", "ph", "su", "ba", "ad",
    "va", "li", "mc", "cat", "gal", "eus", "bzh", "scot", "space", "works", "world", "global",
    "digital",
]);
/// Those that mean something else as well.
static AMBIGUOUS: Words<81> = Words::new([
    "al", "pl", "me", "name", "id", "is", "in", "it", "at", "be", "by", "do", "my", "no", "to",
    "us", "am", "as", "st", "sc", "ms", "fm", "mn", "ws", "vc", "ac", "ag", "bz", "cx", "dm", "gg",
    "hn", "hr", "im", "je", "ki", "lc", "ly", "mg", "mp", "mu", "nu", "pr", "pw", "re", "sx", "tc",
    "tk", "tl", "to", "vg", "vu", "info", "pro", "top", "date", "day", "run", "new", "mov", "foo",
    "bar", "dad", "page", "link", "click", "email", "group", "work", "live", "host", "win", "life",
    "today", "zone", "one", "int", "local", "lan", "test", "rest",
]);
/// Those that are endings of files, of which names with dots and digits are many.
static FILES: Words<18> = Words::new([
    "example", "rs", "py", "md", "sh", "zip", "so", "cc", "ml", "ps", "pm", "mm", "la", "mk", "tf",
    "gs", "vi", "app",
]);
/// Labels before a country's domain that are a suffix together.
static SECOND_LEVEL: Words<22> = Words::new([
    "co", "com", "org", "net", "gov", "gob", "gouv", "gub", "edu", "ac", "ne", "or", "go", "mil",
    "nhs", "ltd", "plc", "sch", "nom", "web", "asn", "govt",
]);
/// Names in source code before `.io`, `.net` and the like.
static CODE: Words<16> = Words::new([
    "self", "this", "asp", "vb", "ado", "system", "java", "std", "fs", "tokio", "futures", "obj",
    "node", "ml", "go", "sys",
]);
/// Words that name a host.
static LABELS: Words<24> = Words::new([
    "domain",
    "domains",
    "website",
    "site",
    "host",
    "hostname",
    "server",
    "visit",
    "homepage",
    "webpage",
    "nameserver",
    "whois",
    "dig",
    "nslookup",
    "ping",
    "fqdn",
    "url",
    "web",
    "webseite",
    "domaine",
    "dominio",
    "sito",
    "домен",
    "сайт",
]);

/// Whether a label is a top-level domain that people register under.
pub(crate) fn is_top_level(label: &[u8]) -> bool {
    let word = packed(label);
    CLEAR.has(word) || AMBIGUOUS.has(word) || FILES.has(word)
}

/// Whether a top-level domain means something else as well.
pub(crate) fn is_ambiguous(label: &[u8]) -> bool {
    AMBIGUOUS.has(packed(label))
}

fn walk(text: &[u8], dot: usize) -> Option<Walked> {
    let rest = &text[dot + 1..];
    let len = rest
        .iter()
        .take(8)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let end = dot + 1 + len;
    let top = &rest[..len];
    let word = packed(top);
    let clear = CLEAR.has(word);
    let is_file = FILES.has(word);
    if !(clear || is_file || AMBIGUOUS.has(word)) || goes_on(&rest[len..]) {
        return None;
    }
    let start = host_start(text, dot)?;
    let host = &text[start..dot];
    let (labels, telling) = labels(host)?;
    // `End.It`, `README.MD`: names are written in small letters, or all in capitals.
    let is_small = !top.iter().any(u8::is_ascii_uppercase);
    if !is_small && text[start..end].iter().any(u8::is_ascii_lowercase) {
        return None;
    }
    let last = host.rsplit(|&byte| byte == b'.').next()?;
    let is_suffix = labels == 1 && (SECOND_LEVEL.has(packed(last)) && len == 2);
    let is_code = labels == 1 && CODE.has(packed(last));
    let is_short = last.len() == 1 && word != const { pack(b"com") };
    if is_suffix || is_code || is_short {
        return None;
    }
    if clear || telling && labels > 1 && !is_file {
        return Some(Walked::new(start, end, KNOWN));
    }
    if start == 0 && end == text.len() {
        return Some(Walked::new(start, end, -20));
    }
    let label = words::label(&text[..start])?;
    LABELS
        .has(packed(label.word))
        .then_some(Walked::new(start, end, KNOWN))
}

/// Whether what follows makes it a call, a path of names, or a part of a longer name.
fn goes_on(rest: &[u8]) -> bool {
    match rest {
        [b'.', next, ..] => next.is_ascii_alphanumeric() || *next == b'_',
        [b'-', next, ..] => next.is_ascii_alphanumeric(),
        [b':', b':', ..] => true,
        [byte, ..] => {
            byte.is_ascii_alphanumeric()
                || matches!(
                    byte,
                    b'_' | b'(' | b'[' | b'@' | b'$' | b'{' | b'=' | b'\\' | b'+'
                )
                || *byte >= 0xC3 && *byte < 0xE2
        }
        [] => false,
    }
}

/// Where the host begins that ends before `dot`; none if something before it makes it another thing.
fn host_start(text: &[u8], dot: usize) -> Option<usize> {
    let least = dot.saturating_sub(MAX_HOST);
    let mut start = dot;
    while start > least && is_host(text[start - 1]) {
        start -= 1;
    }
    // Half a letter of a script that writes no blanks belongs to the text before.
    while start < dot && (0x80..0xC3).contains(&text[start]) {
        start += 1;
    }
    let before = start.checked_sub(1).map_or(b' ', |at| text[at]);
    let other = matches!(
        before,
        b'@' | b'/'
            | b'\\'
            | b'_'
            | b'$'
            | b'*'
            | b'%'
            | b'&'
            | b'#'
            | b'~'
            | b'+'
            | b')'
            | b']'
            | b'?'
            | b'!'
    );
    let begins = text
        .get(start)
        .is_some_and(|byte| !matches!(byte, b'-' | b'.'));
    (start < dot && begins && !other).then_some(start)
}

/// How many labels the host has, and whether a hyphen or digit is in it or it has more than one.
fn labels(host: &[u8]) -> Option<(usize, bool)> {
    let (mut count, mut telling, mut letters) = (0, false, false);
    for label in host.split(|&byte| byte == b'.') {
        let ends = [label.first()?, label.last()?];
        if label.len() > MAX_LABEL || ends.contains(&&b'-') {
            return None;
        }
        count += 1;
        telling |= label
            .iter()
            .any(|byte| *byte == b'-' || byte.is_ascii_digit());
        letters |= label.iter().any(|byte| !byte.is_ascii_digit());
    }
    // `12.de` is no host, `163.com` is one.
    (letters || host.len() > 2 && count == 1).then_some((count, telling))
}

fn is_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | 0xC3..=0xD6 | 0x80..=0xBF)
}
