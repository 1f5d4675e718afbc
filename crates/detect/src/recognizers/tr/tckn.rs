//! Turkish identity numbers (T.C. kimlik numarası).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits, the first no 0, the last two check digits. The tenth is the last digit of seven
/// times the first, third, fifth, seventh and ninth less the second, fourth, sixth and eighth; the
/// eleventh the last digit of the sum of the ten before.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999999", -22),
            Grouping::new("999 999 999 99", -16),
        ])],
        validate: Some(check),
        context: "tckn;tc kimlik;tc kimlik no;tc kimlik numarasi;t c kimlik no;t c kimlik;\
         t c kimlik numarasi;t c no;kimlik no;kimlik numarasi;kimlik numaram;tc no;tcno;\
         tc kimlik numaram;vatandaslik numarasi;turkish id;turkish identity number;\
         turkish national id;national id;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "5490 sayılı Nüfus Hizmetleri Kanunu, article 46; Nüfus ve Vatandaşlık İşleri \
         Genel Müdürlüğü, T.C. Kimlik Numarası"
            .into(),
        ..Recognizer::new("tr_tckn", "TR_TCKN", "tr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // Less one times is nine times modulo 10.
    let tenth = weighted(&digits[..9], &[7, 9, 7, 9, 7, 9, 7, 9, 7]) % 10;
    let last = weighted(&digits[..10], &[1; 10]) % 10;
    let fits = digits[0] != b'0'
        && tenth == u32::from(digits[9] - b'0')
        && last == u32::from(digits[10] - b'0');
    Verdict::when(fits, 20)
}
