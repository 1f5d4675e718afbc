//! How values are spelled before they are compared, version 1.
//!
//! What an entity's values become depends on the entity and on the bytes of the value alone, so that
//! `merge` and `reveal` can say of any record what its tag was made of. It is pinned: a change is
//! another [`Matching`](crate::Matching), or a new epoch.
//!
//! | spelling | entities | what is done |
//! |---|---|---|
//! | verbatim | passwords, keys, cookies, tracks of cards | nothing: each byte counts |
//! | text | all others: names, links, handles | NFC, characters without width removed, trimmed |
//! | lower | domains, payment addresses, UUIDs | as a text, in lower case |
//! | e-mail | `EMAIL_ADDRESS` | as a text; local part in lower case, domain as IDNA writes it in ASCII |
//! | phone | `PHONE_NUMBER` | blanks and dashes of all kinds removed: digits, `+` first where the number says its country (`00` too), an extension behind `x` |
//! | number | identifiers, cards, accounts, IBANs | blanks and dashes of all kinds removed: ASCII letters in upper case, digits, `+`, and what else is not ASCII |
//! | grouped | plates, drug codes | as a number, but groups stay apart by one `-` |
//! | address | `IP_ADDRESS` | as RFC 5952 and RFC 6943 write it; a prefix or port behind it stays |
//!
//! A number keeps its `+`, for it tells the century in Finnish and Swedish personal numbers. Groups of
//! plates tell the district: `B-AB 123` is another car than `BA-B 123`. A text of which nothing would be
//! left, or that is not UTF-8, stays as it is.

use std::{borrow::Cow, net::IpAddr};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The spelling in which values of an entity are one. See the module for what each does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Byte for byte.
    Verbatim,
    /// NFC, without characters that have no width, trimmed.
    Text,
    /// A text in lower case.
    Lower,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Letters and digits.
    Number,
    /// Letters and digits in groups.
    Grouped,
    /// An address of the internet protocol.
    Address,
}

/// A value of an entity in the spelling that its tag is made of.
///
/// ```
/// use pumice_vault::normalize;
/// assert_eq!(&*normalize("US_SSN", b"536-90-4399"), b"536904399");
/// assert_eq!(&*normalize("EMAIL_ADDRESS", b"Jane@B\xC3\xBCcher.example"), b"jane@xn--bcher-kva.example");
/// ```
pub fn normalize<'a>(entity: &str, value: &'a [u8]) -> Cow<'a, [u8]> {
    let mut out = Vec::with_capacity(value.len());
    Spelling::of(entity).write(value, &mut out);
    match out == value {
        true => Cow::Borrowed(value),
        false => Cow::Owned(out),
    }
}

impl Spelling {
    /// That of an entity, by its name. Resolve it once, not for each value.
    ///
    /// A name that begins with two letters for a country is that of a number.
    pub fn of(entity: &str) -> Self {
        for (spelling, entities) in NAMED {
            if entities.contains(&entity) {
                return spelling;
            }
        }
        let country = entity.split('_').next().unwrap_or_default();
        match country.len() == 2 && country.len() < entity.len() {
            true => Spelling::Number,
            false => Spelling::Text,
        }
    }

    /// Appends the value in this spelling; never nothing for a value that is not empty.
    ///
    /// Hot: per value. Allocates for what is not ASCII alone.
    pub fn write(self, value: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        let is_text = self != Spelling::Verbatim;
        if is_text && value.is_ascii() {
            self.write_text(value.trim_ascii(), out);
        } else if is_text && let Ok(value) = str::from_utf8(value) {
            let mut text = plain(value);
            if self.is_separated() && text.contains(is_wide_separator) {
                text = Cow::Owned(text.replace(is_wide_separator, " "));
            }
            self.write_text(text.trim().as_bytes(), out);
            // What was between a letter and its mark is gone: they may be one character now.
            if let Cow::Owned(composed) =
                composed(str::from_utf8(&out[start..]).unwrap_or_default())
            {
                out.truncate(start);
                out.extend_from_slice(composed.as_bytes());
            }
        }
        if out.len() == start {
            out.extend_from_slice(value);
        }
    }

