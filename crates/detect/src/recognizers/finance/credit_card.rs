//! Payment card numbers.

use super::super::specimens::is_one_of;
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
            Grouping::new("9999/9999/9999/9999", 6),
            Grouping::new("9999/999999/99999", 6),
            Grouping::new("9999/999999/9999", 6),
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
        most: Evidence(15),
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
        specimens: Some(|value| is_one_of(value, SPECIMENS)),
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
        // Numbers of Maestro are seldom so short or so long, and its range is wide.
        14 | 15 if matches!(digits[0], b'5' | b'6') => 2,
        // Of the longest ones only UnionPay issues many; a random 64-bit integer has 19 digits.
        19 if digits.starts_with(b"62") => 15,
        17.. if !digits.starts_with(b"62") => 2,
        _ => 10,
    };
    Verdict::Fits(Evidence(evidence))
}

/// Test numbers of the networks, as Stripe ("Testing"), PayPal ("Credit card testing"), Braintree
/// ("Testing and go live") and Adyen ("Test card numbers") document them: no bank has issued one.
const SPECIMENS: &[&[u8]] = &[
    // Visa
    b"4111111111111111",
    b"4242424242424242",
    b"4012888888881881",
    b"4222222222222",
    b"4000056655665556",
    b"4005519200000004",
    b"4009348888881881",
    b"4012000033330026",
    b"4012000077777777",
    b"4217651111111119",
    b"4500600000000061",
    b"4000111111111115",
    b"4000000000000002",
    b"4000000000009995",
    b"4000000000009987",
    b"4000000000009979",
    b"4000000000000069",
    b"4000000000000127",
    b"4000000000000119",
    b"4000002500003155",
    b"4000002760003184",
    b"4000000000003220",
    b"4111111145551142",
    b"4988438843884305",
    b"4166676667666746",
    b"4646464646464644",
    b"4444333322221111",
    b"4400000000000008",
    b"4977949494949497",
    // Mastercard
    b"5555555555554444",
    b"5105105105105100",
    b"5200828282828210",
    b"5454545454545454",
    b"5555341244441115",
    b"5577000055770004",
    b"5136333333333335",
    b"5585558555855583",
    b"2223003122003222",
    b"2223000048400011",
    b"2222400070000005",
    b"2222410740360010",
    // American Express
    b"378282246310005",
    b"371449635398431",
    b"378734493671000",
    b"370000000000002",
    // Discover
    b"6011111111111117",
    b"6011000990139424",
    b"6011981111111113",
    b"6011601160116611",
    // Diners Club
    b"30569309025904",
    b"38520000023237",
    b"3056930009020004",
    b"36227206271667",
    b"36006666333344",
    // JCB
    b"3530111333300000",
    b"3566002020360505",
    b"3569990010095841",
    // UnionPay
    b"6200000000000005",
    b"6200000000000047",
    b"6205500000000000004",
    b"6243030000000001",
    // Maestro, and long numbers of Visa
    b"6304000000000000",
    b"6759649826438453",
    b"6771798021000008",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specimens_have_the_form_of_cards() {
        for number in SPECIMENS {
            assert!(is_card(number), "{}", number.escape_ascii());
        }
    }
}
