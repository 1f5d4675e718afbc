//! Names under which people log in.

use super::words::{self, Label, Words, packed};
use crate::recognizer::{Normal, Recognizer, Shape, Walked};

/// A name of letters, digits and `.`, `_`, `-` behind a label such as `username:`, `user=` or
/// `"login":`, or as the whole value of a field of such a name. Words that follow `user:` in the
/// transcript of a talk are none.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::labelled(&LABELS, labelled),
            Shape::Whole(|text| is_whole(text).then_some(Walked::new(0, text.len(), -20))),
        ],
        context: "username;user name;usernames;userid;user id;user login;login name;login id;loginid;\
             logon name;account name;samaccountname;userprincipalname;benutzername;nutzername;\
             benutzerkennung;anmeldename;nom d utilisateur;identifiant utilisateur;nombre de usuario;\
             nome utente;nome de usuario;nome de utilizador;gebruikersnaam;anvandarnamn;brukernavn;\
             brugernavn;kayttajatunnus;nazwa uzytkownika;nazwa użytkownika;uzivatelske jmeno;\
             felhasznalonev;nume utilizator;korisnicko ime;kullanici adi;kullanıcı adı;\
             имя пользователя;логин;ім'я користувача;потребителско име;όνομα χρήστη;nama pengguna;\
             ten đang nhap;اسم المستخدم;שם משתמש;用户名;使用者名稱;ユーザー名;ユーザ名;사용자명;아이디"
            .into(),
        normal: Normal::Lowercase,
        citation: "RFC 7613, section 3 (UsernameCaseMapped), the ASCII part of it; POSIX.1-2017, \
             section 3.437 (user name)"
            .into(),
        ..Recognizer::new("username", "USERNAME", "global")
    }
}

/// Labels that nothing but a name follows.
static NAMES: Words<33> = Words::new([
    "username",
    "userid",
    "loginname",
    "loginid",
    "screenname",
    "nickname",
    "nick",
    "samaccountname",
    "benutzername",
    "nutzername",
    "benutzerkennung",
    "anmeldename",
    "identifiant",
    "utilisateur",
    "usuario",
    "utente",
    "gebruikersnaam",
    "anvandarnamn",
    "brukernavn",
    "brugernavn",
    "kayttajatunnus",
    "felhasznalonev",
    "логин",
    "Логин",
    "пользователь",
    "Пользователь",
    "用户名",
    "使用者名稱",
    "ユーザー名",
    "ユーザ名",
    "사용자명",
    "아이디",
    "usr",
]);
/// Labels that other things follow as well, such as what a user says.
static USERS: Words<5> = Words::new(["user", "login", "logon", "benutzer", "account"]);
/// The second word of `user name`, `login id`, `screen_name`.
static SECONDS: Words<5> = Words::new(["name", "id", "handle", "login", "nm"]);
static FIRSTS: Words<6> = Words::new(["user", "login", "logon", "screen", "account", "nick"]);
static LABELS: [&[&str]; 3] = [NAMES.list(), USERS.list(), SECONDS.list()];
/// Values that are no names.
static OTHERS: Words<41> = Words::new([
    "null",
    "none",
    "nil",
    "true",
    "false",
    "undefined",
    "string",
    "str",
    "int",
    "unknown",
    "required",
    "optional",
    "empty",
    "admin",
    "root",
    "guest",
    "anonymous",
    "user",
    "username",
    "test",
    "example",
    "object",
    "value",
    "text",
    "option",
    "regex",
    "char",
    "charfield",
    "textfield",
    "any",
    "self",
    "varchar",
    "system",
    "the",
    "your",
    "e.g",
    "i.e",
    "uid",
    "userid",
    "foo",
    "bar",
]);

/// Names of types, in declarations of source code.
static TYPES: Words<38> = Words::new([
    "bool", "boolean", "byte", "bytes", "short", "long", "integer", "float", "double", "number",
    "dword", "word", "ulong", "ushort", "uint", "usize", "isize", "u8", "u16", "u32", "u64",
    "u128", "i8", "i16", "i32", "i64", "i128", "int8", "int16", "int32", "int64", "uint8",
    "uint16", "uint32", "uint64", "size", "void", "uuid",
]);
/// What the name of a variable ends with that holds such a name, or a number for it.
static HOLDERS: Words<11> = Words::new([
    "user", "users", "name", "id", "ids", "uid", "login", "account", "username", "userid", "handle",
]);
/// Objects whose members are read in source code.
static OBJECTS: Words<12> = Words::new([
    "self", "this", "cls", "args", "params", "options", "opts", "request", "req", "config",
    "settings", "event",
]);

const MOST: usize = 32;
const LEAST: usize = 3;

