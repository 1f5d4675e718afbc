//! Ukrainian taxpayer numbers (РНОКПП).

use super::super::{number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits: days since the last of December 1899 to the day of birth, four digits and a check
/// digit: nine weighted -1 5 7 9 4 6 10 5 7, modulo 11, 10 written as 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("9999999999", -22)])],
        validate: Some(check),
        context: "рнокпп;іпн;ід код;ідентифікаційний код;ідентифікаційний номер;\
         ідентифікаційного коду;картки платника податків;податковий номер;\
         код платника податків;инн;идентификационный код;ипн;rnokpp;ipn;\
         ukrainian tax number;ukrainian tax id;taxpayer card number"
            .into(),
        normal: Normal::Digits,
        citation: "Податковий кодекс України, стаття 70; Положення про реєстрацію фізичних осіб у \
         Державному реєстрі фізичних осіб – платників податків (2017)"
            .into(),
        ..Recognizer::new("ua_rnokpp", "UA_RNOKPP", "ua")
    }
}

/// Days up to 2040.
const DAYS: u32 = 51_500;

fn check(digits: &[u8]) -> Verdict {
    let born = (1..=DAYS).contains(&number(&digits[..5]));
    // -1 is 10 modulo 11.
    let sum = weighted(&digits[..9], &[10, 5, 7, 9, 4, 6, 10, 5, 7]);
    let fits = sum % 11 % 10 == u32::from(digits[9] - b'0');
    // No more than a Russian number gets: the two share words, and half of the Russian ones begin
    // with such a day.
    Verdict::when(born && fits, 10)
}
