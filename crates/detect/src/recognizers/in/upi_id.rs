//! Addresses of India's Unified Payments Interface.

use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// A name of letters, digits, dots, hyphens and underscores, `@`, and the handle of a bank or an
/// application. A handle has no dot, which tells it from the host of an e-mail address.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::At, walk)],
        context:
            "upi;upi id;upi address;vpa;virtual payment address;gpay;google pay;phonepe;phone pe;\
         paytm;bhim;यूपीआई;यूपीआई आईडी"
                .into(),
        normal: Normal::Lowercase,
        citation:
            "National Payments Corporation of India, UPI Procedural Guidelines, virtual payment \
         address; UPI handles of banks and third-party applications"
                .into(),
        ..Recognizer::new("in_upi_id", "IN_UPI_ID", "in")
    }
}

/// Longer names are not looked at; addresses of people have a telephone number or a name there.
const MAX_NAME: usize = 64;
const MIN_NAME: usize = 2;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let (end, evidence) = handle(text, at + 1)?;
    let least = at.saturating_sub(MAX_NAME);
    let before = text[least..at].iter().rev();
    let start = at - before.take_while(|&&byte| is_name(byte)).count();
    // A mark in front (an underscore of Markdown) is no part of it.
    let name = &text[start..at];
    let marks = name
        .iter()
        .take_while(|byte| !byte.is_ascii_alphanumeric())
        .count();
    let ends_well = name.last().is_some_and(u8::is_ascii_alphanumeric);
    let fits = ends_well && name.len() >= marks + MIN_NAME;
    fits.then_some(Walked::new(start + marks, end, evidence))
}

/// Where the handle that starts at `from` ends, if it is a known one and no host, and what it says.
fn handle(text: &[u8], from: usize) -> Option<(usize, i16)> {
    let rest = &text[from..];
    let len = rest
        .iter()
        .take(MAX_HANDLE + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric());
    let len = len.count();
    if !(MIN_HANDLE..=MAX_HANDLE).contains(&len) || goes_on(&rest[len..]) {
        return None;
    }
    let mut small = [0; MAX_HANDLE];
    small[..len].copy_from_slice(&rest[..len]);
    small.make_ascii_lowercase();
    let is_in = |list: &[&str]| {
        list.binary_search_by(|known| known.as_bytes().cmp(&small[..len]))
            .is_ok()
    };
    let evidence = if is_in(HANDLES) {
        16
    } else if is_in(WORDS) {
        -6
    } else {
        return None;
    };
    Some((from + len, evidence))
}

/// Whether a longer name, the host of an address, a shell's prompt or a remote file goes on there.
/// A hyphen or a slash goes on with a bank statement, unless it leads to a dot.
fn goes_on(rest: &[u8]) -> bool {
    match *rest {
        [b'.', next, ..] => next.is_ascii_alphanumeric(),
        [b':', next, ..] => matches!(next, b'~' | b'/') || next.is_ascii_alphanumeric(),
        [b'-', ..] => {
            let label = rest.iter().take(MAX_NAME);
            let len = label.take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'-');
            matches!(rest[len.count()..], [b'.', next, ..] if next.is_ascii_alphanumeric())
        }
        [b'_' | b'@', ..] => true,
        // A letter of an alphabet that hosts are written in.
        [0xC3..0xE0, ..] => true,
        _ => false,
    }
}

#[inline]
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
}

const MIN_HANDLE: usize = 3;
const MAX_HANDLE: usize = 18;

/// Sorted.
const HANDLES: &[&str] = &[
    "abcdicici",
    "abfspay",
    "airtel",
    "allbank",
    "andb",
    "apl",
    "aubank",
    "axisb",
    "axisbank",
    "axisgo",
    "axl",
    "bandhan",
    "barodampay",
    "centralbank",
    "citigold",
    "cmsidfc",
    "cnrb",
    "csbcash",
    "csbpay",
    "dbs",
    "dcb",
    "dhanlaxmi",
    "dlb",
    "eazypay",
    "equitas",
    "ezeepay",
    "fbl",
    "fifederal",
    "finobank",
    "fkaxis",
    "freecharge",
    "goaxb",
    "hdfcbank",
    "hdfcbankjd",
    "hsbc",
    "ibl",
    "icici",
    "idbi",
    "idfcbank",
    "idfcfirst",
    "idfcnetc",
    "ikwik",
    "imobile",
    "indianbank",
    "indus",
    "indusind",
    "inhdfc",
    "iob",
    "jkb",
    "jsbp",
    "jupiteraxis",
    "karb",
    "kaypay",
    "kbl",
    "kmbl",
    "kotak",
    "kotak811",
    "kvb",
    "lvb",
    "mahb",
    "mairtel",
    "mbk",
    "myicici",
    "naviaxis",
    "niyoicici",
    "nsdl",
    "obc",
    "okaxis",
    "okbizaxis",
    "okbizicici",
    "okhdfcbank",
    "okicici",
    "oksbi",
    "oneyes",
    "paytm",
    "payzapp",
    "pingpay",
    "pnb",
    "postbank",
    "psb",
    "ptaxis",
    "pthdfc",
    "ptsbi",
    "ptyes",
    "purz",
    "rajgovhdfcbank",
    "rapl",
    "rbl",
    "rmhdfcbank",
    "s2b",
    "sbi",
    "seyes",
    "shriramhdfcbank",
    "sliceaxis",
    "srcb",
    "superyes",
    "synd",
    "tapicici",
    "timecosmos",
    "tjsb",
    "ubi",
    "uboi",
    "uco",
    "unionbank",
    "unionbankofindia",
    "upi",
    "utbi",
    "vijb",
    "waaxis",
    "wahdfcbank",
    "waicici",
    "wasbi",
    "yapl",
    "ybl",
    "yesbank",
    "yesbankltd",
    "yescred",
    "yescurie",
    "yesfam",
    "yesg",
    "yespay",
    "yespop",
    "zoicici",
];

/// Handles that are words or names of other things as well, sorted: they need a cue.
const WORDS: &[&str] = &[
    "axis", "boi", "citi", "fam", "federal", "jio", "lime", "pockets", "sib", "slice", "trans",
    "united",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_sorted_and_short_enough() {
        for list in [HANDLES, WORDS] {
            assert!(list.is_sorted());
            let lengths = MIN_HANDLE..=MAX_HANDLE;
            assert!(list.iter().all(|handle| lengths.contains(&handle.len())));
        }
    }
}