fn labelled(text: &[u8], at: usize) -> Option<Walked> {
    let Label { word, before, .. } = words::label(&text[..=at])?;
    let key = packed(word);
    let is_name = NAMES.has(key) || SECONDS.has(key) && follows(before, &FIRSTS);
    let is_user = USERS.has(key) && !before.ends_with(b"_");
    // What stands in brackets is a replacement: `<USERNAME:hgkb>`.
    if !is_name && !is_user || words::is_replacement(before) || before.ends_with(b"::") {
        return None;
    }
    let rest = &text[at + 1..];
    let gap = rest
        .iter()
        .take(4)
        .take_while(|byte| matches!(byte, b' ' | b'"' | b'\'' | b'`'));
    let gap = gap.count();
    let start = at + 1 + gap;
    let len = name(&text[start..])?;
    let (value, next) = (&text[start..start + len], &text[start + len..]);
    let telling = value.iter().any(|byte| !byte.is_ascii_alphabetic());
    let quoted = rest[..gap].iter().any(|byte| *byte != b' ');
    // `user=jdoe` is a parameter; behind `user: ` a sentence may follow.
    let fits = if is_name {
        telling || quoted || ends_there(next)
    } else {
        telling || quoted || text[at] == b'=' && gap == 0
    };
    let is_other = is_code(value, next, quoted) || packed(value) == key;
    (fits && !is_other).then_some(Walked::new(start, start + len, 13))
}

/// Whether a value is none of a person but a word of source code, or stands for one; `next` is what
/// stands behind it.
pub(super) fn is_code(value: &[u8], next: &[u8], quoted: bool) -> bool {
    // `TOKEN_USER`
    let is_constant = value.contains(&b'_') && !value.iter().any(u8::is_ascii_lowercase);
    let is_word = !quoted && (is_type(value, next) || is_variable(value));
    is_constant || is_word || OTHERS.has(packed(value))
}

/// Whether a value is a type, of a variable that source code declares. Behind it stand another mark of a
/// declaration or, in a line of its own, a comma.
fn is_type(value: &[u8], next: &[u8]) -> bool {
    let declares = matches!(next, [b' ', b'=', ..] | [b'<', ..] | [b':', b':', ..]);
    let ends_line = matches!(next, [b',' | b';'] | [b',' | b';', b'\n' | b'\r', ..]);
    let is_capital = value.first().is_some_and(u8::is_ascii_uppercase)
        && value.iter().all(u8::is_ascii_alphabetic);
    let plain = value.strip_prefix(b"__").unwrap_or(value);
    let plain = plain.strip_prefix(b"c_").unwrap_or(plain);
    let plain = plain.strip_suffix(b"_t").unwrap_or(plain);
    declares
        || ends_line && is_capital
        || TYPES.has(packed(plain))
        || plain.len() < value.len() && OTHERS.has(packed(plain))
}

/// Whether a value is a variable that holds the name: `self.owner`, `user_id`.
fn is_variable(value: &[u8]) -> bool {
    let first = value.split(|&byte| byte == b'.').next();
    let last = value.rsplit(|&byte| matches!(byte, b'_' | b'.')).next();
    let has_parts = |part: &[u8]| part.len() < value.len();
    first.is_some_and(|first| has_parts(first) && OBJECTS.has(packed(first)))
        || last.is_some_and(|last| has_parts(last) && HOLDERS.has(packed(last)))
}

/// Whether it is a name that may be the whole value of a field.
pub(super) fn is_whole(text: &[u8]) -> bool {
    text.len() <= MOST && name(text) == Some(text.len()) && !OTHERS.has(packed(text))
}

/// Whether a word of the set stands before a blank, a hyphen or a low line at the end of `text`.
pub(super) fn follows<const N: usize>(text: &[u8], words: &Words<N>) -> bool {
    match text {
        [rest @ .., b' ' | b'_' | b'-'] => words.has(packed(words::last(rest))),
        _ => false,
    }
}

/// Length of the name that `text` begins with: a letter among its bytes, letters or digits at its ends.
pub(super) fn name(text: &[u8]) -> Option<usize> {
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let len = text.iter().take(MOST + 1).take_while(is_name).count();
    let kept = text[..len]
        .iter()
        .rposition(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')?
        + 1;
    let begins = text[0].is_ascii_alphanumeric() || text[0] == b'_';
    let letters = text[..kept].iter().any(u8::is_ascii_alphabetic);
    // What goes on is an address, a call, a path or a word with letters beyond ASCII.
    let goes_on = text.get(len).is_some_and(|byte| {
        matches!(byte, b'@' | b'(' | b'/' | b'\\' | b'[' | b'$' | b'{') || *byte >= 0xC3
    });
    (begins && letters && !goes_on && (LEAST..=MOST).contains(&kept)).then_some(kept)
}

/// Whether no sentence goes on.
fn ends_there(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b' ', next, ..] => !next.is_ascii_lowercase(),
        [b'.', b' ', ..] => true,
        [byte, ..] => !matches!(byte, b'\'' | b':'),
    }
}
