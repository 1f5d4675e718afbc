//! What stands where a name calls for a secret and is none.

use super::values::Looks;
use crate::placeholder;

/// Whether a value stands for one that is not there: a variable, a template, a mask, words such as
/// `changeme`.
pub(super) fn is_stand_in(value: &[u8]) -> bool {
    is_reference(value) || is_mask(value) || is_filler(value)
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
    variable || braces || call || tag || template.into_iter().any(has) || is_file(value)
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
    run || stars
        || placeholder::distinct(value) < 3
        || placeholder::has_row(value)
        || is_sequence(value)
}

/// `12345678`, `abcdefgh`, `0123456789abcdef`: mostly one up.
fn is_sequence(value: &[u8]) -> bool {
    let up = value
        .windows(2)
        .filter(|pair| pair[1] == pair[0].wrapping_add(1))
        .count();
    up * 3 >= value.len() * 2
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
    let mut runs = value
        .split(|byte| !byte.is_ascii_alphabetic())
        .filter(|run| !run.is_empty());
    let has_letters = runs.clone().next().is_some();
    has_letters && runs.all(is_filled)
}

/// Whether fillers make up a run of letters.
fn is_filled(mut run: &[u8]) -> bool {
    while !run.is_empty() {
        let begins = |word: &&&[u8]| {
            run.get(..word.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
        };
        let Some(word) = FILLERS.iter().find(begins) else {
            return false;
        };
        run = &run[word.len()..];
    }
    true
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
        ] {
            assert!(is_stand_in(value.as_bytes()), "{value}");
        }
        for value in ["hunter2", "Tr0ub4dor&3", "S3nn3t!pike", "q9Zt-44kLw"] {
            assert!(!is_stand_in(value.as_bytes()), "{value}");
        }
    }
}
