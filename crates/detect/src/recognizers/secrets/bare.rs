//! Keys without a mark of their own: so many characters of an alphabet, which only the words beside them
//! tell from a hash. A form is a row, with those who give out keys of it.

use super::{
    setting::{Name, value_start},
    values::Looks,
};
use crate::{
    placeholder,
    recognizer::{Anchor, Recognizer, Shape, Walk, Walked},
    recognizers::global::words::{self, Words, packed},
};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    || HEX_32.recognizer(),
    || HEX_40.recognizer(),
    || HEX_64.recognizer(),
    || OKTA.recognizer(),
    aws_secret,
    uuid,
];

/// A form, and who uses it.
struct Row {
    id: &'static str,
    anchor: Anchor,
    walk: Walk,
    /// In small letters, in words as their capitals part them; each with what people call a key is a cue.
    vendors: &'static [&'static str],
    citation: &'static str,
}

/// What people call a key behind the name of its vendor.
const NOUNS: [&str; 9] = [
    "key",
    "api key",
    "apikey",
    "token",
    "auth token",
    "api token",
    "secret",
    "client secret",
    "app key",
];

const HEX_32: Row = Row {
    id: "vendor_key_hex_32",
    anchor: Anchor::LongToken,
    walk: hex::<32>,
    vendors: &[
        "twilio",
        "datadog",
        "data dog",
        "algolia",
        "amplitude",
        "mixpanel",
        "facebook",
        "rollbar",
        "bugsnag",
        "trello",
        "openweathermap",
        "open weather map",
        "openweather",
        "lastfm",
        "pagerduty",
        "pager duty",
        "mailgun",
        "spotify",
        "braintree",
        "line channel",
        "assemblyai",
        "assembly ai",
        "giphy",
        "yelp fusion",
        "segment",
    ],
    citation: "Twilio, Docs: auth tokens; Datadog, Docs: API and application keys; Algolia, Docs: API keys; \
               Spotify, Web API: client credentials; and those of the other vendors",
};

const HEX_40: Row = Row {
    id: "vendor_key_hex_40",
    anchor: Anchor::LongToken,
    walk: hex::<40>,
    vendors: &[
        "datadog",
        "data dog",
        "datadog application",
        "github",
        "git hub",
        "gitea",
        "bitly",
        "sparkpost",
        "spark post",
        "circleci",
        "circle ci",
        "buildkite",
        "todoist",
        "strava",
        "hunter",
        "readthedocs",
        "read the docs",
        "sendbird",
    ],
    citation: "Datadog, Docs: API and application keys; GitHub Docs: OAuth apps, client secrets; Bitly, \
               Developers: access tokens; and those of the other vendors",
};

const HEX_64: Row = Row {
    id: "vendor_key_hex_64",
    anchor: Anchor::LongToken,
    walk: hex::<64>,
    vendors: &[
        "linode",
        "digitalocean",
        "digital ocean",
        "sentry",
        "zoom",
        "pusher",
        "gitlab oauth",
    ],
    citation: "Akamai, Linode API: personal access tokens; DigitalOcean, API reference: authentication; \
               Sentry, Docs: auth tokens",
};

const OKTA: Row = Row {
    id: "okta_api_token",
    anchor: Anchor::Token,
    walk: okta,
    vendors: &["okta", "ssws", "okta ssws"],
    citation: "Okta, Developer: create an API token",
};

impl Row {
    fn recognizer(&self) -> Recognizer {
        Recognizer {
            shapes: vec![Shape::walk(self.anchor, self.walk)],
            context: phrases(self.vendors).into(),
            citation: self.citation.into(),
            ..Recognizer::new(self.id, "SAAS_TOKEN", "secrets")
        }
    }
}

/// Each vendor with each noun behind it.
fn phrases(vendors: &[&str]) -> String {
    let phrases = vendors
        .iter()
        .flat_map(|vendor| NOUNS.iter().map(move |noun| format!("{vendor} {noun}")));
    phrases.collect::<Vec<_>>().join(";")
}

/// The secret of a pair of keys of AWS, beside a word that says so or behind the id of the pair.
fn aws_secret() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Token, aws)],
        context:
            "aws secret;aws secret key;aws secret access key;secret access key;secretaccesskey;\
             aws key;aws credentials;aws credential;aws access key;aws token;iam secret;\
             amazon secret key"
                .into(),
        citation: "AWS, IAM User Guide: managing access keys for IAM users".into(),
        ..Recognizer::new("aws_secret_access_key", "AWS_KEY", "secrets")
    }
}

/// Keys that are UUIDs, behind a name that says whose.
fn uuid() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::labelled(&[&["key", "token", "secret"]], uuid_setting),
            Shape::Whole(whole_uuid),
        ],
        context: phrases(UUIDS).into(),
        citation:
            "Heroku, Platform API reference: Authentication; Snyk, Docs: API tokens; Postmark, \
                   Developer docs: API tokens; Opsgenie, API: authentication"
                .into(),
        ..Recognizer::new("vendor_key_uuid", "SAAS_TOKEN", "secrets")
    }
}

const UUIDS: &[&str] = &[
    "heroku",
    "snyk",
    "postmark",
    "opsgenie",
    "ops genie",
    "codecov",
    "hubspot",
    "hub spot",
    "launchdarkly",
    "launch darkly",
    "terraform",
];

/// It is nothing without a cue.
const BARE: i16 = -10;
/// A name or an id beside it leaves hardly a doubt.
const TOLD: i16 = 13;
/// A value of the form, in a field whose name is still to speak for it.
const IN_FIELD: i16 = -10;

