//! Secrets that a name calls so: the generic layer.

use super::{
    stand_in::is_stand_in,
    values::{self, MAX_PASSWORD, MAX_SECRET},
};
use crate::{
    finding::Evidence,
    labels::Ends,
    recognizer::{Anchor, Recognizer, Shape, Walked},
    recognizers::global::words::{self, Words, packed},
};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] =
    &[password, password_field, secret, secret_field];

const CITATION: &str = "MITRE, CWE-798: Use of Hard-coded Credentials; OWASP, Secrets Management Cheat \
     Sheet; NIST SP 800-63B, section 5.1.1";

/// What is assigned to a name that says password: `password = "..."`, `"dbPassword": "..."`, `<pwd>...`,
/// `--password ...`.
fn password() -> Recognizer {
    Recognizer {
        shapes: shapes(
            |text, at| assigned(text, at, Sort::Password),
            |text, at| tagged(text, at, Sort::Password),
            |text, at| flagged(text, at, Sort::Password),
        ),
        citation: CITATION.into(),
        ..Recognizer::new("password", "PASSWORD", "secrets")
    }
}

/// The same of names that say secret, token or key of an interface.
fn secret() -> Recognizer {
    Recognizer {
        shapes: shapes(
            |text, at| assigned(text, at, Sort::Secret),
            |text, at| tagged(text, at, Sort::Secret),
            |text, at| flagged(text, at, Sort::Secret),
        ),
        citation: CITATION.into(),
        ..Recognizer::new("generic_secret", "GENERIC_SECRET", "secrets")
    }
}

fn shapes(
    assigned: crate::recognizer::Walk,
    tagged: crate::recognizer::Walk,
    flagged: crate::recognizer::Walk,
) -> Vec<Shape> {
    vec![
        Shape::labelled(&LABELS, assigned),
        Shape::walk(Anchor::Assign, assigned),
        Shape::walk(Anchor::ClosingTag, tagged),
        Shape::walk(Anchor::Flag, flagged),
    ]
}

/// A field of such a name.
fn password_field() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Whole(whole_password)],
        context: "password;passwd;pwd;pass word;passphrase;pass phrase;user password;userpassword;\
             db password;dbpassword;db pass;user pass;login password;old password;new password;\
             password confirmation;confirm password;passwort;kennwort;contrasena;clave de acceso;\
             mot de passe;motdepasse;mdp;senha;parola d ordine;wachtwoord;losenord;passord;\
             adgangskode;kodeord;salasana;haslo;hasło;heslo;jelszo;parola;sifre;şifre;lozinka;пароль;\
             парола;κωδικος προσβασης;密码;密碼;口令;パスワード;비밀번호;mat khau;mật khẩu;kata sandi;\
             sandi;كلمة المرور;كلمة السر;סיסמה;סיסמא"
            .into(),
        citation: CITATION.into(),
        ..Recognizer::new("password_field", "PASSWORD", "secrets")
    }
}

fn secret_field() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Whole(whole_secret)],
        context: "secret;client secret;clientsecret;app secret;api secret;shared secret;secret key;\
             secretkey;api key;apikey;x api key;access key;accesskey;secret access key;private token;\
             access token;accesstoken;refresh token;auth token;authtoken;api token;apitoken;\
             bearer token;id token;session token;token;private key;signing key;encryption key;\
             master key;account key;webhook secret;signing secret;credential;credentials"
            .into(),
        citation: CITATION.into(),
        ..Recognizer::new("secret_field", "GENERIC_SECRET", "secrets")
    }
}

/// What a name calls its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Password,
    Secret,
}

