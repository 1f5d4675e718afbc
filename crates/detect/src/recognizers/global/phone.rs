//! Telephone numbers.

use super::super::leading_digits;
use crate::{
    finding::Evidence,
    recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked},
};

/// International numbers: `+`, a country calling code and the rest, at most 15 digits, grouped in
/// any way. National numbers of the North American plan: area code and exchange both begin with 2
/// to 9, and neither is a service code (N11).
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
    shapes: vec![
        Shape::walk(Anchor::Dial, walk),
        Shape::Groups(vec![
            Grouping::new("999-999-9999", 4),
            Grouping::new("999.999.9999", 3),
            Grouping::new("999 999 9999", 1),
            Grouping::new("9-999-999-9999", 9),
            Grouping::new("9.999.999.9999", 4),
            Grouping::new("9 999 999 9999", 3),
            Grouping::new("9999999999", -18),
            Grouping::new("99999999999", -18),
        ]),
    ],
    validate: Some(north_american),
    context: "phone;phone number;telephone;telephone number;tel;mobile;mobile number;cell;cell phone;\
         call;call me;text me;fax;sms;whatsapp;hotline;contact number;dial;msisdn;\
         telefon;telefonnummer;handy;handynummer;mobil;rufnummer;anrufen;\
         telephone portable;portable;telecopie;appeler;appelez;\
         telefono;numero de telefono;movil;celular;llamar;llame".into(),
    normal: Normal::Digits,
    citation: "ITU-T E.164 (11/2010) and its list of country codes; NANPA, NANP numbering rules".into(),
    open_ended: true,
    ..Recognizer::new("phone", "PHONE_NUMBER", "global")
}
}

/// ITU-T E.164, section 6.
const MAX_DIGITS: usize = 15;
/// Country code 1 and ten digits.
const NANP_DIGITS: usize = 11;
/// The shortest national numbers in use have five digits; with a short code that is too little to
/// tell a number from a sum, so eight are asked for.
const MIN_DIGITS: usize = 8;
/// Digits with their marks, at most.
const MAX_BYTES: usize = 32;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    if text[at] == b'+' {
        international(text, at)
    } else {
        parenthesised(text, at)
    }
}

/// `+49 (0)30 23125-042`: groups are taken while they can belong to the number; what a blank parts
/// from it may be another value.
fn international(text: &[u8], at: usize) -> Option<Walked> {
    let mut number = Dialled {
        digits: [0; MAX_DIGITS],
        count: 0,
        last: 0,
        end: at + 1,
    };
    let mut first_group = 0;
    let mut here = at + 1;
    while here < text.len().min(at + MAX_BYTES) {
        let run = digit_run(&text[here..]);
        if run > 0 {
            if !number.takes(text, here, run) {
                break;
            }
            number.add(&text[here..here + run], here + run);
            first_group = if first_group == 0 { run } else { first_group };
            here += run;
        }
        match separator(&text[here..]) {
            Some(len) => here += len,
            None => break,
        }
    }
    let digits = &number.digits[..number.count];
    let code = calling_code(digits)?;
    let fits = if digits[0] == b'1' {
        number.count == NANP_DIGITS && is_nanp(&digits[1..])
    } else {
        number.count >= MIN_DIGITS
    };
    let parted_at_code = first_group == code || first_group > 3;
    let end = number.end;
    let glued = text
        .get(end)
        .is_some_and(|&byte| byte.is_ascii_digit() || is_plain_letter(byte));
    (fits && parted_at_code && !glued).then_some(Walked::new(at, end, 26))
}

/// How many digits `text` begins with; what no number has may be less.
fn digit_run(text: &[u8]) -> usize {
    match leading_digits(text) {
        8 => 8 + leading_digits(&text[8..]),
        run => run,
    }
}

/// What was read of a number.
struct Dialled {
    digits: [u8; MAX_DIGITS],
    count: usize,
    /// Digits of the last group.
    last: usize,
    end: usize,
}

impl Dialled {
    /// Whether the group of `run` digits at `here` can belong to the number.
    fn takes(&self, text: &[u8], here: usize, run: usize) -> bool {
        let most = if self.digits[0] == b'1' {
            NANP_DIGITS
        } else {
            MAX_DIGITS
        };
        if self.count + run > most {
            return false;
        }
        // Enough digits, and a slash or a letter: another value of a list, or a code.
        let next = text.get(here + run).copied().unwrap_or(b' ');
        let beyond = text.get(here + run + 1).copied().unwrap_or(b' ');
        if self.count >= MIN_DIGITS && (text[here - 1] == b'/' || is_plain_letter(next)) {
            return false;
        }
        let parted = self.count >= MIN_DIGITS && text[..here].ends_with(b" ");
        let goes_on = matches!(next, b'.' | b'-' | b':') && beyond.is_ascii_alphanumeric()
            || next == b'/' && is_date(&text[here..]);
        // A group of one digit, or one that is shorter than four before it, begins another value.
        let complete = self.count >= 10 && (run == 1 || self.last >= 4 && run < self.last);
        !(parted && (goes_on || complete))
    }

