//! Names of people on social networks.

mod mention;

use super::{
    username,
    words::{self, Label, Words, packed},
};
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// `@` and two to thirty letters, digits, dots and low lines, where no address, no annotation of source
/// code and no package's scope is meant; or a name behind the label of a network (`instagram: jdoe`), or
/// as the whole value of a field of such a name.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::At, at_sign),
            Shape::labelled(&LABELS, labelled),
            Shape::Whole(|text| username::is_whole(text).then_some(Walked::new(0, text.len(), -22))),
        ],
        context: "twitter;twitter handle;tweet;tweeted;retweet;instagram;insta;tiktok;telegram;snapchat;\
             mastodon;bluesky;discord;github;youtube;twitch;reddit;linkedin;facebook;vk;weibo;threads;\
             handle;handles;social handle;social media;screen name;screenname;follow;follow me;mentions;\
             dm;dm me;nickname;gamertag;telegram username"
            .into(),
        normal: Normal::Lowercase,
        citation: "The networks' rules for names: X 4 to 15 characters, Instagram 30, Telegram 32, TikTok \
             24, GitHub 39"
            .into(),
        ..Recognizer::new("social_handle", "SOCIAL_HANDLE", "global")
    }
}

static NETWORKS: Words<22> = Words::new([
    "twitter",
    "instagram",
    "insta",
    "tiktok",
    "telegram",
    "snapchat",
    "mastodon",
    "bluesky",
    "discord",
    "github",
    "gitlab",
    "twitch",
    "reddit",
    "skype",
    "wechat",
    "weibo",
    "facebook",
    "handle",
    "gamertag",
    "kik",
    "vkontakte",
    "threads",
]);
/// The second word of `twitter handle`, `telegram_username`.
static SECONDS: Words<6> = Words::new(["handle", "username", "user", "id", "name", "account"]);
static LABELS: [&[&str]; 2] = [NETWORKS.list(), SECONDS.list()];
/// The first word of `social_handle` and `user_handle`.
static KINDS: Words<17> = Words::new([
    "social", "media", "user", "author", "account", "profile", "online", "public", "display",
    "creator", "contact", "x", "ig", "fb", "tg", "yt", "bsky",
]);
/// Annotations, directives and tags of documentation, and those whom a chat calls together.
static OTHERS: Words<119> = Words::new([
    "abstractmethod",
    "contextmanager",
    "asynccontextmanager",
    "wraps",
    "cached",
    "overload",
    "parametrize",
    "fixture",
    "mock",
    "task",
    "route",
    "get",
    "post",
    "login",
    "callback",
    "override",
    "deprecated",
    "test",
    "property",
    "staticmethod",
    "classmethod",
    "dataclass",
    "param",
    "return",
    "returns",
    "throws",
    "see",
    "since",
    "author",
    "version",
    "type",
    "typedef",
    "todo",
    "media",
    "import",
    "font",
    "charset",
    "keyframes",
    "supports",
    "include",
    "mixin",
    "extend",
    "use",
    "forward",
    "each",
    "if",
    "else",
    "for",
    "while",
    "end",
    "section",
    "yield",
    "extends",
    "component",
    "injectable",
    "input",
    "output",
    "module",
    "ngmodule",
    "directive",
    "pipe",
    "viewchild",
    "autowired",
    "bean",
    "service",
    "repository",
    "controller",
    "restcontroller",
    "getmapping",
    "postmapping",
    "entity",
    "id",
    "column",
    "table",
    "notnull",
    "nullable",
    "nonnull",
    "inject",
    "provides",
    "singleton",
    "before",
    "after",
    "beforeeach",
    "aftereach",
    "objc",
    "escaping",
    "state",
    "binding",
    "published",
    "main",
    "available",
    "interface",
    "implementation",
    "selector",
    "synthesize",
    "protocol",
    "optional",
    "required",
    "private",
    "public",
    "protected",
    "internal",
    "abstract",
    "example",
    "default",
    "link",
    "code",
    "inheritdoc",
    "here",
    "channel",
    "everyone",
    "all",
    "pytest",
    "click",
    "app",
    "layer",
    "tailwind",
    "apply",
    "functions",
]);

