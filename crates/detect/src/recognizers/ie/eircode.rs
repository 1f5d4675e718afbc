//! Irish postal codes (Eircode).

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A routing key of a letter and two digits (and D6W), then four characters of the address, from
/// the digits and A C D E F H K N P R T V W X Y. There is no check digit; 139 routing keys are in
/// use.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("XXX XXXX", -4),
            Grouping::new("XXX-XXXX", -10),
            Grouping::new("XXXXXXX", -16),
        ])],
        validate: Some(check),
        context: "eircode;eir code;postcode;post code;postal code;postal address;home address;\
         billing address;delivery address;zip code;eirchod;seoladh;cod poist;eircod"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Communications Regulation (Postal Services) (Amendment) Act 2015; Eircode, \
         product guide: routing keys and unique identifiers"
            .into(),
        ..Recognizer::new("ie_eircode", "IE_EIRCODE", "ie")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (key, address) = value.split_at(3);
    let capitals = is_upper(value);
    let Some(in_use) = routing_key(key) else {
        return Verdict::Refuted;
    };
    if !address.iter().all(|&byte| is_used(byte)) {
        return Verdict::Refuted;
    }
    // Four letters may be a word, four digits a number.
    let digits = address.iter().filter(|byte| byte.is_ascii_digit()).count();
    let plain = match digits {
        0 => -3,
        4 => -8,
        _ => 0,
    };
    let known = if in_use { 6 } else { 0 };
    Verdict::when(true, known + plain - if capitals { 0 } else { 10 })
}

fn is_used(byte: u8) -> bool {
    byte.is_ascii_digit() || b"ACDEFHKNPRTVWXY".contains(&byte.to_ascii_uppercase())
}

/// Whether a routing key is in use; `None` for what is none.
fn routing_key(key: &[u8]) -> Option<bool> {
    let [letter, tens, units] = *key else {
        return None;
    };
    let letter = letter.to_ascii_uppercase();
    match (letter, tens, units) {
        (b'D', b'6', b'W' | b'w') => Some(true),
        (_, b'0'..=b'9', b'0'..=b'9') if letter.is_ascii_uppercase() && is_used(letter) => {
            let number = (tens - b'0') * 10 + units - b'0';
            Some(BY_LETTER[usize::from(letter - b'A')] >> number & 1 == 1)
        }
        _ => None,
    }
}

/// Routing keys in use: by the letter, a bit for each number.
static BY_LETTER: [u128; 26] = {
    let (mut table, mut at) = ([0; 26], 0);
    while at < KEYS.len() {
        let number = (KEYS[at + 1] - b'0') * 10 + KEYS[at + 2] - b'0';
        table[(KEYS[at] - b'A') as usize] |= 1 << number;
        at += 4;
    }
    table
};

const KEYS: &[u8] = b"\
A41 A42 A45 A63 A67 A75 A81 A82 A83 A84 A85 A86 A91 A92 A94 A96 A98 C15 D01 D02 D03 D04 D05 \
D06 D07 D08 D09 D10 D11 D12 D13 D14 D15 D16 D17 D18 D20 D22 D24 E21 E25 E32 E34 E41 E45 E53 \
E91 F12 F23 F26 F28 F31 F35 F42 F45 F52 F56 F91 F92 F93 F94 H12 H14 H16 H18 H23 H53 H54 H62 \
H65 H71 H91 K32 K34 K36 K45 K56 K67 K78 N37 N39 N41 N91 P12 P14 P17 P24 P25 P31 P32 P36 P43 \
P47 P51 P56 P61 P67 P72 P75 P81 P85 R14 R21 R32 R35 R42 R45 R51 R56 R93 R95 T12 T23 T34 T45 \
T56 V14 V15 V23 V31 V35 V42 V92 V93 V94 V95 W12 W23 W34 W91 X35 X42 X91 Y14 Y21 Y25 Y34 Y35";