/// Last words of names of passwords.
static PASSWORDS: Words<42> = Words::new([
    "password",
    "passwords",
    "passwd",
    "pwd",
    "pass",
    "pw",
    "passphrase",
    "phrase",
    "word",
    "passwort",
    "kennwort",
    "contrasena",
    "passe",
    "motdepasse",
    "mdp",
    "senha",
    "wachtwoord",
    "losenord",
    "passord",
    "adgangskode",
    "kodeord",
    "salasana",
    "haslo",
    "hasło",
    "heslo",
    "jelszo",
    "parola",
    "sifre",
    "şifre",
    "lozinka",
    "пароль",
    "парола",
    "κωδικός",
    "密码",
    "密碼",
    "口令",
    "パスワード",
    "비밀번호",
    "khẩu",
    "sandi",
    "المرور",
    "סיסמה",
]);
/// Last words of names of other secrets.
static SECRETS: Words<8> = Words::new([
    "secret",
    "secrets",
    "token",
    "key",
    "credential",
    "credentials",
    "apikey",
    "pat",
]);
static LABELS: [&[&str]; 2] = [PASSWORDS.list(), SECRETS.list()];
static ENDS: Ends = Ends::of(&LABELS);
static TYPE_ENDS: Ends = Ends::of(&[TYPES.list()]);
/// Both.
static MAY_END: Ends = Ends::of(&[PASSWORDS.list(), SECRETS.list(), TYPES.list()]);
/// Words that make a secret of a key.
static KEYS: Words<34> = Words::new([
    "api",
    "secret",
    "access",
    "private",
    "encryption",
    "signing",
    "auth",
    "master",
    "shared",
    "account",
    "subscription",
    "client",
    "service",
    "storage",
    "app",
    "application",
    "admin",
    "session",
    "encrypt",
    "hmac",
    "jwt",
    "cookie",
    "webhook",
    "write",
    "ingest",
    "integration",
    "deploy",
    "consumer",
    "authorization",
    "functions",
    "function",
    "rest",
    "sas",
    "crypto",
]);
/// Words that make something else of a token, and of a secret or password.
static OTHERS: Words<29> = Words::new([
    "page",
    "next",
    "continuation",
    "sync",
    "cancellation",
    "eos",
    "bos",
    "pad",
    "unk",
    "mask",
    "sep",
    "cls",
    "prev",
    "previous",
    "resume",
    "cursor",
    "csrf",
    "xsrf",
    "public",
    "hashed",
    "hash",
    "encrypted",
    "starting",
    "amz",
    "enc",
    "crypted",
    "no",
    "forgot",
    "reset",
]);
/// What words that are written without a gap end with.
const PASSWORD_ENDS: [&[u8]; 6] = [
    b"password",
    b"passwd",
    b"passwort",
    b"kennwort",
    b"passphrase",
    b"passwrd",
];
const SECRET_ENDS: [&[u8]; 8] = [
    b"secret",
    b"token",
    b"apikey",
    b"secretkey",
    b"accesskey",
    b"privatekey",
    b"authkey",
    b"signingkey",
];
/// Types that stand between a name and its value.
static TYPES: Words<8> = Words::new([
    "str", "string", "optional", "char", "static", "any", "bytes", "text",
]);

/// More than the link around it, which is another finding.
const IN_URL: i16 = 28;
/// The longest name that is read.
const MAX_NAME: usize = 48;
/// Blanks before and behind a mark.
const MAX_GAP: usize = 24;
/// Backslashes before a quotation mark.
const MAX_ESCAPES: usize = 7;

/// A name, and where it begins.
#[derive(Clone, Copy, Debug)]
struct Name {
    sort: Sort,
    start: usize,
}

/// The name of a secret that `text` ends with, before the mark of an assignment.
fn name(text: &[u8]) -> Option<Name> {
    let end = trim(text);
    let kept = end - numbers(&text[..end]);
    if !MAY_END.may_end(&text[..kept]) {
        return None;
    }
    let typed = TYPE_ENDS.may_end(&text[..end]);
    let end = typed.then(|| without_type(&text[..end])).flatten();
    let end = end.unwrap_or(kept);
    let end = end - numbers(&text[..end]);
    if !ENDS.may_end(&text[..end]) {
        return None;
    }
    // Most names are read no further than their last word.
    let word = last_word(&text[end.saturating_sub(MAX_NAME)..end]);
    let sort = sort(word)?;
    let run = text[..end].iter().rev().take(MAX_NAME);
    let len = run.take_while(|&&byte| is_name(byte)).count();
    let start = end - len;
    // A path of types: `Api::Key`.
    if text[..start].ends_with(b"::") {
        return None;
    }
    let rest = &text[..end - word.len()];
    // Before it a word of the same name, or one with a blank between.
    let before = match rest {
        // Manual pages escape a hyphen.
        [front @ .., b'\\', b'-'] | [front @ .., b'_' | b'-' | b'.' | b' '] => last_word(front),
        _ if rest.len() > start => last_word(rest),
        _ => b"",
    };
    fits(sort, word, before, rest).then_some(Name { sort, start })
}

