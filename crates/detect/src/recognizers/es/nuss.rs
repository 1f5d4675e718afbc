//! Spanish social security numbers (NUSS, NAF).

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits: province (01 to 53, 66 for those registered elsewhere), eight of the serial
/// number, and the two control digits: province and serial number modulo 97, where a serial number
/// below ten million is taken with seven digits.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99/99999999/99", -6),
            Grouping::new("99/9999999999", -10),
            Grouping::new("99 99999999 99", -12),
            Grouping::new("99-99999999-99", -10),
            Grouping::new("99 9999999999", -20),
            Grouping::new("999999999999", -22),
        ])],
        validate: Some(check),
        context: "nuss;naf;numero de la seguridad social;numero de seguridad social;\
         seguridad social;n seguridad social;no seguridad social;num seguridad social;\
         numero de afiliacion;afiliacion;nss;numero de la seguretat social;\
         seguretat social;gizarte segurantza;spanish social security number;\
         social security number;num ss;numero ss;n s s;seg social;seg soc;num s s;no s s;\
         numero s s"
            .into(),
        normal: Normal::Digits,
        citation: "Real Decreto 84/1996, article 21; Tesorería General de la Seguridad Social, \
         structure of the number"
            .into(),
        ..Recognizer::new("es_nuss", "ES_NUSS", "es")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (province, serial) = (number(&digits[..2]), number(&digits[2..10]));
    let scale = if serial < 10_000_000 {
        10_000_000
    } else {
        100_000_000
    };
    let whole = u64::from(province) * scale + u64::from(serial);
    let fits = matches!(province, 1..=53 | 66)
        && serial > 0
        && whole % 97 == u64::from(number(&digits[10..]));
    Verdict::when(fits, 18)
}
