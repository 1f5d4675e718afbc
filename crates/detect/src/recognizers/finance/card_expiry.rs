//! Dates of expiry of payment cards.

use super::super::number;
use crate::finding::Evidence;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A month and a year, of two digits or four, as they are embossed on a card, or with the year first.
/// There is no check but that the month is one and the year from 2015 to 2049.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99/99", -19),
            Grouping::new("99/9999", -18),
            Grouping::new("99-99", -20),
            Grouping::new("99-9999", -19),
            Grouping::new("99.99", -22),
            Grouping::new("99.9999", -21),
            Grouping::new("9999-99", -21),
            // Found only where a field has the name.
            Grouping::new("9999", -29),
        ])],
        validate: Some(check),
        most: Evidence(2),
        context:
            "exp;exp date;exp dt;expdate;expiry;expiry date;card expiry;expires;expires end;expiration;\
         expiration date;expire;valid thru;valid through;valid until;valid to;good thru;good through;\
         card exp;cc exp;exp month year;mm yy;mm yyyy;\
         gultig bis;gultig thru;ablaufdatum;ablauf;verfallsdatum;verfalldatum;\
         expire fin;expire le;date d expiration;expiration le;date expiration;fin de validite;valable jusqu au;\
         vencimiento;fecha de vencimiento;fecha vencimiento;caducidad;fecha de caducidad;valida hasta;\
         valido hasta;vence;vto;validade;data de validade;valido ate;scadenza;data di scadenza;\
         valida fino al;vervaldatum;geldig tot;vervalt;giltig till;giltig t o m;utgangsdatum;\
         gyldig til;utlopsdato;udlobsdato;voimassa;viimeinen voimassaolopaiva;\
         data ważności;data waznosci;ważna do;wazna do;platnost do;platná do;lejárat;lejarat;\
         data expirarii;valabil pana la;son kullanma tarihi;skt;срок действия;действительна до;\
         действует до;термін дії;дійсна до;ημερομηνια ληξης;ληξη;תוקף;تاريخ الانتهاء;\
         صالحة حتى;समाप्ति तिथि;有効期限;有效期;有效期至;到期日;유효기간;만료일;วันหมดอายุ;\
         berlaku hingga;masa berlaku"
                .into(),
        normal: Normal::Digits,
        citation: "ISO/IEC 7813:2006, expiration date; PCI DSS, cardholder data".into(),
        ..Recognizer::new("card_expiry", "CARD_EXPIRY", "finance")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // No month is 20.
    let year_first = digits.len() == 6 && digits.starts_with(b"20");
    let (month, year) = match digits.split_at(if year_first { 4 } else { 2 }) {
        (year, month) if year_first => (month, year),
        month_first => month_first,
    };
    let year = match year.len() {
        2 => 2000 + number(year),
        _ => number(year),
    };
    Verdict::when(
        matches!(number(month), 1..=12) && matches!(year, 2015..=2049),
        2,
    )
}