/// Length of a number that a name ends with: `password_2`.
fn numbers(text: &[u8]) -> usize {
    let last = text.iter().rev().take(4);
    last.take_while(|byte| byte.is_ascii_digit() || **byte == b'_')
        .count()
}

/// Where a name ends: before blanks, and a quotation mark or a bracket.
fn trim(text: &[u8]) -> usize {
    let blanks = text.iter().rev().take(MAX_GAP);
    let blanks = blanks
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    let rest = &text[..text.len() - blanks];
    let marks = rest.iter().rev().take(4 + MAX_ESCAPES);
    let marks =
        marks.take_while(|byte| matches!(byte, b'"' | b'\'' | b'`' | b']' | b'[' | b'*' | b'\\'));
    rest.len() - marks.count()
}

/// Where the name ends before the type that `text` ends with: `name: &str`, `name string`.
fn without_type(text: &[u8]) -> Option<usize> {
    let word = last_word(text);
    let rest = &text[..text.len() - word.len()];
    if !TYPES.has(packed(word)) {
        return None;
    }
    let rest = match rest {
        [front @ .., b' '] if front.ends_with(b"&'static") => &front[..front.len() - 8],
        [front @ .., b'&'] => front,
        _ => rest,
    };
    let name = rest.trim_ascii_end();
    match name {
        [front @ .., b':'] => Some(front.len()),
        _ if name.len() < rest.len() => Some(name.len()),
        _ => None,
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || byte >= 0x80
}

/// The last word of a name: `Key` of `apiKey`, `APIKEY` as a whole.
fn last_word(text: &[u8]) -> &[u8] {
    let letters = words::last(text);
    let mut has_small = false;
    for (count, &byte) in letters.iter().rev().enumerate() {
        if byte.is_ascii_uppercase() && has_small {
            return &letters[letters.len() - count - 1..];
        }
        has_small |= byte.is_ascii_lowercase();
    }
    // A capital begins a word: `apiKEY`.
    let hump = letters
        .windows(2)
        .rposition(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    hump.map_or(letters, |at| &letters[at + 1..])
}

/// What the last word of a name may call its value.
fn sort(word: &[u8]) -> Option<Sort> {
    let key = packed(word);
    if ends_with(word, &PASSWORD_ENDS) || PASSWORDS.has(key) {
        Some(Sort::Password)
    } else if is(word, "key")
        || is(word, "pat")
        || SECRETS.has(key)
        || ends_with(word, &SECRET_ENDS)
    {
        Some(Sort::Secret)
    } else {
        None
    }
}

/// Whether it calls it so with the word before it; `front` is all before the last one.
fn fits(sort: Sort, word: &[u8], before: &[u8], front: &[u8]) -> bool {
    let other = packed(before);
    let joined = !before.is_empty() && !front.ends_with(b" ");
    if OTHERS.has(other) {
        return false;
    }
    match sort {
        Sort::Password if ends_with(word, &PASSWORD_ENDS) => true,
        // `pass` and `pw` alone are other words as well.
        Sort::Password if is(word, "pw") || is(word, "pass") => joined,
        Sort::Password if is(word, "word") || is(word, "phrase") => is(before, "pass"),
        Sort::Password if is(word, "passe") => is(before, "de"),
        Sort::Secret if is(word, "key") => KEYS.has(other),
        Sort::Secret if is(word, "pat") => joined,
        Sort::Password | Sort::Secret => true,
    }
}

fn is(word: &[u8], name: &str) -> bool {
    word.eq_ignore_ascii_case(name.as_bytes())
}

fn ends_with(word: &[u8], ends: &[&[u8]]) -> bool {
    ends.iter().any(|end| {
        word.len() >= end.len() && word[word.len() - end.len()..].eq_ignore_ascii_case(end)
    })
}

/// How a value is written, which says what may stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Between quotation marks.
    Quoted,
    /// A line of a file of settings, or a flag of a command: all up to a blank.
    Setting,
    /// The rest of a line that begins with the name, or a parameter.
    Line,
    /// Anything else, such as an expression of code.
    Code,
}

/// What stands behind the mark at `at`, if its name calls it so.
fn assigned(text: &[u8], at: usize, sort: Sort) -> Option<Walked> {
    let name = name(&text[..at])?;
    if name.sort != sort || words::is_replacement(&text[..at]) {
        return None;
    }
    let mut from = at + 1;
    // `=>`, `:=`
    from += usize::from(matches!(
        (text[at], text.get(from)),
        (b'=', Some(b'>')) | (b':', Some(b'='))
    ));
    let gap = gap(&text[from..]);
    let (start, end, style) = value(text, from + gap)?;
    let style = match style {
        Style::Line => bare_style(text, name.start, at, gap, end),
        style => style,
    };
    let mut walked = weigh(text, start, end, style, sort)?;
    if text[..name.start].ends_with(b"?") || text[..name.start].ends_with(b"&") {
        walked.evidence = Evidence(IN_URL);
    }
    Some(walked)
}

fn gap(text: &[u8]) -> usize {
    let blanks = text.iter().take(MAX_GAP);
    blanks
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

/// The value that begins at `at`: between quotation marks, or up to what ends a word.
fn value(text: &[u8], at: usize) -> Option<(usize, usize, Style)> {
    let rest = &text[at..];
    let prefix = match rest {
        [b'b' | b'r' | b'u' | b'f' | b'@', b'"' | b'\'', ..] => 1,
        _ => 0,
    };
    let rest = &rest[prefix..];
    let (&first, inner) = rest.split_first()?;
    let start = at + prefix;
    // Code or JSON that is shown as text has its quotation marks escaped, perhaps several times.
    let escapes = rest.iter().take(MAX_ESCAPES);
    let escapes = escapes.take_while(|&&byte| byte == b'\\').count();
    if escapes > 0 && matches!(rest.get(escapes), Some(b'"' | b'\'')) {
        let start = start + escapes + 1;
        let end = text[start..].iter().take(MAX_SECRET + 1);
        let len = end
            .take_while(|&&byte| byte != b'\\' && byte >= b' ')
            .count();
        return Some((start, start + len, Style::Quoted));
    }
    if matches!(first, b'"' | b'\'' | b'`') {
        let len = quoted(inner, first)?;
        return Some((start + 1, start + 1 + len, Style::Quoted));
    }
    let len = rest.iter().take(MAX_SECRET + 1);
    let len = len.take_while(|&&byte| !ends_bare(byte)).count();
    let next = rest.get(len);
    // A call, an index, a template, or text in another script.
    let goes_on = next.is_some_and(|&byte| {
        matches!(byte, b'(' | b'[' | b'{' | b'<' | b'\\' | b'"' | b'\'') || byte >= 0x80
    });
    (!goes_on).then_some((start, start + len, Style::Line))
}

/// Length of a text up to the quotation mark that closes it.
fn quoted(text: &[u8], mark: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' | b'\r' => return None,
            _ if byte == mark => return Some(at),
            _ => {}
        }
        at += 1;
        if at > MAX_SECRET {
            return None;
        }
    }
    None
}

