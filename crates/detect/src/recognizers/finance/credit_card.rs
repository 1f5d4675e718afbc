//! Payment card numbers.

use crate::{
    checks::luhn,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// A primary account number: 12 to 19 digits, the first ones telling the network and so the lengths
/// it uses, the last one by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999~9999~9999~9999", 8),
            Grouping::new("9999~9999~9999~9999~999", 9),
            Grouping::new("9999~9999~9999~9999~99", 4),
            Grouping::new("9999~999999~99999", 10),
            Grouping::new("9999~999999~9999", 8),
            Grouping::new("9999~9999~9999~999", 4),
            Grouping::new("9999~9999~9999~99", 0),
            Grouping::new("99999999~99999999", 0),
            Grouping::new("999999~9999999999999", 0),
            Grouping::new("999999~9999999999", -2),
            Grouping::new("9999~9999~9999~9", 0),
            Grouping::new("9999~9999~9999", -22),
            Grouping::new("999999999999", -24),
            Grouping::new("9999999999999", -18),
            Grouping::new("99999999999999", -7),
            Grouping::new("999999999999999", -3),
            Grouping::new("9999999999999999", -2),
            Grouping::new("99999999999999999", -8),
            Grouping::new("999999999999999999", -8),
            Grouping::new("9999999999999999999", -8),
        ])],
        validate: Some(check),
        most: Evidence(24),
        context:
            "card;cards;credit card;debit card;card number;cardnumber;card no;cc;ccn;\
         cc number;pan;visa;primary account number;payment card;bank card;prepaid card;\
         mastercard;maestro;amex;american express;discover;diners;diners club;jcb;\
         unionpay;rupay;mir;troy;elo;verve;dankort;mada;meeza;carte bleue;bancontact;\
         girocard;kreditkarte;kreditkartennummer;kartennummer;debitkarte;carte bancaire;\
         numero de carte;carte de credit;carte de paiement;tarjeta de credito;\
         tarjeta de debito;numero de tarjeta;cartao;cartao de credito;numero do cartao;\
         carta di credito;numero carta;numero della carta;carta di debito;creditcard;\
         creditcardnummer;kaartnummer;betaalkort;kreditkort;kortnummer;kontokort;\
         luottokortti;kortin numero;karta kredytowa;numer karty;karta platnicza;\
         kreditni karta;cislo karty;bankkartya;kartyaszam;card de credit;numar card;\
         kredi karti;kart numarasi;kart no;карта;номер карты;банковская карта;\
         кредитная карта;номер картки;картка;πιστωτικη καρτα;αριθμος καρτας;\
         кредитна карта;כרטיס אשראי;מספר כרטיס;بطاقة ائتمان;رقم البطاقة;بطاقة الائتمان;\
         क्रेडिट कार्ड;कार्ड नंबर;信用卡;信用卡号;信用卡号码;信用卡號碼;银行卡;银行卡号;卡号;卡號;クレジットカード;カード番号;\
         クレジットカード番号;신용카드;카드번호;카드 번호;บัตรเครดิต;หมายเลขบัตร;kartu kredit;nomor kartu;\
         the tin dung;creditcardnumber;cc no;ccnum;ccnumber;kredittkort;bankkort;신용카드번호"
                .into(),
        normal: Normal::Digits,
        citation:
            "ISO/IEC 7812-1:2017, annex B; the networks' published issuer identification ranges"
                .into(),
        ..Recognizer::new("credit_card", "CREDIT_CARD", "finance")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if !is_card(digits) {
        return Verdict::Refuted;
    }
    let evidence = match digits.len() {
        13 | 19 if TEST_NUMBERS.contains(&digits) => 24,
        // Numbers of Maestro are seldom so short or so long, and its range is wide.
        14 | 15 if matches!(digits[0], b'5' | b'6') => 2,
        // Of the longest ones only UnionPay issues many; a random 64-bit integer has 19 digits.
        19 if digits.starts_with(b"62") => 15,
        17.. if !digits.starts_with(b"62") => 2,
        _ => 10,
    };
    Verdict::Fits(Evidence(evidence))
}

/// Numbers that documents for testing print, of lengths that need a cue otherwise.
const TEST_NUMBERS: [&[u8]; 3] = [
    b"4222222222222",
    b"4917610000000000003",
    b"6799990100000000019",
];

/// Whether a network may have issued it and its check digit is right.
pub(super) fn is_card(digits: &[u8]) -> bool {
    is_issued(digits) && luhn(digits)
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

/// Lengths in use, by the first four digits. The numbers of Elo, of Dankort and many of Maestro,
/// RuPay and Verve lie in ranges of Visa, Discover and Maestro.
static LENGTHS: [u8; 10_000] = {
    let mut table = [0; 10_000];
    let mut prefix = 0;
    while prefix < table.len() {
        table[prefix] = match prefix {
            2200..=2204 => lengths(16, 19),          // Mir
            2205 => length(16),                      // Borica
            2221..=2720 => length(16),               // Mastercard
            3400..=3499 | 3700..=3799 => length(15), // American Express
            3000..=3059 | 3095 | 3800..=3999 => length(14) | lengths(16, 19), // Diners Club
            3600..=3699 => lengths(14, 19),          // Diners Club
            3528..=3589 => lengths(16, 19),          // JCB, RuPay and JCB, LankaPay
            4000..=4999 => length(13) | length(16) | length(19), // Visa, Elo, Dankort
            5000..=5099 => lengths(12, 19),          // Maestro, Dankort, Elo, Verve, RuPay
            5100..=5599 => length(16),               // Mastercard
            5600..=5899 => lengths(12, 19),          // Maestro
            6011 | 6440..=6499 | 6500..=6599 => lengths(16, 19), // Discover, RuPay, Troy, Elo
            6200..=6299 => lengths(16, 19),          // UnionPay, Elo
            6000..=6999 => lengths(12, 19),          // Maestro, RuPay, Elo, InstaPayment
            8100..=8199 => lengths(16, 19),          // UnionPay, RuPay
            8200..=8299 => length(16),               // RuPay
            8600 | 9860 => length(16),               // Uzcard, Humo
            9704 => length(16) | length(19),         // Napas
            9792 => length(16),                      // Troy
            _ => 0,
        };
        prefix += 1;
    }
    table
};
