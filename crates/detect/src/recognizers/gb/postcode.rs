//! Postcodes of the United Kingdom.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// The outward code (one of 124 areas of one or two letters, a district of one or two digits or of
/// a digit and a letter), then the inward code: a digit and two letters, none of them C I K M O V.
/// There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A9 9AA", -1),
            Grouping::new("A99 9AA", 0),
            Grouping::new("AA9 9AA", 0),
            Grouping::new("AA99 9AA", 0),
            Grouping::new("A9A 9AA", 0),
            Grouping::new("AA9A 9AA", 1),
            Grouping::new("A99AA", -22),
            Grouping::new("A999AA", -18),
            Grouping::new("AA99AA", -18),
            Grouping::new("AA999AA", -16),
            Grouping::new("A9A9AA", -14),
            Grouping::new("AA9A9AA", -14),
        ])],
        validate: Some(check),
        context: "postcode;post code;postcodes;postal code;postal address;home address;\
         billing address;delivery address;cod post;uk postcode;zip code"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "BS 7666-2:2006, postcodes; Royal Mail, Programmer's Guide for the Postcode \
         Address File"
            .into(),
        ..Recognizer::new("uk_postcode", "UK_POSTCODE", "gb")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (outward, inward) = value.split_at(value.len() - 3);
    let letters = 1 + usize::from(outward[1].is_ascii_alphabetic());
    let (area, district) = outward.split_at(letters);
    let delivered = |byte: &u8| !b"CIKMOV".contains(&byte.to_ascii_uppercase());
    if !is_area(area) || !is_district(letters, district) || !inward[1..].iter().all(delivered) {
        return Verdict::Refuted;
    }
    let small = !is_upper(value);
    let ordinal: [&[u8; 3]; 3] = [b"1ST", b"2ND", b"3RD"];
    let ordinal = ordinal.iter().any(|ordinal| inward == *ordinal) || inward[1..] == *b"TH";
    Verdict::when(true, if small || ordinal { -8 } else { 2 })
}

/// A digit, two, or a digit and a letter.
fn is_district(letters: usize, district: &[u8]) -> bool {
    let [first, rest @ ..] = district else {
        return false;
    };
    let used = if letters == 1 {
        b"ABCDEFGHJKPSTUW".as_slice()
    } else {
        b"ABEHMNPRVWXY"
    };
    match rest.first() {
        None => true,
        Some(b'0'..=b'9') => *first != b'0',
        Some(letter) => used.contains(&letter.to_ascii_uppercase()),
    }
}

fn is_area(area: &[u8]) -> bool {
    let at = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A');
    match *area {
        [only] => b"BEGLMNSW".contains(&only.to_ascii_uppercase()),
        [first, second] => BY_LETTERS[at(first)] >> at(second) & 1 == 1,
        _ => false,
    }
}

/// Areas of two letters: by the first one, a bit for each second one.
static BY_LETTERS: [u32; 26] = {
    let (mut table, mut at) = ([0; 26], 0);
    while at < AREAS.len() {
        let first = (AREAS[at] - b'A') as usize;
        table[first] |= 1 << (AREAS[at + 1] - b'A');
        at += 3;
    }
    table
};

const AREAS: &[u8] = b"\
AB AL BA BB BD BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY \
EC EH EN EX FK FY GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY LA LD LE LL LN \
LS LU ME MK ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP \
SR SS ST SW SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE";
