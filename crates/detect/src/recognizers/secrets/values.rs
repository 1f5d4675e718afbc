//! What a text that stands where a secret is expected looks like.

use super::stand_in::is_stand_in;

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
    pub(super) fn is_random(&self) -> bool {
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
    if is_stand_in(value) || is_technical(value) || is_type(value) {
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

/// A type of code: `Ed25519PrivateKey`.
fn is_type(value: &[u8]) -> bool {
    const ENDS: [&[u8]; 6] = [
        b"Key",
        b"Token",
        b"Secret",
        b"Password",
        b"Credential",
        b"Credentials",
    ];
    value.first().is_some_and(u8::is_ascii_uppercase) && ENDS.iter().any(|end| value.ends_with(end))
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
    fn passwords_are_mixed() {
        for value in ["hunter2", "Tr0ub4dor&3", "S3nn3t!pike", "q9Zt-44kLw"] {
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
            "Ed25519PrivateKey",
        ] {
            assert!(secret(value.as_bytes()).is_none(), "{value}");
        }
    }
}
