//! Ways to reach somebody: mail, telephone, and addresses of machines.
//!
//! Hosts lie under the names of RFC 2606 and RFC 6761, telephone numbers in the blocks that the
//! regulators keep for fiction, so that no message and no call ever arrives.

use crate::{
    rng::Rng,
    value::{grouped, person},
};

/// An e-mail address: a local part from a name, sometimes with digits or a tag, at an example host.
pub fn email(rng: &mut Rng) -> String {
    let local = local_part(rng);
    let host = host(rng);
    match rng.below(20) {
        0 => format!("{local}@{host}").to_uppercase(),
        1 => format!("{local}+{}@{host}", rng.pick(LABELS)),
        _ => format!("{local}@{host}"),
    }
}

fn local_part(rng: &mut Rng) -> String {
    let first = rng.pick(person::FIRST_ASCII).to_lowercase();
    let last = rng.pick(person::LAST_ASCII).to_lowercase();
    match rng.below(8) {
        0 => format!("{first}{}", rng.between(1, 99)),
        1 => format!("{}{last}", &first[..1]),
        2 => format!("{first}_{last}"),
        3 => format!("{last}.{first}"),
        4 => format!("{first}-{last}{}", rng.between(1950, 2009)),
        5 => format!("{}.{last}", &first[..1]),
        _ => format!("{first}.{last}"),
    }
}

/// A host name for documents: `example.com` and its sisters, or a name under `.example`.
pub fn host(rng: &mut Rng) -> String {
    let base = rng.pick(&["example.com", "example.org", "example.net"]);
    match rng.below(6) {
        0 => format!("{}.example", rng.pick(LABELS)),
        1 => format!("{}-{}.example", rng.pick(LABELS), rng.pick(LABELS)),
        2 => format!("{}.{base}", rng.pick(LABELS)),
        _ => base.to_owned(),
    }
}

/// A telephone number: E.164 with or without punctuation, or North American as written at home.
pub fn phone(rng: &mut Rng) -> String {
    match rng.below(10) {
        0 => british(rng),
        1 => german(rng),
        2 => french(rng),
        _ => north_american(rng),
    }
}

/// NANP; the exchange 555 with 0100 to 0199 is for fiction (ATIS-0300115).
fn north_american(rng: &mut Rng) -> String {
    let area = rng.pick(AREAS);
    let line = format!("01{}", rng.digits(2));
    match rng.below(9) {
        0 => format!("+1{area}555{line}"),
        1 => format!("+1 {area} 555 {line}"),
        2 => format!("+1 ({area}) 555-{line}"),
        3 => format!("+1-{area}-555-{line}"),
        4 => format!("1-{area}-555-{line}"),
        5 => format!("{area}.555.{line}"),
        6 => format!("{area}-555-{line}"),
        _ => format!("({area}) 555-{line}"),
    }
}

/// Ofcom, *Telephone numbers for use in TV and radio drama programmes*: London 020 7946 0000-0999.
fn british(rng: &mut Rng) -> String {
    let line = format!("0{}", rng.digits(3));
    match rng.below(3) {
        0 => format!("+44207946{line}"),
        1 => format!("+44 (0)20 7946 {line}"),
        _ => format!("+44 20 7946 {line}"),
    }
}

/// Bundesnetzagentur, *Rufnummern für Filmproduktionen*: Berlin 030 23125 000-999 and others.
fn german(rng: &mut Rng) -> String {
    let (area, stem) = [("30", "23125"), ("69", "90009"), ("89", "99998")][rng.below(3) as usize];
    let line = rng.digits(3);
    match rng.below(3) {
        0 => format!("+49{area}{stem}{line}"),
        1 => format!("+49 (0){area} {stem}-{line}"),
        _ => format!("+49 {area} {stem}{line}"),
    }
}

/// Arcep, decision 2018-0881: 01 99 00 is for works of fiction.
fn french(rng: &mut Rng) -> String {
    let line = rng.digits(4);
    match rng.below(2) {
        0 => format!("+3319900{line}"),
        _ => format!("+33 1 99 00 {}", grouped(&line, &[2], " ")),
    }
}

/// A URL of a web page, with a path and sometimes a query.
pub fn url(rng: &mut Rng) -> String {
    let host = host(rng);
    let page = rng.pick(LABELS);
    let number = rng.between(1, 99_999);
    match rng.below(6) {
        0 => format!("http://{host}/{page}"),
        1 => format!("https://www.{host}/{page}/{number}.html"),
        2 => format!("https://{host}/{page}?id={number}&lang=en"),
        3 => format!("https://{host}/users/{number}#{page}"),
        4 => format!("www.{host}/{page}"),
        _ => format!("https://{host}/{page}/{number}"),
    }
}

/// An IPv4 address of the blocks for documents and private use, or, one time in four, IPv6 of
/// `2001:db8::/32` (RFC 5737, 1918, 3849).
pub fn ip(rng: &mut Rng) -> String {
    if rng.below(4) == 0 {
        return ip6(rng);
    }
    ip4(rng)
}

/// An IPv4 address of the blocks for documents and private use.
pub fn ip4(rng: &mut Rng) -> String {
    let last = rng.between(1, 254);
    match rng.below(5) {
        0 => format!("192.0.2.{last}"),
        1 => format!("198.51.100.{last}"),
        2 => format!("203.0.113.{last}"),
        3 => format!("192.168.{}.{last}", rng.below(256)),
        _ => format!("10.{}.{}.{last}", rng.below(256), rng.below(256)),
    }
}

/// Half of them with a compression.
fn ip6(rng: &mut Rng) -> String {
    let mut group = || rng.below(0xffff) + 1;
    let [a, b, c, d, e, f] = std::array::from_fn(|_| group());
    match rng.below(4) {
        0 => format!("2001:db8::{a:x}"),
        1 => format!("2001:db8:{a:x}:{b:x}::{c:x}:{d:x}"),
        2 => format!("2001:0db8:{a:04x}:{b:04x}:{c:04x}:{d:04x}:{e:04x}:{f:04x}"),
        _ => format!("2001:db8:{a:x}:{b:x}:{c:x}:{d:x}:{e:x}:{f:x}"),
    }
}

/// A locally administered unicast MAC address (IEEE 802, the second bit of the first octet set), so
/// that it is no maker's.
pub fn mac(rng: &mut Rng) -> String {
    let mut octets: [u32; 6] = std::array::from_fn(|_| rng.below(256));
    octets[0] = octets[0] & 0xfc | 0x02;
    octets[5] |= 0x0a;
    let [a, b, c, d, e, f] = octets;
    match rng.below(5) {
        0 => format!("{a:02X}-{b:02X}-{c:02X}-{d:02X}-{e:02X}-{f:02X}"),
        1 => format!("{a:02x}{b:02x}.{c:02x}{d:02x}.{e:02x}{f:02x}"),
        2 => format!("{a:02X}:{b:02X}:{c:02X}:{d:02X}:{e:02X}:{f:02X}"),
        _ => format!("{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{f:02x}"),
    }
}

/// Area codes in service (NANPA).
const AREAS: &[&str] = &[
    "201", "206", "212", "213", "215", "303", "305", "312", "404", "415", "416", "503", "514",
    "604", "612", "617", "702", "713", "808", "917",
];

/// Labels of hosts and paths.
const LABELS: &[&str] = &[
    "mail", "shop", "office", "news", "harbor", "maple", "delta", "north", "studio", "clinic",
    "garden", "atlas", "bridge", "copper", "lumen", "orbit", "quarry", "summit", "tandem",
    "willow",
];
