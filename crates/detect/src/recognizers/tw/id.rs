//! Taiwanese identity numbers, of citizens and of foreign residents.

use super::super::{is_upper, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter for the place of registration and nine digits, of which the first is 1 or 2 for
/// citizens, 8 or 9 for residents without a household registration; their numbers before 2021 have
/// a second letter, A to D, instead. A letter counts as two digits (A is 10, B 11; I, O and W stand
/// out of order); of a second letter only the latter digit counts. The digits are weighted 1, 9, 8
/// to 1, and 1; the sum is 0 modulo 10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A999999999", -16),
            Grouping::new("AA99999999", -17),
        ])],
        validate: Some(check),
        context: "身分證;身分證字號;身分證號;身分證號碼;身分證統一編號;國民身分證;國民身分證統一編號;身份證字號;身份證號;身份證號碼;身份證;居留證;居留證號;居留證號碼;\
         外來人口統一證號;統一證號;我的身分證字號是;身分證字號是;身分證字號為;national id;national id number;\
         national identification card;taiwan id;taiwanese id;roc id;uniform id number;\
         ui number;arc number;alien resident certificate;resident certificate;\
         resident certificate number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "戶籍法, Ministry of the Interior, 國民身分證統一編號編碼規則; National Immigration \
         Agency, 新式外來人口統一證號 (2021)"
            .into(),
        ..Recognizer::new("tw_id", "TW_ID", "tw")
    }
}

fn check(value: &[u8]) -> Verdict {
    let letter = |byte: u8| CODES[usize::from(byte.to_ascii_uppercase() - b'A')];
    let second = match value[1].to_ascii_uppercase() {
        digit @ (b'1' | b'2' | b'8' | b'9') => u32::from(digit - b'0'),
        b'A' => 0,
        b'B' => 1,
        b'C' => 2,
        b'D' => 3,
        _ => return Verdict::Refuted,
    };
    let place = letter(value[0]);
    let sum =
        place / 10 + place % 10 * 9 + second * 8 + weighted(&value[2..], &[7, 6, 5, 4, 3, 2, 1, 1]);
    let capitals = is_upper(value);
    // One in ten, and four of ten second digits.
    Verdict::when(sum.is_multiple_of(10), if capitals { 14 } else { 8 })
}

/// What the letters A to Z count.
static CODES: [u32; 26] = [
    10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30,
    31, 33,
];
