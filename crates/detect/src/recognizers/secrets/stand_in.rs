//! What stands where a name calls for a secret and is none.

use super::values::Looks;
use crate::placeholder;

/// Whether a value stands for one that is not there: a variable, a template, a mask, words such as
/// `changeme`.
pub(super) fn is_stand_in(value: &[u8]) -> bool {
    is_reference(value) || is_mask(value) || is_style(value) || is_filler(value)
}

/// A variable, a template, a call, a link, a path.
fn is_reference(value: &[u8]) -> bool {
    let has = |part: &[u8]| value.windows(part.len()).any(|here| here == part);
    let variable = match value {
        [b'$', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'{' | b'(' | b'_'),
        [b'%', .., b'%'] | [b'%', b's' | b'd' | b'v', ..] | [b'@', .., b'@'] => true,
        [b'<', ..] | [b'[', .., b']'] | [b'{', ..] | [b'(', ..] => true,
        [b'.' | b'~', b'/', ..] | [b'.', b'.', ..] => true,
        [b'/', rest @ ..] => !Looks::of(rest).is_random(),
        [drive, b':', b'\\', ..] => drive.is_ascii_alphabetic(),
        _ => false,
    };
    let template: [&[u8]; 9] = [
        b"${", b"{{", b"$(", b"#{", b"%(", b"<%", b"://", b"::", b"->",
    ];
    let braces = value.contains(&b'{') && value.contains(&b'}');
    let call = value.contains(&b'(') && value.contains(&b')')
        || value.contains(&b'[') && value.contains(&b']');
    let tag = value.contains(&b'<') && value.contains(&b'>');
    let is_code = variable || braces || call || tag || template.into_iter().any(has);
    is_code || is_member(value) || is_file(value)
}

