//! Hong Kong identity cards.

use super::super::{parts, weighted};
use crate::recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked};

/// One or two letters, six digits and a check digit, printed in parentheses; `A` stands for ten.
/// Characters are weighted 9 to 1, letters count from 10 and a missing first letter is 36; the sum
/// is 0 modulo 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::Bracket, walk),
            Shape::Groups(vec![
                Grouping::new("A9999999", -20),
                Grouping::new("A999999A", -18),
                Grouping::new("AA9999999", -20),
                Grouping::new("AA999999A", -18),
                Grouping::new("A999999-9", -16),
                Grouping::new("A999999-A", -16),
                Grouping::new("A999999 9", -20),
            ]),
        ],
        validate: Some(check),
        context: "hkid;hkid no;hkid number;hkid card;hong kong id;hong kong identity card;hk id;hkic;\
         hong kong identity card number;hong kong id number;identity card;identity card number;\
         identity card no;香港身份證;香港身份證號碼;香港身份證號;身份證;身份證號碼;身份證號;身份證明文件號碼;\
         身份證號碼是;身份證號碼為;香港身份证;香港身份证号码;香港身份证号"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Registration of Persons Regulations (Cap. 177A); Immigration \
         Department, Hong Kong identity card, prefixes and check digit"
            .into(),
        ..Recognizer::new("hk_id", "HK_ID", "hk")
    }
}

/// `A123456(7)`, `AB123456 (A)`, also with parentheses of full width.
fn walk(text: &[u8], open: usize) -> Option<Walked> {
    let before = text[..open].split_last_chunk::<6>();
    let (prefix, digits) = before?;
    let letters = prefix.iter().rev().take(3);
    let letters = letters
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let at = prefix.len() - letters;
    let glued = at
        .checked_sub(1)
        .is_some_and(|at| text[at].is_ascii_alphanumeric());
    if !matches!(letters, 1 | 2) || glued || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let stem = &text[at..open];
    let blank = usize::from(text.get(open) == Some(&b' '));
    let (check, len) = parenthesised(text.get(open + blank..)?)?;
    let mut value = [0; 9];
    value[..letters + 6].copy_from_slice(stem);
    value[letters + 6] = check;
    let capitals = stem[..letters].iter().all(u8::is_ascii_uppercase);
    // With the check one in eleven is left; the parentheses are rare on their own.
    let evidence = if capitals { -1 } else { -7 };
    is_valid(&value[..letters + 7]).then_some(Walked::new(at, open + blank + len, evidence))
}

/// What stands between the parentheses that `text` begins with, and how long that is with them.
fn parenthesised(text: &[u8]) -> Option<(u8, usize)> {
    let (check, len) = match text {
        [b'(', check, b')', ..] => (*check, 3),
        [0xEF, 0xBC, 0x88, check, 0xEF, 0xBC, 0x89, ..] => (*check, 7),
        _ => return None,
    };
    check.is_ascii_alphanumeric().then_some((check, len))
}

fn check(value: &[u8]) -> Verdict {
    let capitals = parts::is_upper(value);
    Verdict::when(is_valid(value), if capitals { 10 } else { 4 })
}

/// Letters, six digits, check digit.
fn is_valid(value: &[u8]) -> bool {
    let letter = |byte: u8| u32::from(byte.to_ascii_uppercase() - b'A') + 10;
    let (prefix, rest) = match value {
        [only, rest @ ..] if value.len() == 8 => (36 * 9 + letter(*only) * 8, rest),
        [first, second, rest @ ..] => (letter(*first) * 9 + letter(*second) * 8, rest),
        _ => return false,
    };
    let check = match rest[6] {
        digit @ b'0'..=b'9' => u32::from(digit - b'0'),
        b'A' | b'a' => 10,
        _ => return false,
    };
    let sum = prefix + weighted(&rest[..6], &[7, 6, 5, 4, 3, 2]) + check;
    sum.is_multiple_of(11) && rest[..6] != *b"000000"
}