fn ends_bare(byte: u8) -> bool {
    byte <= b' '
        || byte >= 0x7F
        || matches!(
            byte,
            b'"' | b'\''
                | b'`'
                | b'<'
                | b'>'
                | b'('
                | b')'
                | b'['
                | b']'
                | b'{'
                | b'}'
                | b','
                | b';'
                | b'&'
                | b'|'
                | b'\\'
        )
}

/// What a value without quotation marks is: no expression if it ends its line or a parameter, and its name
/// begins the line or the mark has no blanks around it.
fn bare_style(text: &[u8], name: usize, at: usize, gap: usize, end: usize) -> Style {
    let line = text[..name].iter().rev().take(MAX_GAP);
    let indent = line
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'-'))
        .count();
    let before = text[..name - indent].last();
    let begins = before.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
        || text[..name].ends_with(b"export ")
        || text[..name].ends_with(b"ENV ");
    let tight = gap == 0 && text[at] == b'=' && !text[..at].ends_with(b" ");
    let next = text.get(end).copied();
    let ends = next.is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
    let ends_word = ends || matches!(next, Some(b' ' | b'\t' | b'&' | b';'));
    let is_label = text[at] == b':' && gap > 0;
    let is_flag = text[name..].starts_with(b"--");
    if tight && (begins && ends && indent == 0 || is_flag && ends_word) {
        Style::Setting
    } else if tight && ends_word || begins && ends || is_label && ends_word && next != Some(b';') {
        Style::Line
    } else {
        Style::Code
    }
}

