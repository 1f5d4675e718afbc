//! Malaysian identity card numbers.

use super::super::{calendar::is_yymmdd, number, table};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Date of birth with two digits for the year, two for the state or country of birth, four for the
/// order, the last of which is odd for men. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999-99-9999", -6),
            Grouping::new("999999 99 9999", -14),
            Grouping::new("999999999999", -23),
        ])],
        validate: Some(check),
        context: "mykad;my kad;nric;nric no;nric number;ic;ic no;ic number;no kad pengenalan;\
         kad pengenalan;nombor kad pengenalan;no kp;no ic;nombor ic;mykid;mypr;\
         malaysian ic;malaysian id;malaysia id;identity card;identity card number;\
         identity card no;national registration identity card;national id;身份证;身份证号码;大马卡;\
         அடையாள அட்டை;national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation:
            "National Registration Regulations 1990; Jabatan Pendaftaran Negara, codes of states \
         and countries of birth"
                .into(),
        ..Recognizer::new("my_mykad", "MY_MYKAD", "my")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits =
        PLACES[number(&digits[6..8]) as usize] && is_yymmdd(digits) && digits[8..] != *b"0000";
    Verdict::when(fits, 5)
}

/// States have one to four codes; 60 to 93 stand for countries and regions, 98 and 99 for no state
/// and for refugees.
static PLACES: [bool; 100] = table(&[(1, 16), (21, 68), (71, 72), (74, 79), (82, 93), (98, 99)]);
