//! Payment cards and bank accounts.

use pumice_detect::checks;

use crate::{rng::Rng, value::grouped};

/// A card number of one of seven networks, grouped or glued.
pub fn card(rng: &mut Rng) -> String {
    let digits = card_digits(rng);
    let lengths: &[usize] = if digits.len() == 16 {
        &[4, 4, 4]
    } else {
        &[4, 6]
    };
    match rng.below(8) {
        0..4 => digits,
        4 => grouped(&digits, lengths, "-"),
        5 => grouped(&digits, lengths, "."),
        _ => grouped(&digits, lengths, " "),
    }
}

/// A card number without separators: issuer's range, random digits, Luhn's digit (ISO/IEC 7812).
pub fn card_digits(rng: &mut Rng) -> String {
    let network = &NETWORKS[rng.below(NETWORKS.len() as u32) as usize];
    let prefix = rng.between(network.first, network.last).to_string();
    let mut digits = prefix;
    let missing = network.length - 1 - digits.len();
    digits += &rng.digits(missing);
    let check = checks::luhn_digit(digits.as_bytes());
    digits + &check.to_string()
}

/// Numbers of one network: those whose first digits lie between two prefixes.
struct Network {
    first: u32,
    last: u32,
    length: usize,
}

const fn network(first: u32, last: u32, length: usize) -> Network {
    Network {
        first,
        last,
        length,
    }
}

/// Prefixes as the networks publish them for merchants; Visa and Mastercard stand here more often,
/// as in life.
const NETWORKS: &[Network] = &[
    network(4000, 4999, 16), // Visa
    network(4000, 4999, 16),
    network(4000, 4999, 16),
    network(51, 55, 16), // Mastercard
    network(51, 55, 16),
    network(2221, 2720, 16), // Mastercard, since 2017
    network(34, 34, 15),     // American Express
    network(37, 37, 15),
    network(6011, 6011, 16), // Discover
    network(644, 649, 16),
    network(3528, 3589, 16), // JCB
    network(300, 305, 14),   // Diners Club
    network(36, 36, 14),
    network(6221, 6229, 16), // UnionPay
];

/// An IBAN of one of twelve countries, in groups of four or glued.
pub fn iban(rng: &mut Rng) -> String {
    let glued = iban_glued(rng);
    if rng.percent(50) {
        return glued;
    }
    grouped(&glued, &[4; 7], " ")
}

/// An IBAN without blanks: country, check digits, account (ISO 13616 and its registry).
pub fn iban_glued(rng: &mut Rng) -> String {
    let (country, account) = account(rng);
    let open = account.bytes().chain(country.bytes()).chain(*b"00");
    let check = 98 - checks::mod97_10(open);
    format!("{country}{check:02}{account}")
}

/// A country and an account number of its structure (BBAN), with the country's own check digits
/// where it has some.
fn account(rng: &mut Rng) -> (&'static str, String) {
    match rng.below(14) {
        0..3 => ("DE", rng.digits(18)),
        3 => ("AT", rng.digits(16)),
        4 => ("CH", rng.digits(17)),
        5 => ("GB", bank_letters(rng) + &rng.digits(14)),
        6 => ("IE", bank_letters(rng) + &rng.digits(14)),
        7 => ("NL", bank_letters(rng) + &rng.digits(10)),
        8 => ("LT", rng.digits(16)),
        9 => ("LU", rng.digits(16)),
        10 => ("RO", bank_letters(rng) + &rng.digits(16)),
        11 => ("BE", belgian(rng)),
        12 => ("ES", spanish(rng)),
        _ => ("FR", french(rng)),
    }
}

fn bank_letters(rng: &mut Rng) -> String {
    rng.string(4, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

/// Ten digits, then their remainder by 97, or 97 for 0 (National Bank of Belgium).
fn belgian(rng: &mut Rng) -> String {
    let digits = rng.digits(10);
    let key = match checks::remainder(digits.as_bytes(), 97) {
        0 => 97,
        rest => rest,
    };
    format!("{digits}{key:02}")
}

/// Bank (4), branch (4), two control digits, account (10). Each control digit is 11 minus the sum
/// of the digits times the powers of two modulo 11, with 11 as 0 and 10 as 1 (Banco de España).
fn spanish(rng: &mut Rng) -> String {
    let (bank, account) = (rng.digits(8), rng.digits(10));
    let first = spanish_control(&format!("00{bank}"));
    let second = spanish_control(&account);
    format!("{bank}{first}{second}{account}")
}

fn spanish_control(ten_digits: &str) -> u32 {
    const POWERS_OF_TWO: [u32; 10] = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
    let sum: u32 = ten_digits
        .bytes()
        .zip(POWERS_OF_TWO)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    match 11 - sum % 11 {
        11 => 0,
        10 => 1,
        control => control,
    }
}

/// Bank (5), branch (5), account (11), and the key that makes the whole divisible by 97 (relevé
/// d'identité bancaire). Accounts here have digits only.
fn french(rng: &mut Rng) -> String {
    let digits = rng.digits(21);
    let key = 97 - checks::remainder(format!("{digits}00").as_bytes(), 97);
    format!("{digits}{key:02}")
}
