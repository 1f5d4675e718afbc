//! Internet addresses, versions 4 and 6.

use std::net::IpAddr;

use super::super::{leading_digits, number};
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Version 4: four numbers up to 255 with dots. Version 6: eight groups of up to four hexadecimal
/// digits with colons, one run of zero groups left out as `::`, the last two groups perhaps as a
/// version 4 address, a zone behind `%`. Either with a prefix length.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::DottedDigits, version_4),
            Shape::walk(Anchor::HexColon, version_6),
        ],
        context: "ip;ip address;host;client ip;remote addr;source ip;address;addr;server;subnet;\
         netmask;gateway;dns;adresse ip;ip adresse;direccion ip"
            .into(),
        normal: Normal::Lowercase,
        specimens: Some(is_specimen),
        citation: "RFC 791, section 3.1; RFC 4291, section 2.2; RFC 4632, section 3.1".into(),
        open_ended: true,
        ..Recognizer::new("ip", "IP_ADDRESS", "global")
    }
}

/// The blocks for documentation: 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24 (RFC 5737),
/// 2001:db8::/32 (RFC 3849) and 3fff::/20 (RFC 9637).
fn is_specimen(value: &[u8]) -> bool {
    let slash = value.iter().position(|&byte| byte == b'/');
    let (address, prefix) = value.split_at(slash.unwrap_or(value.len()));
    let is_prefix = prefix.len() <= 4 && prefix.iter().skip(1).all(u8::is_ascii_digit);
    let address = str::from_utf8(address)
        .ok()
        .and_then(|text| text.parse().ok());
    is_prefix
        && match address {
            Some(IpAddr::V4(address)) => {
                matches!(
                    address.octets(),
                    [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _]
                )
            }
            Some(IpAddr::V6(address)) => {
                matches!(
                    address.segments(),
                    [0x2001, 0xDB8, ..] | [0x3FFF, 0..=0xFFF, ..]
                )
            }
            None => false,
        }
}

fn version_4(text: &[u8], at: usize) -> Option<Walked> {
    let digits = text[..at]
        .iter()
        .rev()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let start = at - digits;
    let before = start.checked_sub(1).map_or(b' ', |at| text[at]);
    if before.is_ascii_alphanumeric() || matches!(before, b'.' | b'-') {
        return None;
    }
    let quad = start + dotted_quad(&text[start..])?;
    let end = quad + prefix_length(&text[quad..], 32);
    let octets = octets(&text[start..quad]);
    let evidence = if is_mask(octets) {
        MASK
    } else if is_nobodys(octets, &text[quad..end]) {
        NOBODYS
    } else if is_version(&text[..start], before) || is_heading(text, start, end) {
        -10
    } else if end == quad && is_like_number(octets, &text[..start], &text[end..]) {
        LIKE_NUMBER
    } else {
        13
    };
    Some(Walked::new(start, end, evidence))
}

/// No cue makes an address of a mask: the words near it are those of its address.
const MASK: i16 = -30;
/// Addresses that every machine has, and whole blocks: only the name of a field makes one of them.
const NOBODYS: i16 = -26;
/// Needs a cue: of all addresses one in two hundred begins so, of versions with four numbers most do.
const LIKE_NUMBER: i16 = -4;

/// The four numbers of an address.
fn octets(address: &[u8]) -> [u8; 4] {
    let mut octets = [0; 4];
    for (octet, digits) in octets.iter_mut().zip(address.split(|&byte| byte == b'.')) {
        *octet = number(digits) as u8;
    }
    octets
}

/// Masks of networks (RFC 950) and their complements: all of the ones stand on one side.
fn is_mask(octets: [u8; 4]) -> bool {
    let value = u32::from_be_bytes(octets);
    let is_mask = value.count_ones() == value.leading_ones();
    let is_host_mask = value.count_ones() == value.trailing_ones();
    value != 0 && value != u32::MAX && (is_mask || is_host_mask)
}

