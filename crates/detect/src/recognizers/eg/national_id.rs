//! Egyptian national numbers.

use super::super::{calendar::is_yymmdd, number, table};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Fourteen digits: 2 or 3 for the century, the date of birth, two for the governorate, four for
/// the order and one to check, whose rule is not published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999999999", -23),
            Grouping::new("9 999999 99 9999 9", -8),
            Grouping::new("9-999999-99-9999-9", -8),
            Grouping::new("9 999999 99 99999", -8),
            Grouping::new("9-999999-99-99999", -8),
        ])],
        validate: Some(check),
        context: "الرقم القومي;رقم قومي;الرقم القومى;رقم البطاقة;رقم البطاقة القومية;\
         بطاقة الرقم القومي;الرقم الوطني;رقم الهوية;رقم قومى;egyptian national id;\
         egypt national id;egyptian id;national id;national id number;national number;\
         raqam qawmi;national id no;national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation:
            "قانون الأحوال المدنية 143 لسنة 1994 (Civil Status Law) and its executive regulation; \
         Civil Status Organization, structure of the national number"
                .into(),
        ..Recognizer::new("eg_national_id", "EG_NATIONAL_ID", "eg")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = matches!(digits[0], b'2' | b'3')
        && GOVERNORATES[number(&digits[7..9]) as usize]
        && is_yymmdd(&digits[1..7])
        && digits[9..13] != *b"0000";
    Verdict::when(fits, 12)
}

/// 88 stands for births abroad.
static GOVERNORATES: [bool; 100] = table(&[(1, 4), (11, 19), (21, 29), (31, 35), (88, 88)]);
