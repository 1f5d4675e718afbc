//! Numbers that states give to people.
//!
//! The digits of each follow the definition of its authority, which stands with the recognizer of
//! the same name; weights are written out here once more, as a second reading of it.

use pumice_detect::checks;

use crate::{
    rng::Rng,
    value::{date::Day, grouped},
};

/// Social Security number: area 001-899 without 666, group 01-99, serial 0001-9999 (SSA, since
/// 2011). Nine in ten with hyphens.
pub fn us_ssn(rng: &mut Rng) -> String {
    let area = match rng.between(1, 899) {
        666 => 665,
        area => area,
    };
    let (group, serial) = (rng.between(1, 99), rng.between(1, 9_999));
    let separator = rng.pick(&["-", "-", "-", "-", "-", "-", "-", "-", " ", ""]);
    format!("{area:03}{separator}{group:02}{separator}{serial:04}")
}

/// Individual taxpayer number: 9, two digits, a group of 50-65, 70-88, 90-92 or 94-99, four digits
/// (IRS).
pub fn us_itin(rng: &mut Rng) -> String {
    let group = match rng.below(44) {
        at @ 0..16 => 50 + at,
        at @ 16..35 => 54 + at,
        at @ 35..38 => 55 + at,
        at => 56 + at,
    };
    let (area, serial) = (rng.digits(2), rng.digits(4));
    let separator = rng.pick(&["-", "-", "-", "-", " ", ""]);
    format!("9{area}{separator}{group}{separator}{serial}")
}

/// NHS number: nine digits and 11 minus their sum weighted 10 down to 2, modulo 11; a check of 10
/// is not issued (NHS Data Dictionary).
pub fn uk_nhs(rng: &mut Rng) -> String {
    loop {
        let nine = format!("{}{}", rng.between(4, 7), rng.digits(8));
        let sum: u32 = nine
            .bytes()
            .zip((2..=10).rev())
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        let check = (11 - sum % 11) % 11;
        if check < 10 {
            let separator = rng.pick(&[" ", " ", " ", "-", ""]);
            return grouped(&format!("{nine}{check}"), &[3, 3], separator);
        }
    }
}

/// National Insurance number: two letters, six digits, A to D. Never D F I Q U V, no O in second
/// place, and some pairs are not used (HMRC manual NIM39110).
pub fn uk_nino(rng: &mut Rng) -> String {
    let prefix = loop {
        let first = rng.string(1, b"ABCEGHJKLMNOPRSTWXYZ");
        let pair = first + &rng.string(1, b"ABCEGHJKLMNPRSTWXYZ");
        if !UNUSED_PREFIXES.contains(&pair.as_str()) {
            break pair;
        }
    };
    let glued = format!("{prefix}{}{}", rng.digits(6), rng.string(1, b"ABCD"));
    match rng.below(5) {
        0 | 1 => glued,
        2 => grouped(&glued, &[2, 6], " "),
        3 => grouped(&glued, &[2, 2, 2, 2], "-"),
        _ => grouped(&glued, &[2, 2, 2, 2], " "),
    }
}

const UNUSED_PREFIXES: [&str; 7] = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];

/// Identifikationsnummer: ten digits of which one occurs twice and one not at all, not beginning
/// with 0, and a check digit of ISO/IEC 7064 MOD 11,10 (§ 139b AO, BZSt).
pub fn de_steuer_id(rng: &mut Rng) -> String {
    let mut ten: Vec<u8> = (b'0'..=b'9').collect();
    loop {
        shuffle(rng, &mut ten);
        let (twice, lost) = (rng.below(10) as usize, rng.below(10) as usize);
        let mut digits = ten.clone();
        digits[lost] = ten[twice];
        if twice != lost && digits[0] != b'0' {
            let check = b'0' + checks::mod11_10_digit(&digits);
            let glued: String = digits.into_iter().chain([check]).map(char::from).collect();
            let separator = rng.pick(&[" ", ""]);
            return grouped(&glued, &[2, 3, 3], separator);
        }
    }
}

/// Fisher and Yates.
fn shuffle(rng: &mut Rng, items: &mut [u8]) {
    for last in (1..items.len()).rev() {
        items.swap(last, rng.below(last as u32 + 1) as usize);
    }
}

/// Numéro d'inscription au répertoire: sex, year, month, department, commune, order and a key of 97
/// minus the rest by 97; Corsica's 2A and 2B count as 19 and 18 (INSEE).
pub fn fr_nir(rng: &mut Rng) -> String {
    let born = Day::within(rng, 1935, 2008);
    let department = department(rng);
    let stem = format!(
        "{}{:02}{:02}{department}{:03}{:03}",
        rng.between(1, 2),
        born.year % 100,
        born.month,
        rng.between(1, 989),
        rng.between(1, 999)
    );
    let number = stem.replace("2A", "19").replace("2B", "18");
    let key = 97 - checks::remainder(number.as_bytes(), 97);
    let separator = rng.pick(&[" ", " ", ""]);
    grouped(&format!("{stem}{key:02}"), &[1, 2, 2, 2, 3, 3], separator)
}

/// Corsica one time in ten; neither 20, which Corsica left in 1976, nor the numbers overseas.
fn department(rng: &mut Rng) -> String {
    match rng.below(20) {
        0 => "2A".to_owned(),
        1 => "2B".to_owned(),
        _ => match rng.between(1, 94) {
            number @ 1..20 => format!("{number:02}"),
            number => (number + 1).to_string(),
        },
    }
}

/// Número de identificación fiscal of a citizen: eight digits and the letter of their rest by 23
/// (Real Decreto 1065/2007, art. 19; Ministerio del Interior).
pub fn es_nif(rng: &mut Rng) -> String {
    let number = rng.digits(8);
    let letter = char::from(NIF_LETTERS[checks::remainder(number.as_bytes(), 23) as usize]);
    match rng.below(5) {
        0 => format!("{number}-{letter}"),
        1 => format!("{}-{letter}", grouped(&number, &[2, 3], ".")),
        _ => format!("{number}{letter}"),
    }
}

const NIF_LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Aadhaar: twelve digits, the first 2 to 9, the last Verhoeff's (UIDAI).
pub fn in_aadhaar(rng: &mut Rng) -> String {
    let eleven = format!("{}{}", rng.between(2, 9), rng.digits(10));
    let check = checks::verhoeff_digit(eleven.as_bytes());
    let separator = rng.pick(&[" ", " ", " ", "-", ""]);
    grouped(&format!("{eleven}{check}"), &[4, 4], separator)
}
