//! Personal identification numbers of cards, telephones and doors.

use super::{
    super::{is_monotone, leading_digits},
    words::{self, Label, Words, pack},
};
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Four to eight digits that the words right before them call a PIN, or that are the whole value of a
/// field of that name. There is no check.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Digit, walk)],
        context: "pin;pin code;pin number;pin no;pincode;pinnumber;atm pin;card pin;sim pin;puk;\
             puk code;geheimzahl;code pin;code secret;clave;pin tarjeta;codigo pin;codice pin;\
             senha do cartao;pinkod;pinkode;pinkoodi;пин;пин код;密码;暗証番号;비밀번호"
            .into(),
        normal: Normal::Digits,
        citation: "ISO 9564-1:2017, section 8.1 (four to twelve digits)".into(),
        ..Recognizer::new("pin", "PIN", "global")
    }
}

static PIN: Words<14> = Words::new([
    "pin",
    "pins",
    "pincode",
    "pinnumber",
    "puk",
    "geheimzahl",
    "pinkod",
    "pinkode",
    "pinkoodi",
    "пин",
    "ПИН",
    "暗証番号",
    "暗証番号は",
    "비밀번호",
]);
/// Words between it and the digits.
static LINKS: Words<14> = Words::new([
    "code", "number", "no", "nr", "is", "ist", "est", "es", "e", "was", "lautet", "kod", "код",
    "to",
]);

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let run = leading_digits(&text[at..]);
    let end = at + run;
    if run < 4 {
        return None;
    }
    if text.len() == run {
        return Some(Walked::new(at, end, -22));
    }
    let Label {
        word,
        before,
        has_mark,
    } = words::label(&text[..at])?;
    let is_named = is_pin(word, before)
        || LINKS.has(pack(word)) && {
            let first = words::label(before.strip_suffix(b"-").unwrap_or(before))?;
            is_pin(first.word, first.before)
                || LINKS.has(pack(first.word))
                    && words::label(first.before).is_some_and(|pin| is_pin(pin.word, pin.before))
        };
    let goes_on = match text.get(end..).unwrap_or_default() {
        [b'-' | b'.' | b'/' | b':' | b',', next, ..] => next.is_ascii_digit(),
        [next, ..] => next.is_ascii_alphanumeric() || matches!(next, b'_' | b'%'),
        [] => false,
    };
    if !is_named || goes_on || run > 6 && is_monotone(&text[at..end]) {
        return None;
    }
    Some(Walked::new(at, end, if has_mark { 12 } else { 8 }))
}

/// Whether the word is PIN: in capitals, or behind no article that makes it a pin of a chip (`pin 1234`
/// of a header is none of four digits).
fn is_pin(word: &[u8], before: &[u8]) -> bool {
    let postal = words::label(before)
        .is_some_and(|label| matches!(pack(label.word), word if word == const { pack(b"postal") }));
    PIN.has(pack(word)) && !postal
}