/// A word of so many hexadecimal digits, letters small, with digits and letters. Hot: per long word; of
/// those in logs many are hashes.
fn hex<const LEN: usize>(text: &[u8], at: usize) -> Option<Walked> {
    let word = run::<LEN>(text, at)?;
    // Without a branch for each byte.
    let (mut digits, mut letters, mut seen) = (0, 0, 0);
    for byte in word {
        digits += u8::from(byte.is_ascii_digit());
        letters += u8::from(matches!(byte, b'a'..=b'f'));
        seen |= 1_u32 << (byte & 31);
    }
    let is_hex = usize::from(digits + letters) == LEN && digits > 0 && letters > 0;
    let fits = is_hex && seen.count_ones() >= MIN_DISTINCT && stands(text, at);
    fits.then_some(Walked::new(at, at + LEN, BARE))
}

/// Fewer different digits are a placeholder's.
const MIN_DISTINCT: u32 = 6;

/// `00` and forty characters. Hot: per run of characters of tokens.
fn okta(text: &[u8], at: usize) -> Option<Walked> {
    const LEN: usize = 42;
    if !text[at..].starts_with(b"00") {
        return None;
    }
    let word = run::<LEN>(text, at)?;
    let is_url_safe = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let fits = word.iter().all(is_url_safe) && Looks::of(word).kinds >= 3 && is_drawn(word);
    fits.then_some(Walked::new(at, at + LEN, BARE))
}

/// Forty characters of base 64. Hot: per run of characters of tokens.
fn aws(text: &[u8], at: usize) -> Option<Walked> {
    let word = run::<40>(text, at)?;
    aws_word(text, at, word)
}

/// Out of line: most runs are of another length.
#[inline(never)]
fn aws_word(text: &[u8], at: usize, word: &[u8; 40]) -> Option<Walked> {
    let end = at + word.len();
    let is_base_64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let has = |is: fn(&u8) -> bool| word.iter().any(is);
    // Neither a path nor a hash.
    let is_mixed =
        has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase);
    let ends = !matches!(text.get(end), Some(b'=' | b'+'));
    if !is_mixed || !ends || !word.iter().all(is_base_64) || !is_drawn(word) {
        return None;
    }
    if has_id(&text[at.saturating_sub(NEAR)..at]) {
        return Some(Walked::new(at, end, TOLD));
    }
    let is_random = Looks::of(word).is_random();
    is_random.then_some(Walked::new(at, end, BARE))
}

/// So many bytes that end with a letter, digit or slash, which nothing goes on with.
#[inline(always)]
fn run<const LEN: usize>(text: &[u8], at: usize) -> Option<&[u8; LEN]> {
    let last = *text.get(at + LEN - 1)?;
    let is_whole = (last.is_ascii_alphanumeric() || matches!(last, b'/' | b'+' | b'-' | b'_'))
        && !text.get(at + LEN).is_some_and(|&byte| goes_on(byte));
    if is_whole {
        text[at..].first_chunk()
    } else {
        None
    }
}

/// How far the id of a key stands before its secret.
const NEAR: usize = 96;

/// Whether an id of a pair of keys stands there.
fn has_id(text: &[u8]) -> bool {
    let is_id = |part: &[u8]| {
        matches!(part, [b'A', b'K' | b'S', b'I', b'A', rest @ ..]
            if rest.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
    };
    text.windows(20).any(is_id)
}

/// Whether a byte behind a key makes it a part of something longer.
fn goes_on(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/') || byte >= 0x80
}

/// Whether what stands before a key is no part of it and does not say that it is a hash or a name: `sha1:`,
/// `commit `, `trace_id=`.
fn stands(text: &[u8], at: usize) -> bool {
    let before = &text[..at];
    let is_part = before
        .last()
        .is_some_and(|&byte| goes_on(byte) || matches!(byte, b'@' | b'#' | b'.'));
    let gap = before.iter().rev().take(3);
    let gap = gap.take_while(|byte| matches!(byte, b' ' | b':' | b'=' | b'"' | b'\'' | b'`'));
    let before = &before[..at - gap.count()];
    if is_part || before.ends_with(b"id") || before.ends_with(b"Id") {
        return false;
    }
    let digits = before.iter().rev().take(3);
    let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let word = words::last(&before[..before.len() - digits]);
    !HASHES.has(packed(word))
}

static HASHES: Words<22> = Words::new([
    "commit",
    "commits",
    "sha",
    "hash",
    "digest",
    "checksum",
    "md",
    "rev",
    "revision",
    "tree",
    "parent",
    "blob",
    "object",
    "etag",
    "fingerprint",
    "integrity",
    "merge",
    "head",
    "ref",
    "trace",
    "span",
    "request",
]);

fn is_drawn(word: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| word.iter().any(is);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && !placeholder::is_one(word)
}

fn uuid_setting(text: &[u8], at: usize) -> Option<Walked> {
    let start = value_start(text, at);
    let end = start + 36;
    let value = text.get(start..end)?;
    let ends = !text.get(end).is_some_and(|&byte| goes_on(byte));
    let fits = ends && is_uuid(value) && Name::before(text, at)?.has_one_of(UUIDS);
    fits.then_some(Walked::new(start, end, TOLD))
}

fn whole_uuid(text: &[u8]) -> Option<Walked> {
    is_uuid(text).then_some(Walked::new(0, text.len(), IN_FIELD))
}

fn is_uuid(text: &[u8]) -> bool {
    let fits = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.iter().enumerate().all(fits) && !placeholder::is_one(text)
}
