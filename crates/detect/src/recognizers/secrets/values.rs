//! What a text that stands where a secret is expected looks like: a secret, or something in its place.

/// What the bytes of a value are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Looks {
    pub(super) letters: usize,
    pub(super) digits: usize,
    /// Marks that hardly stand in names, paths and numbers.
    pub(super) marks: usize,
    /// Small letters, capitals, digits, marks: how many of them there are.
    pub(super) kinds: usize,
    /// Places where a letter or digit follows one of another kind.
    switches: usize,
    /// Different bytes.
    distinct: usize,
}

/// What a byte is: 1 a small letter, 2 a capital, 3 a digit, 0 another one.
const fn kind(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => 1,
        b'A'..=b'Z' => 2,
        b'0'..=b'9' => 3,
        _ => 0,
    }
}

/// Marks of names, paths, numbers and lists.
const fn is_soft(byte: u8) -> bool {
    matches!(byte, b'_' | b'-' | b'.' | b'/' | b':' | b',' | b'+' | b'=')
}

impl Looks {
    pub(super) fn of(value: &[u8]) -> Looks {
        let (mut counts, mut soft, mut seen, mut last) = ([0; 4], 0, 0_u128, 0);
        let mut switches = 0;
        for &byte in value {
            let here = kind(byte);
            counts[usize::from(here)] += 1;
            soft += usize::from(is_soft(byte));
            switches += usize::from(here != 0 && last != 0 && here != last);
            seen |= 1 << (byte & 127);
            last = here;
        }
        let marks = counts[0] - soft;
        let kinds = counts[1..].iter().filter(|&&count| count > 0).count();
        Looks {
            letters: counts[1] + counts[2],
            digits: counts[3],
            marks,
            kinds: kinds + usize::from(marks > 0),
            switches,
            distinct: seen.count_ones() as usize,
        }
    }

    /// Whether letters and digits are mixed as in no word, name or number.
    fn is_random(&self) -> bool {
        self.letters >= 4
            && self.digits >= 2
            && self.distinct >= 8
            && self.switches * 6 >= self.letters + self.digits
    }
}

/// The longest password, and the longest other secret.
pub(super) const MAX_PASSWORD: usize = 128;
pub(super) const MAX_SECRET: usize = 2048;
/// The shortest of either.
const MIN_PASSWORD: usize = 6;
const MIN_SECRET: usize = 12;
/// As much as a value says where a name calls it a secret: what services mark says more.
const MOST: i16 = 13;

/// What it says for a value behind the name of a password that it looks like one.
pub(super) fn password(value: &[u8]) -> Option<i16> {
    if !(MIN_PASSWORD..=MAX_PASSWORD).contains(&value.len()) || !is_graphic(value) {
        return None;
    }
    let looks = Looks::of(value);
    let mixed = looks.digits > 0 && looks.letters > 1 || looks.kinds >= 3 && value.len() >= 8;
    // Numbers, times and versions.
    let is_number = looks.marks == 0 && looks.letters <= 2 && looks.digits > 2 * looks.letters + 2;
    if !mixed || is_number || is_stand_in(value) || is_technical(value) {
        return None;
    }
    let len = value.len().min(16) - MIN_PASSWORD;
    let evidence = 4 * looks.kinds as i16 - 5 + len as i16 / 2;
    Some(evidence.min(MOST))
}

/// What it says for a value behind the name of another secret that it looks like one.
pub(super) fn secret(value: &[u8]) -> Option<i16> {
    if !(MIN_SECRET..=MAX_SECRET).contains(&value.len()) || !is_graphic(value) {
        return None;
    }
    let looks = Looks::of(value);
    let is_odd = value
        .iter()
        .any(|byte| matches!(byte, b'(' | b')' | b'[' | b']' | b'\\' | b',' | b' '));
    let is_path = value.contains(&b'/')
        && value
            .iter()
            .any(|byte| matches!(byte, b'.' | b'-' | b'_' | b':'));
    if !looks.is_random() || is_odd || is_path || is_uuid(value) || is_public(value) {
        return None;
    }
    if is_stand_in(value) || is_technical(value) {
        return None;
    }
    let len = value.len().min(32) - MIN_SECRET;
    let evidence = 2 * looks.kinds as i16 - 2 + len as i16 / 2;
    Some(evidence.min(MOST))
}

