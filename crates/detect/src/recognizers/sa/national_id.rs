//! Saudi identity numbers, of citizens and of residents (iqama).

use super::super::is_monotone;
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Ten digits; the first is 1 for citizens and 2 for residents, the last one by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999", -24),
            Grouping::new("9-9999-9999-9", -14),
        ])],
        validate: Some(check),
        context: "رقم الهوية;الهوية الوطنية;رقم الهوية الوطنية;هوية وطنية;رقم الإقامة;الإقامة;إقامة;\
         رقم الاقامة;اقامة;الاقامة;هوية مقيم;رقم هوية مقيم;السجل المدني;رقم السجل المدني;\
         رقم السجل;الهوية;iqama;iqama number;iqama no;iqama id;saudi id;saudi national id;\
         ksa id;national id;national id number;resident id;absher;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation:
            "نظام الأحوال المدنية (Civil Affairs Law, Royal Decree M/7 of 1407 AH); Ministry of \
         Interior, Absher, national identity and resident identity numbers"
                .into(),
        ..Recognizer::new("sa_national_id", "SA_NATIONAL_ID", "sa")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = matches!(digits[0], b'1' | b'2') && luhn(digits) && !is_monotone(digits);
    Verdict::when(fits, 14)
}
