//! JSON Web Tokens.

use super::base_64::decode_into;
use crate::recognizer::{Recognizer, Shape, Walked};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[jwt];

/// Three parts of base 64 with dots between, or five of an encrypted token, of which the first is a
/// header in JSON that names an algorithm.
fn jwt() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Marked {
            literals: &["eyJ", "eyA", "ewo", "ewk"],
            walk,
        }],
        citation: "RFC 7519, section 3; RFC 7515, section 7.1; RFC 7516, section 7.1; RFC 8725"
            .into(),
        ..Recognizer::new("jwt", "JWT", "secrets")
    }
}

/// More than any value that may stand in it.
const TOKEN: i16 = 32;
/// What servers take in one header.
const MAX_BYTES: usize = 16 * 1024;
/// Characters of a header that are decoded.
const MAX_HEADER: usize = 2048;

/// From `{"` or `{` and a blank in base 64 on.
fn walk(text: &[u8], start: usize) -> Option<Walked> {
    let is_glued = start.checked_sub(1).is_some_and(|at| is_part(text[at]));
    // Most runs are shorter than any token.
    let is_long = PROBES
        .iter()
        .all(|probe| text.get(start + probe).is_some_and(|&byte| is_run(byte)));
    if is_glued || !is_long {
        return None;
    }
    let rest = &text[start..text.len().min(start + MAX_BYTES)];
    // The header decides first, and no more than five parts are read, so that many headers with dots
    // between cost no more than one.
    let (header, rest) = part(rest);
    let (alg, enc) = names(header)?;
    let mut rest = rest;
    let [second, third, fourth, fifth] = [(); 4].map(|()| {
        let (next, behind) = part(rest.strip_prefix(b".")?);
        rest = behind;
        Some(next)
    });
    let (second, third) = (second?, third?);
    let three = header.len() + second.len() + third.len() + 2;
    let len = match (fourth, fifth) {
        (Some(fourth), Some(fifth)) if enc && !fourth.is_empty() && !fifth.is_empty() => {
            three + fourth.len() + fifth.len() + 2
        }
        _ => three,
    };
    let is_signed = second.len() >= MIN_PART && (third.len() >= MIN_PART || third.is_empty());
    let fits = len > three || is_signed && alg;
    let is_plain = third.is_empty() && len == three;
    // A token that is not signed ends with a dot and says so.
    (fits && (!is_plain || says_none(header))).then_some(Walked::new(start, start + len, TOKEN))
}

/// The characters that a part goes on with, and what stands behind them.
fn part(text: &[u8]) -> (&[u8], &[u8]) {
    let len = text.iter().take_while(|&&byte| is_part(byte)).count();
    text.split_at(len)
}

/// Places behind the start of a run that each token reaches.
const PROBES: [usize; 5] = [32, 28, 24, 22, 20];
/// Characters of the shortest payload: `{"a":1}`.
const MIN_PART: usize = 8;

/// Whether a header names an algorithm, and one that encrypts.
fn names(header: &[u8]) -> Option<(bool, bool)> {
    let mut room = [0; MAX_HEADER / 4 * 3];
    let json = decode(header, &mut room)?;
    let opens = json.trim_ascii_start().starts_with(b"{");
    let closes = header.len() > MAX_HEADER || json.trim_ascii_end().ends_with(b"}");
    let has = |name: &[u8]| json.windows(name.len()).any(|here| here == name);
    let (alg, enc) = (has(b"\"alg\""), has(b"\"enc\""));
    (opens && closes && alg).then_some((alg, enc))
}

fn says_none(header: &[u8]) -> bool {
    let mut room = [0; MAX_HEADER / 4 * 3];
    decode(header, &mut room).is_some_and(|json| {
        let value = json.windows(6);
        value
            .into_iter()
            .any(|here| here.eq_ignore_ascii_case(b"\"none\""))
    })
}

/// The first bytes of a part.
fn decode<'r>(part: &[u8], room: &'r mut [u8]) -> Option<&'r [u8]> {
    decode_into(&part[..part.len().min(MAX_HEADER)], room)
}

/// What a run of characters of tokens is made of.
fn is_run(byte: u8) -> bool {
    is_part(byte) || matches!(byte, b'.' | b'/' | b'~' | b'+')
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}