    /// Whether blanks and dashes of a value do no more than part its groups.
    fn is_separated(self) -> bool {
        matches!(self, Spelling::Phone | Spelling::Number | Spelling::Grouped)
    }

    /// Appends a text that is NFC and trimmed.
    fn write_text(self, text: &[u8], out: &mut Vec<u8>) {
        match self {
            Spelling::Verbatim | Spelling::Text => out.extend_from_slice(text),
            Spelling::Lower => write_lower(text, out),
            Spelling::Email => write_email(text, out),
            Spelling::Phone => write_phone(text, out),
            Spelling::Number => write_number(text, out),
            Spelling::Grouped => write_grouped(text, out),
            Spelling::Address => write_address(text, out),
        }
    }
}

/// NFC, without what has no width. What is removed may have kept a pair apart, so it goes first.
fn plain(value: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(value);
    if value.contains(has_no_width) {
        text = Cow::Owned(value.chars().filter(|&char| !has_no_width(char)).collect());
    }
    match composed(&text) {
        Cow::Owned(composed) => Cow::Owned(composed),
        Cow::Borrowed(_) => text,
    }
}

/// NFC; owned only where it may differ.
fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Blanks of no width, joiners, marks of direction, soft hyphens, marks of byte order.
fn has_no_width(char: char) -> bool {
    matches!(
        char,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Blanks and dashes beyond ASCII: those of typesetters, and the minus.
fn is_wide_separator(char: char) -> bool {
    let is_dash = matches!(
        char,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    );
    is_dash || (!char.is_ascii() && char.is_whitespace())
}

fn write_lower(text: &[u8], out: &mut Vec<u8>) {
    match str::from_utf8(text) {
        Ok(text) if !text.is_ascii() => out.extend_from_slice(text.to_lowercase().as_bytes()),
        _ => {
            let start = out.len();
            out.extend_from_slice(text);
            out[start..].make_ascii_lowercase();
        }
    }
}

fn write_email(text: &[u8], out: &mut Vec<u8>) {
    let at = text.iter().rposition(|&byte| byte == b'@');
    let (local, domain) = text.split_at(at.map_or(text.len(), |at| at + 1));
    write_lower(local, out);
    let start = out.len();
    write_lower(domain, out);
    let lower = &out[start..];
    if lower.is_ascii() && !lower.windows(4).any(|four| four == b"xn--") {
        return;
    }
    if let Ok(ascii) = idna::domain_to_ascii_cow(domain, idna::AsciiDenyList::EMPTY) {
        let ascii = ascii.into_owned();
        out.truncate(start);
        out.extend_from_slice(ascii.as_bytes());
    }
}

/// Digits behind `+` where the number begins with its country, and `x` before an extension.
fn write_phone(text: &[u8], out: &mut Vec<u8>) {
    let (start, mut after_letter) = (out.len(), false);
    for (at, &byte) in text.iter().enumerate() {
        let is_first = out.len() == start;
        match byte {
            b'+' if is_first => out.push(b'+'),
            // The zero of a trunk is not dialled from abroad: +44 (0)20.
            b'0' if out.get(start) == Some(&b'+') && in_brackets(text, at) => {}
            b'0'..=b'9' => out.push(byte),
            b'#' | b'x' | b'X' if !is_first && !after_letter => out.push(b'x'),
            b'e' | b'E' if !is_first && !after_letter && is_extension(&text[at..]) => {
                out.push(b'x')
            }
            // `ext`, `extension`: the first letter has told; letters to be dialled stay.
            _ if byte.is_ascii_alphabetic() && out.last() != Some(&b'x') => {
                out.push(byte.to_ascii_uppercase());
            }
            _ if !byte.is_ascii() => out.push(byte),
            _ => {}
        }
        after_letter = byte.is_ascii_alphabetic();
    }
    // No country's own numbers begin with two zeros and have ten digits behind them.
    let digits = &out[start..];
    if digits.starts_with(b"00") && digits.len() >= 12 {
        out[start] = b'+';
        out.remove(start + 1);
    }
}

fn in_brackets(text: &[u8], at: usize) -> bool {
    at > 0 && text[at - 1] == b'(' && text.get(at + 1) == Some(&b')')
}

fn is_extension(text: &[u8]) -> bool {
    let start = text.get(..3).unwrap_or_default();
    start.eq_ignore_ascii_case(b"ext")
}

fn write_number(text: &[u8], out: &mut Vec<u8>) {
    let kept = text
        .iter()
        .filter(|byte| byte.is_ascii_alphanumeric() || **byte == b'+' || !byte.is_ascii());
    out.extend(kept.map(u8::to_ascii_uppercase));
}

fn write_grouped(text: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    for group in text.split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
        if !group.is_empty() {
            if out.len() > start {
                out.push(b'-');
            }
            out.extend(group.iter().map(u8::to_ascii_uppercase));
        }
    }
}

fn write_address(text: &[u8], out: &mut Vec<u8>) {
    let lower = text.to_ascii_lowercase();
    let lower = str::from_utf8(&lower).unwrap_or_default();
    let end = lower.find(['/', '%']).unwrap_or(lower.len());
    let (address, rest) = lower.split_at(end);
    let bare = address
        .strip_prefix('[')
        .and_then(|it| it.strip_suffix(']'));
    match bare.unwrap_or(address).parse::<IpAddr>() {
        Ok(address) => out.extend_from_slice(address.to_string().as_bytes()),
        Err(_) => out.extend_from_slice(address.as_bytes()),
    }
    out.extend_from_slice(rest.as_bytes());
}

/// Entities whose name tells no country, and those of a country that are more than a number.
const NAMED: [(Spelling, &[&str]); 7] = [
    (Spelling::Email, &["EMAIL_ADDRESS"]),
    (Spelling::Phone, &["PHONE_NUMBER"]),
    (Spelling::Address, &["IP_ADDRESS"]),
    (
        Spelling::Verbatim,
        &[
            "AI_API_KEY",
            "AWS_KEY",
            "AZURE_KEY",
            "AZURE_SAS",
            "CARD_TRACK",
            "CONNECTION_STRING",
            "GCP_KEY",
            "GENERIC_SECRET",
            "HTTP_COOKIE",
            "JWT",
            "PASSWORD",
            "PRIVATE_KEY",
            "SAAS_TOKEN",
            "TOKENLIKE",
            "VCS_TOKEN",
        ],
    ),
    (
        Spelling::Lower,
        &["ADVERTISING_ID", "DOMAIN_NAME", "IN_UPI_ID", "UUID"],
    ),
    (
        Spelling::Grouped,
        &["DE_LICENSE_PLATE", "LICENSE_PLATE", "US_NDC"],
    ),
    (
        Spelling::Number,
        &[
            "CREDIT_CARD",
            "CUSIP",
            "CVV",
            "FIGI",
            "IBAN_CODE",
            "ICCID",
            "IMEI",
            "IMSI",
            "ISIN",
            "LEI",
            "MAC_ADDRESS",
            "MEDICAL_RECORD_NUMBER",
            "PIN",
            "SEDOL",
            "SWIFT_BIC",
            "TRACKING_NUMBER",
            "VIN",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Spellings that are one, the normal one first.
    #[test]
    fn spellings_become_one() {
        for (entity, spellings) in [
            (
                "US_SSN",
                &[
                    "536904399",
                    "536-90-4399",
                    " 536 90 4399\t",
                    "536\u{a0}90\u{a0}4399",
                    "536\u{2011}90\u{2013}4399",
                ][..],
            ),
            ("CREDIT_CARD", &["4111111111111111", "4111 1111-1111 1111"]),
            (
                "IBAN_CODE",
                &["DE89370400440532013000", "de89 3704 0044 0532 0130 00"],
            ),
            ("ES_NIE", &["X1234567L", "x-1234567-l", "X1234567\u{200b}L"]),
            ("FI_PERSONAL_ID_CODE", &["131052+308T", "131052+308t"]),
            (
                "DE_LICENSE_PLATE",
                &["B-AB-123", "b-ab 123", "B AB 123", "B\u{2013}AB\u{2009}123"],
            ),
            (
                "EMAIL_ADDRESS",
                &[
                    "jane@example.com",
                    "Jane@EXAMPLE.com",
                    "jane@example.com\u{200b}",
                ],
            ),
            (
                "EMAIL_ADDRESS",
                &[
                    "j\u{f6}@xn--bcher-kva.example",
                    "jo\u{308}@BU\u{308}CHER.example",
                    "J\u{d6}@XN--BCHER-KVA.example",
                ],
            ),
            (
                "PHONE_NUMBER",
                &["+442079460958", "+44 (0)20 7946 0958", "0044 20 7946-0958"],
            ),
            (
                "PHONE_NUMBER",
                &[
                    "4255550100x12",
                    "(425) 555-0100 ext. 12",
                    "425.555.0100 X12",
                    "425 555 0100 #12",
                ],
            ),
            ("PHONE_NUMBER", &["1800FLOWERS", "1-800-Flowers"]),
            (
                "IP_ADDRESS",
                &["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", "[2001:db8::0:1]"],
            ),
            ("IP_ADDRESS", &["10.0.0.0/8", " 10.0.0.0/8"]),
            ("IP_ADDRESS", &["fe80::1%eth0", "FE80:0::1%ETH0"]),
            (
                "PERSON",
                &[
                    "Zo\u{eb} M\u{fc}ller",
                    "Zoe\u{308} Mu\u{308}ller",
                    "\u{feff}Zo\u{eb} M\u{fc}ller\u{a0}",
                ],
            ),
            ("DOMAIN_NAME", &["example.com", "Example.COM"]),
        ] {
            for spelling in spellings {
                let normal = normalize(entity, spelling.as_bytes());
                assert_eq!(
                    str::from_utf8(&normal),
                    Ok(spellings[0]),
                    "{entity} {spelling}"
                );
            }
        }
    }

    #[test]
    fn what_differs_stays_apart() {
        for (entity, one, other) in [
            ("FI_PERSONAL_ID_CODE", "131052+308T", "131052-308T"),
            ("DE_LICENSE_PLATE", "B-AB 123", "BA-B 123"),
            ("PHONE_NUMBER", "425 555 0100 x12", "42555 501 0012"),
            ("PASSWORD", "secret", "secret "),
            ("PERSON", "Jane Doe", "JaneDoe"),
            ("IN_UPI_ID", "a.b@bank", "ab@bank"),
            ("US_NDC", "0002-7597-01", "00027-597-01"),
        ] {
            let (one, other) = (one.as_bytes(), other.as_bytes());
            assert_ne!(normalize(entity, one), normalize(entity, other), "{entity}");
        }
    }

    #[test]
    fn nothing_becomes_nothing() {
        for (entity, value) in [
            ("US_SSN", &b"---"[..]),
            ("PERSON", b" \t"),
            ("PERSON", "\u{200b}".as_bytes()),
            ("LICENSE_PLATE", b"--"),
            ("EMAIL_ADDRESS", b"\xff@"),
        ] {
            assert_eq!(&*normalize(entity, value), value);
        }
    }

    proptest! {
        #[test]
        fn a_normal_spelling_is_its_own(
            entity in prop::sample::select(vec![
                "PERSON", "EMAIL_ADDRESS", "US_SSN", "LICENSE_PLATE", "IP_ADDRESS", "UUID", "JWT",
            ]),
            value in "\\PC{0,30}|[0-9a-fA-F:.+ -]{0,20}",
        ) {
            let once = normalize(entity, value.as_bytes()).into_owned();
            prop_assert_eq!(&*normalize(entity, &once), &once);
        }
    }
}
