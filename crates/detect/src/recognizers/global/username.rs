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
static OTHERS: Words<35> = Words::new([
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
]);

const MOST: usize = 32;
const LEAST: usize = 3;

fn labelled(text: &[u8], at: usize) -> Option<Walked> {
    let Label { word, before, .. } = words::label(&text[..=at])?;
    let key = packed(word);
    let is_name = NAMES.has(key) || SECONDS.has(key) && follows(before, &FIRSTS);
    let is_user = USERS.has(key) && !before.ends_with(b"_");
    // What stands in brackets is a replacement: `<USERNAME:hgkb>`.
    if !is_name && !is_user || words::is_replacement(before) {
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
    let value = &text[start..start + len];
    let telling = value.iter().any(|byte| !byte.is_ascii_alphabetic());
    let quoted = rest[..gap].iter().any(|byte| *byte != b' ');
    // `user=jdoe` is a parameter; behind `user: ` a sentence may follow.
    let fits = if is_name {
        telling || quoted || ends_there(&text[start + len..])
    } else {
        telling || quoted || text[at] == b'=' && gap == 0
    };
    // A type, of a variable that source code declares.
    let is_type = matches!(&text[start + len..], [b' ', b'=', ..] | [b'<', ..]);
    let is_other = is_type || OTHERS.has(packed(value));
    (fits && !is_other).then_some(Walked::new(start, start + len, 13))
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
