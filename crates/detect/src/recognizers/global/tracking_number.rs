//! Numbers of parcels.

use super::super::{is_monotone, weighted};
use crate::{
    checks::remainder,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// What carriers print on parcels.
/// - UPS: `1Z` and sixteen letters and digits. Letters count as in the last digit of their place in the
///   alphabet and two, every second character twice; the last digit fills the sum up to ten.
/// - S10 of the postal union: two letters of the service, eight digits, a check digit (weights 8 6 4 2 3
///   5 9 7 modulo 11) and the country.
/// - FedEx: twelve digits (weights 3 1 7 modulo 11, then 10) or fifteen (weights 3 1 modulo 10).
/// - DHL: ten digits, the last one the others modulo 7; `JJD` or `JD` and eighteen digits.
/// - USPS: twenty-two digits from 92 to 95 (weights 3 1 modulo 10).
///
/// All but those of UPS, `JJD` and USPS need a cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("XXXXXXXXXXXXXXXXXX", -6),
            Grouping::new("XX XXX XXX XX XXXX XXXX", -4),
            Grouping::new("XX XXX XXX XXXXXXXXXX", -4),
            Grouping::new("AA999999999AA", -22),
            Grouping::new("AA 999 999 999 AA", -18),
            Grouping::new("AA 9999 9999 9 AA", -18),
            Grouping::new("AA 99999999 9 AA", -18),
            Grouping::new("AA 999999999 AA", -20),
            Grouping::new("999999999999", -24),
            Grouping::new("9999 9999 9999", -22),
            Grouping::new("999999999999999", -24),
            Grouping::new("9999999999", -24),
            Grouping::new("99 9999 9999", -22),
            Grouping::new("AAA999999999999999999", -6),
            Grouping::new("AA999999999999999999", -8),
            Grouping::new("9999999999999999999999", -22),
            Grouping::new("9999 9999 9999 9999 9999 99", -10),
        ])],
        validate: Some(check),
        context: CUES.into(),
        normal: Normal::Alphanumeric,
        citation: "UPS, Tracking Number Check Digit (Guide to Labeling); UPU S10-12; FedEx, Ship \
             Manager guide; DHL Paket, identcode; USPS Publication 199 (IMpb)"
            .into(),
        ..Recognizer::new("tracking_number", "TRACKING_NUMBER", "global")
    }
}

const CUES: &str = "tracking;tracking number;tracking no;tracking id;tracking code;track;track and trace;\
    parcel;parcel number;waybill;waybill number;air waybill;awb;consignment;consignment number;shipment;\
    shipment number;shipment id;ups;fedex;fed ex;dhl;usps;ems;\
    sendungsnummer;sendungsverfolgung;paketnummer;sendung;trackingnummer;\
    numero de suivi;suivi;colis;numero de colis;\
    numero de seguimiento;seguimiento;numero de guia;guia;envio;\
    numero di tracciamento;tracciamento;spedizione;numero spedizione;\
    codigo de rastreio;rastreio;codigo de rastreamento;rastreamento;encomenda;\
    track trace;zendingnummer;pakketnummer;sporingsnummer;forsendelse;kollinummer;kollinr;sandningsnummer;\
    seurantakoodi;lahetystunnus;numer przesyłki;przesyłka;numer listu przewozowego;cislo zasilky;\
    csomagszam;awb colet;kargo takip no;takip no;трек номер;трек код;номер отправления;номер відправлення;\
    ттн;快递单号;运单号;物流单号;追跡番号;お問い合わせ番号;伝票番号;운송장번호;송장번호;no resi;nomor resi;\
    ma van đon;mã vận đơn";

fn check(value: &[u8]) -> Verdict {
    match (value.len(), value) {
        (18, [b'1', b'Z', rest @ ..]) => Verdict::when(is_ups(rest), 20),
        (13, [..]) => s10(value),
        (21, [b'J', b'J', b'D', ..]) | (20, [b'J', b'D', ..]) => Verdict::Fits(Evidence(20)),
        (12, [b'0'..=b'9', ..]) => Verdict::when(is_fedex_express(value), 10),
        (15, [b'0'..=b'9', ..]) => Verdict::when(is_mod_10(value), 10),
        (10, [b'0'..=b'9', ..]) => Verdict::when(is_dhl(value), 8),
        (22, [b'9', b'2'..=b'5', ..]) => Verdict::when(is_mod_10(value), 20),
        _ => Verdict::Refuted,
    }
}