    fn add(&mut self, group: &[u8], end: usize) {
        for (slot, &digit) in self.digits[self.count..].iter_mut().zip(group) {
            *slot = digit;
        }
        self.count += group.len();
        self.last = group.len();
        self.end = end;
    }
}

/// `10/18/2014`, `3/4/21`
fn is_date(text: &[u8]) -> bool {
    let mut parts = text[..text.len().min(10)].split(|&byte| byte == b'/');
    let mut short = || {
        let part = parts.next().unwrap_or_default();
        (1..=2).contains(&part.len()) && part.iter().all(u8::is_ascii_digit)
    };
    short() && short() && parts.next().is_some_and(|year| !year.is_empty())
}

/// Letters that may follow are those of an extension.
fn is_plain_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() && !matches!(byte, b'x' | b'e')
}

/// Length of what may stand between groups of digits: one mark, or a parenthesis with a blank.
fn separator(text: &[u8]) -> Option<usize> {
    let mut len = 0;
    let mut marks = 0;
    while let Some(&byte) = text.get(len) {
        match byte {
            b'(' | b')' => len += 1,
            b' ' | b'-' | b'.' | b'/' if marks == 0 => (len, marks) = (len + 1, 1),
            0xC2 if marks == 0 && text.get(len + 1) == Some(&0xA0) => (len, marks) = (len + 2, 1),
            _ => break,
        }
    }
    let digit_follows = text.get(len).is_some_and(u8::is_ascii_digit);
    (len > 0 && digit_follows).then_some(len)
}

/// `(415) 555-0132`
fn parenthesised(text: &[u8], at: usize) -> Option<Walked> {
    let area = text.get(at + 1..at + 4)?;
    let blank = usize::from(text.get(at + 5) == Some(&b' '));
    let local = text.get(at + 5 + blank..at + 13 + blank)?;
    let marks = text[at + 4] == b')' && matches!(local[3], b'-' | b' ' | b'.');
    let mut digits = [0; 10];
    digits[..3].copy_from_slice(area);
    digits[3..6].copy_from_slice(&local[..3]);
    digits[6..].copy_from_slice(&local[4..]);
    let end = at + 13 + blank;
    let glued = text.get(end).is_some_and(u8::is_ascii_alphanumeric);
    (marks && !glued && is_nanp(&digits)).then_some(Walked::new(at, end, 14))
}

fn north_american(digits: &[u8]) -> Verdict {
    let national = match digits {
        [b'1', rest @ ..] if rest.len() == 10 => rest,
        _ => digits,
    };
    if is_nanp(national) {
        Verdict::Fits(Evidence(3))
    } else {
        Verdict::Refuted
    }
}

/// Ten digits NXX-NXX-XXXX, neither NXX being N11; the second digit of an area code is no 9 (kept
/// for the plan's expansion).
fn is_nanp(digits: &[u8]) -> bool {
    let code = |at: usize| {
        matches!(digits[at], b'2'..=b'9') && !(digits[at + 1] == b'1' && digits[at + 2] == b'1')
    };
    digits.len() == 10
        && digits.iter().all(u8::is_ascii_digit)
        && code(0)
        && code(3)
        && digits[1] != b'9'
}

/// Length of the country calling code that `digits` begin with: 1 digit for zones 1 and 7, else 2
/// or 3 as the ITU's list assigns them.
fn calling_code(digits: &[u8]) -> Option<usize> {
    let [first, second, ..] = digits else {
        return None;
    };
    let len = match (first, second) {
        (b'1' | b'7', _) => 1,
        (b'2', b'0' | b'7') => 2,
        (b'2', _) => 3,
        (b'3', b'0'..=b'4' | b'6' | b'9') => 2,
        (b'4', b'0' | b'1' | b'3'..=b'9') => 2,
        (b'5', b'1'..=b'8') => 2,
        (b'6', b'0'..=b'6') => 2,
        (b'8', b'1' | b'2' | b'4' | b'6') => 2,
        (b'9', b'0'..=b'5' | b'8') => 2,
        (b'0', _) | (b'8', b'3' | b'9') => return None,
        _ => 3,
    };
    (digits.len() > len).then_some(len)
}
