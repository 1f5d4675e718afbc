//! Unique device identifiers of medical devices, as GS1 writes them.

use super::super::leading_digits;
use crate::{
    checks::gs1,
    finding::Evidence,
    recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked},
};

/// `(01)` and a GTIN of fourteen digits: from the right, every second digit three times, the sum
/// ending in 0. What else tells the one device may follow: `(11)` day of making, `(17)` last day of
/// use, `(10)` lot, `(21)` serial number. Without parentheses only a cue tells it from other
/// numbers.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::Dial, walk),
            Shape::Groups(vec![
                Grouping::new("99999999999999", -22),
                Grouping::new("9999999999999999", -20),
            ]),
        ],
        validate: Some(check),
        context: "udi;unique device identifier;udis;udi di;udi number;\
         unique device identification;device identifier;gudid"
            .into(),
        normal: Normal::Exact,
        citation: "21 CFR part 830; GS1 General Specifications, sections 3 and 7.9".into(),
        ..Recognizer::new("medical_device_udi", "MEDICAL_DEVICE_UDI", "us")
    }
}

/// Digits of a GTIN-14.
const GTIN: usize = 14;
/// Characters of a lot or serial number, at most.
const MAX_TEXT: usize = 20;

/// A GTIN, bare or behind its application identifier.
fn check(digits: &[u8]) -> Verdict {
    let gtin = match digits.len() {
        GTIN => digits,
        _ if digits.starts_with(b"01") => &digits[2..],
        _ => return Verdict::Refuted,
    };
    Verdict::when(is_gtin(gtin), 10)
}

fn is_gtin(digits: &[u8]) -> bool {
    digits != b"00000000000000" && gs1(digits)
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let rest = text[at..].strip_prefix(b"(01)")?;
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let gtin = rest.get(..GTIN)?;
    if leading_digits(gtin) < 8 || !gtin[8..].iter().all(u8::is_ascii_digit) || !is_gtin(gtin) {
        return None;
    }
    let mut end = text.len() - rest.len() + GTIN;
    while let Some(len) = element(&text[end..]) {
        end += len;
    }
    let glued = text.get(end).is_some_and(u8::is_ascii_alphanumeric);
    // The check digit and the identifier in parentheses; more than a cue gives the digits alone.
    (!glued).then_some(Walked {
        start: at,
        end,
        evidence: Evidence(20),
    })
}

/// Length of an element that tells the one device, `(17)141120`, at the start of `text`.
fn element(text: &[u8]) -> Option<usize> {
    let data = text.get(4..)?;
    let len = match &text[..4] {
        b"(11)" | b"(13)" | b"(15)" | b"(16)" | b"(17)" => 6,
        b"(10)" | b"(21)" => {
            let is_data = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/');
            data.iter().take(MAX_TEXT).take_while(is_data).count()
        }
        _ => return None,
    };
    let is_complete = match len {
        6 if text[1] == b'1' && text[2] != b'0' => {
            data.len() >= 6 && leading_digits(&data[..6]) == 6
        }
        _ => len > 0,
    };
    is_complete.then_some(4 + len)
}