/// The sixteen characters behind `1Z`.
fn is_ups(rest: &[u8]) -> bool {
    let (digits, last) = rest.split_at(15);
    let sum: u32 = digits
        .iter()
        .zip([1, 2].into_iter().cycle())
        .map(|(&byte, weight)| match byte {
            b'0'..=b'9' => u32::from(byte - b'0') * weight,
            // A counts 2, B 3, ... I 0.
            letter => u32::from(letter.to_ascii_uppercase() - b'A' + 2) % 10 * weight,
        })
        .sum();
    last[0].is_ascii_digit() && (sum + u32::from(last[0] - b'0')).is_multiple_of(10)
}

/// Services in use, the check digit, and postal operators' countries.
fn s10(value: &[u8]) -> Verdict {
    let (service, rest) = value.split_at(2);
    let (digits, country) = rest.split_at(9);
    let is_service = matches!(
        service[0],
        b'C' | b'E' | b'H' | b'L' | b'M' | b'Q' | b'R' | b'U' | b'V'
    );
    let shaped = is_service
        && service[1].is_ascii_uppercase()
        && digits.iter().all(u8::is_ascii_digit)
        && !is_monotone(digits)
        && COUNTRIES.contains(&[country[0], country[1]]);
    if !shaped {
        return Verdict::Refuted;
    }
    let sum = weighted(&digits[..8], &[8, 6, 4, 2, 3, 5, 9, 7]);
    let check = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        check => check,
    };
    Verdict::when(u32::from(digits[8] - b'0') == check, 16)
}

fn is_fedex_express(digits: &[u8]) -> bool {
    let sum = weighted(&digits[..11], &[3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]);
    !is_monotone(digits) && sum % 11 % 10 == u32::from(digits[11] - b'0')
}

/// From the digit before the last one, every second digit three times (GS1).
fn is_mod_10(digits: &[u8]) -> bool {
    let weights = [1, 3].into_iter().cycle();
    let values = digits.iter().rev().zip(weights);
    let sum: u32 = values
        .map(|(&digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    !is_monotone(digits) && sum.is_multiple_of(10)
}

fn is_dhl(digits: &[u8]) -> bool {
    !is_monotone(digits) && remainder(&digits[..9], 7) == u32::from(digits[9] - b'0')
}

/// Members of the postal union whose operators send parcels with S10 labels.
const COUNTRIES: [[u8; 2]; 125] = [
    *b"AE", *b"AL", *b"AM", *b"AR", *b"AT", *b"AU", *b"AZ", *b"BA", *b"BD", *b"BE", *b"BG", *b"BH",
    *b"BN", *b"BO", *b"BR", *b"BY", *b"CA", *b"CH", *b"CL", *b"CN", *b"CO", *b"CR", *b"CU", *b"CY",
    *b"CZ", *b"DE", *b"DK", *b"DO", *b"DZ", *b"EC", *b"EE", *b"EG", *b"ES", *b"ET", *b"FI", *b"FJ",
    *b"FR", *b"GB", *b"GE", *b"GH", *b"GR", *b"GT", *b"HK", *b"HN", *b"HR", *b"HU", *b"ID", *b"IE",
    *b"IL", *b"IN", *b"IQ", *b"IR", *b"IS", *b"IT", *b"JM", *b"JO", *b"JP", *b"KE", *b"KG", *b"KH",
    *b"KR", *b"KW", *b"KZ", *b"LA", *b"LB", *b"LK", *b"LT", *b"LU", *b"LV", *b"MA", *b"MD", *b"ME",
    *b"MK", *b"MM", *b"MN", *b"MO", *b"MT", *b"MU", *b"MV", *b"MX", *b"MY", *b"NA", *b"NG", *b"NI",
    *b"NL", *b"NO", *b"NP", *b"NZ", *b"OM", *b"PA", *b"PE", *b"PH", *b"PK", *b"PL", *b"PT", *b"PY",
    *b"QA", *b"RO", *b"RS", *b"RU", *b"RW", *b"SA", *b"SE", *b"SG", *b"SI", *b"SK", *b"SN", *b"SV",
    *b"TH", *b"TN", *b"TR", *b"TT", *b"TW", *b"TZ", *b"UA", *b"UG", *b"US", *b"UY", *b"UZ", *b"VE",
    *b"VN", *b"YE", *b"ZA", *b"ZM", *b"ZW",
];