/// This host, the loopback and the broadcast (RFC 6890, section 2.2.2), and networks of 65,536
/// addresses and more.
fn is_nobodys(octets: [u8; 4], prefix: &[u8]) -> bool {
    let is_wide = matches!(octets, [_, _, 0, 0])
        && prefix
            .strip_prefix(b"/")
            .is_some_and(|len| number(len) <= 16);
    is_wide || matches!(octets, [0 | 127, ..] | [255, 255, 255, 255])
}

/// Whether four numbers are as likely those of a version, or of two decimals without a blank.
fn is_like_number(octets: [u8; 4], before: &[u8], rest: &[u8]) -> bool {
    let is_between = octets[0] < 32 && follows_decimal(before) && is_decimal(rest);
    is_like_version(octets) && !is_port(rest) || is_between
}

/// Whether the first two numbers are small, as those of versions and sections are. Networks of 10 are
/// private, and those of well-known servers come in pairs.
fn is_like_version([first, second, third, fourth]: [u8; 4]) -> bool {
    let has_pairs = first == second && third == fourth;
    let all_small = first < 32 && third < 32 && fourth < 32;
    let is_small = first > 0 && second < 20 && (first < 20 || all_small);
    is_small && first != 10 && !has_pairs
}

/// Whether ` 2.25` follows, and no address.
fn is_decimal(rest: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(b" ") else {
        return false;
    };
    let whole = leading_digits(rest);
    let [b'.', fraction @ ..] = &rest[whole..] else {
        return false;
    };
    whole > 0 && leading_digits(fraction) > 0 && dotted_quad(rest).is_none()
}

/// Whether `text` ends with ` 2.25 `.
fn follows_decimal(text: &[u8]) -> bool {
    let Some((b' ', rest)) = text.split_last() else {
        return false;
    };
    let near = &rest[rest.len().saturating_sub(8)..];
    let len = near
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    len > 0 && matches!(&near[..near.len() - len], [.., before, b'.'] if before.is_ascii_digit())
}

/// Whether the port of an address follows: `:8080`, ` port 22`.
fn is_port(rest: &[u8]) -> bool {
    match rest {
        [b':', digits @ ..] => (2..=5).contains(&leading_digits(digits)),
        _ => rest.starts_with(b" port ") || rest.starts_with(b" - "),
    }
}

/// Length of four numbers up to 255 that nothing continues.
fn dotted_quad(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    for group in 0..4 {
        let digits = leading_digits(&text[at..]).min(4);
        let value = text[at..at + digits]
            .iter()
            .fold(0, |v, d| v * 10 + u32::from(d - b'0'));
        at += digits;
        if digits == 0 || digits > 3 || value > 255 {
            return None;
        }
        if group < 3 {
            if text.get(at) != Some(&b'.') {
                return None;
            }
            at += 1;
        }
    }
    let digit_at = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let continues = text.get(at).is_some_and(u8::is_ascii_alphanumeric)
        || matches!(text.get(at), Some(b'.' | b'-')) && digit_at(at + 1);
    (!continues).then_some(at)
}

/// `/24`, up to `most`.
fn prefix_length(text: &[u8], most: u32) -> usize {
    let digits = text
        .iter()
        .skip(1)
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let value = text
        .iter()
        .skip(1)
        .take(digits)
        .fold(0, |v, d| v * 10 + u32::from(d - b'0'));
    let stands = text.first() == Some(&b'/') && (1..=3).contains(&digits) && value <= most;
    let padded = digits > 1 && text[1] == b'0';
    // What goes on is another value of a list: `192.0.2.1/10.0.0.1`.
    let goes_on = match text.get(1 + digits..).unwrap_or_default() {
        [b'.' | b'-' | b':' | b' ', next, ..] => next.is_ascii_digit(),
        [next, ..] => next.is_ascii_alphanumeric() || *next == b'/',
        [] => false,
    };
    if stands && !padded && !goes_on {
        1 + digits
    } else {
        0
    }
}

