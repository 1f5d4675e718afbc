//! Indonesian population identification numbers.

use super::super::{calendar::is_short_date, number, table};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Sixteen digits: two each for province, regency and district, the date of birth as day (women 40
/// more), month and year, and four for the order. There is no check digit. It is the tax number of
/// persons as well.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999999999", -24),
            Grouping::new("999999~999999~9999", -12),
            Grouping::new("99.99.99.999999.9999", -10),
            Grouping::new("9999 9999 9999 9999", -20),
            Grouping::new("9999-9999-9999-9999", -22),
        ])],
        validate: Some(check),
        context: "nik;no nik;nomor nik;ktp;no ktp;nomor ktp;e ktp;ektp;kartu tanda penduduk;\
         nomor induk kependudukan;nomor kartu tanda penduduk;kartu keluarga;identitas;\
         nomor identitas;no identitas;indonesian id;indonesia id;national id;npwp;\
         national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Undang-Undang 24/2013 tentang Administrasi Kependudukan, article 13; Peraturan \
         Pemerintah 40/2019; Permendagri 72/2019 (codes of regions)"
            .into(),
        ..Recognizer::new("id_nik", "ID_NIK", "id")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let [province, regency, district, day, month, year] =
        [0, 2, 4, 6, 8, 10].map(|at| number(&digits[at..at + 2]));
    let day = if day > 40 { day - 40 } else { day };
    let fits = PROVINCES[province as usize]
        && (1..80).contains(&regency)
        && district != 0
        && is_short_date(year, month, day)
        && digits[12..] != *b"0000";
    // Fourteen of a thousand numbers pass; many numbers hold a date.
    Verdict::when(fits, 14)
}

static PROVINCES: [bool; 100] = table(&[
    (11, 19),
    (21, 21),
    (31, 36),
    (51, 53),
    (61, 65),
    (71, 76),
    (81, 82),
    (91, 97),
]);