/// Whether it has the randomness of a generated password or key.
pub(super) fn is_strong(value: &[u8]) -> bool {
    let looks = Looks::of(value);
    looks.kinds >= 3 && looks.digits > 0 && looks.marks > 0
        || value.len() >= 16 && looks.is_random()
}

fn is_graphic(value: &[u8]) -> bool {
    value.iter().all(u8::is_ascii_graphic)
}

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
    let mut seen = 0_u128;
    value.iter().for_each(|byte| seen |= 1 << (byte & 127));
    run || stars || seen.count_ones() < 3 || is_sequence(value)
}

/// `12345678`, `abcdefgh`, `0123456789abcdef`: mostly one up.
fn is_sequence(value: &[u8]) -> bool {
    let up = value
        .windows(2)
        .filter(|pair| pair[1] == pair[0] + 1)
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
/// Those that say it wherever they stand.
const TELLING: &[&[u8]] = &[
    b"example",
    b"placeholder",
    b"changeme",
    b"redacted",
    b"your-",
    b"your_",
    b"dummy",
    b"insert",
    b"notreal",
    b"not-a-",
];

/// Whether all words of it are fillers.
fn is_filler(value: &[u8]) -> bool {
    let says = |word: &&[u8]| {
        value
            .windows(word.len())
            .any(|here| here.eq_ignore_ascii_case(word))
    };
    if TELLING.iter().any(says) {
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

/// Names of algorithms, encodings and protocols, with or without more words around them.
fn is_technical(value: &[u8]) -> bool {
    const NAMES: &[&[u8]] = &[
        b"sha1", b"sha2", b"sha3", b"sha5", b"sha-", b"md5", b"x509", b"utf8", b"utf-8", b"utf16",
        b"base64", b"base32", b"http2", b"oauth", b"hs256", b"rs256", b"es256", b"ps256",
        b"ed25519", b"x25519", b"aes128", b"aes256", b"aes-", b"rsa-", b"ecdsa", b"hmac",
        b"pbkdf2", b"argon2", b"pkcs", b"scrypt", b"ipv4", b"ipv6", b"latin1", b"int32", b"int64",
        b"uint", b"u8", b"u16", b"p256", b"p384", b"secp",
    ];
    let looks = Looks::of(value);
    // A random key may hold three such letters.
    let is_short = value.len() < 32 && !looks.is_random();
    let begins = |name: &&[u8]| {
        value
            .get(..name.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(name))
    };
    is_short && looks.marks == 0 && NAMES.iter().any(begins)
        || value.starts_with(b"sha256:")
        || value.starts_with(b"sha256-")
        || value.starts_with(b"sha384-")
        || value.starts_with(b"sha512-")
        || value.starts_with(b"sha512:")
        || value.starts_with(b"md5:")
}

fn is_uuid(value: &[u8]) -> bool {
    let at = |place: &usize| value.get(*place) == Some(&b'-');
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    value.len() == 36 && [8, 13, 18, 23].iter().all(at) && value.iter().all(is_part)
}

/// Keys that are there to be known: those of ssh, of certificates.
fn is_public(value: &[u8]) -> bool {
    value.starts_with(b"AAAAB3NzaC1")
        || value.starts_with(b"AAAAC3NzaC1")
        || value.starts_with(b"AAAAE2VjZHNh")
        || value.starts_with(b"age1")
        || value.starts_with(b"pk_")
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
            assert!(password(value.as_bytes()).is_some(), "{value}");
        }
    }

    #[test]
    fn secrets_are_random() {
        for value in [
            "k8Zq2vYw9LmT4xRb",
            "9f3c1e7ab04d5528c6e1f07a93b2d4e8",
            "3kX/9vQ+b7Lw2ZsT8hYp1A==",
        ] {
            assert!(secret(value.as_bytes()).is_some(), "{value}");
        }
        for value in [
            "authentication",
            "application/json",
            "com.example.Service2",
            "2026-01-02T03:04:05Z",
            "0123456789abcdef",
            "6f1c2d34-89ab-4cde-8f01-23456789abcd",
            "sha256-abc",
            "1.22.333-beta4",
        ] {
            assert!(secret(value.as_bytes()).is_none(), "{value}");
        }
    }
}