fn weigh(text: &[u8], start: usize, end: usize, style: Style, sort: Sort) -> Option<Walked> {
    let mut value = &text[start..end];
    if matches!(style, Style::Line | Style::Code) {
        while let [front @ .., b'.' | b',' | b':' | b'!' | b'?'] = value {
            let is_strong = matches!(value, [.., b'!' | b'?']) && values::is_strong(value);
            if is_strong {
                break;
            }
            value = front;
        }
        if is_code(value, &text[end..], style) {
            return None;
        }
    }
    let evidence = match sort {
        Sort::Password => values::password(value)?,
        Sort::Secret => values::secret(value)?,
    };
    // Less is said by what nothing encloses.
    let evidence = if style == Style::Quoted {
        evidence
    } else {
        evidence - 2
    };
    Some(Walked::new(start, start + value.len(), evidence))
}

/// Whether a value without quotation marks is a word of source code; `next` is what stands behind it.
fn is_code(value: &[u8], next: &[u8], style: Style) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':');
    let is_name = value.iter().all(is_part);
    // A member, or a type before the value.
    let is_member = value.iter().any(|byte| matches!(byte, b'.' | b':'));
    if is_name && (is_member || next.starts_with(b" =")) {
        return true;
    }
    let is_word = is_name && (style == Style::Code || value.contains(&b'_'));
    (is_word || style == Style::Code) && !values::is_strong(value)
}

/// What stands before the closing tag whose slash is at `at`, if the tag's name calls it so.
fn tagged(text: &[u8], at: usize, sort: Sort) -> Option<Walked> {
    let tag = &text[at + 1..];
    let names = tag.iter().take(MAX_NAME);
    let len = names
        .take_while(|&&byte| is_name(byte) || byte == b':')
        .count();
    if tag.get(len) != Some(&b'>') || !text[..at].ends_with(b"<") {
        return None;
    }
    let tag = &tag[..len];
    if name(tag)?.sort != sort {
        return None;
    }
    let end = at - 1;
    let value = text[..end].iter().rev().take(MAX_SECRET);
    let len = value
        .take_while(|&&byte| byte != b'>' && byte > b' ')
        .count();
    let start = end - len;
    let opens = text[..start].ends_with(b">") && is_opening(&text[..start - 1], tag);
    if !opens {
        return None;
    }
    weigh(text, start, end, Style::Quoted, sort)
}

/// Whether `text` ends with the opening tag of that name but for its bracket.
fn is_opening(text: &[u8], tag: &[u8]) -> bool {
    let near = text.iter().rev().take(256);
    let len = near
        .take_while(|&&byte| byte != b'<' && byte != b'>')
        .count();
    let inner = &text[text.len() - len..];
    let behind = inner.get(tag.len());
    inner.starts_with(tag) && behind.is_none_or(|byte| *byte == b' ')
}

/// What follows a flag that its name calls so: `--token VALUE`.
fn flagged(text: &[u8], at: usize, sort: Sort) -> Option<Walked> {
    let flag = text[at..].strip_prefix(b"--")?;
    let len = flag
        .iter()
        .take(MAX_NAME)
        .take_while(|&&byte| is_name(byte))
        .count();
    // A mark makes an assignment of it.
    if flag.get(len) != Some(&b' ') || name(&flag[..len])?.sort != sort {
        return None;
    }
    let from = at + 2 + len;
    let (start, end, style) = value(text, from + gap(&text[from..]))?;
    if text.get(start) == Some(&b'-') {
        return None;
    }
    weigh(text, start, end, style, sort)
}

