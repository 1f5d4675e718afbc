//! Whether a text is a value of a recognizer, asked without the search: shape and check only.

use pumice_detect::{Anchor, Recognizer, Shape, Verdict};

/// What a rule says of a text by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// None of its groupings, and no walk takes it all.
    NoShape,
    /// The shape, but the check says no.
    Refuted,
    Fits,
}

/// Shape and check of `rule` on all of `text`.
pub(super) fn standing(rule: &Recognizer, text: &str) -> Standing {
    let mut standing = Standing::NoShape;
    for shape in &rule.shapes {
        match shape {
            Shape::Groups(groupings)
                if groupings
                    .iter()
                    .any(|grouping| is_of(&grouping.pattern, text)) =>
            {
                if passes(rule, text) {
                    return Standing::Fits;
                }
                standing = Standing::Refuted;
            }
            Shape::Walk { anchor, walk } => {
                let walked = place(*anchor, text).and_then(|at| walk(text.as_bytes(), at));
                if walked.is_some_and(|walked| (walked.start, walked.end) == (0, text.len())) {
                    return Standing::Fits;
                }
                // A walk decides shape and check at once.
                standing = Standing::Refuted;
            }
            _ => {}
        }
    }
    standing
}

/// The check alone, on letters and digits.
fn passes(rule: &Recognizer, text: &str) -> bool {
    let Some(validate) = rule.validate else {
        return true;
    };
    let (mut value, mut len) = ([0; 64], 0);
    for byte in text.bytes().filter(u8::is_ascii_alphanumeric) {
        value[len] = byte;
        len += 1;
    }
    matches!(validate(&value[..len]), Verdict::Fits(_))
}

/// Whether `text` is written as `pattern` says.
fn is_of(pattern: &str, text: &str) -> bool {
    let mut separators = pattern.bytes().zip(text.bytes());
    let same = separators
        .find(|(mark, _)| *mark == b'~')
        .map(|(_, byte)| byte);
    pattern.len() == text.len()
        && pattern.bytes().zip(text.bytes()).all(|pair| match pair {
            (b'9', byte) => byte.is_ascii_digit(),
            (b'A', byte) => byte.is_ascii_alphabetic(),
            (b'X', byte) => byte.is_ascii_alphanumeric(),
            (b'~', byte) => Some(byte) == same && b"- .".contains(&byte),
            (mark, byte) => mark == byte,
        })
}

/// Where the anchor of a walk stands in a value.
fn place(anchor: Anchor, text: &str) -> Option<usize> {
    match anchor {
        Anchor::At => text.find('@'),
        Anchor::Link => text.find(':'),
        Anchor::HexColon | Anchor::HexGroup => text.find([':', '-', '.']),
        Anchor::DottedDigits => text.find('.'),
        _ => (!text.is_empty()).then_some(0),
    }
}

#[test]
fn a_pattern_takes_its_own_spelling_only() {
    assert!(is_of("99~AA~X9", "12-ab-c3"));
    for text in ["12-ab.c3", "12-ab-c", "1a-ab-c3", "12/ab/c3"] {
        assert!(!is_of("99~AA~X9", text), "{text}");
    }
}
