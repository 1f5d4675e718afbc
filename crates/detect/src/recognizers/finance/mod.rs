//! Payment: cards, accounts, banks, securities, coins, and numbers of value-added tax.

mod card_expiry;
mod card_track;
mod credit_card;
mod crypto;
mod cusip;
mod cvv;
mod figi;
mod iban;
mod isin;
mod lei;
mod sedol;
mod swift_bic;
mod vat;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    credit_card::recognizer,
    card_track::recognizer,
    card_expiry::recognizer,
    cvv::recognizer,
    iban::recognizer,
    swift_bic::recognizer,
    crypto::recognizer,
    crypto::solana::recognizer,
    cusip::recognizer,
    figi::recognizer,
    isin::recognizer,
    lei::recognizer,
    sedol::recognizer,
];
pub(super) use vat::RECOGNIZERS as VAT;

/// Whether two capital letters are a country's code (ISO 3166-1 alpha-2), or Kosovo's `XK`.
fn is_country(letters: [u8; 2]) -> bool {
    let [first, second] = letters.map(|letter| letter.wrapping_sub(b'A'));
    second < 26
        && COUNTRIES
            .get(usize::from(first))
            .is_some_and(|seconds| seconds >> second & 1 == 1)
}

/// By the first letter, a bit for each second one.
static COUNTRIES: [u32; 26] = {
    const SECONDS: [&[u8]; 26] = [
        b"DEFGILMOQRSTUWXZ",
        b"ABDEFGHIJLMNOQRSTVWYZ",
        b"ACDFGHIKLMNORUVWXYZ",
        b"EJKMOZ",
        b"CEGHRST",
        b"IJKMOR",
        b"ABDEFGHILMNPQRSTUWY",
        b"KMNRTU",
        b"DELMNOQRST",
        b"EMOP",
        b"EGHIMNPRWYZ",
        b"ABCIKRSTUVY",
        b"ACDEFGHKLMNOPQRSTUVWXYZ",
        b"ACEFGILOPRUZ",
        b"M",
        b"AEFGHKLMNRSTWY",
        b"A",
        b"EOSUW",
        b"ABCDEGHIJKLMNORSTVXYZ",
        b"CDFGHJKLMNORTVWZ",
        b"AGMSYZ",
        b"ACEGINU",
        b"FS",
        b"K",
        b"ET",
        b"AMW",
    ];
    let mut table = [0; 26];
    let mut at = 0;
    while at < 26 {
        let mut next = 0;
        while next < SECONDS[at].len() {
            table[at] |= 1 << (SECONDS[at][next] - b'A');
            next += 1;
        }
        at += 1;
    }
    table
};

/// The check digit of ANSI X9.6: letters count 10 to 35, every second character is doubled, the
/// digits of all are summed, and the check digit is what the sum lacks to the next ten.
fn check_digit(characters: &[u8]) -> u8 {
    let sum: u8 = characters
        .iter()
        .enumerate()
        .map(|(at, &character)| {
            let value = value(character) << (at % 2);
            value / 10 + value % 10
        })
        .sum();
    (10 - sum % 10) % 10
}

/// A digit as itself, a letter as 10 to 35.
fn value(character: u8) -> u8 {
    match character {
        b'0'..=b'9' => character - b'0',
        letter => letter
            .to_ascii_uppercase()
            .wrapping_sub(b'A')
            .wrapping_add(10),
    }
}