fn whole_password(text: &[u8]) -> Option<Walked> {
    let looks = values::Looks::of(text);
    let fits = (5..=MAX_PASSWORD).contains(&text.len())
        && text.iter().all(|&byte| byte > b' ' && byte != 0x7F)
        && looks.letters + looks.digits > 2
        && !is_stand_in(text)
        && !is_label(text);
    fits.then_some(Walked::new(0, text.len(), -16))
}

/// Whether the value of a field is a word for passwords, as in tables of translations, or none of a secret.
fn is_label(text: &[u8]) -> bool {
    let first = text
        .first()
        .is_some_and(|byte| byte.is_ascii_uppercase() || *byte >= 0x80);
    let rest = text.get(1..).unwrap_or_default();
    PASSWORDS.has(packed(words::last(text)))
        || first
            && rest
                .iter()
                .all(|byte| byte.is_ascii_lowercase() || *byte >= 0x80)
        || text.iter().all(|&byte| byte >= 0x80)
}

fn whole_secret(text: &[u8]) -> Option<Walked> {
    values::secret(text).map(|evidence| Walked::new(0, text.len(), evidence.min(12) - 28))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_call() {
        for (text, sort) in [
            ("password", Sort::Password),
            ("DB_PASSWORD", Sort::Password),
            ("PGPASSWORD", Sort::Password),
            ("\"userPwd\"", Sort::Password),
            ("db_pass", Sort::Password),
            ("mot de passe ", Sort::Password),
            ("contraseña", Sort::Password),
            ("password: &str ", Sort::Password),
            ("password string ", Sort::Password),
            ("os.environ[\"API_KEY\"] ", Sort::Secret),
            ("apiKey", Sort::Secret),
            ("APIKey", Sort::Secret),
            ("X-Api-Key", Sort::Secret),
            ("client_secret", Sort::Secret),
            ("SECRET_2 ", Sort::Secret),
            ("githubToken", Sort::Secret),
        ] {
            let found = name(text.as_bytes()).map(|name| name.sort);
            assert_eq!(found, Some(sort), "{text}");
        }
        for text in [
            "key",
            "public_key",
            "next_page_token",
            "password_hash",
            "hashed_password",
            "secret_name",
            "first pass",
            "keyword",
            "monkey",
            "",
            "=",
            "compass",
        ] {
            assert!(name(text.as_bytes()).is_none(), "{text}");
        }
    }

    /// No walk of secrets panics, or says more than the text holds, whatever stands around its anchor.
    #[test]
    fn walks_take_any_bytes() {
        const PIECES: [&[u8]; 24] = [
            b"password",
            b"token",
            b"-----BEGIN ",
            b"PRIVATE KEY",
            b"-----",
            b" = ",
            b": ",
            b"=",
            b"\"",
            b"'",
            b"\\n",
            b"\n",
            b" ",
            b"://",
            b"@",
            b"eyJhbGciOiJIUzI1NiJ9",
            b".",
            b"--",
            b"-u ",
            b"</",
            b">",
            b"Private-Lines",
            b"9",
            b"\xE5\xAF\x86",
        ];
        let mut seed = 1_u64;
        let mut next = |most: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % most
        };
        let recognizers: Vec<_> = super::super::recognizers().collect();
        let shapes = recognizers.iter().flat_map(|rule| &rule.shapes);
        let walks: Vec<crate::recognizer::Walk> = shapes
            .filter_map(|shape| match shape {
                Shape::Walk { walk, .. } | Shape::Labelled { walk, .. } => Some(*walk),
                _ => None,
            })
            .collect();
        for _ in 0..2_000 {
            let count = next(12);
            let mut text = (0..count).fold(vec![], |mut text, _| {
                text.extend_from_slice(PIECES[next(PIECES.len())]);
                text
            });
            text.push(next(256) as u8);
            for at in 0..text.len() {
                for walk in &walks {
                    if let Some(Walked { start, end, .. }) = walk(&text, at) {
                        assert!(start < end && end <= text.len());
                    }
                }
            }
        }
    }
}