/// Four small numbers are a version or a section when the word before says so, or when a product's
/// name and a slash stand before them.
fn is_version(text: &[u8], before: u8) -> bool {
    if before == b'/' {
        let token = &text[..text.len() - 1];
        let letters = token
            .iter()
            .rev()
            .take(16)
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        return letters >= 2 && !ends_value(&token[..token.len() - letters]);
    }
    let near = &text[text.len().saturating_sub(16)..];
    let word_end = near
        .iter()
        .rposition(u8::is_ascii_alphabetic)
        .map_or(0, |at| at + 1);
    let gap = &near[word_end..];
    let start = near[..word_end]
        .iter()
        .rposition(|byte| !byte.is_ascii_alphabetic());
    let word = &near[start.map_or(0, |at| at + 1)..word_end];
    let words: [&[u8]; 10] = [
        b"version",
        b"ver",
        b"v",
        b"release",
        b"section",
        b"chapter",
        b"clause",
        b"build",
        b"rev",
        b"abschnitt",
    ];
    gap.len() <= 3
        && !ends_value(&near[..word_end - word.len()])
        && words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether letters behind `text` are the end of a value (`12345678-V`, `jane@example.org`) and no
/// word of their own.
fn ends_value(text: &[u8]) -> bool {
    matches!(
        text,
        [.., b'0'..=b'9' | b'.' | b'@' | b':'] | [.., b'0'..=b'9', b'-']
    ) || matches!(text, [.., b'0'..=b'9', last, b'-'] if last.is_ascii_hexdigit())
}

/// Whether `1.2.3.4 Scope of this part` begins a line: small numbers without a 0 before a word with a
/// capital are a section's. Of all addresses one in thirty thousand is so small.
fn is_heading(text: &[u8], start: usize, end: usize) -> bool {
    let before = &text[start.saturating_sub(4)..start];
    let indented = before
        .iter()
        .rposition(|byte| !matches!(byte, b' ' | b'\t' | b'#'));
    let begins_line = match indented {
        Some(at) => before[at] == b'\n',
        None => before.len() == start,
    };
    let is_small = |part: &[u8]| matches!(part, [b'1'..=b'9'] | [b'1', b'0'..=b'9']);
    let named = matches!(text.get(end..end + 3), Some([b' ', first, next])
        if first.is_ascii_uppercase() && next.is_ascii_lowercase());
    begins_line && named && text[start..end].split(|&byte| byte == b'.').all(is_small)
}

fn version_6(text: &[u8], at: usize) -> Option<Walked> {
    let digits = text[..at]
        .iter()
        .rev()
        .take(5)
        .take_while(|b| b.is_ascii_hexdigit())
        .count();
    let start = at - digits;
    let before = start.checked_sub(1).map_or(b' ', |at| text[at]);
    if digits > 4 || before.is_ascii_alphanumeric() || matches!(before, b'.' | b'_') {
        return None;
    }
    // One colon begins no address, and what is a group before a colon is part of what follows.
    let lone = digits == 0 && text.get(at + 1) != Some(&b':');
    if lone || before == b':' && !ends_with_label(&text[..start - 1]) {
        return None;
    }
    let address = Address6::read(&text[start..])?;
    let mut end = start + address.len;
    let said = address.evidence(text.get(end..).unwrap_or_default(), before)?;
    if text.get(end) == Some(&b'%') {
        let zone = text[end + 1..]
            .iter()
            .take(16)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        end += if zone > 0 { zone + 1 } else { 0 };
    }
    let prefix = prefix_length(&text[end..], 128);
    // What a registry hands out and more: `fe80::/10`.
    let is_wide =
        text[..end].ends_with(b"::") && prefix > 0 && number(&text[end + 1..end + prefix]) <= 32;
    let evidence = if is_wide { NOBODYS } else { said };
    Some(Walked::new(start, end + prefix, evidence))
}

/// Whether `text` ends with a word that is no group of an address (`ip:`, `host:`), so that a colon
/// behind it parts them.
fn ends_with_label(text: &[u8]) -> bool {
    let word = text
        .iter()
        .rev()
        .take(5)
        .take_while(|byte| byte.is_ascii_alphanumeric());
    let (mut len, mut hex) = (0, true);
    for byte in word {
        len += 1;
        hex &= byte.is_ascii_hexdigit();
    }
    if len == 0 {
        text.last().is_none_or(|&byte| byte != b':')
    } else {
        !hex || len > 4
    }
}

/// What was read of an address of version 6.
struct Address6 {
    len: usize,
    groups: usize,
    compressed: bool,
    has_digit: bool,
    /// Value of the first group.
    first: u32,
}

impl Address6 {
    fn read(text: &[u8]) -> Option<Address6> {
        let mut address = Address6 {
            len: 0,
            groups: 0,
            compressed: false,
            has_digit: false,
            first: 0,
        };
        loop {
            let rest = &text[address.len..];
            if address.groups > 0
                && address.groups <= 6
                && rest.first().is_some_and(u8::is_ascii_digit)
                && let Some(len) = dotted_quad(rest)
            {
                address.len += len;
                address.groups += 2;
                address.has_digit = true;
                break;
            }
            let digits = rest
                .iter()
                .take(5)
                .take_while(|byte| byte.is_ascii_hexdigit())
                .count();
            if digits > 4 {
                return None;
            }
            address.take_group(&rest[..digits]);
            if !address.take_colons(&text[address.len..])? {
                break;
            }
        }
        let glued = text
            .get(address.len)
            .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        let count = address.groups;
        let whole = if address.compressed {
            count <= 7
        } else {
            count == 8
        };
        (whole && !glued).then_some(address)
    }

    fn take_group(&mut self, group: &[u8]) {
        if self.len == 0 {
            let digits = group
                .iter()
                .filter_map(|&byte| char::from(byte).to_digit(16));
            self.first = digits.fold(0, |value, digit| value << 4 | digit);
        }
        self.len += group.len();
        self.groups += usize::from(!group.is_empty());
        self.has_digit |= group.iter().any(u8::is_ascii_digit);
    }

    /// Takes `:` or `::` before another group; `None` where a second `::` makes it no address.
    fn take_colons(&mut self, rest: &[u8]) -> Option<bool> {
        let group_at = |at: usize| rest.get(at).is_some_and(u8::is_ascii_hexdigit);
        match rest {
            [b':', b':', ..] if self.compressed || rest.get(2) == Some(&b':') => None,
            [b':', b':', ..] => {
                (self.compressed, self.len) = (true, self.len + 2);
                Some(group_at(2))
            }
            [b':', ..] if group_at(1) => {
                self.len += 1;
                // Nine groups are a fingerprint.
                (self.groups < 8).then_some(true)
            }
            _ => Some(false),
        }
    }

    /// Whether the first group is of a block that is in use: global unicast, unique local, link
    /// local or multicast (IANA, IPv6 address space).
    fn is_assigned(&self) -> bool {
        matches!(self.first, 0x2000..=0x3FFF | 0xFC00..=0xFDFF | 0xFE80..=0xFEBF | 0xFF01..=0xFF0F)
    }

    /// `a::b` is a scope in source code and `x[::2]` a slice: short addresses must show more.
    fn evidence(&self, rest: &[u8], before: u8) -> Option<i16> {
        let loopback = before == b'[' && rest.starts_with(b"]:") || rest.starts_with(b"/128");
        match self.groups {
            3.. if self.has_digit => Some(18),
            1 | 2 if self.is_assigned() && self.has_digit => Some(10),
            1 if loopback => Some(NOBODYS),
            _ => None,
        }
    }
}
