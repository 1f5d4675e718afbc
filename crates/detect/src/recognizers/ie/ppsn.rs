//! Irish personal public service numbers.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven digits, a check letter, and perhaps one more letter: A or B for persons since 2013, H for
/// others, W, T or X in old ones. The digits are weighted 8 to 2, a second letter A, B or H counts
/// as its place in the alphabet times 9; the sum modulo 23 is the place of the check letter, W for
/// 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999A", -16),
            Grouping::new("9999999AA", -16),
            Grouping::new("9999999 A", -20),
            Grouping::new("9999999 AA", -20),
            Grouping::new("9999999-A", -18),
            Grouping::new("9999999-AA", -18),
        ])],
        validate: Some(check),
        context: "pps;ppsn;pps number;pps no;pps num;ppsno;ppsnumber;\
         personal public service number;personal public service;rsi number;rsi no;\
         tax reference number;trn;tax number;uimhir psp;upsp;\
         uimhir phearsanta seirbhise poibli;irish tax number;public services card;\
         psc"
        .into(),
        normal: Normal::Alphanumeric,
        citation: "Social Welfare Consolidation Act 2005, section 262; Office of the Revenue \
         Commissioners, extension of the PPSN range (2013)"
            .into(),
        ..Recognizer::new("ie_ppsn", "IE_PPSN", "ie")
    }
}

const LETTERS: &[u8; 23] = b"WABCDEFGHIJKLMNOPQRSTUV";

fn check(value: &[u8]) -> Verdict {
    let (digits, letters) = value.split_at(7);
    let second = match letters.get(1).map(u8::to_ascii_uppercase) {
        None | Some(b'W' | b'T' | b'X') => 0,
        Some(letter @ (b'A' | b'B' | b'H')) => u32::from(letter - b'A' + 1),
        Some(_) => return Verdict::Refuted,
    };
    let sum = weighted(digits, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    let letter = LETTERS[(sum % 23) as usize];
    let fits = digits != b"0000000" && letters[0].eq_ignore_ascii_case(&letter);
    // A small letter may be a part of a hash.
    let capitals = letters.iter().all(u8::is_ascii_uppercase);
    Verdict::when(fits, if capitals { 13 } else { 5 })
}
