//! Values that are no text: images, audio and files in base64.
//!
//! Searching them wastes time and finds accidents. What does not match wholly is text, so that a
//! value cannot hide behind a prefix.

/// Strings of base64 characters alone count from this length on: a kilobyte without a blank or a
/// point is no prose, and shorter ones may be names or keys.
const MIN_BARE_BYTES: usize = 1024;

/// A media type has few digits (`3gpp2`, `x-7z-compressed`); more of them may be a number.
const MAX_HEADER_DIGITS: usize = 6;
/// The longest registered media types have about 80 bytes.
const MAX_HEADER_BYTES: usize = 100;

/// Whether the inner bytes of a JSON string are a base64 `data:` URI or bare base64 of some length.
///
/// Hot: per string; per byte of the few that look like one.
pub(crate) fn is_blob(raw: &[u8]) -> bool {
    match raw.strip_prefix(b"data:") {
        Some(uri) => is_data_uri(uri),
        None => raw.len() >= MIN_BARE_BYTES && is_base64(raw),
    }
}

/// `type/subtype[;charset=...];base64,` and base64 to the end.
fn is_data_uri(uri: &[u8]) -> bool {
    let window = uri.get(..MAX_HEADER_BYTES.min(uri.len()));
    let comma = window.and_then(|window| memchr::memchr(b',', window));
    let Some((header, payload)) = comma.and_then(|comma| uri.split_at_checked(comma)) else {
        return false;
    };
    let Some(media_type) = header.strip_suffix(b";base64") else {
        return false;
    };
    is_media_type(media_type) && payload.get(1..).is_some_and(is_base64)
}

/// `type/subtype` and maybe a character set. Other parameters, such as a file's name, may name a
/// person, and the slash of `image\/png` may be escaped.
fn is_media_type(header: &[u8]) -> bool {
    let digits = header.iter().filter(|byte| byte.is_ascii_digit()).count();
    let mut parts = header.split(|&byte| byte == b';');
    let token = |text: &[u8]| {
        (text.iter()).all(|&byte| byte.is_ascii_alphanumeric() || b"/\\+.-".contains(&byte))
    };
    digits <= MAX_HEADER_DIGITS
        && parts.next().is_some_and(token)
        && parts.all(|part| part.strip_prefix(b"charset=").is_some_and(token))
}

/// Base64 or base64url to the end; `\/` is how some writers spell `/`.
fn is_base64(raw: &[u8]) -> bool {
    let padding = raw
        .iter()
        .rev()
        .take(2)
        .filter(|&&byte| byte == b'=')
        .count();
    let Some(mut rest) = raw.get(..raw.len() - padding) else {
        return false;
    };
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (plain, escape) = rest.split_at_checked(at).unwrap_or_default();
        let Some(behind) = escape.strip_prefix(br"\/").filter(|_| all_base64(plain)) else {
            return false;
        };
        rest = behind;
    }
    all_base64(rest)
}

/// In steps that stop at the first piece of text and have no branch within.
///
/// A step of which half is digits is text: a list of numbers between signs (`555-0100/555-0101`) is
/// spelled in the same alphabet. In base64 ten digits of 64 are to be expected, and 32 only where
/// the data repeat a pattern; such data are searched, which costs time and not a value.
fn all_base64(text: &[u8]) -> bool {
    const STEP: usize = 64;
    text.chunks(STEP).all(|step| {
        let (all, digits) = step.iter().fold((true, 0), |(all, digits), &byte| {
            let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
            let is_digit = byte.wrapping_sub(b'0') < 10;
            let is_sign = (byte == b'+') | (byte == b'/') | (byte == b'-') | (byte == b'_');
            let all = all & (is_letter | is_digit | is_sign);
            (all, digits + u8::from(is_digit))
        });
        all & (usize::from(digits) < STEP / 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_uris_are_blobs_when_they_match_wholly() {
        for (uri, expected) in [
            ("data:image/png;base64,iVBORw0KGgo=", true),
            (r"data:image\/jpeg;base64,\/9j\/4AAQ==", true),
            ("data:text/plain;charset=utf-8;base64,aGk", true),
            ("data:audio/3gpp2;base64,", true),
            ("data:image/png;base64,iVBO jane", false),
            ("data:image/png;base64,iVBO\\n", false),
            ("data:image/png;base64,iV=BO", false),
            ("data:image/png,iVBO", false),
            ("data:image/png;name=jane;base64,iVBO", false),
            ("data:555-12-3456/x;base64,iVBO", false),
            ("data:jane@example.com;base64,iVBO", false),
            ("data:", false),
            ("iVBORw0KGgo=", false),
        ] {
            assert_eq!(is_blob(uri.as_bytes()), expected, "{uri}");
        }
    }

    #[test]
    fn bare_base64_needs_length() {
        let bare = |text: &str| is_blob(text.as_bytes());
        assert!(bare(&"aB3+".repeat(256)));
        assert!(bare(&format!("{}a_-w==", "aB3/".repeat(256))));
        assert!(!bare(&"aB3+".repeat(255)));
        assert!(!bare(&format!("{}=a", "aB3/".repeat(256))));
        assert!(!bare(&format!("{}===", "aB3/".repeat(256))));
        assert!(!bare(&format!("{} jane", "aB3/".repeat(256))));
        assert!(!bare(&"é".repeat(1024)));
    }

    #[test]
    fn a_long_list_of_numbers_is_no_blob() {
        for number in ["+14255550100-", "4111111111111111/", "078-05-1120/"] {
            let list = number.repeat(100);
            assert!(!is_blob(list.as_bytes()), "{number}");
            let behind_letters = format!("{}{list}", "aB3+".repeat(1024));
            assert!(!is_blob(behind_letters.as_bytes()), "{number}");
            let uri = format!("data:image/png;base64,{list}");
            assert!(!is_blob(uri.as_bytes()), "{number}");
        }
    }
}