/// A member of something in code (`process.env.TOKEN`, `config.password`), or a name of three parts and
/// more (`error.login.password`).
fn is_member(value: &[u8]) -> bool {
    const BEGINS: [&[u8]; 5] = [
        b"process.env",
        b"os.environ",
        b"os.getenv",
        b"import.meta",
        b"System.getenv",
    ];
    const OWNERS: [&[u8]; 16] = [
        b"config",
        b"cfg",
        b"conf",
        b"settings",
        b"self",
        b"this",
        b"secrets",
        b"params",
        b"args",
        b"options",
        b"props",
        b"var",
        b"local",
        b"env",
        b"request",
        b"req",
    ];
    let is_name = |part: &[u8]| {
        part.first()
            .is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_')
            && part
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let parts = || value.split(|&byte| byte == b'.');
    let count = parts().count();
    let is_owned = parts().next().is_some_and(|first| OWNERS.contains(&first));
    BEGINS.iter().any(|begin| value.starts_with(begin))
        || (count > 2 || count == 2 && is_owned)
            && parts().all(is_name)
            && !Looks::of(value).is_random()
}

/// A class of a style sheet: `login-module__password--a1B2c`.
fn is_style(value: &[u8]) -> bool {
    let parts = value.split(|byte| matches!(byte, b'-' | b'_'));
    let is_word = |part: &&[u8]| part.len() >= 4 && part.iter().all(u8::is_ascii_lowercase);
    let inner = value
        .get(1..value.len().saturating_sub(1))
        .unwrap_or_default();
    let is_parted = inner.windows(2).any(|two| two == b"--" || two == b"__");
    is_parted && parts.filter(is_word).count() >= 2
}

/// A name with an extension, or an address.
fn is_file(value: &[u8]) -> bool {
    const EXTENSIONS: &[&[u8]] = &[
        b"pem", b"key", b"txt", b"json", b"yaml", b"yml", b"xml", b"toml", b"ini", b"cfg", b"conf",
        b"env", b"crt", b"cer", b"der", b"pfx", b"p12", b"jks", b"py", b"js", b"ts", b"rs", b"go",
        b"rb", b"php", b"java", b"c", b"h", b"md", b"html", b"css", b"sh", b"sql", b"log", b"csv",
        b"com", b"org", b"net", b"io", b"dev", b"local", b"pub", b"jwk", b"gpg", b"asc", b"lock",
        b"png", b"svg", b"jpg", b"gz", b"zip", b"tar", b"so", b"exe", b"dll", b"jar", b"class",
    ];
    let Some(dot) = value.iter().rposition(|&byte| byte == b'.') else {
        return false;
    };
    let is_word = value[..dot]
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_-.@/".contains(byte));
    is_word && EXTENSIONS.contains(&&value[dot + 1..])
}

/// One byte again and again, or a run of those that hide a value.
fn is_mask(value: &[u8]) -> bool {
    let hides = |byte: u8| matches!(byte, b'*' | b'x' | b'X' | b'.' | b'#' | b'_' | b'-' | b'?');
    let run = value
        .windows(4)
        .any(|four| hides(four[0]) && four.iter().all(|&byte| byte == four[0]));
    let stars = value
        .windows(3)
        .any(|three| three == b"***" || three == b"...");
    run || stars || placeholder::distinct(value) < 3 || placeholder::has_row(value)
}

/// Words in whose place a secret comes, longer ones before their beginnings.
const FILLERS: &[&[u8]] = &[
    b"placeholder",
    b"credentials",
    b"credential",
    b"passphrase",
    b"generated",
    b"undefined",
    b"redacted",
    b"password",
    b"passwort",
    b"kennwort",
    b"passwords",
    b"username",
    b"changeme",
    b"changeit",
    b"required",
    b"optional",
    b"replaced",
    b"replace",
    b"removed",
    b"example",
    b"default",
    b"private",
    b"testing",
    b"account",
    b"session",
    b"service",
    b"invalid",
    b"correct",
    b"passwd",
    b"secret",
    b"change",
    b"sample",
    b"public",
    b"access",
    b"client",
    b"insert",
    b"hidden",
    b"masked",
    b"string",
    b"object",
    b"number",
    b"bearer",
    b"really",
    b"random",
    b"wrong",
    b"token",
    b"dummy",
    b"admin",
    b"guest",
    b"value",
    b"empty",
    b"super",
    b"basic",
    b"login",
    b"local",
    b"other",
    b"valid",
    b"first",
    b"magic",
    b"hello",
    b"world",
    b"test",
    b"fake",
    b"user",
    b"root",
    b"your",
    b"here",
    b"this",
    b"that",
    b"some",
    b"auth",
    b"pass",
    b"word",
    b"null",
    b"none",
    b"true",
    b"false",
    b"todo",
    b"very",
    b"long",
    b"real",
    b"name",
    b"with",
    b"from",
    b"host",
    b"mock",
    b"demo",
    b"data",
    b"text",
    b"base",
    b"set",
    b"foo",
    b"bar",
    b"baz",
    b"qux",
    b"the",
    b"key",
    b"api",
    b"pwd",
    b"app",
    b"xyz",
    b"abc",
    b"def",
    b"not",
    b"new",
    b"old",
    b"nil",
    b"for",
    b"and",
    b"any",
    b"one",
    b"two",
    b"bad",
    b"put",
    b"is",
    b"an",
    b"in",
    b"to",
    b"of",
    b"pw",
    b"my",
    b"me",
    b"db",
    b"id",
    b"na",
    b"ok",
    b"go",
    b"a",
    b"x",
    b"v",
    b"s",
];
/// Whether all words of it are fillers.
fn is_filler(value: &[u8]) -> bool {
    if placeholder::says_so(value) {
        return true;
    }
    // `mydbpassword`, `your_client_token`
    const OWN: [&[u8]; 2] = [b"my", b"your"];
    const NAMES: [&[u8]; 7] = [
        b"password",
        b"passwd",
        b"secret",
        b"token",
        b"pass",
        b"key",
        b"pwd",
    ];
    let own = OWN.iter().any(|own| begins_with(value, own));
    if own && NAMES.iter().any(|name| ends_with(value, name)) {
        return true;
    }
    let mut runs = value
        .split(|byte| !byte.is_ascii_alphabetic())
        .filter(|run| !run.is_empty());
    let has_letters = runs.clone().next().is_some();
    has_letters && runs.all(is_filled)
}

/// Whether fillers make up a run of letters.
fn is_filled(mut run: &[u8]) -> bool {
    while !run.is_empty() {
        let Some(word) = FILLERS.iter().find(|word| begins_with(run, word)) else {
            return false;
        };
        run = &run[word.len()..];
    }
    true
}

fn begins_with(value: &[u8], word: &[u8]) -> bool {
    let begin = value.get(..word.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word))
}

fn ends_with(value: &[u8], word: &[u8]) -> bool {
    let start = value.len().checked_sub(word.len());
    start.is_some_and(|start| value[start..].eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_value_is_none() {
        for value in [
            "changeme",
            "CHANGE_ME",
            "your-api-key-here",
            "<password>",
            "${DB_PASS}",
            "{{ secret }}",
            "$PASSWORD",
            "%(password)s",
            "%s",
            "********",
            "xxxxxxxx",
            "mysecretpassword",
            "password123",
            "null",
            "[REDACTED]",
            "getPassword()",
            "os.environ['X']",
            "/run/secrets/db",
            "./key.pem",
            "12345678",
            "abcdefgh",
            "https://example.com/x",
            "server.key",
            "process.env.DB_PASS1",
            "config.password1",
            "error.login.password_2",
            "login-module__password--a1B2c",
            "mydbpassword",
        ] {
            assert!(is_stand_in(value.as_bytes()), "{value}");
        }
        for value in ["hunter2", "Tr0ub4dor&3", "S3nn3t!pike", "q9Zt-44kLw"] {
            assert!(!is_stand_in(value.as_bytes()), "{value}");
        }
    }
}