fn at_sign(text: &[u8], at: usize) -> Option<Walked> {
    let before = at.checked_sub(1).map_or(b'\n', |at| text[at]);
    if before.is_ascii_alphanumeric()
        || before >= 0x80 && !is_wide_mark(&text[..at])
        || matches!(
            before,
            b'.' | b'_'
                | b'-'
                | b'@'
                | b'/'
                | b'+'
                | b'%'
                | b'!'
                | b'$'
                | b'='
                | b'{'
                | b'\\'
                | b'#'
                | b']'
                | b')'
        )
    {
        return None;
    }
    // Behind a quotation: `"symbol"@name`.
    if matches!(&text[..at], [.., last, b'"' | b'\''] if last.is_ascii_alphanumeric()) {
        return None;
    }
    let len = name(&text[at + 1..])?;
    let name = &text[at + 1..at + 1 + len];
    let end = at + 1 + len;
    if OTHERS.has(packed(name)) {
        return None;
    }
    let evidence = mention::evidence(text, at, end);
    Some(Walked::new(at, end, evidence))
}

/// Length of the handle that `text` begins with, if nothing goes on that makes it something else: an
/// address, a call, a path, a version.
fn name(text: &[u8]) -> Option<usize> {
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    let len = text.iter().take(33).take_while(is_name).count();
    let kept = text[..len].iter().rposition(|byte| *byte != b'.')? + 1;
    let fits = (2..=32).contains(&kept) && (text[0].is_ascii_alphanumeric() || text[0] == b'_');
    let letters = text[..kept]
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    let goes_on = match text.get(len..).unwrap_or_default() {
        [b' ', b'$', ..] => true,
        [byte, ..] => {
            matches!(
                byte,
                b'@' | b'(' | b'/' | b'\\' | b'[' | b'-' | b'{' | b'=' | b'<'
            ) || *byte >= 0xC3 && kept == len
        }
        [] => false,
    };
    (fits && letters >= 2 && !goes_on && !is_host(&text[..kept])).then_some(kept)
}

/// Whether a name ends as a host does: `an @example.com address`.
fn is_host(name: &[u8]) -> bool {
    let ends: [&[u8]; 5] = [b".com", b".org", b".net", b".edu", b".gov"];
    ends.iter().any(|end| {
        name.last_chunk::<4>()
            .is_some_and(|last| last.eq_ignore_ascii_case(end))
    })
}

/// Whether the text ends with a mark or a letter of a script that writes no blanks.
fn is_wide_mark(text: &[u8]) -> bool {
    let three = text.len().checked_sub(3).map(|at| &text[at..]);
    three.is_some_and(|three| matches!(three[0], 0xE2..=0xEF))
}

fn labelled(text: &[u8], at: usize) -> Option<Walked> {
    let Label { word, before, .. } = words::label(&text[..=at])?;
    let key = packed(word);
    let is_network = NETWORKS.has(key) && !is_part(key, before)
        || SECONDS.has(key) && username::follows(before, &NETWORKS);
    if !is_network || words::is_replacement(before) {
        return None;
    }
    let rest = &text[at + 1..];
    let gap = rest
        .iter()
        .take(4)
        .take_while(|byte| matches!(byte, b' ' | b'"' | b'\'' | b'`'));
    let gap = gap.count();
    let start = at + 1 + gap;
    let len = username::name(text.get(start..)?)?;
    let (value, next) = (&text[start..start + len], &text[start + len..]);
    let sentence = matches!(next, [b' ', next, ..] if next.is_ascii_lowercase());
    let is_host = matches!(next, [b':', ..]);
    let telling = value.iter().any(|byte| !byte.is_ascii_alphabetic());
    let quoted = rest[..gap].iter().any(|byte| *byte != b' ');
    let is_other = is_host || username::is_code(value, next, quoted) || packed(value) == key;
    (!is_other && (telling || !sentence)).then_some(Walked::new(start, start + len, 12))
}

/// Whether `text` ends with a word that makes something else of the next one, as in `file_handle` and
/// `num_threads`.
fn is_part(key: words::Packed, text: &[u8]) -> bool {
    let is_handle = key == const { words::pack(b"handle") };
    let is_other = is_handle || key == const { words::pack(b"threads") };
    let is_kind = username::follows(text, &NETWORKS) || username::follows(text, &KINDS);
    is_other && text.ends_with(b"_") && !(is_handle && is_kind)
        || !is_handle && is_other && text.ends_with(b"-")
}
