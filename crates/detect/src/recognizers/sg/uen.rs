//! Unique entity numbers of Singapore.

use super::super::{number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Businesses: eight digits and a letter. Local companies: the year, five digits and a letter.
/// Others: R, S or T, two digits for the year, two letters for the kind, four digits and a letter.
/// The last letter is a check: the digits of a business are weighted 10, 4, 9, 3, 8, 2, 7, 1 and
/// their sum modulo 11 picks from `XMKECAWLJDB`; of a company 10, 8, 6, 4, 9, 7, 5, 3, 1 and
/// `ZKCMDNERGWH`; of others the characters count by their place among the letters without I, O, Y,
/// Z and the digits behind them, weighted 4, 3, 5, 3, 10, 2, 2, 5, 7, and the sum less 5 modulo 11
/// picks the first letters of the same alphabet.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999A", -18),
            Grouping::new("999999999A", -20),
            Grouping::new("A99AA9999A", -22),
        ])],
        validate: Some(check),
        context: "uen;uen no;uen number;unique entity number;company registration number;\
         acra;acra number;roc number;business registration number;co reg no;company reg no;\
         company registration no;gst reg no;gst registration number;registration number"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Accounting and Corporate Regulatory Authority, Unique Entity Number, formats A to C"
                .into(),
        ..Recognizer::new("sg_uen", "SG_UEN", "sg")
    }
}

fn check(value: &[u8]) -> Verdict {
    let last = value[value.len() - 1];
    let (letter, strength) = if !value[0].is_ascii_digit() {
        (other(value), 20)
    } else if value.len() == 9 {
        let sum = weighted(&value[..8], &[10, 4, 9, 3, 8, 2, 7, 1]);
        (Some(b"XMKECAWLJDB"[(sum % 11) as usize]), 14)
    } else {
        (company(value), 18)
    };
    Verdict::when(letter == Some(last), strength)
}

fn company(value: &[u8]) -> Option<u8> {
    let sum = weighted(&value[..9], &[10, 8, 6, 4, 9, 7, 5, 3, 1]);
    let known = (1900..2050).contains(&number(&value[..4]));
    known.then_some(b"ZKCMDNERGWH"[(sum % 11) as usize])
}

fn other(value: &[u8]) -> Option<u8> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWX0123456789";
    const WEIGHTS: [u32; 9] = [4, 3, 5, 3, 10, 2, 2, 5, 7];
    // R, S and T are the centuries.
    let year = match value[0] {
        b'R' => 1800,
        b'S' => 1900,
        b'T' => 2000,
        _ => return None,
    };
    if year + number(&value[1..3]) >= 2050 || !is_kind(&value[3..5]) {
        return None;
    }
    let mut sum = 0;
    for (byte, weight) in value.iter().zip(WEIGHTS) {
        let place = match byte {
            b'0'..=b'9' => byte - b'0' + 22,
            b'A'..=b'H' => byte - b'A',
            b'J'..=b'N' => byte - b'J' + 8,
            b'P'..=b'X' => byte - b'P' + 13,
            _ => return None,
        };
        sum += u32::from(place) * weight;
    }
    // The first letter alone adds 60 or more.
    Some(ALPHABET[((sum - 5) % 11) as usize])
}

/// The agency's list of entity types.
fn is_kind(letters: &[u8]) -> bool {
    const KINDS: &[u8] =
        b"CCCDCHCLCMCPCSCXDPFBFCFMFNGAGBGSHCHSLLLPMBMCMDMHMMMQNBNRPAPBPFRFRPSMSSTCTUVHXCXL";
    KINDS.as_chunks::<2>().0.iter().any(|kind| kind == letters)
}
