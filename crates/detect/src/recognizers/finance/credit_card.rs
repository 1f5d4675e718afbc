//! Payment card numbers.

use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// A primary account number: 12 to 19 digits, the first ones telling the network and so the lengths
/// it uses, the last one by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999~9999~9999~9999", 8),
            Grouping::new("9999~9999~9999~9999~999", 6),
            Grouping::new("9999~9999~9999~9999~99", 4),
            Grouping::new("9999~999999~99999", 10),
            Grouping::new("9999~999999~9999", 8),
            Grouping::new("99999999~99999999", 0),
            Grouping::new("999999~9999999999999", 0),
            Grouping::new("9999~9999~9999~9", 0),
            Grouping::new("9999~9999~9999", -22),
            Grouping::new("999999999999", -24),
            Grouping::new("9999999999999", -18),
            Grouping::new("99999999999999", -7),
            Grouping::new("999999999999999", -3),
            Grouping::new("9999999999999999", -2),
            Grouping::new("99999999999999999", -8),
            Grouping::new("999999999999999999", -8),
            Grouping::new("9999999999999999999", -5),
        ])],
        validate: Some(check),
        context:
            "card;cards;credit card;debit card;card number;cardnumber;card no;cc;ccn;pan;visa;\
         mastercard;maestro;amex;american express;discover;diners;diners club;jcb;unionpay;\
         rupay;kreditkarte;kartennummer;carte bancaire;numero de carte;carte de credit;\
         tarjeta de credito;numero de tarjeta;creditcard;creditcardnumber;cc number;cc no;\
         ccnum;ccnumber;kreditkartennummer;creditcardnummer;kaartnummer;carte bleue;\
         carta di credito;numero carta;numero della carta;cartao de credito;\
         numero do cartao;tarjeta de debito;kredittkort;kreditkort;kontokort;bankkort;\
         luottokortti;karta kredytowa;karta platnicza;numer karty;kreditni karta;\
         kredi karti;kart numarasi;номер карты;банковская карта;信用卡;信用卡号;信用卡号码;银行卡号;卡号;\
         カード番号;クレジットカード;クレジットカード番号;카드번호;신용카드;신용카드번호"
                .into(),
        normal: Normal::Digits,
        citation:
            "ISO/IEC 7812-1:2017, annex B; the networks' published issuer identification ranges"
                .into(),
        ..Recognizer::new("credit_card", "CREDIT_CARD", "finance")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // Of the longest numbers only UnionPay issues many; a random 64-bit integer has 19 digits.
    let rare = digits.len() > 16 && !digits.starts_with(b"62");
    Verdict::when(is_issued(digits) && luhn(digits), if rare { 2 } else { 10 })
}

/// Whether a network issues numbers of this length in this range.
fn is_issued(digits: &[u8]) -> bool {
    let Some((prefix, _)) = digits.split_first_chunk::<4>() else {
        return false;
    };
    let lengths = LENGTHS.get(super::super::number(prefix) as usize);
    lengths.is_some_and(|lengths| lengths & length(digits.len()) != 0)
}

/// A bit for each length from 12 to 19.
const fn length(digits: usize) -> u8 {
    match digits {
        12..=19 => 1 << (digits - 12),
        _ => 0,
    }
}

const fn lengths(from: usize, to: usize) -> u8 {
    let (mut bits, mut digits) = (0, from);
    while digits <= to {
        bits |= length(digits);
        digits += 1;
    }
    bits
}

/// Lengths in use, by the first four digits.
static LENGTHS: [u8; 10_000] = {
    let mut table = [0; 10_000];
    let mut prefix = 0;
    while prefix < table.len() {
        table[prefix] = match prefix {
            4000..=4999 => length(13) | length(16) | length(19), // Visa
            5100..=5599 | 2221..=2720 => length(16),             // Mastercard
            3400..=3499 | 3700..=3799 => length(15),             // American Express
            3000..=3059 | 3095 | 3800..=3999 => length(14) | lengths(16, 19), // Diners Club
            3600..=3699 => lengths(14, 19),
            3528..=3589 => lengths(16, 19), // JCB
            2200..=2204 => lengths(16, 19), // Mir
            6011 | 6440..=6499 | 6500..=6599 => lengths(16, 19), // Discover, RuPay
            6200..=6299 | 8100..=8199 => lengths(16, 19), // UnionPay, RuPay
            6000..=6999 | 5000..=5099 | 5600..=5899 => lengths(12, 19), // Maestro and others
            9792 => length(16),             // Troy
            _ => 0,
        };
        prefix += 1;
    }
    table
};
